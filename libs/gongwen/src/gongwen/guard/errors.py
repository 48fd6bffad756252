"""Why a file is not read; each message is one Chinese sentence for the person who chose the file."""


class ReadingError(ValueError):
    """The file is not read."""


class Empty(ReadingError):
    """The file has no content."""


class Unsupported(ReadingError):
    """The file is of a kind that is not read."""


class Encrypted(ReadingError):
    """The file needs a password."""


class TooLarge(ReadingError):
    """The file, or what is packed in it, passes a limit."""


class TooSlow(ReadingError):
    """Reading took longer than it may."""


class Damaged(ReadingError):
    """The file is not what its own format requires."""


class Mislabelled(ReadingError):
    """The file pretends to be a document and is something dangerous."""


class HasMacros(ReadingError):
    """The file carries macros (宏)."""


class Unsafe(ReadingError):
    """The file is built to attack its reader: entities, paths that leave the archive."""


class NoText(ReadingError):
    """The file shows pages without any text, as scans do."""
