"""What the text says of a table (表文核对): totals, highest and lowest, all above a mark, how many above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.document import Role
from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.facts.quantities import show
from gongwen.proofread.facts.tables import Cell, Table
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_TABLE = (
    "|县区|受理量（万件）|网办率|得分|\n|---|---|---|---|\n|东岭区|38.2|96.8%|94.2|\n|清河县|29.5|94.1%|92.0|\n"
    "|临湖县|21.3|87.9%|88.7|"
)
_UNIT = re.compile(r"[（(](?:单位：)?(?P<unit>[^（）()]{1,8})[）)]")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "千": 1000, "百": 100}


def _core(head: str) -> str:
    """The words of a column head that a text would repeat: 受理量（万件） → 受理."""
    plain = _UNIT.sub("", head).replace("其中：", "")
    return plain[:-1] if len(plain) > 2 and plain[-1] in "量数额" else plain


def _unit(head: str) -> tuple[str, Decimal] | None:
    """The unit of a column and what one in it is worth: 万件 → 件, 10000."""
    match = _UNIT.search(head)
    if match is None:
        return None
    written = match["unit"]
    scale = next((sign for sign in ("万", "亿", "千", "百") if written.startswith(sign) and len(written) > 1), "")
    return written.removeprefix(scale), Decimal(_SCALES[scale])


class _TextOfTable(Rule):
    """A rule that reads the lines of text beside the tables."""

    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    source = "四则运算；表文一致的通行要求"

    def _lines(self, prepared: Prepared) -> Iterator[tuple[int, str]]:
        for line in prepared.lines:
            if line.role in (Role.BODY, Role.HEADING, Role.ATTACHMENT_BODY):
                yield line.start, line.text


class TotalInText(_TextOfTable):
    """A total the text states is that of the table."""

    code = "TBT001"
    title = "正文总数应与表格合计一致"
    why = "同一个总数正文和表格各写一个，读者不知以哪个为准。"
    confidence = 0.85
    examples = (
        Example(f"全市共受理政务服务事项86.0万件。\n{_TABLE}", f"全市共受理政务服务事项89.0万件。\n{_TABLE}"),
    )
    near_misses = (
        f"全市共受理信访事项1.2万件。\n{_TABLE}",
        f"全市共受理政务服务事项约90万件。\n{_TABLE}",
    )
    _scope = re.compile(r"(?:全[市县省区]|[共计]|合计|总)[^，。；：\d]{0,16}\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for table in prepared.tables:
            for column in table.numeric:
                unit, core = _unit(table.heads[column]), _core(table.heads[column])
                if unit is None or len(core) < 2 or not table.is_added(column):
                    continue
                total = self._total(table, column)
                if total is not None:
                    yield from self._compare(prepared, table, total * unit[1], unit[0], core)

    def _total(self, table: Table, column: int) -> Decimal | None:
        if len(table.total_rows) == 1 and (stated := table.total_rows[0][column].value) is not None:
            return stated
        values = [row[column].value for row in table.data]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if len(known) == len(values) >= 3 and not table.subtotal_rows else None

    def _compare(
        self, prepared: Prepared, table: Table, total: Decimal, unit: str, core: str
    ) -> Iterator[Finding]:
        for figure in prepared.quantities:
            if (
                figure.unit != unit
                or table.start <= figure.start < table.end
                or abs(figure.start - table.start) > 3000
            ):
                continue
            label = prepared.text[max(0, figure.start - 20) : figure.start]
            label = re.split(r"[，。；：\n|]", label)[-1]
            if core not in label or not self._scope.search(label) or "其中" in label or "约" in label[-1:]:
                continue
            near = total and abs(figure.value - total) / total <= Decimal("0.1")
            if near and abs(figure.value - total) > max(figure.slack, Decimal(0)):
                message = f"表中“{core}”合计为{show(total / figure.scale, 4)}，与正文不符。"
                yield self.finding(prepared, figure.start, figure.end, message, suggestion="核对正文和表格。")


class Superlative(_TextOfTable):
    """The highest and the lowest of a table are those the text names."""

    code = "TBT002"
    title = "“最高”“最低”应与表格相符"
    why = "点名的最高、最低与表中数据不符，通报就点错了单位。"
    confidence = 0.9
    examples = (
        Example(f"网办率最低的清河县为87.9%。\n{_TABLE}", f"网办率最低的临湖县为87.9%。\n{_TABLE}"),
        Example(f"其中清河县网办率最高，达到94.1%。\n{_TABLE}", f"其中东岭区网办率最高，达到96.8%。\n{_TABLE}"),
    )
    near_misses = (f"受理量最大的东岭区网办率为96.8%。\n{_TABLE}", f"网办率最低的南屏县为87.1%。\n{_TABLE}")
    _claim = re.compile(
        r"(?P<a>[\u4e00-\u9fa5]{2,12})最(?P<word>高|低|多|少|快|慢|大|小)，?(?:达到?|为|仅|是)*(?P<value>\d{1,9}(?:\.\d{1,4})?)"
        r"|最(?P<word2>高|低|多|少|快|慢|大|小)的(?P<b>[\u4e00-\u9fa5]{2,12}?)(?:，?(?:达到?|为|仅|是|只有)*)(?P<value2>\d{1,9}(?:\.\d{1,4})?)"
    )
    _high = frozenset("高多快大")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for start, text in self._lines(prepared):
            for match in self._claim.finditer(text) if prepared.tables else ():
                yield from self._judge(prepared, start, match)

    def _judge(self, prepared: Prepared, start: int, match: re.Match[str]) -> Iterator[Finding]:
        group = "a" if match["a"] else "b"
        value = Decimal(match["value"] or match["value2"])
        word = match["word"] or match["word2"]
        for table in prepared.tables:
            named = [name for row in table.data if len(name := table.name(row)) >= 2 and name in match[group]]
            if len(named) != 1:
                continue
            cells = [
                (column, row)
                for column in table.numeric
                for row in table.data
                if row[column].value == value and table.name(row)
            ]
            if len({column for column, _ in cells}) != 1:
                continue
            column, row = cells[0]
            best = self._best(table, column, word)
            if best is None or best == named[0] or (table.name(row) != best and table.name(row) != named[0]):
                continue
            at = start + match.start(group) + match[group].index(named[0])
            message = f"表中该项最{word}的是“{best}”，不是“{named[0]}”。"
            yield self.finding(prepared, at, at + len(named[0]), message, suggestion="核对正文和表格。")

    def _best(self, table: Table, column: int, word: str) -> str | None:
        rows = [row for row in table.data if row[column].value is not None]
        ordered = sorted(rows, key=lambda row: row[column].value or Decimal(0), reverse=word in self._high)
        if len(ordered) < 2 or ordered[0][column].value == ordered[1][column].value:
            return None
        return table.name(ordered[0])


class AboveMark(_TextOfTable):
    """All, or so many, above a mark: the table says how many."""

    code = "TBT003"
    title = "“均超过”“有几个超过”应与表格相符"
    why = "正文概括的范围或个数与表中数据不符。"
    confidence = 0.85
    examples = (
        Example(f"各县区网办率均超过90%。\n{_TABLE}", f"各县区网办率均超过85%。\n{_TABLE}"),
        Example(f"得分超过90分的有三个县（区）。\n{_TABLE}", f"得分超过90分的有两个县（区）。\n{_TABLE}"),
    )
    near_misses = (f"各县区满意率均超过90%。\n{_TABLE}",)
    _all = re.compile(
        r"(?P<name>[\u4e00-\u9fa5]{2,8})(?:全部|均|都)(?P<word>超过|高于|达到|在|低于)(?P<mark>\d{1,9}(?:\.\d{1,4})?)[%分]?(?P<or>以上|以下)?"
    )
    _count = re.compile(
        r"(?P<name>[\u4e00-\u9fa5]{2,8}?)(?P<word>超过|高于|达到|低于|不足)(?P<mark>\d{1,9}(?:\.\d{1,4})?)[%分]?(?P<or>以上)?的(?:有|共)(?:[^，。；\d]{0,4}?)"
        r"(?P<count>\d{1,3}|[一两二三四五六七八九十]{1,2})(?P<unit>个|家|所|项)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for start, text in self._lines(prepared) if prepared.tables else ():
            for match in self._all.finditer(text):
                yield from self._judge(prepared, start, match, None)
            for match in self._count.finditer(text):
                written = match["count"]
                count = int(written) if written.isdigit() else parse_numeral(written)
                yield from self._judge(prepared, start, match, count)

    def _judge(self, prepared: Prepared, start: int, match: re.Match[str], count: int | None) -> Iterator[Finding]:
        for table in prepared.tables:
            columns = [
                column
                for column in table.numeric
                if len(core := _core(table.heads[column])) >= 2 and match["name"].endswith(core)
            ]
            rows = [row[columns[0]] for row in table.data] if len(columns) == 1 else []
            values = [cell.value for cell in rows if cell.value is not None]
            if len(values) < 3 or len(values) != len(rows):
                continue
            holding = sum(self._holds(value, match) for value in values)
            wanted = len(values) if count is None else count
            if holding == wanted:
                continue
            if count is None:
                message = f"表中该项共{len(values)}行，符合的只有{holding}行。"
                at, end = start + match.start("word"), start + match.end("mark")
            else:
                message = f"表中{match['word']}{match['mark']}的有{holding}{match['unit']}，不是{match['count']}{match['unit']}。"
                at, end = start + match.start("count"), start + match.end("unit")
            yield self.finding(prepared, at, end, message, suggestion="核对正文和表格。")

    def _holds(self, value: Decimal, match: re.Match[str]) -> bool:
        mark = Decimal(match["mark"])
        if match["word"] in ("低于", "不足") or match["or"] == "以下":
            return value < mark or (match["or"] == "以下" and value == mark)
        return value > mark or (value == mark and (match["word"] == "达到" or match["or"] == "以上"))


class Gap(_TextOfTable):
    """高于最低的南屏县8.9个百分点: the gap between two figures of a column."""

    code = "TBT004"
    title = "所称差距应与表格相符"
    why = "差距由表中两个数相减得出，对不上说明正文或表格有误。"
    confidence = 0.85
    examples = (
        Example(
            f"东岭区网办率为96.8%，高于最低的临湖县9.8个百分点。\n{_TABLE}",
            f"东岭区网办率为96.8%，高于最低的临湖县8.9个百分点。\n{_TABLE}",
        ),
    )
    near_misses = (f"东岭区网办率为96.8%，高于最低的南屏县9.8个百分点。\n{_TABLE}",)
    _gap = re.compile(
        r"(?P<one>\d{1,9}(?:\.\d{1,4})?)[%分]?，[^，。；\d]{0,4}?(?P<word>高于|高出|低于|比)(?:最[高低]的|排名[^，。；\d]{0,6}的)?(?P<name>[\u4e00-\u9fa5]{2,8}?)(?:高|低)?"
        r"(?P<gap>\d{1,9}(?:\.\d{1,4})?)(?P<unit>个百分点|分)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for start, text in self._lines(prepared) if prepared.tables else ():
            for match in self._gap.finditer(text):
                one, gap = Decimal(match["one"]), Decimal(match["gap"])
                other = self._other(prepared, match["name"], one)
                if other is None or abs(abs(one - (other.value or Decimal(0))) - gap) <= other.slack * 2:
                    continue
                right = show(abs(one - (other.value or Decimal(0))), 4)
                message = f"{match['one']}与表中{match['name']}的{other.text}相差{right}，不是{match['gap']}。"
                at, end = start + match.start("word"), start + match.end("unit")
                yield self.finding(prepared, at, end, message, suggestion="核对正文和表格。")

    def _other(self, prepared: Prepared, name: str, one: Decimal) -> Cell | None:
        """The cell of the named row in the one column that holds the first figure."""
        found = [
            row[column]
            for table in prepared.tables
            for row in table.data
            if table.name(row) == name
            for column in table.numeric
            if any(other[column].value == one for other in table.data)
        ]
        return found[0] if len(found) == 1 and found[0].value is not None else None
