"""Tables (表格) of a text as grids of cells: heads, rows of data, rows of totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongwen.document import Role
from gongwen.document.structure import Line

_TOTAL = re.compile(r"(?:合计|总计|共计)(?:[（(][^（()）]*[)）])?")
_SUBTOTAL = re.compile(r"小计")
_NUMBER = re.compile(r"(?P<number>-?\d{1,15}(?:,\d{3})*(?:\.\d{1,6})?)(?P<unit>%|％|‰|[\u4e00-\u9fa5]{0,4})")
_RULE_LINE = re.compile(r"[|:\- \t]+")
_NOT_ADDED = re.compile(
    r"率|占比|比重|比例|%|％|‰|平均|人均|均价|单价|标准|增长|增速|增幅|同比|序号|排名|名次|位次|年份|编号|电话|得分|分数|成绩|指数|日期|时间|年度|合格|备注"
)
_MOST_CELLS = 4_000
EMPTY = frozenset({"", "-", "—", "——", "－", "/", "0", "无", "…"})


@dataclass(frozen=True)
class Cell:
    """A cell with its place in the text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @cached_property
    def _match(self) -> re.Match[str] | None:
        return _NUMBER.fullmatch(self.text)

    @property
    def value(self) -> Decimal | None:
        return Decimal(self._match["number"].replace(",", "")) if self._match else None

    @property
    def is_percent(self) -> bool:
        return self._match is not None and self._match["unit"] in ("%", "％")

    @property
    def step(self) -> Decimal:
        """What one in the last printed digit is worth."""
        digits = self._match["number"] if self._match else ""
        return Decimal(1).scaleb(-len(digits.partition(".")[2]))

    @property
    def slack(self) -> Decimal:
        """How far the true value may lie from the printed one: only decimals are rounded."""
        return self.step / 2 if "." in self.text else Decimal(0)

    @property
    def label(self) -> str:
        return "".join(self.text.split())


class Table:
    """A table of equally long rows; ``heads`` holds the words above each column, joined."""

    def __init__(self, rows: list[list[Cell]]) -> None:
        first = next(
            (at for at, row in enumerate(rows) if at and any(cell.value is not None for cell in row[1:])), 1
        )
        self.start = rows[0][0].start
        self.end = rows[-1][-1].end
        self.width = len(rows[0])
        self.heads = ["".join(rows[at][column].label for at in range(first)) for column in range(self.width)]
        self.rows = rows[first:]

    @cached_property
    def total_rows(self) -> list[list[Cell]]:
        return [row for row in self.rows if any(_TOTAL.fullmatch(cell.label) for cell in row[:2])]

    @cached_property
    def subtotal_rows(self) -> list[list[Cell]]:
        return [row for row in self.rows if any(_SUBTOTAL.search(cell.label) for cell in row[:2])]

    @cached_property
    def data(self) -> list[list[Cell]]:
        """The rows that are neither totals nor subtotals."""
        return [row for row in self.rows if row not in self.total_rows and row not in self.subtotal_rows]

    def is_added(self, column: int) -> bool:
        """Whether the figures of a column may be added up."""
        return column > 0 and not _NOT_ADDED.search(self.heads[column])

    @cached_property
    def numeric(self) -> list[int]:
        """The columns that hold figures in most rows."""
        return [
            column
            for column in range(1, self.width)
            if sum(row[column].value is not None for row in self.rows) * 2 > len(self.rows)
        ]

    def name(self, row: list[Cell]) -> str:
        """What a row is about: its first cell that is words."""
        return next((cell.label for cell in row[:3] if cell.label and cell.value is None), "")


def find_tables(lines: Iterable[Line]) -> Iterator[Table]:
    """Every table of at least a head and two rows, all rows equally long."""
    for block in _blocks(lines):
        rows = [_cells(line) for line in block if not _RULE_LINE.fullmatch(line.text)]
        if len(rows) >= 3 and len({len(row) for row in rows}) == 1 and len(rows) * len(rows[0]) <= _MOST_CELLS:
            yield Table(rows)


def _blocks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.role is Role.TABLE:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cells(line: Line) -> list[Cell]:
    mark = "|" if "|" in line.text else "\t"
    text = line.text
    start = len(text) - len(text.lstrip(" \u3000")) if mark == "\t" else text.find("|") + 1
    end = len(text.rstrip())
    if mark == "|" and text[end - 1 : end] == "|":
        end -= 1
    cells = []
    for part in text[start:end].split(mark):
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(line.start + start + lead, part.strip()))
        start += len(part) + 1
    return cells
