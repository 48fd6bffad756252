"""Sums (合计、分项), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.complements import complement_each_other
from gongwen.proofread.facts.figures import RATES, differs_in_kind, in_unit_of, is_rough, label_of, printed
from gongwen.proofread.facts.parts import Parts, parts_after, slipped_scale
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range, adds_up, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"
_MOST_PARTS = 30
_LOOK_BACK = 6


class PartsAndTotal(Rule):
    """Parts introduced by 其中 add up to their total."""

    code = "ARI001"
    title = "“其中”各分项之和应与总数相符"
    why = "分项相加不等于总数，是汇报材料中最常见、最易被追问的数据差错。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("全市共有干部120人，其中男70人、女60人。", "全市共有干部120人，其中男70人、女50人。"),
        Example(
            "共检查企业120家，其中工业企业70家、商贸企业60家。",
            "共检查企业120家，其中工业企业70家、商贸企业50家。",
        ),
        Example(
            "全市共排查隐患126处，其中一般隐患98处、较大隐患27处。",
            "全市共排查隐患126处，其中一般隐患98处、较大隐患28处。",
        ),
        Example(
            "落实资金350万元，其中市级200万元，县级160万元。",
            "落实资金350万元，其中市级200万元，县级150万元。",
        ),
        Example("共受理事项80件，其中办结95件。", "共受理事项80件，其中办结75件。"),
    )
    near_misses = (
        "全市共有干部120人，其中女干部60人、党员90人。",
        "共办理提案80件，其中经济类30件、社会类20件等。",
        "全市在建项目120个，其中省级重点项目50个、亿元以上项目90个。",
        "现有教师120人，其中高级职称35人、中级职称60人。",
        "现有景区50家，其中5A级2家、4A级10家。",
        "完成投资100亿元，其中工业投资60亿元、基础设施投资25亿元。",
        "共检查企业120家，比上年增加20家，其中工业企业70家、商贸企业50家。",
        "完成投资1.25亿元，其中工业投资0.83亿元、农业投资0.41亿元。",
    )
    _among = re.compile(r"其中(?!之|的|一[个名项家位条种])")
    _open_list = re.compile(r"等|以[上下]|主要|包括|包含|例如|比如|特别|仅|最[多高大]|部分")
    _change = re.compile(r"(?:增加|增长|减少|下降|新增|净增|超额|提高|多|少|比上年|较上年)(?:了)?\Z")
    _dimensions = tuple(
        re.compile(pattern)
        for pattern in (
            "男|女|妇女",
            "党员|团员|群众|民主党派",
            "少数民族|汉族|[藏回维壮苗满]族",
            "本科|专科|硕士|博士|研究生|学历|大专|大学|高中",
            "职称|高级|中级|初级|正高|副高",
            "岁|青年|老年|中年|儿童",
            "残疾|退役|低保|脱贫|贫困|留守|返乡|特困|困难",
        )
    )
    """Ways to sort the same people or things: parts of two different ways may overlap."""

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for statement in prepared.statements:
            for match in self._among.finditer(prepared.text, statement.start, statement.end):
                yield from self._compare(prepared, statement, match)

    def _compare(self, prepared: Prepared, statement: Statement, among: re.Match[str]) -> Iterator[Finding]:
        before = [
            quantity for quantity in statement.before(among.start(), _LOOK_BACK) if quantity.unit not in RATES
        ]
        if not before:
            return
        for unit in dict.fromkeys(quantity.unit for quantity in reversed(before[-2:])):
            yield from self._of_unit(prepared, statement, among, before, unit)

    def _of_unit(
        self, prepared: Prepared, statement: Statement, among: re.Match[str], before: Sequence[Quantity], unit: str
    ) -> Iterator[Finding]:
        text = prepared.text
        totals = [quantity for quantity in before if quantity.unit == unit]
        stated = next((quantity for quantity in reversed(totals) if not self._is_change(text, quantity)), None)
        if stated is None or is_rough(text, stated) or among.start() - totals[-1].end > 60:
            return
        listed = parts_after(
            text, among.end(), self._end(text, statement, among), statement.after(among.end(), _MOST_PARTS), unit
        )
        parts = listed.figures
        if not parts or any(is_rough(text, part) or differs_in_kind(text, stated, part) for part in parts):
            return
        yield from self._judge(prepared, among, totals, stated, listed)

    def _judge(
        self, prepared: Prepared, among: re.Match[str], totals: Sequence[Quantity], stated: Quantity, listed: Parts
    ) -> Iterator[Finding]:
        text, parts = prepared.text, listed.figures
        larger = next(
            (part for part in parts if Range.of(part).low > max(Range.of(whole).high for whole in totals)), None
        )
        if larger is not None:
            message = f"分项“{label_of(text, larger)}{printed(text, larger)}”大于总数“{printed(text, stated)}”。"
            yield self.finding(
                prepared, stated.start, larger.end, message, suggestion="核对总数和分项。", confidence=0.9
            )
            return
        if len(parts) < 2:
            return
        summed = total(parts)
        if any(adds_up(parts[:count], whole) for count in range(2, len(parts) + 1) for whole in totals):
            return
        rounded = any(total(parts[:count]).meets(Range.of(stated)) for count in range(2, len(parts) + 1))
        slipped = slipped_scale(parts, stated.value)
        weight = (
            (Severity.MAJOR, 0.9)
            if slipped is not None
            else self._weight(text, among, parts, stated, summed, listed.is_closed)
        )
        if weight is None:
            return
        severity, confidence = (Severity.MINOR, 0.6) if rounded else weight
        result = sum((part.value for part in parts), Decimal(0))
        message = f"各分项之和为{in_unit_of(result, stated, text)}，与总数“{printed(text, stated)}”不符。"
        yield self.finding(
            prepared,
            stated.start,
            parts[-1].end,
            message,
            suggestion="核对总数和各分项；分项没有列全的，加“等”或说明。",
            severity=severity,
            confidence=confidence,
        )

    def _end(self, text: str, statement: Statement, among: re.Match[str]) -> int:
        """Where the list ends: with the bracket it stands in, else with the sentence."""
        opened = text.rfind("（", statement.start, among.start())
        if opened < 0 or "）" in text[opened : among.start()]:
            return statement.end
        closed = text.find("）", among.end(), statement.end)
        return closed if closed > 0 else statement.end

    def _is_change(self, text: str, quantity: Quantity) -> bool:
        return self._change.search(text, max(0, quantity.start - 6), quantity.start) is not None

    def _weight(
        self,
        text: str,
        among: re.Match[str],
        parts: Sequence[Quantity],
        stated: Quantity,
        summed: Range,
        closed: bool,
    ) -> tuple[Severity, float] | None:
        """How sure it is that the parts were meant to be all and to exclude each other; None for not."""
        labels = [label_of(text, part) for part in parts]
        ratio = summed.high / stated.value if stated.value else Decimal(0)
        if ratio >= Decimal("0.5") and complement_each_other(labels):
            return Severity.MAJOR, 0.95
        touched = [
            {number for number, form in enumerate(self._dimensions) if form.search(label)} for label in labels
        ]
        if any(touched) and not set.intersection(*touched):
            return None
        if any("以上" in label or "以下" in label for label in labels):
            return None
        if summed.low > Range.of(stated).high:
            return Severity.MAJOR, 0.9
        tail = text[among.start() : parts[-1].end + 6]
        if not closed or self._open_list.search(tail):
            return None
        if stated.is_count and ratio >= Decimal("0.93"):
            return Severity.MAJOR, 0.7
        if not stated.is_count and ratio >= Decimal("0.9"):
            return Severity.MINOR, 0.6
        return None
