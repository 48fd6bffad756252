"""Tables (表格): totals of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gongwen.document import Role
from gongwen.document.structure import Line
from gongwen.proofread.facts.quantities import show
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_TOTAL = frozenset({"合计", "总计", "共计"})
_PARTIAL = re.compile(r"小计|其中|累计|合计|总计|共计")
_NOT_ADDED = re.compile(
    r"率|占比|比重|比例|%|％|平均|人均|均价|单价|增长|增速|增幅|同比|序号|排名|名次|年份|编号|电话|得分|指数|标准"
)
_NUMBER = re.compile(r"-?\d{1,15}(?:,\d{3})*(?:\.\d{1,6})?")
_EMPTY = frozenset({"", "-", "—", "——", "/", "0", "无"})
_RULE_LINE = re.compile(r"[|:\- \t]+")


@dataclass(frozen=True)
class Cell:
    """A cell with its place in the text."""

    start: int
    text: str

    @property
    def value(self) -> Decimal | None:
        return Decimal(self.text.replace(",", "")) if _NUMBER.fullmatch(self.text) else None

    @property
    def step(self) -> Decimal:
        """What one in the last printed digit is worth."""
        return Decimal(1).scaleb(-len(self.text.partition(".")[2]))


class ColumnTotals(Rule):
    """The row 合计 holds the sums of its columns."""

    code = "TAB001"
    title = "表格合计应等于各行之和"
    why = "表中合计与各行不符，审计、核对时首先被发现。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example(
            "|县区|户数|人数|\n|---|---|---|\n|青溪县|12|40|\n|石桥区|8|30|\n|合计|20|75|",
            "|县区|户数|人数|\n|---|---|---|\n|青溪县|12|40|\n|石桥区|8|30|\n|合计|20|70|",
        ),
    )
    near_misses = (
        "|县区|户数|占比（%）|\n|---|---|---|\n|青溪县|12|60|\n|石桥区|8|40|\n|合计|20|—|",
        "|县区|户数|合格率|\n|---|---|---|\n|青溪县|12|60|\n|石桥区|8|40|\n|合计|20|50|",
        "|科目|金额|\n|---|---|\n|工资|12|\n|津贴|8|\n|小计|20|\n|办公费|5|\n|合计|25|",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for lines in _tables(prepared):
            rows = [_cells(line) for line in lines if not _RULE_LINE.fullmatch(line.text)]
            if len(rows) >= 4 and len({len(row) for row in rows}) == 1:
                yield from self._totals(prepared, rows)

    def _totals(self, prepared: Prepared, rows: list[list[Cell]]) -> Iterator[Finding]:
        places = [at for at, row in enumerate(rows) if any(_label(cell) in _TOTAL for cell in row[:2])]
        if len(places) != 1 or places[0] == 0:
            return
        place = places[0]
        header, others = rows[0], rows[1:place] + rows[place + 1 :]
        if place not in (1, len(rows) - 1) or any(
            _PARTIAL.search(cell.text) for row in others for cell in row[:2]
        ):
            return
        for column in range(1, len(header)):
            if not _NOT_ADDED.search(header[column].text):
                yield from self._column(prepared, rows[place][column], [row[column] for row in others])

    def _column(self, prepared: Prepared, stated: Cell, cells: list[Cell]) -> Iterator[Finding]:
        figures = [cell for cell in cells if cell.text not in _EMPTY]
        values = [cell.value for cell in figures]
        known = [value for value in values if value is not None]
        if stated.value is None or len(known) < 2 or len(known) != len(values):
            return
        summed = sum(known, Decimal(0))
        slack = sum((cell.step / 2 for cell in (*figures, stated) if "." in cell.text), Decimal(0))
        if abs(summed - stated.value) > slack:
            message = f"本列各行之和为{show(summed, 6)}，与合计“{stated.text}”不符。"
            end = stated.start + len(stated.text)
            yield self.finding(prepared, stated.start, end, message, suggestion="核对各行和合计。")


def _tables(prepared: Prepared) -> Iterator[list[Line]]:
    """Lines of each table."""
    block: list[Line] = []
    for line in prepared.lines:
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


def _label(cell: Cell) -> str:
    return "".join(cell.text.split())
