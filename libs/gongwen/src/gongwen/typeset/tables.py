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
from gongwen.typeset.lines import Grid, Line, Setter
from gongwen.typeset.measures import HEIGHT, SIZE_SMALL_4, WIDTH

_RULE = 0.5
_PAD_X = 4.0
_PAD_Y = 4.0
_SIZES = (SIZE_SMALL_4, 10.5, 9.0, 7.5)
_LEADING = 1.35
_LONGEST_ROW = 0.4 * HEIGHT
_MEASURED = 200
"""A cell longer than this is not measured to its end: its column is wide anyway."""
_NARROWEST = 4
"""A column of words is not set narrower than this many characters while there is room."""
_FIGURE = re.compile(r"[-+−－]?[\d,，]*\d(\.\d+)?\s*[%％‰]?")


@dataclass(frozen=True)
class _Frame:
    """The columns of one table: where each starts and how wide it is."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    figures: tuple[float | None, ...]
    """The widest figure of each column, None for a column of words."""
    size: float


def table_items(setter: Setter, table: Table) -> Iterator[Item]:
    """The table, one item a row, longer rows in several; the head rows are kept with the first row."""
    frame = _frame(setter, table)
    head_count = min(table.header_rows, len(table.rows) - 1)
    head_frame = replace(frame, figures=(None,) * len(frame.figures))
    head = tuple(
        replace(item, keep=True)
        for row in table.rows[:head_count]
        for item in _row_items(setter, row, head_frame, face=Face.HEI)
    )
    repeats = head if sum(item.height for item in head) < _LONGEST_ROW else ()
    yield from head
    for row in table.rows[head_count:]:
        for item in _row_items(setter, row, frame, face=Face.FANG):
            yield replace(item, repeats=repeats)


def _frame(setter: Setter, table: Table) -> _Frame:
    """Share the width of the type area among the columns by the longest text in each, as large as fits."""
    columns = tuple(zip(*table.rows, strict=True))
    room = WIDTH - len(columns) * 2 * _PAD_X
    if room < len(columns) * _SIZES[-1]:
        raise UnsupportedLayout(f"表格有{len(columns)}列，超出版心宽度，请拆分后再排版。")
    head = min(table.header_rows, len(table.rows) - 1)
    of_figures = tuple(_holds_figures(column[head:]) for column in columns)
    for size in _SIZES:
        grid = Grid(WIDTH, size, size)
        wanted = [max(setter.width(text[:_MEASURED], grid) for text in column) for column in columns]
        needed = [
            want if figures else min(want, _NARROWEST * size)
            for want, figures in zip(wanted, of_figures, strict=True)
        ]
        if sum(needed) <= room:
            break
    else:
        wanted = needed = [room / len(columns)] * len(columns)
    widths = tuple(inner + 2 * _PAD_X for inner in _shared(wanted, needed, room))
    figures = tuple(
        max(setter.width(text, grid) for text in column[head:]) if is_figures else None
        for column, is_figures in zip(columns, of_figures, strict=True)
    )
    lefts = tuple(sum(widths[:at]) for at in range(len(widths)))
    return _Frame(lefts, widths, figures, size)


def _holds_figures(cells: Sequence[str]) -> bool:
    written = [cell for cell in cells if cell]
    return bool(written) and all(len(cell) < _MEASURED and _FIGURE.fullmatch(cell) for cell in written)


def _shared(wanted: Sequence[float], needed: Sequence[float], room: float) -> list[float]:
    """Every column gets what it needs; what is left goes to those that want more, or to all alike."""
    spare = room - sum(wanted)
    if spare >= 0:
        return [want + spare / len(wanted) for want in wanted]
    beyond = [want - need for want, need in zip(wanted, needed, strict=True)]
    share = (room - sum(needed)) / sum(beyond)
    return [need + share * more for need, more in zip(needed, beyond, strict=True)]


def _row_items(setter: Setter, row: Sequence[str], frame: _Frame, *, face: Face) -> Iterator[Item]:
    """One row; where it is very long, in slices that a page may part."""
    size = frame.size
    cells = [
        setter.paragraph(text, Grid(width - 2 * _PAD_X, size, size), face=face)
        for text, width in zip(row, frame.widths, strict=True)
    ]
    line_height = size * _LEADING
    lines = max(1, max(len(cell) for cell in cells))
    most = max(1, int(_LONGEST_ROW / line_height))
    for start in range(0, lines, most):
        count = min(most, lines - start)
        first, last = start == 0, start + count == lines
        height = count * line_height + (_PAD_Y if first else 0) + (_PAD_Y if last else 0)
        marks: list[Mark] = [Rule(x, 0, _RULE, height, Role.TABLE) for x in frame.lefts]
        marks.append(Rule(WIDTH - _RULE, 0, _RULE, height + _RULE, Role.TABLE))
        if first:
            marks.append(Rule(0, 0, WIDTH, _RULE, Role.TABLE))
        for at, cell in enumerate(cells):
            y = (_PAD_Y if first else 0.0) + (line_height - size) / 2
            if lines <= most:
                y += (lines - len(cell)) * line_height / 2
            for line in cell[start : start + count]:
                marks += line.marks(_line_x(line, frame, at, len(cell)), y, role=Role.TABLE)
                y += line_height
        bottom = Rule(0, height, WIDTH, _RULE, Role.TABLE)
        yield Item(height, tuple(marks), off_grid=True, closing=(bottom,))


def _line_x(line: Line, frame: _Frame, column: int, lines: int) -> float:
    """One line of words stands in the middle, several at the left; figures end below each other."""
    left, width = frame.lefts[column] + _PAD_X, frame.widths[column] - 2 * _PAD_X
    widest = frame.figures[column]
    if widest is not None and line.end <= widest:
        return left + (width + widest) / 2 - line.end
    return left + (width - line.end) / 2 if lines == 1 else left
