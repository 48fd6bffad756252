"""Tables of web pages as pipe tables: a cell over several columns or rows leaves the rest empty."""

from __future__ import annotations

from collections import Counter

from gongwen.document.blocks import Table, dump_table
from gongwen.guard import TooLarge

MAX_CELLS = 500_000
_MOST_SPAN = 200


class HtmlTable:
    """A table while it is being read, cell by cell; raises TooLarge."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._heads: list[bool] = []
        # How many more rows each column is covered by a cell above, and which are in this row.
        self._covered: Counter[int] = Counter()
        self._taken: frozenset[int] = frozenset()
        self._span = (1, 1)
        self._cells = 0

    def start_row(self) -> None:
        """A row begins."""
        self._rows.append([])
        self._heads.append(True)
        self._taken = frozenset(column for column, rows in self._covered.items() if rows > 0)
        self._covered.subtract(self._taken)
        self._fill()

    def start_cell(self, columns: str, rows: str, *, is_head: bool) -> None:
        """A cell of the row begins, with its ``colspan`` and ``rowspan`` as written."""
        self._span = (_count(columns), _count(rows))
        if self._heads:
            self._heads[-1] &= is_head

    def end_cell(self, text: str) -> None:
        """The cell's text; a cell outside of any row is left out."""
        if not self._rows:
            return
        columns, rows = self._span
        row = self._rows[-1]
        for column in range(len(row), len(row) + columns):
            if rows > 1:
                self._covered[column] = rows - 1
        row += [text, *[""] * (columns - 1)]
        self._span = (1, 1)
        self._fill()
        self._cells += columns
        if self._cells > MAX_CELLS:
            raise TooLarge(f"网页中的表格超过 {MAX_CELLS // 10_000} 万个单元格，已拒绝读取。")

    def lines(self) -> list[str]:
        """The pipe table, the rows of nothing but headings set off; plain lines where it only arranges the page."""
        kept = [(tuple(row), head) for row, head in zip(self._rows, self._heads, strict=True) if any(row)]
        width = max((len(row) for row, _ in kept), default=0)
        if width < 2:
            return [cell for row, _ in kept for cell in row]
        if len(kept) * width > MAX_CELLS:
            raise TooLarge(f"网页中的表格超过 {MAX_CELLS // 10_000} 万个单元格，已拒绝读取。")
        heads = next((at for at, (_, head) in enumerate(kept) if not head), 0)
        rows = tuple(row + ("",) * (width - len(row)) for row, _ in kept)
        return dump_table(Table(rows, heads)).split("\n")

    def _fill(self) -> None:
        """Pass over the columns that a cell of a row above reaches into."""
        row = self._rows[-1]
        while len(row) in self._taken:
            row.append("")


def _count(written: str) -> int:
    return min(max(int(written[:4]), 1), _MOST_SPAN) if written.isascii() and written.isdecimal() else 1
