"""The office's own records (本单位台账) as the rules ask for them; whoever keeps records supplies them.

Every question takes all its subjects at once, so that a supplier answers it with one query. A subject the
records do not know is left out of the answer, and the rules then say nothing about it. A supplier answers
only what the person who has the text checked may know.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol


@dataclass(frozen=True)
class RecordedDocument:
    """A registered document: its exact title, its date, and when and by which number it was repealed (废止).

    ``title`` is empty where the records cannot tell it, or may not tell it to the reader: then only that the document
    exists is known, and no rule compares titles.
    """

    number: str
    title: str
    written_on: date | None = None
    repealed_on: date | None = None
    repealed_by: str = ""


@dataclass(frozen=True)
class RecordedPost:
    """A post (职务) a person holds: 市财政局, 局长; ``organ_names`` are the names by which texts call the organ."""

    organ_names: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class NameChange:
    """An organ's former name (曾用名) and what it has been called since ``renamed_on``."""

    former: str
    current: str
    renamed_on: date


class Relation(Enum):
    """What another organ is to the sender (行文关系)."""

    SUPERIOR = "直接上级"
    HIGHER = "隔级上级"
    SUBORDINATE = "下级"
    PEER = "不相隶属"


class Records(Protocol):
    """What the rules may ask. Names and numbers are as a right text has them: 云政发〔2026〕12号, full-width brackets."""

    def documents(self, numbers: Collection[str]) -> Mapping[str, RecordedDocument]:
        """The registered documents with these numbers (发文字号), by number."""

    def series(self, codes: Collection[str]) -> Mapping[str, str]:
        """The organs whose complete register (发文登记) is kept here, by their code (机关代字, 云政办发).

        A number of such a series that ``documents`` does not know was never issued.
        """

    def posts(self, names: Collection[str], on: date) -> Mapping[str, tuple[RecordedPost, ...]]:
        """The posts that the people of these names hold on that day, by name.

        A known person without a post has an empty tuple; of several people of one name the posts of all.
        """

    def former_names(self) -> Collection[NameChange]:
        """Every former organ name on record."""

    def relations(self, sender: str, others: Collection[str]) -> Mapping[str, Relation]:
        """What each of the other organs is to the sender, by the names given (full or standard short ones)."""
