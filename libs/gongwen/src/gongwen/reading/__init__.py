"""Reading (阅读) a document from any file: text, Word, PDF, OFD, web page."""

from gongwen.guard import (
    Damaged,
    Empty,
    Encrypted,
    HasMacros,
    Mislabelled,
    NoText,
    ReadingError,
    TooLarge,
    TooSlow,
    Unsafe,
    Unsupported,
)
from gongwen.reading.detect import FileKind
from gongwen.reading.file import WordFile, read, read_opened, read_path, read_word
from gongwen.reading.opened import MAX_FILE, OpenedFile, open_file
from gongwen.reading.secrecy import SecrecyMark, find_secrecy_marks

__all__ = [
    "MAX_FILE",
    "Damaged",
    "Empty",
    "Encrypted",
    "FileKind",
    "HasMacros",
    "Mislabelled",
    "NoText",
    "OpenedFile",
    "ReadingError",
    "SecrecyMark",
    "TooLarge",
    "TooSlow",
    "Unsafe",
    "Unsupported",
    "WordFile",
    "find_secrecy_marks",
    "open_file",
    "read",
    "read_opened",
    "read_path",
    "read_word",
]
