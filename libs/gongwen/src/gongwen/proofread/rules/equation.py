"""Equations, multiples of a named figure and orders (算式、倍数、排序) as the text states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.figures import is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, PatternRule, Rule


class TimesOf(Rule):
    """18.6亿元，是2020年6.2亿元的3倍: the multiple of a figure named beside it."""

    code = "GRW009"
    title = "“是……的几倍”应与所列数据相符"
    why = "倍数由两个数相除得出，对不上说明其中一个数有误。"
    source = "四则运算；修约按末位半个单位"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("完成技改投资18.6亿元，是2020年6.2亿元的4倍。", "完成技改投资18.6亿元，是2020年6.2亿元的3倍。"),
    )
    near_misses = ("完成技改投资18.6亿元，是2020年的3倍。", "完成技改投资20亿元，是2020年6.2亿元的3倍多。")
    _is = re.compile(r"(?:是|为|相当于)[^，。；\d]{0,10}(?:\d{4}年)?[^，。；\d]{0,8}\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for now, base, times in zip(*(statement.quantities[at:] for at in range(3)), strict=False):
                if times.unit != "倍" or base.unit != now.unit or base.value <= 0 or is_rough(text, times):
                    continue
                if text[base.end : times.start] not in ("的", "的约") or not self._is.search(
                    text, now.end, base.start
                ):
                    continue
                if is_rough(text, now) or is_rough(text, base):
                    continue
                low = Range.of(now).low / Range.of(base).high
                high = Range.of(now).high / Range.of(base).low
                if not Range(low, high).meets(Range.of(times)):
                    message = f"{printed(text, now)}是{printed(text, base)}的{show(now.value / base.value)}倍，不是{printed(text, times)}。"
                    yield self.finding(prepared, times.start, times.end, message, suggestion="核对两个数和倍数。")


class Equation(PatternRule):
    """An equation in the text holds (算式)."""

    code = "ARI018"
    title = "文中算式应成立"
    why = "列出的算式算不对，后面的数全部不可信。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("补助金额为3.6万元×1.2＝4.22万元。", "补助金额为3.6万元×1.2＝4.32万元。"),
        Example("合计120+85+60=275万元。", "合计120+85+60=265万元。"),
    )
    near_misses = ("3.6万元×30%＝1.08万元。", "折合100÷3≈33.3万元。", "10÷3=3.33。")
    _number = r"\d{1,12}(?:\.\d{1,6})?%?"
    _unit = r"(?:[\u4e00-\u9fa5㎡]{1,4})?"
    pattern = re.compile(
        rf"(?<![\d.A-Za-z/×xX+＋－÷*-])(?P<left>{_number}{_unit}(?:[×xX*+＋－÷-]{_number}{_unit}){{1,6}})[=＝](?P<right>{_number})(?![\d.×+＋－÷])"
    )
    _term = re.compile(
        r"(?P<sign>[×xX*+＋－÷-])?(?P<number>\d{1,12}(?:\.\d{1,6})?)(?P<percent>%)?(?P<scale>万|亿)?"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        scales = {part for part in ("万", "亿") if part in match["left"]}
        following = prepared.text[match.end() : match.end() + 1]
        if scales and following not in scales:
            return None
        value = self._value(match["left"])
        right = Decimal(match["right"].rstrip("%")) / (100 if match["right"].endswith("%") else 1)
        if value is None:
            return None
        places = len(match["right"].rstrip("%").partition(".")[2]) + 2 * match["right"].endswith("%")
        exact = "÷" not in match["left"] and not (places and "×" in match["left"])
        if value == right or (not exact and abs(value - right) <= Decimal(1).scaleb(-places)):
            return None
        message = f"“{match['left']}”等于{show(value, 4)}，不是{match['right']}。"
        return self.finding(prepared, *match.span(), message, suggestion="核对算式。")

    def _value(self, left: str) -> Decimal | None:
        """The value of the left side, products before sums; None for a division by zero."""
        total = product = Decimal(0)
        for term in self._term.finditer(left):
            number = Decimal(term["number"]) / (100 if term["percent"] else 1)
            sign = term["sign"] or "+"
            if sign in "×xX*":
                product *= number
            elif sign == "÷":
                if not number:
                    return None
                product /= number
            else:
                total += product
                product = number if sign in "+＋" else -number
        return total + product


class RankedOrder(Rule):
    """由高到低 is followed by figures that fall (排序)."""

    code = "ARI019"
    title = "所列顺序应与“由高到低”等说明一致"
    why = "声称由高到低而数据不降，名次就排错了。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "完成率由高到低依次为：青溪县98.5%、临湖县96.2%、清河县97.1%、桐山县92.0%。",
            "完成率由高到低依次为：青溪县98.5%、清河县97.1%、临湖县96.2%、桐山县92.0%。",
        ),
        Example(
            "甲县、乙县、丙县分别完成42%、38%、51%，丙县进度最慢。",
            "甲县、乙县、丙县分别完成42%、38%、51%，乙县进度最慢。",
        ),
    )
    near_misses = ("完成率由高到低依次为：青溪县98.5%、清河县97.1%、临湖县97.1%，平均97.6%。",)
    _order = re.compile(
        r"(?P<down>(?:由|从)(?:高到低|多到少|大到小|快到慢|前到后)|降序)|(?P<up>(?:由|从)(?:低到高|少到多|小到大|慢到快)|升序)"
    )
    _named = re.compile(r"(?P<names>[\u4e00-\u9fa5]{2,8}(?:、[\u4e00-\u9fa5]{2,8}){1,8})分别[^，。；\d]{0,6}\Z")
    _most = re.compile(
        r"，(?P<name>[\u4e00-\u9fa5]{2,8}?)(?:的)?(?:进度|进展|增速|完成率|数量|占比|增幅)?最(?P<word>快|慢|高|低|多|少|大|小)"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            order = self._order.search(text, statement.start, statement.end)
            if order is not None:
                yield from self._ranked(prepared, order, statement.after(order.end(), 30))
            yield from self._most_of(prepared, statement)

    def _ranked(self, prepared: Prepared, order: re.Match[str], figures: Sequence[Quantity]) -> Iterator[Finding]:
        stops = [at for at, one in enumerate(figures) if "平均" in label_of(prepared.text, one)]
        figures = figures[: stops[0]] if stops else figures
        alike = [one for one in figures if one.unit == figures[0].unit]
        if len(alike) != len(figures) or len(alike) < 3:
            return
        for one, other in pairwise(alike):
            if (other.value > one.value) if order["down"] else (other.value < one.value):
                message = f"“{printed(prepared.text, other)}”与“{order[0]}”的顺序不符。"
                yield self.finding(prepared, one.start, other.end, message, suggestion="核对数据和排列顺序。")
                return

    def _most_of(self, prepared: Prepared, statement: Statement) -> Iterator[Finding]:
        text = prepared.text
        for at, first in enumerate(statement.quantities[:-1]):
            named = self._named.search(text, max(statement.start, first.start - 90), first.start)
            if named is None:
                continue
            names = named["names"].split("、")
            figures = statement.quantities[at : at + len(names)]
            claim = self._most.match(text, figures[-1].end) if len(figures) == len(names) else None
            if claim is None or claim["name"] not in names or len({one.unit for one in figures}) != 1:
                continue
            best = (max if claim["word"] in "快高多大" else min)(figures, key=lambda one: one.value)
            right = names[figures.index(best)]
            if right != claim["name"] and sum(one.value == best.value for one in figures) == 1:
                message = f"按所列数据最{claim['word']}的是“{right}”，不是“{claim['name']}”。"
                yield self.finding(prepared, *claim.span("name"), message, suggestion="核对数据和结论。")
