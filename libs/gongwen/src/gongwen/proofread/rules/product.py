"""Prices and averages (单价、标准、人均) against counts and totals in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.figures import RATES, in_unit_of, is_rough, printed
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range, percent_of
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_LOOK_BACK = 8
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
    )
    _average = re.compile(
        r"(?<=[，、；（\d元吨人件])(?:平均每(?P<each>[\u4e00-\u9fa5]{1,2})|每(?P<each2>[\u4e00-\u9fa5])平均|(?P<each3>[人户亩村])均)"
        r"(?:补助|发放|受益|救助|奖励|资助|投入|补贴|领取|接待|培训|完成|办理|达到?|约?为|约)*\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for mean in statement.quantities[2:]:
                words = self._average.search(text, max(0, mean.start - 14), mean.start)
                if words is None or mean.unit in RATES:
                    continue
                each = words["each"] or words["each2"] or words["each3"]
                figures = statement.before(mean.start, _LOOK_BACK)
                counts = [one for one in figures if one.unit in _counted(each) and one.value > 0]
                sums = [one for one in figures if one.unit == mean.unit]
                if len(counts) != 1 or len(sums) != 1 or counts[0] is sums[0]:
                    continue
                if any(is_rough(text, one) for one in (*counts, *sums, mean)):
                    continue
                quotient = percent_of(Range.of(sums[0]), Range.of(counts[0]))
                if quotient is None:
                    continue
                result = Range(quotient.low / 100, quotient.high / 100)
                if not result.meets(Range.of(mean), mean.step / 2):
                    value = in_unit_of(sums[0].value / counts[0].value, mean, text)
                    division = f"{printed(text, sums[0])}除以{printed(text, counts[0])}"
                    message = f"{division}得{value}，不是{printed(text, mean)}。"
                    yield self.finding(
                        prepared, mean.start, mean.end, message, suggestion="核对总数、个数和平均数。"
                    )


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
            "按每人每天100元的标准，30人培训5天，共需18000元。",
            "按每人每天100元的标准，30人培训5天，共需15000元。",
        ),
    )
    near_misses = (
        "购置电脑20台，每台5000元，连同打印机共需12万元。",
        "补助标准为每人每月500元，全市共有1200人，累计发放720万元。",
    )
    _each = re.compile(
        r"每(?P<each>平方米|公里|个月|[\u4e00-\u9fa5])(?:补助|补贴|奖励|发放|安排|给予|标准|费用|投资|约?为)?(?=每|\d|\Z)"
    )
    _amount = re.compile(
        r"(?<=[，；。）台个人户月天期次亩村件套镇名所])(?:共计?|合计|总计|小计|总共|需|计)(?:需|补助|发放|安排|支付|投入|拨付|培训|采购)?(?:资金|经费|费用|补助金?)?(?:为)?\Z"
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
