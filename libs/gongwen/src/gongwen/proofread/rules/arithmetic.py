"""Figures that do not add up (计算): sums of parts, shares, growth; recomputed from the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_NUMBER = r"\d{1,12}(?:\.\d{1,4})?"
_UNIT = r"(?:亿元|万元|元|万人|人次|人|户|家|个|项|件|起|处|辆|台|套|亩|公顷|公里|千米|吨|场|次|名|所|座|份|条|宗|批|栋)"
# Parts that lie this close to the total are meant to make it up; others may overlap (党员多少、女性多少).
_NEAR = Decimal("0.05")


class SumOfParts(Rule):
    """The parts named after 其中 make up the total."""

    code = "ARI001"
    title = "分项之和应与总数一致"
    why = "总数与分项对不上，读者无法判断哪个数字可信。"
    source = "《党政机关公文处理工作条例》第十九条"
    level = Level.REGULATION
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "全市共排查隐患126处，其中一般隐患98处、较大隐患27处。",
            "全市共排查隐患126处，其中一般隐患98处、较大隐患28处。",
        ),
        Example(
            "落实资金350万元，其中市级200万元，县级160万元。",
            "落实资金350万元，其中市级200万元，县级150万元。",
        ),
    )
    near_misses = (
        "现有干部100人，其中党员62人、女性31人。",
        "共办理提案80件，其中经济类30件、社会类20件等。",
    )
    _pattern = re.compile(
        rf"(?P<total>{_NUMBER})(?P<unit>{_UNIT})[，,（(：:]?其中[：:，,]?(?P<parts>[^。；;！？\n]{{4,200}})"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            parts_text, unit = match["parts"], match["unit"]
            parts = re.findall(rf"(?<![\d.])({_NUMBER}){unit}", parts_text)
            others = re.findall(rf"(?<![\d.]){_NUMBER}", parts_text)
            if len(parts) < 2 or len(others) != len(parts) or "等" in parts_text:
                continue
            total, together = Decimal(match["total"]), sum(map(Decimal, parts), Decimal(0))
            if together != total and abs(together - total) <= total * _NEAR:
                yield self.finding(
                    prepared,
                    match.start("total"),
                    match.end("unit"),
                    f"分项之和为{together}{unit}，与总数{total}{unit}不一致。",
                    suggestion="请核对总数和各分项。",
                )


class GrowthDiffers(Rule):
    """A rate of growth follows from the two figures it compares."""

    code = "ARI002"
    title = "增减幅度应与前后数字一致"
    why = "增减幅度与所列数字不符，会使结论失实。"
    source = "《党政机关公文处理工作条例》第十九条"
    level = Level.REGULATION
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "办件量由2000件增加到2600件，增长20%。",
            "办件量由2000件增加到2600件，增长30%。",
        ),
        Example(
            "事故起数从50起下降到40起，下降25%。",
            "事故起数从50起下降到40起，下降20%。",
        ),
    )
    near_misses = ("空气质量优良天数比例由85%提高到90%。",)
    _pattern = re.compile(
        rf"(?:由|从)[^\d。；\n]{{0,12}}(?P<before>{_NUMBER})(?P<unit>{_UNIT})(?:增加|增长|提高|上升|扩大|下降|减少|降低|压减|缩减)?"
        rf"[到至][^\d。；\n]{{0,6}}(?P<after>{_NUMBER})(?P=unit)[，,](?:同比|比上年|较上年)?"
        rf"(?P<way>增长|增加|提高|上升|增幅|下降|减少|降低|降幅|压减)(?:了|达|为)?(?P<rate>\d{{1,4}}(?:\.(?P<digits>\d{{1,2}}))?)[%％]"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            before, after, stated = Decimal(match["before"]), Decimal(match["after"]), Decimal(match["rate"])
            if before == 0:
                continue
            rate = abs(after - before) / before * 100
            half = Decimal(1).scaleb(-len(match["digits"] or "")) / 2
            if abs(rate - stated) > half:
                yield self.finding(
                    prepared,
                    match.start("rate"),
                    match.end(),
                    f"由{before}到{after}的变化幅度为{rate:.1f}%，与所写{stated}%不一致。",
                    suggestion="请核对前后数字和幅度。",
                )


class ShareDiffers(Rule):
    """A share follows from the part and the total before it."""

    code = "ARI003"
    title = "占比应与所列数字一致"
    why = "占比与所列数字不符，会使结论失实。"
    source = "《党政机关公文处理工作条例》第十九条"
    level = Level.REGULATION
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "共有项目120个，已开工100个，占90%。",
            "共有项目120个，已开工90个，占75%。",
        ),
    )
    near_misses = ("共有项目120个，已开工100个，占年度计划的60%。",)
    _pattern = re.compile(
        rf"(?P<total>{_NUMBER})(?P<unit>{_UNIT})[，,][^\d。；，,\n]{{1,16}}(?P<part>{_NUMBER})(?P=unit)[，,]"
        rf"占(?:比|总数的|总数)?(?P<rate>\d{{1,3}}(?:\.(?P<digits>\d{{1,2}}))?)[%％]"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            total, part, stated = Decimal(match["total"]), Decimal(match["part"]), Decimal(match["rate"])
            if total == 0 or part > total:
                continue
            half = Decimal(1).scaleb(-len(match["digits"] or "")) / 2
            share = part / total * 100
            if abs(share - stated) > half:
                yield self.finding(
                    prepared,
                    match.start("rate"),
                    match.end(),
                    f"{part}占{total}的{share:.1f}%，与所写{stated}%不一致。",
                    suggestion="请核对总数、分项和占比。",
                )
