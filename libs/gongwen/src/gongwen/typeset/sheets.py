"""Handling sheets (发文稿纸、收文处理笺) as data: labelled cells, then opinions by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SHEET_COLUMNS = 4


@dataclass(frozen=True)
class SheetField:
    """One labelled cell; ``span`` is how many of the four columns it takes."""

    label: str
    value: str
    span: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.span <= SHEET_COLUMNS:
            raise ValueError(f"span is {self.span}, not 1 to {SHEET_COLUMNS}")


@dataclass(frozen=True)
class Opinion:
    """One opinion (意见) as signed: by whom, in which post, what, when."""

    person: str
    post: str
    text: str
    date: date | None = None


@dataclass(frozen=True)
class OpinionBlock:
    """The opinions given in one step (环节); without any, room to write one by hand."""

    activity: str
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class HandlingSheet:
    """A handling sheet to be printed."""

    title: str
    agency: str
    fields: tuple[SheetField, ...] = ()
    opinions: tuple[OpinionBlock, ...] = ()
    footer: str = ""
