"""Prices and averages (单价、标准、人均) against counts and totals in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.figures import RATES, in_unit_of, is_open, is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range, percent_of
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_LOOK_BACK = 8
_FAR_BACK = 60
_MASS = "千克"
_FACTORS = {"吨": Decimal(1000), "千克": Decimal(1), "公斤": Decimal(1)}
_EACH_UNITS = {
    "人": ("人", "名", "位", "人次"),
    "名": ("名", "人"),
    "月": ("个月",),
    "天": ("天",),
    "日": ("天",),
    "户": ("户", "家"),
    "村": ("村", "个"),
    "件": ("件", "起", "宗"),
    "亩": ("亩",),
    "平方公里": ("平方公里", "平方千米"),
    "平方千米": ("平方公里", "平方千米"),
}


def _counted(each: str) -> tuple[str, ...]:
    return _EACH_UNITS.get(each, (each,))


class Average(Rule):
    """An average follows from total and count."""

    code = "ARI006"
    title = "平均数应与总数、个数相符"
    why = "平均数由总数除以个数得出，对不上说明其中一个数有误。"
    source = "四则运算；修约按末位半个单位"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "向50户家庭发放补助25万元，平均每户6000元。",
            "向50户家庭发放补助25万元，平均每户5000元。",
        ),
        Example(
            "全年受益群众200人，发放救助金30万元，人均1200元。",
            "全年受益群众200人，发放救助金30万元，人均1500元。",
        ),
    )
    near_misses = (
        "共培训12期600人，平均每期50人。",
        "全市120个村安排资金3000万元，重点村平均每村50万元。",
        "全县人口50万人，生产总值300亿元，人均可支配收入28000元。",
        "向50户、120人发放补助25万元，户均5000元。",
    )
    _average = re.compile(
        r"(?<![\u4e00-\u9fa5])(?:平均每(?![日天月](?![\u4e00-\u9fa5]))(?P<each>平方公里|平方千米|[\u4e00-\u9fa5])(?P<noun>[\u4e00-\u9fa5]{0,8}?)"
        r"|每(?P<each2>[\u4e00-\u9fa5])平均|(?P<each3>[人户亩村])均(?P<tail>[\u4e00-\u9fa5]{0,6})"
        r"|(?P<days>日|月)均|平均每(?P<days2>[日天月])|平均亩产|人口密度[约为]{0,2}每(?P<each4>平方公里|平方千米))(?:约?为|约|达到?)?\Z"
    )
    _subject = re.compile(r"收入|产值|住房|绿地|预期|寿命|生产总值|可支配|储蓄|消费|工资|面积")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for mean in prepared.quantities:
            if mean.unit in RATES:
                continue
            words = self._average.search(text, max(0, mean.start - 20), mean.start)
            if words is None or self._subject.search(words["tail"] or ""):
                continue
            if words["days"] or words["days2"]:
                yield from self._per_day(prepared, mean, words["days"] or words["days2"])
                continue
            figures = self._figures(prepared, mean)
            counts = self._counts(prepared, words, figures)
            sums = [one for one in figures if _measure(one) == _measure(mean) and one not in counts]
            if not counts or not sums or any(_is_average(count, one, mean) for count in counts for one in sums):
                continue
            count, summed = counts[-1], sums[-1]
            if len(counts) > 1 and not re.search(r"总|共|合计", label_of(text, count)):
                continue
            if is_open(text, count) or is_open(text, summed) or is_open(text, mean):
                continue
            factor = _FACTORS.get(summed.unit, Decimal(1)) / _FACTORS.get(mean.unit, Decimal(1))
            value = in_unit_of(summed.value * factor / count.value, mean, text)
            message = f"{printed(text, summed)}除以{printed(text, count)}得{value}，不是{printed(text, mean)}。"
            yield self.finding(prepared, mean.start, mean.end, message, suggestion="核对总数、个数和平均数。")

    def _per_day(self, prepared: Prepared, mean: Quantity, word: str) -> Iterator[Finding]:
        """全年…6240万人次，日均17.1万人次: a year has 365 days and 12 months."""
        text = prepared.text
        before = prepared.paragraph_figures(mean.start, 1)
        if not before or before[0].unit != mean.unit or mean.start - before[0].end > 6 or is_open(text, before[0]):
            return
        clause = re.split(r"[。；\n]", text[max(0, before[0].start - 24) : before[0].start])[-1]
        if not re.search(r"全年|\d{4}年(?!\d)", clause) or re.search(r"月|季|半年", clause):
            return
        parts = (12,) if word == "月" else (365, 366)
        count = Quantity(0, 0, Decimal(parts[0]), Decimal(1), "天")
        if any(_is_average(Quantity(0, 0, Decimal(days), Decimal(1), "个"), before[0], mean) for days in parts):
            return
        value = in_unit_of(before[0].value / count.value, mean, text)
        message = f"{printed(text, before[0])}除以{parts[0]}得{value}，不是{printed(text, mean)}。"
        yield self.finding(prepared, mean.start, mean.end, message, suggestion="核对总数和平均数。")

    def _counts(self, prepared: Prepared, words: re.Match[str], figures: Sequence[Quantity]) -> list[Quantity]:
        """The counts that the total may have been divided by; of several, those of what the average names."""
        each = words["each"] or words["each2"] or words["each3"] or words["each4"] or "亩"
        units = _counted(each)
        counts = [one for one in figures if one.unit in units and one.value > 0]
        noun = words["noun"] or ""
        named = [one for one in counts if len(noun) >= 2 and noun[:2] in label_of(prepared.text, one)]
        if counts or len(noun) < 2 or not figures:
            return named or counts
        # 平均每所学校: the schools may have been counted in an earlier paragraph.
        far = [
            one
            for one in prepared.figures_before(figures[0].start, _FAR_BACK)
            if one.unit in units
            and one.value > 1
            and (noun[:2] in label_of(prepared.text, one) or prepared.text.startswith(noun[:2], one.end))
        ]
        return far if len({one.value for one in far}) == 1 else []

    def _figures(self, prepared: Prepared, mean: Quantity) -> tuple[Quantity, ...]:
        """The figures of the sentence, and where they hold no count those of the paragraph before."""
        paragraph = prepared.paragraph_figures(mean.start, _LOOK_BACK)
        start = max(prepared.text.rfind(mark, 0, mean.start) for mark in "。\n；")
        inside = tuple(one for one in paragraph if one.start > start)
        return inside if len(inside) >= 2 else paragraph


def _is_average(count: Quantity, summed: Quantity, mean: Quantity) -> bool:
    """Whether the mean is what the division gives, rounded or cut off at its last digit."""
    quotient = percent_of(_in_base(summed), Range.of(count))
    if quotient is None:
        return True
    result = Range(quotient.low / 100, quotient.high / 100)
    step = mean.step * _FACTORS.get(mean.unit, Decimal(1))
    value = _in_base(mean).low + step / 2 if mean.slack else _in_base(mean).low
    below = Range(value, value + step * Decimal("0.999"))
    return result.meets(Range(value - step / 2, value + step / 2)) or result.meets(below)


def _measure(quantity: Quantity) -> str:
    return _MASS if quantity.unit in _FACTORS else quantity.unit


def _in_base(quantity: Quantity) -> Range:
    one = Range.of(quantity)
    factor = _FACTORS.get(quantity.unit, Decimal(1))
    return Range(one.low * factor, one.high * factor)


class Product(Rule):
    """Price times count makes the amount (单价、标准乘以数量)."""

    code = "ARI012"
    title = "金额应等于单价（标准）乘以数量"
    why = "按标准和数量算出的金额与所写不符，经费无法核拨。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("购置电脑20台，每台5000元，共需12万元。", "购置电脑20台，每台5000元，共需10万元。"),
        Example(
            "新建住房320套，每套面积90平方米，总建筑面积3.2万平方米。",
            "新建住房320套，每套面积90平方米，总建筑面积2.88万平方米。",
        ),
        Example(
            "按每人每天100元的标准，30人培训5天，共需18000元。",
            "按每人每天100元的标准，30人培训5天，共需15000元。",
        ),
    )
    near_misses = (
        "购置电脑20台，每台5000元，连同打印机共需12万元。",
        "补助标准为每人每月500元，全市共有1200人，累计发放720万元。",
    )
    _each = re.compile(
        r"每(?P<each>平方米|公里|个月|[\u4e00-\u9fa5])(?:补助|补贴|奖励|发放|安排|给予|标准|费用|投资|面积|建筑面积|约?为)?(?=每|\d|\Z)"
    )
    _amount = re.compile(
        r"(?<=[，；。）台个人户月天期次亩村件套镇名所])(?:共计?|合计|总计|小计|总共|需|计|总(?!投资|额)[\u4e00-\u9fa5]{1,5})(?:需|补助|发放|安排|支付|投入|拨付|培训|采购)?(?:资金|经费|费用|补助金?)?(?:为)?\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for amount in statement.quantities[2:]:
                if amount.unit in RATES:
                    continue
                if self._amount.search(text, max(0, amount.start - 12), amount.start):
                    yield from self._judge(prepared, statement, amount)

    def _judge(self, prepared: Prepared, statement: Statement, amount: Quantity) -> Iterator[Finding]:
        text = prepared.text
        figures = statement.before(amount.start, _LOOK_BACK)
        priced = [
            (one, [match["each"] for match in self._each.finditer(text, max(0, one.start - 12), one.start)])
            for one in figures
            if one.unit == amount.unit
        ]
        if len(priced) != 1:
            return
        price, eaches = priced[0]
        if text[max(0, price.start - 3) : price.start].endswith(("单价", "单价为", "单价约")):
            eaches = [one.unit for one in figures if one is not price and one.is_count][:1]
        if not eaches:
            return
        factors = self._factors(figures, price, eaches)
        others = [one for one in figures if one is not price and one not in factors]
        if len(factors) != len(eaches) or others or any(is_rough(text, one) for one in (amount, *factors)):
            return
        product = Decimal(price.value)
        for factor in factors:
            product *= factor.value
        slack = amount.step / 2 if "." in printed(text, amount) or amount.step > 1 else Decimal(0)
        if abs(product - amount.value) > slack:
            terms = "×".join(printed(text, one) for one in (price, *factors))
            message = f"{terms}＝{in_unit_of(product, amount, text)}，不是{printed(text, amount)}。"
            yield self.finding(prepared, amount.start, amount.end, message, suggestion="核对单价、数量和金额。")

    def _factors(self, figures: Sequence[Quantity], price: Quantity, eaches: Sequence[str]) -> list[Quantity]:
        """The count that belongs to each 每, where there is just one."""
        factors = []
        for each in eaches:
            units = _counted(each.removeprefix("个") if each == "个月" else each)
            found = [one for one in figures if one is not price and one.unit in units]
            if len(found) == 1:
                factors.append(found[0])
        return factors
