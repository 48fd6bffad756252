"""Setting a handling sheet on A4 pages: red rules and labels, black text, the head on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.document import Role
from gongwen.typeset.canvas import Colour, Composition, Mark, Page, Rule, Text, moved
from gongwen.typeset.closing import chinese_date
from gongwen.typeset.fonts import Face
from gongwen.typeset.lines import Grid, Line, Setter, printable
from gongwen.typeset.measures import LEFT, MM, PAGE_HEIGHT, SIZE_5, SIZE_SMALL_4, WIDTH
from gongwen.typeset.sheets import SHEET_COLUMNS, HandlingSheet, Opinion, SheetField
from gongwen.typeset.titles import title_lines

_TOP = 20 * MM
_GRID_TOP = 45 * MM
_GRID_BOTTOM = PAGE_HEIGHT - 24 * MM
_HEAD_SIZE = 24.0
_SIZE = SIZE_SMALL_4
_LINE = _SIZE * 1.6
_PAD = 1.5 * MM
_LABEL_WIDTH = 20 * MM
_LEAST_ROW = 11 * MM
_LEAST_BLOCK = 26 * MM
"""An empty step keeps this much room for writing by hand."""
_OUTER, _INNER = 1.2, 0.5
_BETWEEN_OPINIONS = 2 * MM


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a cell's text from the cell's left edge; ``held`` stays with the line before it."""

    marks: tuple[Mark, ...]
    height: float = _LINE
    held: bool = False


class _Pages:
    """The pages of one sheet as they fill."""

    def __init__(self, setter: Setter, head: tuple[Mark, ...]) -> None:
        self._setter = setter
        self._head = head
        self._done: list[list[Mark]] = []
        self._open()

    def _open(self) -> None:
        self._marks: list[Mark] = list(self._head)
        self._y = _GRID_TOP
        self._marks.append(Rule(LEFT, self._y, WIDTH, _OUTER, None, Colour.RED))

    def _close(self) -> None:
        """Draw the outer frame of the page as far as it was filled."""
        height = self._y - _GRID_TOP
        for x in (LEFT, LEFT + WIDTH - _OUTER):
            self._marks.append(Rule(x, _GRID_TOP, _OUTER, height, None, Colour.RED))
        self._marks.append(Rule(LEFT, self._y - _OUTER, WIDTH, _OUTER, None, Colour.RED))
        self._done.append(self._marks)

    def finish(self) -> list[list[Mark]]:
        self._close()
        return self._done

    def _new_page(self) -> None:
        self._close()
        self._open()

    @property
    def _room(self) -> float:
        return _GRID_BOTTOM - self._y

    def row(self, fields: Sequence[SheetField]) -> None:
        """One row of cells side by side; a row of one cell, or one too tall for that, flows on."""
        cells = [(field, self._value(field, width)) for field, width in _widths(fields)]
        tallest = max(sum(row.height for row in rows) for _, rows in cells)
        height = max(_LEAST_ROW, tallest + 2 * _PAD)
        if len(cells) == 1 or height > (_GRID_BOTTOM - _GRID_TOP) / 2:
            for field in fields:
                whole = SheetField(field.label, field.value, SHEET_COLUMNS)
                self.block(field.label, self._value(whole, WIDTH), _LEAST_ROW)
            return
        if height > self._room:
            self._new_page()
        x = LEFT
        for (field, rows), (_, width) in zip(cells, _widths(fields), strict=True):
            self._cell(x, height, field.label, rows, centred=True)
            x += width
            if x < LEFT + WIDTH - 1:
                self._marks.append(Rule(x, self._y, _INNER, height, None, Colour.RED))
        self._advance(height)

    def block(self, label: str, rows: Sequence[_Row], least: float) -> None:
        """One cell over the whole width whose text goes on to the next page, with its label again."""
        start = 0
        while True:
            end = self._fitting(rows, start)
            last = end == len(rows)
            height = sum(row.height for row in rows[start:end]) + 2 * _PAD
            wanted = max(height, least if start == 0 else _LEAST_ROW)
            if (end == start and not last) or (last and min(wanted, _LEAST_BLOCK) > self._room):
                if self._y > _GRID_TOP:
                    self._new_page()
                    continue
                end = start + 1
            name = f"{label}\n（续）" if start else label
            height = min(max(height, wanted if last else 0.0), self._room)
            self._cell(LEFT, height, name, rows[start:end], centred=least <= _LEAST_ROW)
            self._advance(height)
            start = end
            if last:
                return

    def _fitting(self, rows: Sequence[_Row], start: int) -> int:
        """How far the rows fit on this page without parting those held together."""
        room = self._room - 2 * _PAD
        end = start
        while end < len(rows) and rows[end].height <= room:
            room -= rows[end].height
            end += 1
        while start < end < len(rows) and rows[end].held:
            end -= 1
        return end

    def _advance(self, height: float) -> None:
        self._y += height
        self._marks.append(Rule(LEFT, self._y - _INNER, WIDTH, _INNER, None, Colour.RED))

    def _cell(self, x: float, height: float, label: str, rows: Sequence[_Row], *, centred: bool) -> None:
        """Label and text of one cell, the label in the middle of its height."""
        grid = Grid(_LABEL_WIDTH, _SIZE, _SIZE)
        names = [
            self._setter.line(part, grid, face=Face.SONG)
            for text in label.splitlines()
            for part in title_lines(printable(text), int((_LABEL_WIDTH - 2 * _PAD) / _SIZE))
        ]
        name_y = self._y + (height - len(names) * _LINE) / 2 + (_LINE - _SIZE) / 2
        for name in names:
            left = x + (_LABEL_WIDTH - name.end) / 2
            self._marks += name.marks(left, name_y, role=None, colour=Colour.RED)
            name_y += _LINE
        self._marks.append(Rule(x + _LABEL_WIDTH, self._y, _INNER, height, None, Colour.RED))
        y = self._y + _PAD
        if centred:
            y = self._y + (height - sum(row.height for row in rows)) / 2
        for row in rows:
            for mark in row.marks:
                self._marks.append(moved(mark, x + _LABEL_WIDTH + _PAD, y))
            y += row.height

    def _value(self, field: SheetField, width: float) -> list[_Row]:
        room = width - _LABEL_WIDTH - 2 * _PAD
        return [_Row(_down(line)) for line in _written(self._setter, field.value, room)]


