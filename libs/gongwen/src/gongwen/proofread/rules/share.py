"""Shares, rates and averages (占比、比率、平均数), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.complements import complement_each_other
from gongwen.proofread.facts.figures import RATES, is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, percent_of, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"
_MOST_PARTS = 30
_LOOK_BACK = 6


class Share(Rule):
    """A share (占比) follows from part and total."""

    code = "ARI003"
    title = "占比应与所列数据相符"
    why = "占比与分子、分母对不上，读者无法判断哪个数可信。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("全市共有行政村120个，其中示范村30个，占30%。", "全市共有行政村120个，其中示范村30个，占25%。"),
        Example("全市85个乡镇中，有60个完成改造，占比80%。", "全市85个乡镇中，有60个完成改造，占比70.6%。"),
        Example("参加测评200人，满意180人，占总数的95%。", "参加测评200人，满意180人，占总数的90%。"),
        Example("完成投资60亿元，占年度计划100亿元的70%。", "完成投资60亿元，占年度计划100亿元的60%。"),
    )
    near_misses = (
        "全市共有行政村120个，其中示范村30个，占全省示范村的12%。",
        "共排查隐患320处，其中重大隐患7处，占2.2%。",
        "全市85个乡镇中，有60个完成改造，投资额占80%。",
    )
    _same_subject = re.compile(r"[（(]?|[^，。；（(]{0,10}[，、（(]?")
    """From part to 占 the sentence speaks of one thing: a new subject would stand after the comma."""
    _share = re.compile(
        r"占(?:比|总[\u4e00-\u9fa5]{1,4}|全部[\u4e00-\u9fa5]{0,4}|其|全体)?(?:的|比例?|比重)?(?:约?为|达到?|约)?\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for share in statement.quantities:
                if share.unit != "%":
                    continue
                words = self._share.search(text, max(0, share.start - 14), share.start)
                figures = statement.before(share.start, _LOOK_BACK)
                if len(figures) >= 2 and self._of_named(text, figures[-1], share):
                    part, named = figures[-2:]
                    if part.unit == named.unit and not is_rough(text, part) and not is_rough(text, named):
                        yield from _percent_fault(self, prepared, share, part, [named])
                    continue
                if words is None or len(figures) < 2:
                    continue
                part = figures[-1]
                if not self._same_subject.fullmatch(text, part.end, words.start()):
                    continue
                wholes = [one for one in figures[:-1] if one.unit == part.unit and one.value >= part.value]
                if part.unit in RATES or not wholes or any(is_rough(text, one) for one in (part, *wholes)):
                    continue
                if text[part.end : part.end + 4].startswith(("分别", "，分别")):
                    continue
                yield from _percent_fault(self, prepared, share, part, wholes)

    def _of_named(self, text: str, whole: Quantity, share: Quantity) -> bool:
        """占全市总数400家的30%: the whole stands between 占 and the share."""
        between = text[whole.end : share.start]
        return re.fullmatch(r"的(?:约)?", between) is not None and bool(
            re.search(r"占[^，。；\d]{0,14}\Z", text[max(0, whole.start - 16) : whole.start])
        )


def _percent_fault(
    rule: Rule, prepared: Prepared, stated: Quantity, part: Quantity, wholes: Sequence[Quantity]
) -> Iterator[Finding]:
    """The finding where ``stated`` is no possible percentage of ``part`` in any of ``wholes``."""
    text = prepared.text
    results = [(whole, percent_of(Range.of(part), Range.of(whole))) for whole in wholes]
    possible = [(whole, result) for whole, result in results if result is not None]
    if not possible or any(result.meets(Range.of(stated)) for _, result in possible):
        return
    whole = possible[-1][0]
    truncated = any(result.meets(Range.of(stated), stated.slack) for _, result in possible)
    value = show(part.value / whole.value * 100)
    message = f"{printed(text, part)}占{printed(text, whole)}的{value}%，不是{printed(text, stated)}。"
    yield rule.finding(
        prepared,
        stated.start,
        stated.end,
        message,
        suggestion="核对部分数、总数和百分比。",
        severity=Severity.MINOR if truncated else None,
    )


class Rate(Rule):
    """A rate (合格率, 办结率…) follows from the two counts before it."""

    code = "ARI004"
    title = "比率应与所列数据相符"
    why = "合格率、办结率等由所列数据算出，对不上说明数据或比率有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("共检查企业120家，合格108家，合格率95%。", "共检查企业120家，合格108家，合格率90%。"),
        Example("应到代表200人，实到190人，出席率为90%。", "应到代表200人，实到190人，出席率为95%。"),
    )
    near_misses = (
        "共检查企业120家，发现不合格12家，合格率90%。",
        "受理事项500件，办结480件，群众满意率99.2%。",
    )
    _rate = re.compile(
        r"(?P<name>合格|办结|完成|出席|到会|出勤|参保|达标|优良|通过|整改|结案|竣工|开工|签约|到位|参会|参训|及格|录取|投票|销号|回收|普及|覆盖|入学|中标|执行|化解|抽检)率"
        r"(?:约?为|达到?|是)?\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for rate in statement.quantities[2:]:
                if rate.unit != "%":
                    continue
                words = self._rate.search(text, max(0, rate.start - 8), rate.start)
                figures = statement.before(rate.start, 3) if words else ()
                if words is None or len(figures) < 2 or words.start() - figures[-1].end > 4:
                    continue
                units = {one.unit for one in figures[-2:]}
                if len(units) != 1 or units & RATES or any(is_rough(text, one) for one in figures):
                    continue
                small, large = sorted(figures[-2:], key=lambda one: one.value)
                alike = [one for one in figures if one.unit == large.unit]
                if large.value == 0 or self._fits(rate, alike):
                    continue
                yield from _percent_fault(self, prepared, rate, small, [large])

    def _fits(self, rate: Quantity, figures: Sequence[Quantity]) -> bool:
        """Whether the rate is that of any two figures, or of what is left."""
        rest = Range(Decimal(100), Decimal(100)) - Range.of(rate)
        for part in figures:
            for whole in figures:
                result = percent_of(Range.of(part), Range.of(whole)) if part is not whole else None
                if result is not None and (result.meets(Range.of(rate)) or result.meets(rest)):
                    return True
        return False


class OverOneHundred(Rule):
    """A share, a bounded rate or a decline does not exceed 100 %."""

    code = "ARI005"
    title = "占比、合格率、降幅不应超过100%"
    why = "部分不会大于整体，减少也不会多于原有。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("产品抽检合格率为102%。", "产品抽检合格率为98%。"),
        Example("事故起数同比下降120%。", "事故起数同比下降20%。"),
    )
    near_misses = ("全年任务完成率120%。", "企业净利润同比下降120%。", "税收同比增长120%。")
    _bounded = re.compile(
        r"(?:占(?:比|总[\u4e00-\u9fa5]{1,4}的)?|(?:合格|出席|到会|覆盖|满意|通过|入学|就业|参保|优良|普及|达标|办结|及格|到位)率|下降|减少|降低|降幅|压减)"
        r"(?:了|约?为|达到?|是)?\Z"
    )
    _may_exceed = re.compile(r"利润|盈|亏|收益|净额|现金流|顺差|逆差|完成|入学")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for quantity in prepared.quantities:
            if quantity.unit != "%" or quantity.value <= 100:
                continue
            words = self._bounded.search(text, max(0, quantity.start - 10), quantity.start)
            if words is None or self._may_exceed.search(text, max(0, quantity.start - 30), quantity.start):
                continue
            message = f"“{words[0]}{printed(text, quantity)}”超过100%。"
            yield self.finding(prepared, quantity.start, quantity.end, message, suggestion="核对数据。")


class SharesOfWhole(Rule):
    """Shares that make up a whole add up to 100 %."""

    code = "ARI007"
    title = "互补各项占比之和应为100%"
    why = "男女、城乡等互补各项合起来就是全部，占比之和不是100%说明有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (Example("参训人员中男性占55%，女性占48%。", "参训人员中男性占55%，女性占45%。"),)
    near_misses = ("参训人员中女性占55%，党员占68%。",)
    _share = re.compile(r"(?:占比?(?:约?为|达到?|约)?|比例?为)\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            figures = statement.quantities[:_MOST_PARTS]
            shares = [
                one
                for one in figures
                if one.unit == "%" and self._share.search(text, max(0, one.start - 6), one.start)
            ]
            if not 2 <= len(shares) <= 3 or not complement_each_other([label_of(text, one) for one in shares]):
                continue
            summed = total(shares)
            if not summed.meets(Range(Decimal(100), Decimal(100))):
                result = show(sum((one.value for one in shares), Decimal(0)))
                yield self.finding(
                    prepared,
                    shares[0].start,
                    shares[-1].end,
                    f"各项占比之和为{result}%，不是100%。",
                    suggestion="核对各项占比。",
                )
