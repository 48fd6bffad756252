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
from gongwen.reading.files import read
from gongwen.reading.secrecy import SecrecyMark, find_secrecy_marks

__all__ = [
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
]
