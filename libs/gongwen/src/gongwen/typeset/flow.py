"""Filling pages: what comes one below the other, what stays together, what repeats on the next page."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongwen.typeset.canvas import Mark, moved
from gongwen.typeset.measures import HEIGHT, ROW
from gongwen.typeset.passage import Part

_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a certain height that is never split; its marks count from its own top left corner.

    ``keep`` holds it on one page with the next item. A ``blank`` one vanishes at the top of a page. An item
    that starts a page is preceded by those it ``repeats``. ``off_grid`` items may start anywhere, all others
    on the next line of the type area. ``seals`` are places of seals, from the item's corner. ``part`` is the
    paragraph or row that the item is a line of.
    """

    height: float = ROW
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    blank: bool = False
    off_grid: bool = False
    repeats: tuple[Item, ...] = ()
    seals: tuple[tuple[str, float, float], ...] = ()
    closing: tuple[Mark, ...] = ()
    """Marks drawn only where nothing of the same kind follows on the page: the bottom rule of a table."""
    part: Part | None = None


BLANK_LINE = Item(blank=True)


@dataclass(slots=True)
class Sheet:
    """One page being filled: its items and how far down from the top of the type area they start."""

    placed: list[tuple[Item, float]] = field(default_factory=list)
    bottom: float = 0.0
    apart: bool = False
    """Whether it starts whatever the page before has room for."""

    def marks(self) -> Iterator[Mark]:
        for position, (item, top) in enumerate(self.placed):
            for mark in item.marks:
                yield moved(mark, 0.0, top)
            following = self.placed[position + 1][0] if position + 1 < len(self.placed) else None
            if following is None or not following.closing:
                for mark in item.closing:
                    yield moved(mark, 0.0, top)


def kept_together(items: Sequence[Item]) -> list[Item]:
    """The items with none left behind: each but the last is kept with the next."""
    return [replace(item, keep=True) for item in items[:-1]] + list(items[-1:])


def keep_tail(items: Sequence[Item], count: int) -> list[Item]:
    """The items, the last ``count`` of them held together with whatever follows."""
    head = len(items) - count
    return [replace(item, keep=True) if at >= head else item for at, item in enumerate(items)]


def paginate(items: Sequence[Item], top: float = 0.0) -> list[Sheet]:
    """Place the items on pages; the first page is free from ``top`` on."""
    sheets = [Sheet(bottom=top)]
    for chain in _chains(items):
        sheet = sheets[-1]
        if not _fits(chain, sheet.bottom) and sheet.bottom > 0 and _fits(chain, 0.0):
            sheets.append(_next_sheet(chain[0]))
        for item in chain:
            _place(item, sheets)
    return sheets


def _chains(items: Sequence[Item]) -> Iterator[list[Item]]:
    chain: list[Item] = []
    for item in items:
        chain.append(item)
        if not item.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _fits(chain: Sequence[Item], bottom: float) -> bool:
    for item in chain:
        bottom = _start(item, bottom) + item.height
    return bottom <= HEIGHT + _EPSILON


def _start(item: Item, bottom: float) -> float:
    return bottom if item.off_grid else math.ceil((bottom - _EPSILON) / ROW) * ROW


def _place(item: Item, sheets: list[Sheet]) -> None:
    sheet = sheets[-1]
    if item.blank and not sheet.placed:
        return
    start = _start(item, sheet.bottom)
    if start + item.height > HEIGHT + _EPSILON and sheet.bottom > 0:
        if item.blank:
            return
        sheet = _next_sheet(item)
        sheets.append(sheet)
        start = _start(item, sheet.bottom)
    sheet.placed.append((item, start))
    sheet.bottom = start + item.height


def _next_sheet(first: Item) -> Sheet:
    """A new page, with what the item that starts it repeats."""
    sheet = Sheet()
    for repeated in first.repeats:
        sheet.placed.append((repeated, sheet.bottom))
        sheet.bottom += repeated.height
    return sheet
