"""The minutes layout (纪要格式), GB/T 9704-2012 10.3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Block, OfficialDocument, Paragraph, Role
from gongwen.typeset.assembly import Assembly, opening_items
from gongwen.typeset.body import BODY, body_items, passage_items
from gongwen.typeset.canvas import Colour, Mark, Rule
from gongwen.typeset.closing import attachment_note, chinese_date
from gongwen.typeset.flow import BLANK_LINE, Item, kept_together
from gongwen.typeset.fonts import Face
from gongwen.typeset.general import bound
from gongwen.typeset.head import (
    MARK_TOP,
    RULE_GAP,
    RULE_ROW,
    RULE_THICKNESS,
    Head,
    head_labels,
)
from gongwen.typeset.imprint import ruled_imprint
from gongwen.typeset.lines import Setter, Span
from gongwen.typeset.measures import CELL, LEFT, ROW, SIZE_3, TOP, WIDTH
from gongwen.typeset.passage import Passage
from gongwen.typeset.redmark import MarkText, printable_lines, red_mark

_BLANK_ROWS = 2
_PRESENT = re.compile(r"(?P<label>出席|请假|列席)(?:人员)?[：:](?P<names>.*)", re.DOTALL)
"""Who was there, as the last paragraphs of the body say it."""


def compose_minutes(setter: Setter, document: OfficialDocument) -> Assembly:
    """Set the document as minutes: who was there after the body, no signature and no seal."""
    head = _minutes_head(setter, document)
    opening, moved_to = opening_items(setter, document, head.rows)
    blocks, present = _without_present(document.blocks)
    main = [
        *opening,
        *body_items(setter, blocks),
        *attachment_note(setter, document.attachments),
        *_present_items(setter, present),
    ]
    return bound(setter, document, head, main, ruled_imprint(setter, document, moved_to=moved_to))


def _minutes_head(setter: Setter, document: OfficialDocument) -> Head:
    """Mark and number as in the general layout, then organ and date on the line above the red rule."""
    rule_row = RULE_ROW + 1
    rule_y = TOP + rule_row * ROW
    line_y = rule_y - RULE_GAP - SIZE_3
    number_y = line_y - ROW
    marks: list[Mark] = []
    for at, (text, face, role) in enumerate(head_labels(document)):
        marks += setter.line(text, BODY, face=face).marks(LEFT, TOP + at * ROW, role=role)
    marks += red_mark(setter, _minutes_mark(document), MARK_TOP, number_y - _BLANK_ROWS * ROW - MARK_TOP)
    number = setter.line(document.number, BODY)
    marks += number.marks(LEFT + (WIDTH - number.end) / 2, number_y, role=Role.NUMBER)
    issuer = setter.line("、".join(document.issuers), BODY)
    marks += issuer.marks(LEFT + CELL, line_y, role=Role.SIGNATURE)
    if document.written_on is not None:
        day = setter.line(chinese_date(document.written_on), BODY)
        marks += day.marks(LEFT + WIDTH - CELL - day.end, line_y, role=Role.DATE)
    marks.append(Rule(LEFT, rule_y, WIDTH, RULE_THICKNESS, None, Colour.RED))
    return Head(tuple(marks), rule_row + _BLANK_ROWS)


def _minutes_mark(document: OfficialDocument) -> MarkText:
    """×××××纪要 as written, or made of the issuer's name."""
    written = printable_lines(document.issuer_mark)
    if written or not document.issuers:
        return MarkText(tuple(written))
    name = document.issuers[0]
    return MarkText((name + ("纪要" if name.endswith("会议") else "会议纪要"),))


def _without_present(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[tuple[str, str]]]:
    """The body without its last paragraphs 出席、请假、列席, and those as label and names."""
    present: list[tuple[str, str]] = []
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        match = _PRESENT.fullmatch(block.text) if isinstance(block, Paragraph) else None
        if match is None:
            break
        present.insert(0, (match["label"], match["names"]))
        end -= 1
    return blocks[:end], present


def _present_items(setter: Setter, present: list[tuple[str, str]]) -> Iterator[Item]:
    if present:
        yield BLANK_LINE
    for label, names in present:
        spans = (Span(f"{label}：", Face.HEI), Span(names))
        lines = setter.paragraph(spans, BODY, first_indent=2 * CELL, indent=5 * CELL)
        passage = Passage(Role.BODY, spans, lines, BODY, first_indent=2 * CELL, indent=5 * CELL)
        yield from kept_together(list(passage_items(passage)))
