"""One amount in two units (单位换算): 1500亩（100公顷）, 1.25亿元（12500万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.figures import is_rough, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_SQUARE_METRES_OF_MU = Decimal(2000) / 3
_UNITS: dict[str, tuple[str, Decimal]] = {
    "亩": ("面积", _SQUARE_METRES_OF_MU),
    "公顷": ("面积", Decimal(10_000)),
    "平方米": ("面积", Decimal(1)),
    "平方公里": ("面积", Decimal(1_000_000)),
    "平方千米": ("面积", Decimal(1_000_000)),
    "米": ("长度", Decimal(1)),
    "公里": ("长度", Decimal(1000)),
    "千米": ("长度", Decimal(1000)),
    "克": ("质量", Decimal("0.001")),
    "公斤": ("质量", Decimal(1)),
    "千克": ("质量", Decimal(1)),
    "吨": ("质量", Decimal(1000)),
    "元": ("金额", Decimal(1)),
    "小时": ("时间", Decimal(60)),
    "分钟": ("时间", Decimal(1)),
}


class EqualAmounts(Rule):
    """An amount and its conversion in brackets are the same amount."""

    code = "CON001"
    title = "括注的换算数应与原数相等"
    why = "换算错一位小数，面积、金额就差十倍。"
    source = "1公顷＝15亩；1公里＝1000米；1吨＝1000千克；1亿＝10000万"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("全年出让“标准地”1500亩（10公顷）。", "全年出让“标准地”1500亩（100公顷）。"),
        Example("拟划拨土地45亩（约合4公顷）。", "拟划拨土地45亩（约合3公顷）。"),
        Example("落实资金1.25亿元（合1250万元）。", "落实资金1.25亿元（合12500万元）。"),
    )
    near_misses = (
        "占地200亩（约13.3公顷）。",
        "全长12公里（其中隧道800米）。",
        "完成投资12亿元（其中市级5000万元）。",
        "占地200亩（含水面3公顷）。",
    )
    _between = re.compile(r"[（(]?，?(?P<word>折合|约合|合计|合|即|约|折|相当于)?(?:人民币)?约?")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for first, second in pairwise(prepared.quantities):
            if first.unit not in _UNITS or second.unit not in _UNITS:
                continue
            gap = text[first.end : second.start]
            words = self._between.fullmatch(gap)
            if words is None or not gap or not (gap[0] in "（(" or words["word"]):
                continue
            if gap[0] in "（(" and text[second.end : second.end + 1] not in "）)":
                continue
            kind, factor = _UNITS[first.unit]
            other_kind, other = _UNITS[second.unit]
            same = first.unit == second.unit and (first.scale == second.scale or not words["word"])
            if kind != other_kind or same or words["word"] == "合计":
                continue
            finding = self._judge(prepared, first, second, factor / other, gap)
            if finding is not None:
                yield finding

    def _judge(
        self, prepared: Prepared, first: Quantity, second: Quantity, factor: Decimal, gap: str
    ) -> Finding | None:
        text = prepared.text
        one = Range.of(first)
        converted = Range(one.low * factor, one.high * factor)
        value = first.value * factor
        rough = "约" in gap or is_rough(text, first) or is_rough(text, second)
        slack = value * (Decimal("0.05") if rough else Decimal("0.005"))
        if converted.meets(Range.of(second), slack):
            return None
        shown = show(value / second.scale, 4)
        unit = printed(text, second).lstrip("0123456789.,，")
        message = f"{printed(text, first)}换算为{shown}{unit}，不是{printed(text, second)}。"
        return self.finding(prepared, first.start, second.end, message, suggestion="核对两个数。")
