"""Reading a document out of a file: TXT, DOCX, PDF, HTML or OFD, by its content and under limits."""

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
