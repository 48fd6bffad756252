"""The text from title to attachments as paragraphs and tables that break into the same pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from gongwen.typeset.assembly import Assembly
from gongwen.typeset.flow import Item, Sheet
from gongwen.typeset.lines import LineEnd, Span
from gongwen.typeset.measures import CELL, HEIGHT, ROW
from gongwen.typeset.passage import Align, Part, Passage, TableRow
from gongwen.typeset.word.foot import anchor
from gongwen.typeset.word.measures import SPARE, rows, twips
from gongwen.typeset.word.paragraphs import Setting, indented, paragraph, style_of
from gongwen.typeset.word.placed import lines_of, placed_line
from gongwen.typeset.word.runs import Spacer, written
from gongwen.typeset.word.tables import SetRow, table

_EPSILON = 0.01
_HAIR = 2.0
"""Points within which programs may differ about what a page with a table holds."""
_RULES = 1.0
"""Points that the rules of a table may add to its height."""
_LONG_WORD = 14
"""A word of so many letters may be longer than half a line, and is then broken anywhere."""


@dataclass(slots=True)
class _Group:
    """The items of one paragraph, of one table, or a single placed line, in the order of the pages."""

    items: list[Item] = field(default_factory=list)
    before: float = 0.0
    starts_page: bool = False
    is_parted: bool = False
    """Whether it goes over a page's end."""
    page_after: int | None = None
    """A page must end inside the paragraph after so many lines, though there would be room for more."""


def story(assembly: Assembly, sheets: Sequence[Sheet], spacer: Spacer) -> str:
    """The sheets as one flow; the first is free from the head on."""
    parts: list[str] = []
    table_open = False
    nudges = _nudges(sheets)
    for group in _groups(sheets, assembly.head.rows * ROW):
        first = group.items[0] if group.items else None
        if first is not None and isinstance(first.part, TableRow):
            if group.starts_page:
                parts.append(anchor(starts_page=True))
            elif table_open or group.before > _EPSILON:
                parts.append(anchor())
            parts.append(table(_set_rows(group.items, nudges), spacer))
            table_open = True
            continue
        if table_open:
            group.before = max(0.0, group.before - _RULES)
        table_open = False
        parts.append(_paragraph(group, spacer))
    if table_open:
        parts.append(anchor())
    return "".join(parts)


def _groups(sheets: Sequence[Sheet], top: float) -> Iterator[_Group]:
    """Items that belong together, and where the pages would not end by themselves."""
    group = _Group()
    heads: set[Part] = set()
    bottom = top
    filled = top
    for number, sheet in enumerate(sheets):
        placed = _without_repeats(sheet, heads)
        if number:
            bottom = 0.0
        if not placed and number:
            if group.items:
                yield group
            group = _Group()
            yield _Group(starts_page=True)
        for position, (item, start) in enumerate(placed):
            continues = bool(group.items) and _same(group.items[-1], item) and not sheet.apart
            forced = number > 0 and position == 0 and _forced(sheet, item, filled, continues=continues)
            if group.items and _same(group.items[-1], item) and (continues or position):
                group.is_parted = group.is_parted or (number > 0 and position == 0)
                if forced:
                    group.page_after = len(group.items)
                group.items.append(item)
            else:
                if group.items:
                    yield group
                before = start - bottom if position or not number else 0.0
                group = _Group([item], before, forced)
            bottom = start + min(item.height, ROW) if item.part is None else start + item.height
        filled = sheet.bottom
    if group.items:
        yield group


def _nudges(sheets: Sequence[Sheet]) -> dict[TableRow, float]:
    """By how much rows are made higher or lower where a page has room for the next row, or for its last, by a hair.

    Programs round the heights of rows in their own ways, a fiftieth of a millimetre each.
    """
    nudges: dict[TableRow, float] = {}
    for sheet, following in zip_longest(sheets, sheets[1:]):
        rows = [item.part for item, _ in sheet.placed if isinstance(item.part, TableRow)]
        if not rows or rows[-1].in_slices:
            continue
        first = _first_own(following) if following else None
        over = sheet.bottom + first.height - HEIGHT if first is not None else HEIGHT
        if first is not None and isinstance(first.part, TableRow) and 0 < over < _HAIR:
            nudges[rows[-1]] = _HAIR
        elif HEIGHT - sheet.bottom < _HAIR:
            nudges[rows[-1]] = -_HAIR
    return nudges


