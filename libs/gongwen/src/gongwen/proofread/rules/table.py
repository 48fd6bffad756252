"""Tables (表格): totals of columns and rows, and columns that follow from each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongwen.proofread.facts.quantities import show
from gongwen.proofread.facts.relations import Breach
from gongwen.proofread.facts.tables import EMPTY, Cell, Table
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule


def _exact(value: Decimal) -> str:
    return show(value, 6)


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
        Example(
            "|科目|金额|\n|---|---|\n|工资|12|\n|津贴|8|\n|小计|21|\n|办公费|5|\n|水电费|3|\n|小计|8|\n|合计|28|",
            "|科目|金额|\n|---|---|\n|工资|12|\n|津贴|8|\n|小计|20|\n|办公费|5|\n|水电费|3|\n|小计|8|\n|合计|28|",
        ),
    )
    near_misses = (
        "|县区|户数|占比（%）|\n|---|---|---|\n|青溪县|12|60|\n|石桥区|8|40|\n|合计|20|—|",
        "|县区|户数|合格率|\n|---|---|---|\n|青溪县|12|60|\n|石桥区|8|40|\n|合计|20|50|",
        "|科目|金额|\n|---|---|\n|工资|12|\n|津贴|8|\n|小计|20|\n|办公费|5|\n|合计|25|",
        "|科目|金额|\n|---|---|\n|人员经费|20|\n|其中：津贴|8|\n|办公费|5|\n|合计|25|",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for table in prepared.tables:
            if len(table.total_rows) > 1:
                continue
            for column in range(1, table.width):
                if table.is_added(column):
                    yield from self._column(prepared, table, column)

    def _column(self, prepared: Prepared, table: Table, column: int) -> Iterator[Finding]:
        group: list[Cell] = []
        everything: list[Cell] = []
        for row in table.rows:
            cell = row[column]
            if row in table.subtotal_rows:
                yield from self._compare(prepared, table, cell, group, column)
                group = []
            elif row in table.total_rows:
                if row is table.rows[-1] or not everything:
                    following = everything or [one[column] for one in table.data]
                    yield from self._compare(prepared, table, cell, following, column)
            elif not any("其中" in one.label for one in row[:2]):
                group.append(cell)
                everything.append(cell)

    def _compare(
        self, prepared: Prepared, table: Table, stated: Cell, cells: list[Cell], column: int
    ) -> Iterator[Finding]:
        figures = [cell for cell in cells if cell.text not in EMPTY]
        values = [cell.value for cell in figures]
        known = [value for value in values if value is not None]
        if stated.value is None or len(known) < 2 or len(known) != len(values) or stated.is_percent:
            return
        summed = sum(known, Decimal(0))
        slack = sum((cell.slack for cell in (*figures, stated)), Decimal(0))
        if abs(summed - stated.value) <= slack:
            return
        wrong = self._wrong_cell(prepared, table, figures, column, stated.value - summed)
        if wrong is not None:
            right = _exact((wrong.value or Decimal(0)) + stated.value - summed)
            message = f"“{wrong.text}”使本列与合计“{stated.text}”不符，按本行和合计推算应为{right}。"
            yield self.finding(prepared, wrong.start, wrong.end, message, suggestion="核对本行数据。")
            return
        message = f"本列各行之和为{_exact(summed)}，与合计“{stated.text}”不符。"
        start, end = stated.start, stated.end
        if _stands_elsewhere(prepared.text, table, stated):
            # The text confirms the total, so one of the rows must be wrong.
            start, end = figures[0].start, figures[-1].end
        yield self.finding(prepared, start, end, message, suggestion="核对各行和合计。")

    def _wrong_cell(
        self, prepared: Prepared, table: Table, figures: list[Cell], column: int, missing: Decimal
    ) -> Cell | None:
        """The one cell whose row is out of line too, and would be in line with what is missing."""
        found = [
            breach.row[column]
            for breach in prepared.breaches(table)
            if column in breach.columns
            and (value := breach.row[column].value) is not None
            and breach.is_mended(column, value + missing)
        ]
        return found[0] if len(found) == 1 and found[0] in figures else None


def _stands_elsewhere(text: str, table: Table, cell: Cell) -> bool:
    """Whether the text outside the table names the same figure."""
    for start, end in ((0, table.start), (table.end, len(text))):
        at = text.find(cell.text, start, end)
        while at >= 0 and len(cell.text) > 1:
            around = text[max(0, at - 1) : at], text[at + len(cell.text) : at + len(cell.text) + 1]
            if not any(sign.isdigit() or sign == "." for sign in around):
                return True
            at = text.find(cell.text, at + 1, end)
    return False


class RowRelations(Rule):
    """Where the rows show that a column is the sum, share or product of others, every row keeps to it."""

    code = "TAB002"
    title = "表格各列之间的关系应一致"
    why = "同一列在多数行都等于另几列之和、之比，个别行不等，说明该行有数字填错。"
    source = "四则运算；修约按末位半个单位"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "|单位|合计|男|女|\n|---|---|---|---|\n|甲局|50|30|20|\n|乙局|40|25|15|\n|丙局|36|20|15|",
            "|单位|合计|男|女|\n|---|---|---|---|\n|甲局|50|30|20|\n|乙局|40|25|15|\n|丙局|35|20|15|",
        ),
        Example(
            "|县区|计划（户）|完成（户）|完成率|\n|---|---|---|---|\n|青溪县|120|90|75%|\n|石桥区|80|72|90%|\n|临湖区|60|45|85%|",
            "|县区|计划（户）|完成（户）|完成率|\n|---|---|---|---|\n|青溪县|120|90|75%|\n|石桥区|80|72|90%|\n|临湖区|60|45|75%|",
        ),
    )
    near_misses = (
        "|单位|人数|党员|团员|\n|---|---|---|---|\n|甲局|50|30|20|\n|乙局|40|25|10|\n|丙局|36|20|15|",
        "|县区|户数|满意率|\n|---|---|---|\n|青溪县|120|95%|\n|石桥区|80|92%|\n|临湖区|60|91%|",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for table in prepared.tables:
            for breach in prepared.breaches(table):
                if not self._told_by_total(table, breach):
                    yield self._finding(prepared, table, breach)

    def _told_by_total(self, table: Table, breach: Breach) -> bool:
        """Whether the sum of a column says which figure of the row is wrong: then that finding tells it."""
        if len(table.total_rows) != 1:
            return False
        total = table.total_rows[0]
        for column in breach.columns:
            values = [row[column].value for row in table.data]
            known = [value for value in values if value is not None]
            stated, own = total[column].value, breach.row[column].value
            if not table.is_added(column) or stated is None or own is None or len(known) != len(values):
                continue
            missing = stated - sum(known, Decimal(0))
            right = own - missing if breach.row is total else own + missing
            if missing and breach.is_mended(column, right):
                return True
        return False

    def _finding(self, prepared: Prepared, table: Table, breach: Breach) -> Finding:
        cell = breach.row[breach.relation.column]
        heads = "、".join(f"“{table.heads[at] or at + 1}”" for at in breach.relation.sources)
        expected = show(breach.expected, max(2, len(cell.text.partition(".")[2].rstrip("%％"))))
        message = f"按{heads}计算的{breach.relation.words}为{expected}，与“{cell.text}”不符，其他各行均相符。"
        return self.finding(prepared, cell.start, cell.end, message, suggestion="核对本行各数。")


class OrdinalColumn(Rule):
    """The numbers in the column 序号 run on."""

    code = "TAB003"
    title = "表格序号应连续"
    why = "序号跳号、重号，说明漏行、多行，引用“第几项”时也会出错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.STRUCTURE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "|序号|姓名|单位|\n|---|---|---|\n|1|林知远|甲局|\n|2|沈若川|乙局|\n|4|许明澈|丙局|",
            "|序号|姓名|单位|\n|---|---|---|\n|1|林知远|甲局|\n|2|沈若川|乙局|\n|3|许明澈|丙局|",
        ),
    )
    near_misses = (
        "|序号|姓名|单位|\n|---|---|---|\n|12|林知远|甲局|\n|13|沈若川|乙局|\n|14|许明澈|丙局|",
        "|序号|姓名|\n|---|---|\n|1|林知远|\n|1|沈若川|\n|1|许明澈|",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for table in prepared.tables:
            if table.heads[0] not in ("序号", "编号", "顺序号"):
                continue
            previous: int | None = None
            in_order = 0
            for row in table.rows:
                cell = row[0]
                number = int(cell.text) if cell.text.isdecimal() and len(cell.text) < 5 else None
                if number is None:
                    continue
                if previous is not None and number != previous + 1 and number != 1 and in_order:
                    message = f"序号“{cell.text}”与上一行的“{previous}”不连续。"
                    yield self.finding(
                        prepared, cell.start, cell.end, message, suggestion="核对是否漏行，并改正序号。"
                    )
                    in_order = 0
                elif previous is not None and number == previous + 1:
                    in_order += 1
                previous = number
