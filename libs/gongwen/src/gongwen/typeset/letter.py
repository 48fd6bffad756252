"""The letter layout (信函格式), GB/T 9704-2012 10.1."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document import OfficialDocument, Role
from gongwen.typeset.assembly import (
    Assembly,
    assembled,
    attachment_sheets,
    fits_below,
    opening_items,
    text_items,
)
from gongwen.typeset.body import BODY
from gongwen.typeset.canvas import Colour, Mark, Rule
from gongwen.typeset.closing import signature_items
from gongwen.typeset.flow import Sheet, paginate
from gongwen.typeset.head import Head, head_labels
from gongwen.typeset.imprint import plain_imprint
from gongwen.typeset.lines import Setter
from gongwen.typeset.measures import LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, ROW, SIZE_3, TOP
from gongwen.typeset.redmark import MarkText, printable_lines, red_mark

_MARK_TOP = 30 * MM
_RULE_WIDTH = 170 * MM
_RULE_LEFT = (PAGE_WIDTH - _RULE_WIDTH) / 2
_RULE_GAP = 4 * MM
_THICK, _BETWEEN, _THIN = 1.0 * MM, 0.6 * MM, 0.35 * MM
_DOUBLE = _THICK + _BETWEEN + _THIN
_UNDER_RULE = SIZE_3 * 7 / 8
_NUMBER_ROW = 2
"""The number stands on the third line of the type area; the height of the mark follows from it."""
_FOOT_FROM_BOTTOM = 20 * MM
_BLANK_ROWS = 2


def compose_letter(setter: Setter, document: OfficialDocument) -> Assembly:
    """Set the document as a letter: no number on the first page, an imprint without rules."""
    head = _letter_head(setter, document)
    opening, moved_to = opening_items(setter, document, head.rows)
    main = [*opening, *text_items(setter, document), *signature_items(setter, document)]
    sheets = paginate(main, head.rows * ROW) + attachment_sheets(setter, document.attachments)
    imprint = plain_imprint(setter, document, moved_to=moved_to)
    if imprint is not None and not fits_below(sheets[-1], imprint):
        sheets.append(Sheet(apart=True))
    return assembled(setter, document, sheets, head, imprint, unnumbered=frozenset({1}))


def _letter_head(setter: Setter, document: OfficialDocument) -> Head:
    """Mark, double rule, number at the right, labels at the left, and the double rule at the foot."""
    labels = tuple(head_labels(document))
    number_y = TOP + _NUMBER_ROW * ROW
    rule_y = number_y - _UNDER_RULE - _DOUBLE
    marks: list[Mark] = []
    marks += red_mark(setter, _letter_mark(document), _MARK_TOP, rule_y - _RULE_GAP - _MARK_TOP)
    marks += _double_rule(rule_y, (_THICK, _THIN))
    for at, (text, face, role) in enumerate(labels):
        marks += setter.line(text, BODY, face=face).marks(LEFT, number_y + at * ROW, role=role)
    number = setter.line(document.number, BODY)
    marks += number.marks(RIGHT - number.end, number_y, role=Role.NUMBER)
    marks += _double_rule(PAGE_HEIGHT - _FOOT_FROM_BOTTOM - _DOUBLE, (_THIN, _THICK))
    return Head(tuple(marks), _NUMBER_ROW + max(len(labels), 1) + _BLANK_ROWS)


def _letter_mark(document: OfficialDocument) -> MarkText:
    """The organ's name without 文件; of several organs the host's alone."""
    names = printable_lines(document.issuer_mark) or [*document.issuers[:1]]
    return MarkText(tuple(names))


def _double_rule(y: float, thicknesses: tuple[float, float]) -> Iterator[Rule]:
    upper, lower = thicknesses
    yield Rule(_RULE_LEFT, y, _RULE_WIDTH, upper, None, Colour.RED)
    yield Rule(_RULE_LEFT, y + upper + _BETWEEN, _RULE_WIDTH, lower, None, Colour.RED)
