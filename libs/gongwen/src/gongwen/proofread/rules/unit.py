"""Units (计量单位) by GB 3100: symbols and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule


class UnitSymbol(Rule):
    """Unit symbols keep their case (单位符号)."""

    code = "UNT001"
    title = "计量单位符号的大小写"
    why = "单位符号大小写不同意义不同，如M是兆、m是毫。"
    source = "GB 3100-1993、GB 3101-1993"
    level = Level.NATIONAL_STANDARD
    category = Category.UNIT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("管线全长12KM。", "管线全长12km。"),
        Example("装机容量500KW。", "装机容量500kW。"),
    )
    near_misses = ("航班为3U8KG01。", "耗电500kW·h。")

    @cached_property
    def _right(self) -> dict[str, str]:
        return dict(_pairs("unit_symbols"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        symbols = "|".join(sorted(self._right, key=len, reverse=True))
        return re.compile(rf"(?<=\d) ?(?P<unit>{symbols})(?![A-Za-z0-9·])")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            right = self._right[match["unit"]]
            message = f"单位符号“{match['unit']}”应写作“{right}”。"
            yield self.finding(prepared, *match.span("unit"), message, fix=right)


class UnitName(Rule):
    """Legal units of measurement only (法定计量单位)."""

    code = "UNT002"
    title = "应使用法定计量单位"
    why = "公文使用国家法定计量单位，“平方”“公分”等不是法定单位或单位不完整。"
    source = "《中华人民共和国计量法》第三条；GB/T 9704-2012 第9章"
    level = Level.LAW
    category = Category.UNIT
    severity = Severity.MINOR
    examples = (
        Example("新增绿地500平方。", "新增绿地500平方米。"),
        Example("管径为20公分。", "管径为20厘米。"),
    )
    near_misses = ("新增绿地500平方米。", "3立方米。", "流域面积200平方公里。", "2的平方。")

    @cached_property
    def _right(self) -> dict[str, str]:
        return dict(_pairs("unit_names"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(self._right)
        return re.compile(rf"(?:(?<=[\d万亿])|(?<=\d[多余]))(?P<unit>{names})(?![米公千厘毫分英差根和值数])")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            message = f"“{match['unit']}”不是规范的法定计量单位。"
            suggestion = f"改用{self._right[match['unit']]}。"
            yield self.finding(prepared, *match.span(), message, suggestion=suggestion)


def _pairs(name: str) -> list[tuple[str, str]]:
    return [(wrong, right) for wrong, right in read_lexicon(name, ("wrong", "right"))]
