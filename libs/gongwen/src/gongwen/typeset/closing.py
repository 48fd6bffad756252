"""What follows the body (附件说明、署名、成文日期、附注), GB/T 9704-2012 7.3.4 to 7.3.6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongwen.document import Attachment, OfficialDocument, Role
from gongwen.typeset.body import BODY, line_item
from gongwen.typeset.canvas import Mark
from gongwen.typeset.flow import BLANK_LINE, Item, kept_together
from gongwen.typeset.lines import Line, Setter
from gongwen.typeset.measures import CELL, MM, ROW, SIZE_3, WIDTH

_SEALS_IN_ROW = 3
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
    several = len(attachments) > 1
    name_at = 5 * CELL
    if several:
        name_at += setter.line(f"{len(attachments)}.", BODY).end
    for number, attachment in enumerate(attachments, 1):
        lines = setter.paragraph(attachment.title.rstrip("。；，"), BODY, first_indent=name_at, indent=name_at)
        label: tuple[Mark, ...] = ()
        if number == 1:
            label += setter.line("附件：", BODY).marks(2 * CELL, role=Role.ATTACHMENT_NOTE)
        if several:
            label += setter.line(f"{number}.", BODY).marks(5 * CELL, role=Role.ATTACHMENT_NOTE)
        for position, line in enumerate(lines):
            marks = line.marks(role=Role.ATTACHMENT_NOTE)
            items.append(Item(marks=label + marks if position == 0 else marks))
    return [BLANK_LINE, *items] if items else []


def signature_items(setter: Setter, document: OfficialDocument) -> list[Item]:
    """署名 and 成文日期 with room for the seals, or without; then 附注. Nothing of it is parted."""
    names = [name for name in document.issuers if name]
    day = setter.line(chinese_date(document.written_on), BODY) if document.written_on else None
    lines = [setter.line(name, BODY) for name in names]
    if not lines and day is None:
        items: list[Item] = []
    elif not document.sealed:
        items = list(_unsealed(lines, day))
    elif len(lines) <= 1:
        items = list(_sealed(names, lines, day))
    else:
        items = list(_jointly_sealed(names, lines, day))
    return kept_together([*items, *_annotation(setter, document.annotation)])


def _sealed(names: Sequence[str], lines: Sequence[Line], day: Line | None) -> Iterator[Item]:
    """One organ: the date four characters from the right, the name centred over it, the seal over both."""
    for _ in range(_SEALED_BLANKS):
        yield BLANK_LINE
    day_width = day.end if day else 7 * CELL
    widest = max([day_width, *(line.end for line in lines)])
    centre = min(WIDTH - 4 * CELL - day_width / 2, WIDTH - widest / 2)
    for name, line in zip(names, lines, strict=True):
        seal = (name, centre, (ROW + SIZE_3) / 2 - _SEAL_ABOVE)
        yield Item(marks=line.marks(centre - line.end / 2, role=Role.SIGNATURE), seals=(seal,))
    if day is not None:
        yield Item(marks=day.marks(centre - day.end / 2, role=Role.DATE))


def _jointly_sealed(names: Sequence[str], lines: Sequence[Line], day: Line | None) -> Iterator[Item]:
    """Several organs: at most three seals a row, the date under the last name."""
    for _ in range(_SEALED_BLANKS):
        yield BLANK_LINE
    for start in range(0, len(lines), _SEALS_IN_ROW):
        row = lines[start : start + _SEALS_IN_ROW]
        column = WIDTH / len(row)
        centres = [_centre_inside(column * (at + 0.5), line) for at, line in enumerate(row)]
        last_row = start + _SEALS_IN_ROW >= len(lines)
        marks = [
            mark
            for line, centre in zip(row, centres, strict=True)
            for mark in line.marks(centre - line.end / 2, role=Role.SIGNATURE)
        ]
        below = (ROW + SIZE_3) / 2 - _SEAL_ABOVE
        seals = tuple((names[start + at], centre, below) for at, centre in enumerate(centres))
        height = ROW if last_row else _JOINT_ROWS * ROW
        yield Item(height=height, marks=tuple(marks), seals=seals)
        if last_row and day is not None:
            yield Item(marks=day.marks(centres[-1] - day.end / 2, role=Role.DATE))


def _centre_inside(centre: float, line: Line) -> float:
    return max(line.end / 2, min(centre, WIDTH - line.end / 2))


def _unsealed(lines: Sequence[Line], day: Line | None) -> Iterator[Item]:
    """Without seal: the name two characters from the right, the date starting two further in."""
    yield BLANK_LINE
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
    for line in setter.paragraph(bracketed, BODY, first_indent=2 * CELL):
        yield line_item(line, Role.ANNOTATION)
