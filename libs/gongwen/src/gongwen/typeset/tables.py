"""Tables of the body: columns by what they hold, the head repeated on each page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongwen.document import Role, Table
from gongwen.typeset.canvas import Mark, Rule
from gongwen.typeset.errors import UnsupportedLayout
from gongwen.typeset.flow import Item
from gongwen.typeset.fonts import Face
from gongwen.typeset.lines import Grid, Line, Setter, Span
from gongwen.typeset.measures import HEIGHT, SIZE_SMALL_4, WIDTH
from gongwen.typeset.passage import Align, Cell, Columns, TableRow

_RULE = 0.5
_PAD = 0.25
"""Blank at either side of a cell, in em."""
_PAD_Y = 4.0
_SIZES = (SIZE_SMALL_4, 10.5, 9.0, 7.5)
_LEADING = 1.35
_LONGEST_ROW = 0.4 * HEIGHT
_MEASURED = 200
"""A cell longer than this is not measured to its end: its column is wide anyway."""
_NARROWEST = 4.0
"""A column of words is not set narrower than this many characters while there is room."""
_ROUNDING = 1e-6
_EM = Grid(WIDTH, 1.0, 1.0)
_FIGURE = re.compile(r"[-+−－]?[\d,，]*\d(\.\d+)?\s*[%％‰]?")


@dataclass(frozen=True)
class _Column:
    """What one column holds, measured in em: its longest text, its longest figure where all are figures."""

    longest: float
    figure: float | None

    @property
    def comfort(self) -> float:
        """Wide enough for its head on one line over figures, or for some words."""
        return self.longest if self.figure is not None else min(self.longest, _NARROWEST)

    @property
    def least(self) -> float:
        """A figure is never broken, the words over it may be."""
        return self.figure if self.figure is not None else min(self.longest, _NARROWEST)


@dataclass(frozen=True)
class _Frame:
    """The columns as set: where the text of each starts and how wide it may be, in points."""

    columns: Columns
    lefts: tuple[float, ...]
    rooms: tuple[float, ...]
    figures: tuple[float | None, ...]

    @property
    def size(self) -> float:
        return self.columns.size


def table_items(setter: Setter, table: Table) -> Iterator[Item]:
    """The table, one item a row, longer rows in several; the head is kept with the first row."""
    head_count = min(table.header_rows, len(table.rows) - 1)
    frame = _frame(setter, table, head_count)
    head = tuple(
        replace(item, keep=True) for row in table.rows[:head_count] for item in _head_row(setter, row, frame)
    )
    repeats = head if sum(item.height for item in head) < _LONGEST_ROW else ()
    yield from head
    for row in table.rows[head_count:]:
        for item in _body_row(setter, row, frame):
            yield replace(item, repeats=repeats)


def _frame(setter: Setter, table: Table, head_count: int) -> _Frame:
    """Share the type area among the columns, in the largest size in which they fit."""
    columns = [_column(setter, cells, head_count) for cells in zip(*table.rows, strict=True)]
    if len(columns) * _SIZES[-1] * (1 + 2 * _PAD) > WIDTH:
        raise UnsupportedLayout(f"表格有{len(columns)}列，超出版心宽度，请拆分后再排版。")
    size, inner = _inner_widths(columns)
    lefts: list[float] = []
    x = 0.0
    for width in inner:
        lefts.append(x + _PAD * size)
        x += width + 2 * _PAD * size
    figures = tuple(None if column.figure is None else column.figure * size for column in columns)
    pad = _PAD * size
    shape = Columns(size, size * _LEADING, pad, tuple(width + 2 * pad for width in inner))
    return _Frame(shape, tuple(lefts), tuple(inner), figures)


def _column(setter: Setter, cells: Sequence[str], head_count: int) -> _Column:
    longest = max(setter.width(cell[:_MEASURED], _EM) for cell in cells)
    written = [cell for cell in cells[head_count:] if cell]
    if not written or not all(len(cell) < _MEASURED and _FIGURE.fullmatch(cell) for cell in written):
        return _Column(longest, None)
    return _Column(longest, max(setter.line(cell, _EM).end for cell in written))


def _inner_widths(columns: Sequence[_Column]) -> tuple[float, list[float]]:
    """The size and the widths inside the columns: comfortable, or else as narrow as they can be."""
    for size in _SIZES:
        room = WIDTH / size - 2 * _PAD * len(columns)
        for needed in ([column.comfort for column in columns], [column.least for column in columns]):
            if sum(needed) <= room:
                widths = _shared([column.longest for column in columns], needed, room)
                return size, [width * size for width in widths]
    room = WIDTH - 2 * _PAD * _SIZES[-1] * len(columns)
    return _SIZES[-1], [room / len(columns)] * len(columns)


def _shared(wanted: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """Every column gets what it needs; what is left goes to those that want more, or to all alike."""
    spare = room - sum(wanted)
    if spare >= -_ROUNDING:
        return [want + spare / len(wanted) for want in wanted]
    beyond = [want - need for want, need in zip(wanted, needed, strict=True)]
    share = (room - sum(needed)) / sum(beyond)
    return [need + share * more for need, more in zip(needed, beyond, strict=True)]


def _head_row(setter: Setter, row: Sequence[str], frame: _Frame) -> Iterator[Item]:
    """A row of the head in 黑体, every line in the middle of its column."""
    cells = [Cell(spans, lines, Align.CENTRE) for spans, lines in _set_cells(setter, row, frame, Face.HEI)]
    return _slices(cells, frame, is_head=True)


def _body_row(setter: Setter, row: Sequence[str], frame: _Frame) -> Iterator[Item]:
    """A row: figures end below each other, one line of words stands in the middle, several at the left."""
    cells: list[Cell] = []
    for at, (spans, lines) in enumerate(_set_cells(setter, row, frame, Face.FANG)):
        figure = frame.figures[at]
        if len(lines) != 1:
            cells.append(Cell(spans, lines, Align.LEFT))
        elif figure is None:
            cells.append(Cell(spans, lines, Align.CENTRE))
        else:
            cells.append(Cell(spans, lines, Align.RIGHT, (frame.rooms[at] - figure) / 2))
    return _slices(cells, frame, is_head=False)


def _set_cells(
    setter: Setter, row: Sequence[str], frame: _Frame, face: Face
) -> Iterator[tuple[tuple[Span, ...], tuple[Line, ...]]]:
    size = frame.size
    for text, room in zip(row, frame.rooms, strict=True):
        spans = (Span(text, face),)
        yield spans, setter.paragraph(spans, Grid(room, size, size))


def _line_left(cell: Cell, line: Line, left: float, room: float) -> float:
    match cell.align:
        case Align.LEFT:
            return left
        case Align.CENTRE:
            return left + (room - line.end) / 2
        case Align.RIGHT:
            return left + room - cell.inset - line.reach


def _slices(cells: Sequence[Cell], frame: _Frame, *, is_head: bool) -> Iterator[Item]:
    """The row with its rules; where it is very long, in slices that a page may part."""
    line_height, pad = frame.columns.pitch, frame.columns.pad
    lines = max([1, *(len(cell.lines) for cell in cells)])
    most = max(1, int(_LONGEST_ROW / line_height))
    whole = TableRow(frame.columns, tuple(cells), 2 * _PAD_Y + lines * line_height, is_head, lines > most)
    for start in range(0, lines, most):
        count = min(most, lines - start)
        above = _PAD_Y if start == 0 else 0.0
        height = above + count * line_height + (_PAD_Y if start + count == lines else 0.0)
        marks: list[Mark] = [Rule(left - pad, 0, _RULE, height, Role.TABLE) for left in frame.lefts]
        marks.append(Rule(WIDTH - _RULE, 0, _RULE, height + _RULE, Role.TABLE))
        if start == 0:
            marks.append(Rule(0, 0, WIDTH, _RULE, Role.TABLE))
        for cell, left, room in zip(cells, frame.lefts, frame.rooms, strict=True):
            y = above + (line_height - frame.size) / 2
            if lines <= most:
                y += (lines - len(cell.lines)) * line_height / 2
            for line in cell.lines[start : start + count]:
                marks += line.marks(_line_left(cell, line, left, room), y, role=Role.TABLE)
                y += line_height
        bottom = Rule(0, height, WIDTH, _RULE, Role.TABLE)
        yield Item(height, tuple(marks), off_grid=True, closing=(bottom,), part=whole)
