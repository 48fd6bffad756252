"""What can go wrong while typesetting; every message is one Chinese sentence for the user."""

from __future__ import annotations


class TypesettingError(Exception):
    """The document cannot be typeset."""


class FontsMissing(TypesettingError):
    """A font that the standard asks for, or its stand-in, was not found."""


class UnsupportedLayout(TypesettingError):
    """The layout or a part of it is not available in this version."""


class MissingCharacters(TypesettingError):
    """The fonts lack characters that a file for keeping must show."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        named = "、".join(f"“{char}”（U+{ord(char[0]):04X}）" for char in characters[:10])
        super().__init__(f"字体中没有{named}，不能生成存档文件，请补充字体。")


class DocumentTooLong(TypesettingError):
    """The text is longer than any official document; most likely a wrong file."""
