"""The imprint (版记) at the foot of the last page: main recipients moved here, cc, printing office; 7.4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document import OfficialDocument, PrintInfo, Role
from gongwen.typeset.body import recipients
from gongwen.typeset.canvas import Mark, Rule
from gongwen.typeset.closing import chinese_date
from gongwen.typeset.lines import Grid, Setter
from gongwen.typeset.measures import MM, SIZE_4, WIDTH

_ROW = 23.0
_THICK = 0.35 * MM
_THIN = 0.25 * MM
_GRID = Grid(WIDTH - 2 * SIZE_4, SIZE_4, SIZE_4)
_LABEL = 3 * SIZE_4
_TEXT_DOWN = (_ROW - SIZE_4) / 2


@dataclass(frozen=True)
class Imprint:
    """The imprint with its marks from its own top left corner; its last rule ends at ``height``."""

    marks: tuple[Mark, ...]
    height: float


def ruled_imprint(setter: Setter, document: OfficialDocument, *, moved_to: Sequence[str] = ()) -> Imprint | None:
    """The imprint between its rules, or None where the document has nothing to put in it."""
    marks: list[Mark] = []
    y = _listed(setter, document, moved_to, _THICK, marks)
    if document.print_info is not None and document.print_info.office:
        if marks:
            marks.append(Rule(0, y, WIDTH, _THIN, None))
            y += _THIN
        y = _printed(setter, document.print_info, y, marks)
    if not marks:
        return None
    marks += [Rule(0, 0, WIDTH, _THICK, None), Rule(0, y, WIDTH, _THICK, None)]
    return Imprint(tuple(marks), y + _THICK)


def plain_imprint(setter: Setter, document: OfficialDocument, *, moved_to: Sequence[str] = ()) -> Imprint | None:
    """The imprint of a letter: no rules, no printing office (10.1)."""
    marks: list[Mark] = []
    height = _listed(setter, document, moved_to, 0.0, marks)
    return Imprint(tuple(marks), height) if marks else None


def _listed(
    setter: Setter, document: OfficialDocument, moved_to: Sequence[str], y: float, marks: list[Mark]
) -> float:
    """主送 and 抄送, wrapped lines under the first organ; the y below them."""
    for label, text, role in (
        ("主送", recipients(moved_to), Role.RECIPIENT),
        ("抄送", "，".join(document.cc).rstrip("。"), Role.CC),
    ):
        if not text:
            continue
        for line in setter.paragraph(f"{label}：{text}。", _GRID, indent=_LABEL):
            marks += line.marks(SIZE_4, y + _TEXT_DOWN, role=role)
            y += _ROW
    return y


def _printed(setter: Setter, info: PrintInfo, y: float, marks: list[Mark]) -> float:
    """印发机关 at the left, 印发日期 at the right, both one character in; the y below them."""
    day = setter.line(f"{chinese_date(info.date)}印发", _GRID) if info.date else None
    room = _GRID.width - (day.end + SIZE_4 if day else 0.0)
    office = setter.paragraph(info.office, Grid(room, SIZE_4, SIZE_4))
    for line in office:
        marks += line.marks(SIZE_4, y + _TEXT_DOWN, role=Role.PRINT)
        y += _ROW
    if day is not None:
        marks += day.marks(WIDTH - SIZE_4 - day.end, y - _ROW + _TEXT_DOWN, role=Role.PRINT)
    return y
