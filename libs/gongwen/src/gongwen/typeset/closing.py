"""What follows the body (附件说明、署名、成文日期、附注), GB/T 9704-2012 7.3.4 to 7.3.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen.document import Attachment, OfficialDocument, Role
from gongwen.typeset.body import BODY, passage_items
from gongwen.typeset.canvas import Mark
from gongwen.typeset.flow import BLANK_LINE, Item, kept_together
from gongwen.typeset.lines import Line, Setter, Span, printable
from gongwen.typeset.measures import CELL, MM, ROW, SIZE_3, WIDTH
from gongwen.typeset.passage import Lead, Passage
from gongwen.typeset.titles import title_lines

_SEALS_IN_ROW = 3
_LONGEST_NAME = 24
_SEALED_BLANKS = 2
"""Blank lines above a sealed signature: a seal of 42 mm then starts within one line of the text."""
_JOINT_ROWS = 5
"""Lines from one row of sealed signatures to the next, so that seals of 45 mm do not touch."""
_SEAL_ABOVE = 2 * MM
"""署名和成文日期居印章中心偏下: how far the seal's centre lies above the middle of the two lines."""


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_note(setter: Setter, attachments: Sequence[Attachment]) -> list[Item]:
    """附件说明: names aligned with each other, a wrapped line under the first character of its name."""
    items: list[Item] = []
    listed = [attachment for attachment in attachments if attachment.listed]
    several = len(listed) > 1
    name_at = 5 * CELL
    if several:
        name_at += setter.width(f"{len(listed)}.", BODY)
    for number, attachment in enumerate(listed, 1):
        name = (Span(attachment.title.rstrip("。；，")),)
        lines = setter.paragraph(name, BODY, first_indent=name_at, indent=name_at)
        label = "附件：" if number == 1 else ""
        count = f"{number}." if several else ""
        marks: tuple[Mark, ...] = ()
        if label:
            marks += setter.line(label, BODY).marks(2 * CELL, role=Role.ATTACHMENT_NOTE)
        if several:
            marks += setter.line(count, BODY).marks(5 * CELL, role=Role.ATTACHMENT_NOTE)
        start = (2 if label else 5) * CELL
        lead = Lead(label + count, start)
        passage = Passage(Role.ATTACHMENT_NOTE, name, lines, BODY, name_at, name_at, lead=lead)
        for position, line in enumerate(lines):
            own = passage.marks(line)
            items.append(Item(marks=marks + own if position == 0 else own, part=passage))
    return [BLANK_LINE, *items] if items else []


def signature_items(setter: Setter, document: OfficialDocument) -> list[Item]:
    """署名 and 成文日期 with room for the seals, or without; then 附注. Nothing of it is parted."""
    names = [_Name(name, _name_lines(setter, name)) for name in document.issuers if printable(name).strip()]
    day = setter.line(chinese_date(document.written_on), BODY) if document.written_on else None
    if not names and day is None:
        items: list[Item] = []
    elif not document.sealed:
        items = list(_unsealed(names, day))
    else:
        items = list(_sealed(names, day))
    return kept_together([*items, *_annotation(setter, document.annotation)])


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of an issuer in as many lines as it needs."""

    issuer: str
    lines: tuple[Line, ...]

    @property
    def width(self) -> float:
        return max(line.end for line in self.lines)


def _name_lines(setter: Setter, name: str) -> tuple[Line, ...]:
    return tuple(setter.line(part, BODY) for part in title_lines(printable(name).strip(), _LONGEST_NAME))


def _sealed(names: Sequence[_Name], day: Line | None) -> Iterator[Item]:
    """The seal over each name, the last also over the date under it."""
    for _ in range(_SEALED_BLANKS):
        yield BLANK_LINE
    centre = _over_date(names[0].width if names else 0.0, day)
    rows = list(_seal_rows(names))
    for row in rows:
        column = WIDTH / len(row)
        centres = [column * (at + 0.5) for at in range(len(row))] if len(names) > 1 else [centre]
        centre = centres[-1]
        yield from _seal_row(row, centres, spaced=row is not rows[-1])
    if day is not None:
        yield Item(marks=day.marks(centre - day.end / 2, role=Role.DATE))


def _over_date(width: float, day: Line | None) -> float:
    """The middle of date and name: the date four characters from the right, or more for a long name."""
    day_width = day.end if day else 7 * CELL
    return min(WIDTH - 4 * CELL - day_width / 2, WIDTH - width / 2)


def _seal_rows(names: Sequence[_Name]) -> Iterator[Sequence[_Name]]:
    """At most three seals a row, and only as many as leave a character between the names."""
    start = 0
    while start < len(names):
        count = next(
            count
            for count in range(_SEALS_IN_ROW, 0, -1)
            if count == 1 or all(name.width <= WIDTH / count - CELL for name in names[start : start + count])
        )
        yield names[start : start + count]
        start += count


def _seal_row(row: Sequence[_Name], centres: Sequence[float], *, spaced: bool) -> Iterator[Item]:
    """One row of names ending on one line, with its seals there."""
    depth = max(len(name.lines) for name in row)
    below = (ROW + SIZE_3) / 2 - _SEAL_ABOVE
    for level in range(depth):
        marks: list[Mark] = []
        for name, centre in zip(row, centres, strict=True):
            at = level - (depth - len(name.lines))
            if at >= 0:
                line = name.lines[at]
                marks += line.marks(centre - line.end / 2, role=Role.SIGNATURE)
        if level + 1 < depth:
            yield Item(marks=tuple(marks))
        else:
            seals = tuple((name.issuer, centre, below) for name, centre in zip(row, centres, strict=True))
            yield Item(height=_JOINT_ROWS * ROW if spaced else ROW, marks=tuple(marks), seals=seals)


def _unsealed(names: Sequence[_Name], day: Line | None) -> Iterator[Item]:
    """Without seal: the name two characters from the right, the date starting two further in."""
    yield BLANK_LINE
    lines = [line for name in names for line in name.lines]
    widest = max((line.end for line in lines), default=0.0)
    name_at = WIDTH - 2 * CELL - widest
    day_at = name_at + 2 * CELL
    if day is not None and (day_at + day.end > WIDTH - 2 * CELL or not lines):
        day_at = WIDTH - 2 * CELL - day.end
        name_at = min(name_at, day_at - 2 * CELL)
    for line in lines:
        yield Item(marks=line.marks(max(0.0, name_at), role=Role.SIGNATURE))
    if day is not None:
        yield Item(marks=day.marks(max(0.0, day_at), role=Role.DATE))


def _annotation(setter: Setter, text: str) -> Iterator[Item]:
    if not text:
        return
    bracketed = text if text.startswith("（") and text.endswith("）") else f"（{text}）"
    spans = (Span(bracketed),)
    lines = setter.paragraph(spans, BODY, first_indent=2 * CELL)
    yield from passage_items(Passage(Role.ANNOTATION, spans, lines, BODY, first_indent=2 * CELL))
