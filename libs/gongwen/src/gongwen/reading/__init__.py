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
from gongwen.reading.file import MAX_FILE, read, read_path
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
    "find_secrecy_marks",
    "read",
    "read_path",
]
