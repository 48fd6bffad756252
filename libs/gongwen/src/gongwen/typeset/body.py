"""Title, main recipients and body (标题、主送机关、正文), GB/T 9704-2012 7.3.1 to 7.3.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongwen.document import Block, Heading, Role, Table
from gongwen.typeset.flow import Item
from gongwen.typeset.fonts import Face
from gongwen.typeset.lines import Grid, Setter, Span
from gongwen.typeset.measures import CELL, SIZE_2, WIDTH
from gongwen.typeset.passage import Align, Passage
from gongwen.typeset.tables import table_items
from gongwen.typeset.titles import title_lines

BODY = Grid(WIDTH)
TITLE = Grid(WIDTH, SIZE_2, SIZE_2)
_NUMERAL = "[一二三四五六七八九十百零〇]{1,6}"
_DIVISION = re.compile(rf"第{_NUMERAL}(?P<unit>[章节])[ \u3000].{{1,18}}")
_ARTICLE = re.compile(rf"第{_NUMERAL}条(?=[ \u3000])")
_HEADING_FACES = {1: Face.HEI, 2: Face.KAI}


def passage_items(passage: Passage, *, keep: bool = False) -> Iterator[Item]:
    """The lines of the paragraph, one item each."""
    for line in passage.lines:
        yield Item(marks=passage.marks(line), keep=keep, part=passage)


def title_items(setter: Setter, title: str, names: Sequence[str], role: Role = Role.TITLE) -> Iterator[Item]:
    """The title in lines of 梯形 or 菱形; a title typed in several lines keeps them."""
    texts = [
        text for part in title.splitlines() for text in title_lines(part.strip(), int(TITLE.cells), tuple(names))
    ]
    lines = tuple(setter.line(text, TITLE, face=Face.TITLE) for text in texts)
    spans = tuple(Span(text, Face.TITLE) for text in texts)
    yield from passage_items(Passage(role, spans, lines, TITLE, align=Align.CENTRE, broken=True), keep=True)


def recipients(to: Sequence[str]) -> str:
    """The main recipients as one text: organs of one class by “、”, different classes by “，”."""
    text = "".join(to[:1])
    for before, after in pairwise(to):
        text += ("，" if "各" in before or "各" in after else "、") + after
    return text.rstrip("：:，、")


def recipient_items(setter: Setter, to: Sequence[str]) -> Iterator[Item]:
    text = recipients(to)
    if text:
        spans = (Span(f"{text}："),)
        yield from passage_items(Passage(Role.RECIPIENT, spans, setter.paragraph(spans, BODY), BODY))


def body_items(setter: Setter, blocks: Sequence[Block]) -> Iterator[Item]:
    """The body, one item a line; a heading stays with the line after it."""
    for block in blocks:
        if isinstance(block, Table):
            yield from table_items(setter, block)
        elif isinstance(block, Heading):
            yield from _heading_items(setter, block)
        else:
            yield from _paragraph_items(setter, block.text)


def _paragraph_items(setter: Setter, text: str) -> Iterator[Item]:
    """A paragraph; in rules and measures chapters stand in the middle and the number of an article in 黑体."""
    division = _DIVISION.fullmatch(text)
    if division is not None:
        level = 1 if division["unit"] == "章" else 2
        spans = (Span(text, _HEADING_FACES[level]),)
        lines = (setter.line(spans, BODY),)
        heading = Passage(Role.HEADING, spans, lines, BODY, align=Align.CENTRE, level=level)
        yield from passage_items(heading, keep=True)
        return
    article = _ARTICLE.match(text)
    number = article.group() if article is not None else ""
    yield from passage_items(_indented(setter, Role.BODY, (Span(number, Face.HEI), Span(text[len(number) :]))))


def _indented(setter: Setter, role: Role, spans: tuple[Span, ...], level: int = 0) -> Passage:
    lines = setter.paragraph(spans, BODY, first_indent=2 * CELL)
    return Passage(role, spans, lines, BODY, first_indent=2 * CELL, level=level)


def _heading_items(setter: Setter, heading: Heading) -> Iterator[Item]:
    # A numbered sentence that is all of its paragraph is an item of a list, no heading.
    item = not heading.run_in and heading.text.endswith(("；", "。", "，"))
    face = Face.FANG if item else _HEADING_FACES.get(heading.level, Face.FANG)
    spans = (Span(heading.marker + heading.text, face), Span(heading.run_in))
    alone = not heading.run_in and face is not Face.FANG
    role = Role.BODY if heading.run_in else Role.HEADING
    level = 0 if item or heading.run_in else heading.level
    yield from passage_items(_indented(setter, role, spans, level), keep=alone)
