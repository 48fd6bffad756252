"""The head of the first page (版头), from the copy number to the red rule; GB/T 9704-2012 7.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.document import OfficialDocument, Role
from gongwen.typeset.body import BODY, title_items
from gongwen.typeset.canvas import Colour, Mark, Rule
from gongwen.typeset.errors import UnsupportedLayout
from gongwen.typeset.fonts import Face
from gongwen.typeset.lines import Setter
from gongwen.typeset.measures import CELL, LEFT, MM, ROW, ROWS, SIZE_3, TOP, WIDTH
from gongwen.typeset.redmark import general_mark, line_height, red_mark

MARK_TOP = TOP + 35 * MM
"""发文机关标志上边缘至版心上边缘 35 mm."""
RULE_ROW = 8
"""The red rule lies on the ninth line, so that what follows stands on the lines of the page."""
RULE_GAP = 4 * MM
_ONE_LINE_MARK = TOP + RULE_ROW * ROW - RULE_GAP - SIZE_3 - 2 * ROW - MARK_TOP
"""The height of a mark of one line, 16.7 mm."""
RULE_THICKNESS = 0.7 * MM
_BLANK_ROWS = 2
_TEXT_ROWS = RULE_ROW + _BLANK_ROWS + 2
"""What the first page needs beside mark, signers and title, so that it shows a line of text (7.2.4)."""
_SMALLEST_MARK = 5 * MM
_NAMES_IN_ROW = 2


@dataclass(frozen=True)
class Head:
    """The head as drawn on the first page, and how many lines of the type area it takes."""

    marks: tuple[Mark, ...] = ()
    rows: int = 0


def general_head(setter: Setter, document: OfficialDocument) -> Head:
    """The head of the general layout; a draft without any of its elements has none.

    The line of the number is kept free before numbering, so that numbering moves nothing.
    """
    mark = general_mark(document)
    labels = tuple(head_labels(document))
    if not (mark.lines or labels or document.number or document.signers):
        return Head()
    upward = is_upward(document)
    signer_rows = max((len(document.signers) + 1) // _NAMES_IN_ROW, 1) if upward else 1
    title_rows = sum(1 for _ in title_items(setter, document.title, document.issuers))
    mark_rows = _mark_rows(len(mark.lines), ROWS - title_rows - _TEXT_ROWS - signer_rows)
    rule_row = RULE_ROW + mark_rows - 1 + signer_rows - 1
    rule_y = TOP + rule_row * ROW
    number_y = rule_y - RULE_GAP - SIZE_3
    mark_bottom = number_y - (signer_rows - 1 + _BLANK_ROWS) * ROW
    marks: list[Mark] = []
    for at, (text, face, role) in enumerate(labels):
        marks += setter.line(text, BODY, face=face).marks(LEFT, TOP + at * ROW, role=role)
    marks += red_mark(setter, mark, MARK_TOP, mark_bottom - MARK_TOP)
    number = setter.line(document.number, BODY)
    number_x = LEFT + CELL if upward else LEFT + (WIDTH - number.end) / 2
    marks += number.marks(number_x, number_y, role=Role.NUMBER)
    if upward:
        marks += _signers(setter, document.signers, number_y - (signer_rows - 1) * ROW)
    marks.append(Rule(LEFT, rule_y, WIDTH, RULE_THICKNESS, None, Colour.RED))
    return Head(tuple(marks), rule_row + _BLANK_ROWS)


def _mark_rows(names: int, room: int) -> int:
    """How many lines of the page the names of the mark take: one each, fewer where text must fit below."""
    rows = max(1, min(names, room))
    if names > 1 and line_height(names, (rows - 1) * ROW + _ONE_LINE_MARK) < _SMALLEST_MARK:
        raise UnsupportedLayout("发文机关过多，首页排不下，请在发文机关标志中只列主办机关。")
    return rows


def is_upward(document: OfficialDocument) -> bool:
    """Whether the document goes to a superior (上行文) and so shows who signed it."""
    kind = document.document_type
    return bool(document.signers) or (kind is not None and kind.is_upward)


def head_labels(document: OfficialDocument) -> Iterator[tuple[str, Face, Role]]:
    """份号、密级和保密期限、紧急程度, in this order, each a line at the left."""
    if document.copy_number:
        yield document.copy_number, Face.FANG, Role.COPY_NUMBER
    if document.secrecy is not None:
        level = document.secrecy.value
        period = document.secrecy_period.lstrip("★")
        yield f"{level}★{period}" if period else "\u3000".join(level), Face.HEI, Role.SECRECY
    if document.urgency is not None:
        yield "\u3000".join(document.urgency.value), Face.HEI, Role.URGENCY


def _signers(setter: Setter, names: Sequence[str], y: float) -> Iterator[Mark]:
    """签发人: two names a line, the next line under the first name, one character from the right edge."""
    if len(names) > 1:
        names = ["\u3000".join(name) if len(name) == 2 else name for name in names]
    lines = [setter.line(name, BODY, face=Face.KAI) for name in names]
    column = max((line.end for line in lines), default=3 * CELL)
    columns = min(max(len(lines), 1), _NAMES_IN_ROW)
    label = setter.line("签发人：", BODY)
    left = LEFT + WIDTH - CELL - columns * column - (columns - 1) * CELL
    yield from label.marks(left - label.end, y, role=Role.SIGNER)
    for at, line in enumerate(lines):
        row, place = divmod(at, _NAMES_IN_ROW)
        yield from line.marks(left + place * (column + CELL), y + row * ROW, role=Role.SIGNER)
