"""Reading untrusted containers: archives and XML under limits, one error family with clear sentences."""

from gongwen.guard.archive import Archive
from gongwen.guard.deadline import Deadline
from gongwen.guard.errors import (
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
from gongwen.guard.xml import parse_xml

__all__ = [
    "Archive",
    "Damaged",
    "Deadline",
    "Empty",
    "Encrypted",
    "HasMacros",
    "Mislabelled",
    "NoText",
    "ReadingError",
    "TooLarge",
    "TooSlow",
    "Unsafe",
    "Unsupported",
    "parse_xml",
]
