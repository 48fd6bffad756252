"""Average yearly growth (年均增长) against the first and the last year named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.figures import RATES, is_open, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule


class AnnualGrowth(Rule):
    """The average rate carries the first figure to the last."""

    code = "GRW007"
    title = "年均增长率应与首末年数据相符"
    why = "年均增长按复利计算，用总增幅除以年数是最常见的算错。"
    source = "年均增长率＝（末年数÷首年数）的n次方根－1，n为首末年之差"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "一般公共预算收入由2020年的52亿元增加到2025年的78亿元，年均增长10%。",
            "一般公共预算收入由2020年的52亿元增加到2025年的78亿元，年均增长8.4%。",
        ),
        Example(
            "2023年发放5.86亿元，2024年发放6.21亿元，2025年发放6.57亿元，三年年均增长6.9%。",
            "2023年发放5.86亿元，2024年发放6.21亿元，2025年发放6.57亿元，三年年均增长5.9%。",
        ),
    )
    near_misses = (
        "2025年发放6.57亿元，“十四五”期间年均增长5.9%。",
        "由2020年的52亿元增加到2025年的78亿元，人口年均增长1%。",
    )
    _mean = re.compile(
        r"(?:^|[，；、（两二三四五六七八九年])(?:年均|年平均)(?P<verb>增长|递增|增速|增幅|增加|提高|下降)(?:率)?(?:为|达到?|约)?\Z"
    )
    _year = re.compile(r"(?P<year>(?:19|20)\d{2})年[^，。；\d]{0,10}\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for rate in statement.quantities[2:]:
                words = self._mean.search(text, max(0, rate.start - 12), rate.start) if rate.unit == "%" else None
                if words is None:
                    continue
                dated = self._dated(text, statement.before(rate.start, 8))
                if len(dated) < 2:
                    continue
                first, last = min(dated, key=lambda one: one[0]), max(dated, key=lambda one: one[0])
                years = last[0] - first[0]
                if years < 2 or first[1].unit != last[1].unit or first[1].value <= 0:
                    continue
                yield from self._judge(prepared, rate, words, (first[1], last[1]), years)

    def _dated(self, text: str, figures: Sequence[Quantity]) -> list[tuple[int, Quantity]]:
        """The amounts right behind a year."""
        found = []
        for figure in figures:
            match = self._year.search(text, max(0, figure.start - 18), figure.start)
            if match is not None and figure.unit not in RATES and not is_open(text, figure):
                found.append((int(match["year"]), figure))
        return found

    def _judge(
        self, prepared: Prepared, rate: Quantity, words: re.Match[str], ends: tuple[Quantity, Quantity], years: int
    ) -> Iterator[Finding]:
        first, last = ends
        if Range.of(first).low <= 0 or Range.of(last).low <= 0:
            return
        root = Decimal(1) / years
        low, high = (
            ((Range.of(last).low / Range.of(first).high) ** root - 1) * 100,
            ((Range.of(last).high / Range.of(first).low) ** root - 1) * 100,
        )
        stated = Range.of(rate)
        if words["verb"] == "下降":
            low, high = -high, -low
        # Whether the years between or the years named are counted is not always said.
        if Range(low, high).meets(stated, rate.slack):
            return
        counted = ((last.value / first.value) ** (Decimal(1) / (years + 1)) - 1) * 100
        if abs(counted - rate.value) <= rate.step:
            return
        message = f"{printed(prepared.text, first)}至{printed(prepared.text, last)}，{years}年年均{words['verb']}{show(abs((low + high) / 2))}%，不是{printed(prepared.text, rate)}。"
        yield self.finding(prepared, rate.start, rate.end, message, suggestion="核对首末年数据和年均增长率。")
