"""Growth and decline (增减幅度), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, growth
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, PatternRule, Rule

_ARITHMETIC = "增长率＝（现期数－基期数）÷基期数；修约按末位半个单位"
_NO_AMOUNT = frozenset({"%", "百分点", "倍", "番", "度", ""})
_UP = "增长|增加|上升|提高|提升|扩大|增幅|涨幅|增速|上涨"
_DOWN = "下降|减少|降低|降幅|跌幅|缩减|压减|下跌|缩短|减幅"
_CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:率|幅度)?(?:了|约?为|达到?|约)?\Z")
_TO = re.compile(
    r"\A[^，。；\d]{0,6}(?:增加|增长|提高|提升|上升|扩大|发展|上涨|减少|下降|降低|缩减|压减|压缩|下跌|缩短|增|升|降|减|调整|变化)?(?:到|至|为)(?:\d{4}年(?:\d{1,2}月)?[底末]?的?)?[^，。；\d]{0,4}\Z"
)
_FROM = re.compile(r"(?:由|从)[^，。；]{0,14}\Z")
_BASE = re.compile(
    r"[比较](?:上年|去年|上一年|前一年|往年|上年同期|去年同期|上年度|上月|上季度|同期|\d{4}年|上期|年初|上年末)(?:同期|度|末|底)?(?:的|为)?\Z"
)
_LAST_YEAR = re.compile(r"(?:去年|上年|上一年|上年同期|去年同期|上年度|上月|上期)[^，。；\d]{0,10}\Z")
_THIS_YEAR = re.compile(r"(?:今年|本年|当年|本月|本期|本年度)[^，。；\d]{0,12}\Z")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年[^，。；\d]{0,10}\Z")
_ROUGH = ("约", "近", "超", "逾", "过", "足")


def _rough(text: str, quantity: Quantity) -> bool:
    return text[max(0, quantity.start - 1) : quantity.start] in _ROUGH


def _printed(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end]


class GrowthRate(Rule):
    """A growth rate follows from base, change and result."""

    code = "GRW001"
    title = "增减幅度应与所列数据相符"
    why = "增幅与基数、现数对不上，说明其中至少一个数字有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example(
            "财政收入由80亿元增加到100亿元，增长20%。",
            "财政收入由80亿元增加到100亿元，增长25%。",
        ),
        Example(
            "全年接待游客120万人次，比上年增加20万人次，增长25%。",
            "全年接待游客120万人次，比上年增加20万人次，增长20%。",
        ),
        Example("今年立案120件，比去年的100件增长15%。", "今年立案120件，比去年的100件增长20%。"),
        Example(
            "2024年完成投资50亿元，2025年完成投资60亿元，增长30%。",
            "2024年完成投资50亿元，2025年完成投资60亿元，增长20%。",
        ),
        Example(
            "财政收入从2024年的100亿元增长到2025年的130亿元，增长20%。",
            "财政收入从2024年的100亿元增长到2025年的130亿元，增长30%。",
        ),
        Example(
            "去年完成投资50亿元，今年完成投资60亿元，增长30%。",
            "去年完成投资50亿元，今年完成投资60亿元，增长20%。",
        ),
    )
    near_misses = (
        "事故起数由50起下降到40起，下降20%。",
        "财政收入完成100.3亿元，比上年增加8.2亿元，增长8.9%。",
        "财政收入由80亿元增加到100亿元，年均增长5.7%。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for rate in statement.quantities[2:]:
                verb = _CHANGE.search(text, max(0, rate.start - 8), rate.start) if rate.unit == "%" else None
                if verb is None or re.search(
                    r"年均|平均|累计|可比|不变价|实际", text[max(0, rate.start - 12) : rate.start]
                ):
                    continue
                pair = self._pair(text, statement, rate, verb)
                if pair is not None:
                    yield from self._compare(prepared, rate, verb, *pair)

    def _pair(
        self, text: str, statement: Statement, rate: Quantity, verb: re.Match[str]
    ) -> tuple[Range, Range] | None:
        """Base and result, where the sentence gives both."""
        figures = statement.before(rate.start, 3)
        if len(figures) < 2 or verb.start() - figures[-1].end > 8:
            return None
        first, second = figures[-2:]
        if first.unit != second.unit or first.unit in _NO_AMOUNT or _rough(text, first) or _rough(text, second):
            return None
        between = text[first.end : second.start]
        ahead = text[max(0, first.start - 16) : first.start]
        if _FROM.search(ahead) and _TO.match(between):
            return Range.of(first), Range.of(second)
        if _BASE.search(between):
            return Range.of(second), Range.of(first)
        if _LAST_YEAR.search(ahead) and _THIS_YEAR.search(between):
            return Range.of(first), Range.of(second)
        if _THIS_YEAR.search(ahead) and _LAST_YEAR.search(between):
            return Range.of(second), Range.of(first)
        years = [match for part in (ahead, between) if (match := _YEAR.search(part))]
        if len(years) == 2 and abs(int(years[1]["year"]) - int(years[0]["year"])) == 1:
            forward = years[0]["year"] < years[1]["year"]
            return (Range.of(first), Range.of(second)) if forward else (Range.of(second), Range.of(first))
        change = re.search(
            r"(?:同比|环比|[比较](?:上年|去年|上月|上年同期|去年同期|同期|年初))(?:净|多)?(?:(?P<up>增加|增长|增收|多|增)|(?P<down>减少|下降|降低|少|减))(?:了)?\Z",
            between,
        )
        if change is None:
            return None
        now, by = Range.of(first), Range.of(second)
        return (now - by if change["up"] else now + by), now

    def _compare(
        self, prepared: Prepared, rate: Quantity, verb: re.Match[str], before: Range, now: Range
    ) -> Iterator[Finding]:
        result = growth(before, now)
        if result is None:
            return
        stated = Range.of(rate)
        if verb["down"]:
            stated = Range(-stated.high, -stated.low)
        if result.meets(stated):
            return
        middle = (result.low + result.high) / 2
        word = "增长" if middle >= 0 else "下降"
        message = f"按所列数据计算应为{word}{show(abs(middle))}%，不是{verb[0]}{_printed(prepared.text, rate)}。"
        severity = Severity.MINOR if result.meets(stated, rate.slack) else None
        yield self.finding(
            prepared,
            rate.start,
            rate.end,
            message,
            suggestion="核对基数、现数和增减幅度。",
            severity=severity,
        )


class PercentagePoints(Rule):
    """The difference of two percentages is in percentage points (百分点)."""

    code = "GRW002"
    title = "两个百分数之差用“百分点”"
    why = "由10%提高到15%是提高5个百分点，写“提高5%”意思是提高到10.5%。"
    source = "统计用语规范（百分点与百分数的区别）"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    has_fix = True
    examples = (
        Example("覆盖率由85%提高到90%，提高5%。", "覆盖率由85%提高到90%，提高5个百分点。"),
        Example("合格率为96%，比上年的92%提高4%。", "合格率为96%，比上年的92%提高4个百分点。"),
        Example("森林覆盖率达到45%，比上年提高2%。", "森林覆盖率达到45%，比上年提高2个百分点。"),
    )
    near_misses = (
        "覆盖率由80%提高到90%，提高12.5%。",
        "增速由5%提高到6%，提高1个百分点。",
        "增长率为5%，产值比上年提高8%。",
    )
    _rate = re.compile(
        r"(?:率|比重|占比|增速|增幅)(?:已?(?:达到?|提高到|提升到|上升到|降低到|下降到|升至|降至)|约?为|是)?\Z"
    )
    _compared = re.compile(
        r"\A[，（](?:同比|环比|[比较](?:上年|去年|上月|上年同期|去年同期|同期|年初|上年末|\d{4}年)(?:同期|底|末)?)?"
        r"(?:提高|上升|下降|增加|降低|增长|提升|减少|回落)了?\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            yield from self._changed_rates(prepared, statement)
            for change in statement.quantities[2:]:
                if change.unit not in ("%", "百分点"):
                    continue
                verb = _CHANGE.search(text, max(0, change.start - 8), change.start)
                figures = statement.before(change.start, 2) if verb else ()
                if verb is None or any(one.unit != "%" for one in figures) or verb.start() - figures[-1].end > 8:
                    continue
                first, second = figures
                between = text[first.end : second.start]
                ahead = text[max(0, first.start - 16) : first.start]
                if not (_FROM.search(ahead) and _TO.match(between)) and not _BASE.search(between):
                    continue
                yield from self._judge(prepared, change, abs(first.value - second.value), first, second)

    def _changed_rates(self, prepared: Prepared, statement: Statement) -> Iterator[Finding]:
        """合格率达到96%，比上年提高4%: a rate that is said to change by percent."""
        text = prepared.text
        for rate, change in pairwise(statement.quantities):
            if rate.unit != "%" or change.unit != "%" or not self._compared.match(text[rate.end : change.start]):
                continue
            if self._rate.search(text, max(0, rate.start - 10), rate.start):
                message = f"比率的升降用百分点，“{_printed(text, change)}”应为百分点。"
                yield self.finding(
                    prepared,
                    change.start,
                    change.end,
                    message,
                    suggestion="核对后改为“个百分点”。",
                    confidence=0.8,
                )

    def _judge(
        self, prepared: Prepared, change: Quantity, points: Decimal, first: Quantity, second: Quantity
    ) -> Iterator[Finding]:
        place = change.start, change.end
        printed = _printed(prepared.text, change)
        rates = f"{_printed(prepared.text, first)}与{_printed(prepared.text, second)}"
        message = f"{rates}相差{show(points)}个百分点，不是{printed}。"
        if change.unit == "%" and change.value == points:
            fix = printed.rstrip("%％") + "个百分点"
            yield self.finding(prepared, *place, message, fix=fix)
        elif change.unit == "百分点" and abs(change.value - points) > (first.step + second.step) / 2:
            yield self.finding(prepared, *place, message, suggestion="核对两个百分数和差额。")


class Multiples(PatternRule):
    """倍 and 番 follow from the figures."""

    code = "GRW003"
    title = "倍数、番数应与所列数据相符"
    why = "“增加2倍”是原来的3倍，“翻两番”是原来的4倍，最易算错。"
    source = "增加n倍＝原数×（n＋1）；翻n番＝原数×2的n次方"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("产量由10万吨增加到30万吨，增加了3倍。", "产量由10万吨增加到30万吨，增加了2倍。"),
        Example("产值由5亿元提高到10亿元，翻了两番。", "产值由5亿元提高到10亿元，翻了一番。"),
    )
    near_misses = ("产量由10万吨增加到30万吨，是原来的3倍。",)
    pattern = re.compile(
        r"(?:由|从)[^，。；\d]{0,10}(?P<a>\d{1,9}(?:\.\d{1,4})?)(?P<unit>[\u4e00-\u9fa5]{0,4}?)(?:增加|增长|提高|提升|上升|扩大|发展|增|升)(?:到|至)[^，。；\d]{0,4}"
        r"(?P<b>\d{1,9}(?:\.\d{1,4})?)(?P=unit)，[^，。；\d]{0,6}?"
        r"(?:(?:增加|增长|扩大|提高)了?(?P<times>\d{1,3}(?:\.\d{1,2})?|[一两二三四五六七八九])倍"
        r"|是[^，。；\d]{0,6}的(?P<ratio>\d{1,3}(?:\.\d{1,2})?|[一两二三四五六七八九])倍"
        r"|翻了?(?P<doubled>[一两二三四])番)(?![多以])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        before, now = Decimal(match["a"]), Decimal(match["b"])
        if before == 0:
            return None
        ratio = now / before
        if match["doubled"]:
            count = parse_numeral(match["doubled"]) or 1
            wanted, stated = Decimal(2) ** count, f"翻{match['doubled']}番"
        else:
            written = match["times"] or match["ratio"]
            value = Decimal(written) if written[0].isdigit() else Decimal(parse_numeral(written) or 0)
            wanted = value + 1 if match["times"] else value
            stated = f"增加{written}倍" if match["times"] else f"{written}倍"
        if abs(ratio - wanted) <= wanted * Decimal("0.1"):
            return None
        message = f"现数是原数的{show(ratio)}倍，即增加{show(ratio - 1)}倍，与“{stated}”不符。"
        group = "doubled" if match["doubled"] else "times" if match["times"] else "ratio"
        start, end = match.span(group)
        return self.finding(prepared, start, end + 1, message, suggestion="核对数据和倍数、番数。")


class IndustryShares(PatternRule):
    """The shares of the three industries add up to 100."""

    code = "GRW004"
    title = "三次产业比例之和应为100"
    why = "三次产业结构是百分比，三项之和应为100。"
    source = "三次产业结构为各产业增加值占地区生产总值的百分比"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    examples = (Example("三次产业结构调整为8.5:42.5:59。", "三次产业结构调整为8.5:42.5:49。"),)
    near_misses = ("三次产业结构优化为8.3∶42.4∶49.3。", "配合比为1:2:3。")
    pattern = re.compile(
        r"(?:三次产业|三产|产业结构)[\u4e00-\u9fa5]{0,12}?(?:由[^，。；\n]{0,30}?)?[\u4e00-\u9fa5]{0,6}?"
        r"(?P<a>\d{1,2}(?:\.\d{1,2})?)[:：∶](?P<b>\d{1,2}(?:\.\d{1,2})?)[:：∶](?P<c>\d{1,3}(?:\.\d{1,2})?)(?![\d.:：∶])"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        parts = [Decimal(match[name]) for name in "abc"]
        summed = sum(parts, Decimal(0))
        if abs(summed - 100) <= Decimal("0.2") or summed < 50:
            return None
        start = match.start("a")
        message = f"三项之和为{show(summed)}，不等于100。"
        return self.finding(prepared, start, match.end(), message, suggestion="核对三次产业比例。")


class Direction(Rule):
    """A figure that rises ends higher than it began."""

    code = "GRW005"
    title = "升降方向应与前后数据相符"
    why = "“由90%下降到95%”方向与数据相反，读者无法判断是升是降。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    examples = (
        Example("优良率由88.4%下降到93.9%。", "优良率由88.4%上升到93.9%。"),
        Example("事故起数从20起增加到15起。", "事故起数从20起减少到15起。"),
    )
    near_misses = ("全省排名由第12位上升到第8位。", "全省排名由12位上升到8位。", "由1个中心扩大到3个中心。")
    _verb = re.compile(
        r"[^，。；\d]{0,6}(?:(?P<up>增加|增长|提高|提升|上升|扩大|上涨|增|升)|(?P<down>减少|下降|降低|缩减|压减|压缩|下跌|缩短|降|减))(?:到|至|为)"
    )
    _ranks = frozenset({"位", "名", "级", "类", "期", "批"})

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for first, second in pairwise(statement.quantities):
                if first.unit != second.unit or first.unit in self._ranks or not first.unit:
                    continue
                between = text[first.end : second.start]
                verb = self._verb.match(between) if _TO.match(between) else None
                if verb is None or not _FROM.search(text, max(0, first.start - 16), first.start):
                    continue
                wrong = second.value < first.value if verb["up"] else second.value > first.value
                if wrong:
                    word = verb["up"] or verb["down"]
                    message = f"由{_printed(text, first)}到{_printed(text, second)}，与“{word}”方向相反。"
                    yield self.finding(
                        prepared, first.start, second.end, message, suggestion="核对前后数据和升降用词。"
                    )
