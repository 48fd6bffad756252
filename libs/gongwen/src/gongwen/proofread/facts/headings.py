"""Heading marks (层次序数) at the start of lines, also where their form is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.document import Role
from gongwen.document.structure import Line
from gongwen.proofread.facts.numerals import parse_numeral

_NUMERAL = "一二三四五六七八九十百"
_MARK = re.compile(
    rf"""[ \t\u3000]*(?:
        (?P<l1>(?P<n1>[{_NUMERAL}]{{1,5}})(?P<p1>[、.．，,]))
      | (?P<l2>[（(](?P<n2>[{_NUMERAL}]{{1,5}})[)）](?P<p2>[、.．，,：:]?))
      | (?P<l3>(?P<n3>\d{{1,3}})(?P<p3>[、.．])(?![\d]))
      | (?P<l4>[（(](?P<n4>\d{{1,3}})[)）](?P<p4>[、.．，,：:]?))
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class HeadingMark:
    """The number a line starts with: ``start:end`` is the mark with its punctuation, ``after`` that alone."""

    line: int
    """Index into the prepared lines."""
    start: int
    end: int
    level: int
    ordinal: int
    number: str
    after: str
    text: str
    """The mark as typed."""


def mark_of(line: int, start: int, text: str) -> HeadingMark | None:
    """The mark that ``text``, which stands at ``start``, begins with."""
    match = _MARK.match(text)
    if match is None:
        return None
    level = next(level for level in (1, 2, 3, 4) if match[f"l{level}"])
    number = match[f"n{level}"]
    ordinal = int(number) if number.isdigit() else parse_numeral(number)
    if ordinal is None:
        return None
    mark_start = match.start(f"l{level}")
    return HeadingMark(
        line,
        start + mark_start,
        start + match.end(),
        level,
        ordinal,
        number,
        match[f"p{level}"],
        match[f"l{level}"],
    )


_PART = re.compile(r"[ \t\u3000]*第[一二三四五六七八九十百零〇\d]{1,7}(?:编|章|节|条|部分)")


def parts_of(lines: Sequence[Line], headings: Sequence[HeadingMark]) -> Iterator[list[HeadingMark]]:
    """The marks in groups that number on their own: body, attachments, chapters, articles."""
    marks = {mark.line: mark for mark in headings}
    part: list[HeadingMark] = []
    for index, line in enumerate(lines):
        if index in marks:
            part.append(marks[index])
        elif line.role in (Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE) or _PART.match(line.text):
            if part:
                yield part
            part = []
    if part:
        yield part
