"""Ruled tables on a page: the grid its lines make, the text in each cell, merged cells among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from gongwen.document.blocks import join_cells
from gongwen.page_text import PageText, Piece, Rule
from gongwen.reading.page_lines import PageLine, parted_lines

_MOST_RULES = 400
_MOST_CELLS = 20_000


@dataclass(frozen=True)
class _Grid:
    """The positions of the columns and rows of one table, and the rules that part its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]
    slack: float

    def holds(self, piece: Piece) -> bool:
        x, y = _middle(piece)
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def is_parted_right(self, row: int, column: int) -> bool:
        """Whether a rule stands between the cell and the one to its right."""
        x, y = self.xs[column + 1], (self.ys[row] + self.ys[row + 1]) / 2
        return any(
            not rule.is_horizontal and abs(rule.left - x) <= self.slack and rule.top <= y <= rule.bottom
            for rule in self.rules
        )

    def is_parted_below(self, row: int, column: int) -> bool:
        x, y = (self.xs[column] + self.xs[column + 1]) / 2, self.ys[row + 1]
        return any(
            rule.is_horizontal and abs(rule.top - y) <= self.slack and rule.left <= x <= rule.right
            for rule in self.rules
        )


def take_tables(page: PageText, number: int) -> tuple[list[PageLine], list[Piece]]:
    """The tables of a page as pipe-table lines, and the pieces that stand in none."""
    if not page.rules or not page.pieces:
        return [], list(page.pieces)
    slack = 0.25 * median(piece.size for piece in page.pieces)
    rules = _merged(page.rules, slack)
    lines: list[PageLine] = []
    pieces = list(page.pieces)
    if len(rules) > _MOST_RULES:
        return [], pieces
    for grid in _grids(rules, slack):
        inside = [piece for piece in pieces if grid.holds(piece)]
        if inside:
            lines += _table_lines(grid, inside, number)
            pieces = [piece for piece in pieces if not grid.holds(piece)]
    return lines, pieces


def _merged(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Rules on one straight line that touch become one: cells are often drawn edge by edge."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: _along(rule, slack)):
        last = merged[-1] if merged else None
        if last is not None and _continues(last, rule, slack):
            merged[-1] = Rule(
                min(last.left, rule.left),
                min(last.top, rule.top),
                max(last.right, rule.right),
                max(last.bottom, rule.bottom),
            )
        else:
            merged.append(rule)
    return merged


def _along(rule: Rule, slack: float) -> tuple[bool, float, float]:
    step = max(slack, 1e-6)
    if rule.is_horizontal:
        return True, round(rule.top / step), rule.left
    return False, round(rule.left / step), rule.top


def _continues(last: Rule, rule: Rule, slack: float) -> bool:
    if last.is_horizontal != rule.is_horizontal:
        return False
    if rule.is_horizontal:
        return abs(last.top - rule.top) <= slack and rule.left <= last.right + slack
    return abs(last.left - rule.left) <= slack and rule.top <= last.bottom + slack


def _grids(rules: Sequence[Rule], slack: float) -> Iterator[_Grid]:
    """Rules that cross or touch make one grid; a grid has two rows or columns at least."""
    left = list(range(len(rules)))
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            one = rules[waiting.pop()]
            group.append(one)
            touching = [at for at in left if _touches(one, rules[at], slack)]
            waiting += touching
            left = [at for at in left if at not in set(touching)]
        xs = _distinct((rule.left for rule in group if not rule.is_horizontal), slack)
        ys = _distinct((rule.top for rule in group if rule.is_horizontal), slack)
        if len(xs) >= 2 and len(ys) >= 2 and 2 <= (len(xs) - 1) * (len(ys) - 1) <= _MOST_CELLS:
            yield _Grid(tuple(xs), tuple(ys), tuple(group), slack)


def _touches(one: Rule, other: Rule, slack: float) -> bool:
    return (
        one.left <= other.right + slack
        and other.left <= one.right + slack
        and one.top <= other.bottom + slack
        and other.top <= one.bottom + slack
    )


def _distinct(values: Iterable[float], slack: float) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * slack:
            found.append(value)
    return found


def _table_lines(grid: _Grid, pieces: Sequence[Piece], number: int) -> Iterator[PageLine]:
    owner = _owners(grid)
    texts: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        x, y = _middle(piece)
        column = sum(1 for edge in grid.xs[1:-1] if edge <= x)
        row = sum(1 for edge in grid.ys[1:-1] if edge <= y)
        texts.setdefault(owner[row, column], []).append(piece)
    for row in range(len(grid.ys) - 1):
        cells = [_cell_text(texts.get((row, column), [])) for column in range(len(grid.xs) - 1)]
        if any(cells):
            yield PageLine(
                join_cells(cells),
                number,
                grid.xs[0],
                grid.ys[row],
                grid.xs[-1],
                grid.ys[row + 1],
                pieces[0].size,
                True,
            )


def _owners(grid: _Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of the grid the first cell of the merged one it belongs to."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            owner[row, column] = (row, column)
            if column and not grid.is_parted_right(row, column - 1):
                owner[row, column] = owner[row, column - 1]
            elif row and not grid.is_parted_below(row - 1, column):
                owner[row, column] = owner[row - 1, column]
    return owner


def _cell_text(pieces: Sequence[Piece]) -> str:
    """The lines in a cell: one that fills the cell goes on in the next, others stand apart."""
    lines = parted_lines(pieces, 0, None)
    edge = max((line.right for line in lines), default=0.0)
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            latin = before.text[-1].isascii() and line.text[0].isascii()
            text += " " if latin or before.right < edge - 0.7 * before.size else ""
        text += line.text
    return text


def _middle(piece: Piece) -> tuple[float, float]:
    return (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
