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
from gongwen.reading.file import WordFile, read, read_path, read_word
from gongwen.reading.opened import MAX_FILE
from gongwen.reading.secrecy import SecrecyMark, find_secrecy_marks

__all__ = [
    "MAX_FILE",
    "Damaged",
    "Empty",
    "Encrypted",
    "HasMacros",
    "Mislabelled",
    "NoText",
    "ReadingError",
    "SecrecyMark",
    "TooLarge",
    "TooSlow",
    "Unsafe",
    "Unsupported",
    "WordFile",
    "find_secrecy_marks",
    "read",
    "read_path",
    "read_word",
]