def _first_own(sheet: Sheet) -> Item | None:
    """The first item of a page that does not repeat the head of a table."""
    return next(
        (item for item, _ in sheet.placed if not any(item in other.repeats for other, _ in sheet.placed)), None
    )


def _without_repeats(sheet: Sheet, heads: set[Part]) -> list[tuple[Item, float]]:
    """What the page has that no page before it had: the head of a table stands in the file once."""
    placed = [(item, start) for item, start in sheet.placed if item.part not in heads]
    heads.update(item.part for item, _ in placed if isinstance(item.part, TableRow) and item.part.is_head)
    return placed


def _forced(sheet: Sheet, first: Item, filled: float, *, continues: bool) -> bool:
    """Whether the page before had room for the first item and nothing else would carry it over.

    What is kept with the next moves by itself, but only from its first line on.
    """
    has_room = filled + first.height <= HEIGHT + _EPSILON
    return sheet.apart or (has_room and (continues or not first.keep))


def _same(before: Item, item: Item) -> bool:
    if isinstance(item.part, TableRow) and isinstance(before.part, TableRow):
        return item.part.columns is before.part.columns
    return item.part is not None and item.part is before.part


def _set_rows(items: Sequence[Item], nudges: Mapping[TableRow, float]) -> list[SetRow]:
    kept = {item.part: item.keep for item in items if isinstance(item.part, TableRow)}
    return [SetRow(row, keep, row.height + nudges.get(row, 0.0)) for row, keep in kept.items()]


def _paragraph(group: _Group, spacer: Spacer) -> str:
    # What is kept with the next is moved whole by Word, so a paragraph over two pages is not.
    keep_next = bool(group.items) and group.items[-1].keep and not group.is_parted
    setting = Setting(before=_before(group.before), keep_next=keep_next, starts_page=group.starts_page)
    if not group.items:
        return paragraph(setting)
    part = group.items[0].part
    if not isinstance(part, Passage):
        (item,) = group.items
        lines = lines_of(item.marks)
        return placed_line(lines[0], spacer, setting) if lines else paragraph(setting)
    style = style_of(part.role, part.level)
    setting = Setting(
        style,
        before=setting.before,
        keep_next=keep_next,
        keep_lines=len(group.items) > 1 and all(item.keep for item in group.items) and not part.broken,
        starts_page=setting.starts_page,
        indent=_indent(part),
        align=_align(part, spacer),
        free_words=any(
            len(word) >= _LONG_WORD for span in part.spans for word in span.text.split() if word.isascii()
        ),
    )
    runs = ""
    if part.lead is not None:
        runs += _lead(part, spacer)
    runs += written(spacer.passage(part, group.page_after), style.look, spacer.names)
    return paragraph(setting, runs)


def _align(part: Passage, spacer: Spacer) -> str:
    if part.align is Align.CENTRE:
        return "" if "w:jc" in style_of(part.role, part.level).paragraph else "center"
    return "both" if spacer.setter.line_end is LineEnd.FLUSH else ""


def _before(points: float) -> int:
    return rows(points) if points > _EPSILON else 0


def _indent(part: Passage) -> str:
    """The indents beyond those of the style; two characters on the first line are in the style itself."""
    set_by_style = style_of(part.role, part.level).paragraph
    if part.align is Align.CENTRE:
        return "" if "w:jc" in set_by_style else indented(right=SPARE)
    start = part.lead.start if part.lead is not None else part.first_indent
    if abs(start - 2 * CELL) < _EPSILON and not part.indent and "firstLineChars" in set_by_style:
        return ""
    if not start and not part.indent:
        return ""
    return indented(left=twips(part.indent), first=twips(start) - twips(part.indent))


def _lead(part: Passage, spacer: Spacer) -> str:
    """附件：1. before the name, and a tab where a shorter number leaves room."""
    assert part.lead is not None  # noqa: S101 - asked by the caller
    look = style_of(part.role).look
    spans = (Span(part.lead.text),)
    line = spacer.setter.line(spans, part.grid)
    runs = written(spacer.lines(spans, (line,), part.grid), look, spacer.names)
    reached = part.lead.start + line.end
    return runs + ("<w:r><w:tab/></w:r>" if part.first_indent - reached > 1 else "")
