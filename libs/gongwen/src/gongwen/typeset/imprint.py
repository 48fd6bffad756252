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

IMPRINT_ROW = 23.0
THICK = 0.35 * MM
THIN = 0.25 * MM
IMPRINT = Grid(WIDTH - 2 * SIZE_4, SIZE_4, SIZE_4)
LABEL = 3 * SIZE_4
_TEXT_DOWN = (IMPRINT_ROW - SIZE_4) / 2


@dataclass(frozen=True)
class Imprint:
    """The imprint with its marks from its own top left corner; its last rule ends at ``height``.

    ``lists`` and ``printed`` say what it holds: who receives the document, each as one text, then 印发机关 and
    印发日期 of one line.
    """

    marks: tuple[Mark, ...]
    height: float
    lists: tuple[tuple[Role, str], ...] = ()
    printed: tuple[str, str] | None = None
    is_ruled: bool = True


def ruled_imprint(setter: Setter, document: OfficialDocument, *, moved_to: Sequence[str] = ()) -> Imprint | None:
    """The imprint between its rules, or None where the document has nothing to put in it."""
    marks: list[Mark] = []
    lists = _lists(document, moved_to)
    printed: tuple[str, str] | None = None
    y = _listed(setter, lists, THICK, marks)
    if document.print_info is not None and document.print_info.office:
        if marks:
            marks.append(Rule(0, y, WIDTH, THIN, None))
            y += THIN
        printed = _printed_line(document.print_info)
        y = _printed(setter, *printed, y, marks)
    if not marks:
        return None
    marks += [Rule(0, 0, WIDTH, THICK, None), Rule(0, y, WIDTH, THICK, None)]
    return Imprint(tuple(marks), y + THICK, lists, printed)


def plain_imprint(setter: Setter, document: OfficialDocument, *, moved_to: Sequence[str] = ()) -> Imprint | None:
    """The imprint of a letter: no rules, no printing office (10.1)."""
    marks: list[Mark] = []
    lists = _lists(document, moved_to)
    height = _listed(setter, lists, 0.0, marks)
    return Imprint(tuple(marks), height, lists, is_ruled=False) if marks else None


def _lists(document: OfficialDocument, moved_to: Sequence[str]) -> tuple[tuple[Role, str], ...]:
    """主送 and 抄送, each as it is written."""
    named = (
        (Role.RECIPIENT, "主送", recipients(moved_to)),
        (Role.CC, "抄送", "，".join(document.cc).rstrip("。")),
    )
    return tuple((role, f"{label}：{text}。") for role, label, text in named if text)


def _listed(setter: Setter, lists: Sequence[tuple[Role, str]], y: float, marks: list[Mark]) -> float:
    """The lists with wrapped lines under the first organ; the y below them."""
    for role, text in lists:
        for line in setter.paragraph(text, IMPRINT, indent=LABEL):
            marks += line.marks(SIZE_4, y + _TEXT_DOWN, role=role)
            y += IMPRINT_ROW
    return y


def _printed_line(info: PrintInfo) -> tuple[str, str]:
    return info.office, f"{chinese_date(info.date)}印发" if info.date else ""


def _printed(setter: Setter, organ: str, date: str, y: float, marks: list[Mark]) -> float:
    """印发机关 at the left, 印发日期 at the right, both one character in; the y below them."""
    day = setter.line(date, IMPRINT) if date else None
    room = IMPRINT.width - (day.end + SIZE_4 if day else 0.0)
    office = setter.paragraph(organ, Grid(room, SIZE_4, SIZE_4))
    for line in office:
        marks += line.marks(SIZE_4, y + _TEXT_DOWN, role=Role.PRINT)
        y += IMPRINT_ROW
    if day is not None:
        marks += day.marks(WIDTH - SIZE_4 - day.end, y - IMPRINT_ROW + _TEXT_DOWN, role=Role.PRINT)
    return y