def compose_sheet(setter: Setter, sheet: HandlingSheet) -> Composition:
    """Set the sheet on as many pages as it needs."""
    pages = _Pages(setter, tuple(_head(setter, sheet)))
    for fields in _rows(sheet.fields):
        pages.row(fields)
    for block in sheet.opinions:
        pages.block(block.activity, list(_opinion_rows(setter, block.opinions)), _LEAST_BLOCK)
    done = pages.finish()
    for number, marks in enumerate(done, 1):
        marks += _foot(setter, sheet.footer, number, len(done))
    title = printable(f"{sheet.agency}{sheet.title}")
    return Composition(title, tuple(Page(tuple(marks)) for marks in done), missing=setter.missing())


def _head(setter: Setter, sheet: HandlingSheet) -> Iterator[Mark]:
    """Agency and title in red on one line, squeezed where they are long."""
    text = f"{sheet.agency}{sheet.title}"
    setter.use(Face.TITLE, text)
    width = setter.width(text, Grid(WIDTH, _HEAD_SIZE, _HEAD_SIZE), face=Face.TITLE)
    stretch = min(1.0, WIDTH / width) if width else 1.0
    x = LEFT + (WIDTH - width * stretch) / 2
    y = (_TOP + _GRID_TOP - _HEAD_SIZE) / 2
    line = setter.line(text, Grid(WIDTH, _HEAD_SIZE, _HEAD_SIZE), face=Face.TITLE)
    for run in line.runs:
        at = x + run.x * stretch
        yield Text(at, y, run.text, run.face, _HEAD_SIZE, run.tracking, Role.TITLE, Colour.RED, stretch)


def _foot(setter: Setter, footer: str, number: int, count: int) -> Iterator[Mark]:
    grid = Grid(WIDTH, SIZE_5, SIZE_5)
    y = _GRID_BOTTOM + 3 * MM
    pages = setter.line(f"第{number}页　共{count}页", grid, face=Face.SONG)
    yield from pages.marks(LEFT + WIDTH - pages.end, y, role=None, colour=Colour.RED)
    room = Grid(WIDTH - pages.end - 2 * SIZE_5, SIZE_5, SIZE_5)
    for line in setter.paragraph(footer, room, face=Face.SONG)[:2]:
        yield from line.marks(LEFT, y, role=None, colour=Colour.RED)
        y += SIZE_5 * 1.4


def _rows(fields: Sequence[SheetField]) -> Iterator[list[SheetField]]:
    """Fill rows of four columns in the order given."""
    row: list[SheetField] = []
    for field in fields:
        if row and sum(other.span for other in row) + field.span > SHEET_COLUMNS:
            yield row
            row = []
        row.append(field)
    if row:
        yield row


def _widths(fields: Sequence[SheetField]) -> list[tuple[SheetField, float]]:
    """The cells of one row with their widths; the last takes what is left of the row."""
    column = WIDTH / SHEET_COLUMNS
    widths = [field.span * column for field in fields]
    widths[-1] += WIDTH - sum(widths)
    return list(zip(fields, widths, strict=True))


def _opinion_rows(setter: Setter, opinions: Sequence[Opinion]) -> Iterator[_Row]:
    """Each opinion's text, then at the right who signed it and when."""
    room = WIDTH - _LABEL_WIDTH - 2 * _PAD
    for position, opinion in enumerate(opinions):
        for line in _written(setter, opinion.text, room):
            yield _Row(_down(line))
        who = f"{opinion.person}（{opinion.post}）" if opinion.post else opinion.person
        day = f"　{chinese_date(opinion.date)}" if opinion.date else ""
        gap = _BETWEEN_OPINIONS if position + 1 < len(opinions) else 0.0
        signed = _written(setter, who + day, room, face=Face.KAI)
        for at, line in enumerate(signed):
            last = at + 1 == len(signed)
            yield _Row(_down(line, room - line.end), _LINE + (gap if last else 0.0), held=bool(opinion.text))


def _written(setter: Setter, text: str, room: float, *, face: Face = Face.FANG) -> list[Line]:
    grid = Grid(room, _SIZE, _SIZE)
    return [line for part in text.splitlines() for line in setter.paragraph(part.strip(), grid, face=face)]


def _down(line: Line, x: float = 0.0) -> tuple[Mark, ...]:
    """The line in the middle of its row."""
    return line.marks(x, (_LINE - _SIZE) / 2)
