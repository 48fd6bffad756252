"""Figures that follow from one or two others by plain words: 超出, 往返, 各一半, stakes on a road, weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongwen.proofread.facts.figures import RATES, in_unit_of, is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, growth
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"


class Excess(Rule):
    """What one figure exceeds another by: 超汛限0.46米, 比概算超出1488万元, 超概算10%."""

    code = "GRW008"
    title = "超出、高出的数应等于两数之差"
    why = "超概算、超计划、超限多少由两个数相减得出，对不上会直接影响定性。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "汛限水位58.00米，当前水位58.46米，超汛限0.64米。", "汛限水位58.00米，当前水位58.46米，超汛限0.46米。"
        ),
        Example(
            "项目概算1.2亿元，实际完成投资1.38亿元，超概算10%。",
            "项目概算1.2亿元，实际完成投资1.32亿元，超概算10%。",
        ),
        Example(
            "批复概算18600万元。项目累计完成投资20088万元，比概算超出1448万元。",
            "批复概算18600万元。项目累计完成投资20088万元，比概算超出1488万元。",
        ),
    )
    near_misses = (
        "全年目标100万元，实际完成120万元，超过去年。",
        "计划投资80万元，完成100万元，超额完成年度任务。",
        "警戒水位58.00米，最高水位59.20米，超历史最高水位0.30米。",
    )
    _words = re.compile(
        r"[，；（](?:超(?:过|出)?(?P<name>汛限|警戒|概算|预算|计划|目标|限额|标准)(?:水位)?|(?:[比较])(?P<name2>(?!上年|去年|往年|同期|年初|上月|上一年|前一年)[\u4e00-\u9fa5]{2,10}?)"
        r"(?:超出|超过|超支|高出?|多|增加|上调|提高|(?P<less>低|少|减少|下调|降低|节约)))了?\Z"
    )
    _percent_of = frozenset({"概算", "预算", "计划", "目标", "限额", "标准"})

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for excess in prepared.quantities:
            words = self._words.search(text, max(0, excess.start - 18), excess.start)
            if words is None or is_rough(text, excess):
                continue
            before = [one for one in prepared.paragraph_figures(excess.start, 6) if one.unit not in RATES]
            now = before[-1] if before else None
            name = words["name"] or words["name2"]
            if now is None or is_rough(text, now) or "。" in text[now.end : excess.start]:
                continue
            base = self._base(prepared, now, name)
            if base is not None:
                yield from self._judge(prepared, excess, words, base, now)

    def _base(self, prepared: Prepared, now: Quantity, name: str) -> Quantity | None:
        """The one figure before it that bears the name."""
        named = [
            one
            for one in prepared.figures_before(now.start, 60)
            if one.unit == now.unit and name in label_of(prepared.text, one)
        ]
        values = {one.value for one in named}
        return named[-1] if len(values) == 1 and not is_rough(prepared.text, named[-1]) else None

    def _judge(
        self, prepared: Prepared, excess: Quantity, words: re.Match[str], base: Quantity, now: Quantity
    ) -> Iterator[Finding]:
        text = prepared.text
        low, high = (now, base) if words["less"] else (base, now)
        if excess.unit == now.unit:
            if (Range.of(high) - Range.of(low)).meets(Range.of(excess)):
                return
            right = in_unit_of(abs(now.value - base.value), excess, text)
        elif excess.unit == "%" and (words["name"] in self._percent_of or words["name2"] in self._percent_of):
            # A budget is an exact figure, however it is printed.
            change = growth(Range(base.value, base.value), Range.of(now))
            if words["less"] or change is None or change.meets(Range.of(excess)):
                return
            right = f"{show((now.value - base.value) / base.value * 100)}%"
        else:
            return
        message = f"{printed(text, now)}与{printed(text, base)}相比应为{right}，不是{printed(text, excess)}。"
        start = base.start if "。" not in text[base.end : now.start] and now.start - base.start < 40 else now.start
        yield self.finding(prepared, start, excess.end, message, suggestion="核对三个数。")


class TwiceAndHalf(PatternRule):
    """往返 is twice 单程; 各一半 is half."""

    code = "ARI015"
    title = "往返、各半等倍半关系应与所列数据相符"
    why = "往返应是单程的两倍，各半应是总数的一半，写错即自相矛盾。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("单程增加14公里，往返增加24公里。", "单程增加14公里，往返增加28公里。"),
        Example(
            "首期投放公交车12辆，由两市各承担一半，即各8辆。", "首期投放公交车12辆，由两市各承担一半，即各6辆。"
        ),
    )
    near_misses = ("单程票价14元，往返票价25元。", "单程约14公里，往返近30公里。")
    pattern = re.compile(
        r"单程(?!票)[\u4e00-\u9fa5]{0,6}?(?P<one>\d{1,9}(?:\.\d{1,4})?)(?P<unit>公里|千米|小时|分钟|米|天)，往返[\u4e00-\u9fa5]{0,6}?"
        r"(?P<two>\d{1,9}(?:\.\d{1,4})?)(?P=unit)"
        r"|(?P<whole>\d{1,9}(?:\.\d{1,4})?)(?P<unit2>[\u4e00-\u9fa5]{1,3})，[^，。；\d]{0,10}各[^，。；\d]{0,4}一半，即?各(?P<half>\d{1,9}(?:\.\d{1,4})?)(?P=unit2)"
    )
    _rough = re.compile(r"[约近多余]")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if self._rough.search(match[0]):
            return None
        if match["one"]:
            group, right = "two", Decimal(match["one"]) * 2
        else:
            group, right = "half", Decimal(match["whole"]) / 2
        if Decimal(match[group]) == right:
            return None
        start, end = match.span(group)
        message = f"按前文数据应为{show(right)}，不是{match[group]}。"
        return self.finding(prepared, start, end, message, suggestion="核对前后两个数。")


class StakeLength(PatternRule):
    """The length of a road section is the difference of its stakes (桩号)."""

    code = "ARI016"
    title = "路段长度应与起止桩号相符"
    why = "桩号之差就是路段长度，不符则封闭、施工范围无法确定。"
    source = "公路里程桩号：K后为公里数，加号后为米数"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("G320线K46+200至K47+100段，全长1000米。", "G320线K46+200至K47+100段，全长900米。"),
        Example("S201线K10+000—K12+500，长3.5公里。", "S201线K10+000—K12+500，长2.5公里。"),
    )
    near_misses = ("G320线K46+200至K47+100段，全长约1公里。",)
    pattern = re.compile(
        r"K(?P<k1>\d{1,4})\+(?P<m1>\d{3})(?:\.\d{1,3})?(?:至|—|－|-|～|~)K(?P<k2>\d{1,4})\+(?P<m2>\d{3})(?:\.\d{1,3})?"
        r"[^。；\n\d]{0,16}长(?:度)?(?:为)?(?P<length>\d{1,7}(?:\.\d{1,3})?)(?P<unit>公里|千米|米|km|m)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        metres = abs(int(match["k2"]) * 1000 + int(match["m2"]) - int(match["k1"]) * 1000 - int(match["m1"]))
        factor = 1 if match["unit"] in ("米", "m") else 1000
        places = len(match["length"].partition(".")[2])
        slack = Decimal(factor) / 10**places / 2 if places or factor > 1 else Decimal(0)
        if abs(Decimal(match["length"]) * factor - metres) <= slack:
            return None
        message = f"按起止桩号计算长{show(Decimal(metres) / factor, 3)}{match['unit']}，不是{match['length']}{match['unit']}。"
        return self.finding(prepared, *match.span("length"), message, suggestion="核对桩号和长度。")


class Weights(Rule):
    """Weights that make up one score add up to 100 % (权重)."""

    code = "ARI017"
    title = "权重之和应为100%"
    why = "权重合计不是100%，成绩、资金无法按规则计算。"
    source = "权重为各项占总体的百分比"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example("笔试按60%计入总成绩，面试按50%计入总成绩。", "笔试按60%计入总成绩，面试按40%计入总成绩。"),
        Example(
            "（一）任务因素，权重50%；\n（二）绩效因素，权重30%；\n（三）财力因素，权重15%。",
            "（一）任务因素，权重50%；\n（二）绩效因素，权重30%；\n（三）财力因素，权重20%。",
        ),
    )
    near_misses = ("超过部分按60%计入成本，其余按80%计入。", "任务因素，权重50%；绩效因素，权重30%。")
    _before = re.compile(r"(?:权重|分值占比)(?:为|占)?\Z")
    _after = re.compile(r"(?:的比例|的权重)?(?:计入|折算?(?:计入|成|为))(?:考试)?[总综][\u4e00-\u9fa5]{0,2}成绩")
    _farthest = 120

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        group: list[Quantity] = []
        for one in (*prepared.quantities, None):
            if one is not None and not self._is_weight(prepared.text, one):
                continue
            if group and (one is None or one.start - group[-1].end > self._farthest):
                yield from self._judge(prepared, group)
                group = []
            if one is not None:
                group.append(one)

    def _is_weight(self, text: str, one: Quantity) -> bool:
        return one.unit == "%" and bool(
            self._before.search(text, max(0, one.start - 6), one.start) or self._after.match(text, one.end)
        )

    def _judge(self, prepared: Prepared, group: list[Quantity]) -> Iterator[Finding]:
        summed = sum((one.value for one in group), Decimal(0))
        if len(group) < 2 or summed == 100 or not Decimal(85) <= summed <= Decimal(115):
            return
        last = group[-1]
        yield self.finding(
            prepared,
            last.start,
            last.end,
            f"各项权重之和为{show(summed)}%，不是100%。",
            suggestion="核对各项权重。",
        )
