"""The text cut into lines, and what recognition has written beside each of them so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongwen.document.blocks import INDENT, heading_marker
from gongwen.document.elements import Element, Line, Role

# No element of a document is as long as this; longer lines are body text and no pattern is tried on them.
LONGEST_ELEMENT = 400


class Row:
    """One line while it is being recognized; ``core`` is its text without indent."""

    __slots__ = ("core", "core_start", "end", "level", "number", "role", "start")

    def __init__(self, number: int, start: int, end: int, raw: str) -> None:
        self.number = number
        self.start = start
        self.end = end
        self.core = raw.strip(INDENT)
        self.core_start = start + len(raw) - len(raw.lstrip(INDENT))
        self.role: Role | None = None if self.core else Role.BLANK
        self.level = 0

    @property
    def is_short(self) -> bool:
        return len(self.core) <= LONGEST_ELEMENT


class Sheet:
    """A text under recognition: its rows, the rows that are not blank, and the elements found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rows: list[Row] = []
        start = 0
        for number, piece in enumerate(text.split("\n")):
            end = start + len(piece)
            kept = end - 1 if piece.endswith("\r") else end
            self.rows.append(Row(number, start, kept, text[start:kept]))
            start = end + 1
        self.filled = [row for row in self.rows if row.core]
        self.elements: list[Element] = []

    def add(self, name: str, start: int, end: int) -> str:
        """Note that ``text[start:end]``, trimmed, is a value of the element; returns the value."""
        value = self.text[start:end]
        trimmed = value.strip(INDENT + "\n")
        if not trimmed:
            return ""
        start += len(value) - len(value.lstrip(INDENT + "\n"))
        self.elements.append(Element(name, trimmed, start, start + len(trimmed)))
        return trimmed

    def add_match(self, name: str, row: Row, match: re.Match[str], group: str) -> str:
        """Note the named group of a match on the core of ``row``; returns its text, empty where absent."""
        if match[group] is None:
            return ""
        return self.add(name, row.core_start + match.start(group), row.core_start + match.end(group))

    def add_list(self, name: str, rows: Sequence[Row], skip: int, separators: str) -> tuple[str, ...]:
        """Note each value of a list that runs over ``rows``, the first ``skip`` characters left out.

        Separators inside brackets do not separate.
        """
        start, end = rows[0].core_start + skip, rows[-1].core_start + len(rows[-1].core)
        values: list[str] = []
        depth = 0
        begin = start
        for at in range(start, end):
            sign = self.text[at]
            if sign in "（(":
                depth += 1
            elif sign in "）)":
                depth = max(0, depth - 1)
            elif sign in separators and depth == 0:
                values.append(self.add(name, begin, at))
                begin = at + 1
        values.append(self.add(name, begin, end))
        return tuple(join_lines(value.split("\n")) for value in values if value)

    def lines(self) -> tuple[Line, ...]:
        """The rows as lines; whatever nobody claimed is body text, numbered headings among it."""
        return tuple(
            Line(
                row.number,
                row.start,
                row.end,
                self.text[row.start : row.end],
                row.role or Role.BODY,
                row.level,
            )
            for row in self.rows
        )


def mark(rows: Iterable[Row], role: Role) -> None:
    for row in rows:
        row.role = role


def mark_body(rows: Iterable[Row], role: Role) -> None:
    """Mark text that goes on in paragraphs: its tables, its headings (only in the body proper), the rest."""
    for row in rows:
        if row.role is not None:
            continue
        if row.core.startswith("|"):
            row.role = Role.TABLE
            continue
        heading = heading_marker(row.core)
        row.level = heading[0] if heading else 0
        row.role = Role.HEADING if heading and role is Role.BODY else role


def mark_tabbed_tables(rows: Sequence[Row]) -> None:
    """Two lines or more with equally many tabs are a table that was pasted in."""
    start = 0
    while start < len(rows):
        tabs = rows[start].core.count("\t")
        end = start + 1
        while tabs and end < len(rows) and rows[end].core.count("\t") == tabs:
            end += 1
        if tabs and end - start > 1:
            for row in rows[start:end]:
                row.role = Role.TABLE
        start = end


def join_lines(parts: Iterable[str]) -> str:
    """Join what stood on several lines: Chinese without a space, Latin words with one."""
    joined = ""
    for part in parts:
        text = part.strip(INDENT)
        if not text:
            continue
        if joined and joined[-1].isascii() and joined[-1].isalnum() and text[0].isascii() and text[0].isalnum():
            joined += " "
        joined += text
    return joined
