"""Growth and decline (增减幅度、增减量), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.comparisons import BASE, CHANGE, FROM, TO, Comparison, comparisons
from gongwen.proofread.facts.figures import RATES, in_unit_of, is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, growth
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "增长率＝（现期数－基期数）÷基期数；修约按末位半个单位"


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
        Example(
            "事故起数、死亡人数分别为32起、8人，同比减少8起、2人，分别下降25%和20%。",
            "事故起数、死亡人数分别为32起、8人，同比减少8起、2人，分别下降20%和20%。",
        ),
        Example(
            "2024年评价项目120个，资金38.4亿元。2025年评价项目150个，比2024年增长30%。",
            "2024年评价项目120个，资金38.4亿元。2025年评价项目150个，比2024年增长25%。",
        ),
        Example("发生事故40起（上年同期50起），下降25%。", "发生事故40起（上年同期50起），下降20%。"),
    )
    near_misses = (
        "事故起数由50起下降到40起，下降20%。",
        "财政收入完成100.3亿元，比上年增加8.2亿元，增长8.9%。",
        "财政收入由80亿元增加到100亿元，年均增长5.7%。",
        "财政收入由80亿元增加到100亿元，利润增长20%。",
    )

    _other_base = re.compile(r"年均|平均|累计|可比|不变价|实际|名义|预计|目标")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for one in comparisons(text, statement.quantities):
                if one.change.unit == "%" and not self._other_base.search(
                    text, max(0, one.change.start - 12), one.change.start
                ):
                    yield from self._compare(prepared, one)

            for rate in statement.quantities:
                yield from self._against_year(prepared, rate)

    _year_of_base = re.compile(r"，[比较](?P<year>20\d{2})年(?:的|同期)?(?P<verb>增长|增加|下降|减少)了?\Z")

    def _against_year(self, prepared: Prepared, rate: Quantity) -> Iterator[Finding]:
        """比2024年增长30%, where an earlier sentence gives the figure of 2024 under the same name."""
        text = prepared.text
        words = self._year_of_base.search(text, max(0, rate.start - 14), rate.start) if rate.unit == "%" else None
        before = prepared.figures_before(rate.start, 1) if words is not None else ()
        if words is None or not before or before[0].end + 6 < words.start() or before[0].unit in RATES:
            return
        now = before[0]
        name = label_of(text, now)[-6:-2]
        earlier = [
            one
            for one in prepared.paragraph_figures(now.start, 12)
            if one.unit == now.unit and len(name) >= 2 and name[-2:] in label_of(text, one)
        ]
        dated = [one for one in earlier if words["year"] in text[max(0, one.start - 20) : one.start]]
        if len(dated) == 1 and not is_rough(text, dated[0]) and not is_rough(text, now):
            is_rise = words["verb"] in ("增长", "增加")
            base, result = Range.of(dated[0]), Range.of(now)
            yield from self._compare(
                prepared, Comparison(base, result, rate, words["verb"], is_rise, (dated[0], now))
            )

    def _compare(self, prepared: Prepared, one: Comparison) -> Iterator[Finding]:
        result = growth(one.base, one.now)
        if result is None:
            return
        stated = Range.of(one.change)
        if not one.is_rise:
            stated = Range(-stated.high, -stated.low)
        if result.meets(stated):
            return
        middle = (result.low + result.high) / 2
        word = "增长" if middle >= 0 else "下降"
        written = printed(prepared.text, one.change)
        message = f"按所列数据计算应为{word}{show(abs(middle))}%，不是{one.verb}{written}。"
        yield self.finding(
            prepared,
            one.change.start,
            one.change.end,
            message,
            suggestion="核对基数、现数和增减幅度。",
            severity=Severity.MINOR if result.meets(stated, one.change.slack) else None,
        )


class Difference(Rule):
    """The amount of a change is the difference of result and base (增减量)."""

    code = "GRW006"
    title = "增减量应等于现数与基数之差"
    why = "增加多少由现数减基数得出，对不上说明三个数中必有一个有误。"
    source = "四则运算；修约按末位半个单位"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("财政收入由80亿元增加到100亿元，增加25亿元。", "财政收入由80亿元增加到100亿元，增加20亿元。"),
        Example("今年立案120件，比去年的100件增加15件。", "今年立案120件，比去年的100件增加20件。"),
    )
    near_misses = ("企业数由80家增加到100家，减少个体户25家。", "收入由80亿元增加到100亿元，其中税收增加25亿元。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for one in comparisons(text, statement.quantities):
                if one.change.unit == "%":
                    continue
                result = one.now - one.base if one.is_rise else one.base - one.now
                if result.meets(Range.of(one.change)):
                    continue
                figures = "、".join(printed(text, figure) for figure in one.derived_from)
                value = in_unit_of(abs((result.low + result.high) / 2), one.change, text)
                message = f"{figures}相差{value}，不是{one.verb}{printed(text, one.change)}。"
                start = min(figure.start for figure in (*one.derived_from, one.change))
                end = max(figure.end for figure in (*one.derived_from, one.change))
                yield self.finding(prepared, start, end, message, suggestion="核对基数、现数和增减量。")


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
        Example("工业增加值增长5.6%，增速比上年提高0.4%。", "工业增加值增长5.6%，增速比上年提高0.4个百分点。"),
        Example("治理率58.1%，高于全市平均水平6.3%。", "治理率58.1%，高于全市平均水平6.3个百分点。"),
    )
    near_misses = (
        "覆盖率由80%提高到90%，提高12.5%。",
        "增速由5%提高到6%，提高1个百分点。",
        "增长率为5%，产值比上年提高8%。",
        "全员劳动生产率比上年提高8%。",
        "人均收入21500元，高于全省平均水平6.3%。",
    )
    _rate = re.compile(
        r"(?:率|比重|占比|增速|增幅|占[^，。；\d]{2,16}的)(?:已?(?:达到?|提高到|提升到|上升到|降低到|下降到|升至|降至)|约?为|是)?\Z"
    )
    _compared = re.compile(
        r"\A[，（](?:同比|环比|[比较](?:上年|去年|上月|上年同期|去年同期|同期|年初|上年末|\d{4}年)(?:同期|底|末)?)?"
        r"(?:提高|上升|下降|增加|降低|增长|提升|减少|回落)了?\Z"
    )
    _rate_moves = re.compile(
        r"(?:(?<!生产)(?<!功)(?<!频)(?<!汇)率|占比|比重|增速|增幅)(?:同比|环比|(?:比|较)[^，。；\d]{2,10}|分别)?(?:提高|上升|下降|降低|提升|回落|上涨|高|低)了?\Z"
    )
    _above_average = re.compile(
        r"(?:高于|低于|高出|快于|慢于|领先|落后于?)(?:全[国省市县区]|同类|[\u4e00-\u9fa5]{0,4}平均)[^，。；\d]{0,8}\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            yield from self._changed_rates(prepared, statement)
            yield from self._moved_rates(prepared, statement)
            for change in statement.quantities[2:]:
                if change.unit not in ("%", "百分点"):
                    continue
                verb = CHANGE.search(text, max(0, change.start - 8), change.start)
                figures = statement.before(change.start, 2) if verb else ()
                if verb is None or any(one.unit != "%" for one in figures) or verb.start() - figures[-1].end > 8:
                    continue
                first, second = figures
                between = text[first.end : second.start]
                ahead = text[max(0, first.start - 16) : first.start]
                if not (FROM.search(ahead) and TO.match(between)) and not BASE.search(between):
                    continue
                yield from self._judge(prepared, change, abs(first.value - second.value), first, second)

    def _moved_rates(self, prepared: Prepared, statement: Statement) -> Iterator[Finding]:
        """增速比上年提高0.4%, 治理率58.1%，高于全市平均6.3%: a rate moved by percent."""
        text = prepared.text
        for at, change in enumerate(statement.quantities):
            if change.unit != "%":
                continue
            before = statement.quantities[at - 1] if at else None
            moved = self._rate_moves.search(text, max(0, change.start - 22), change.start)
            above = self._above_average.search(text, max(0, change.start - 24), change.start)
            beside = (
                above is not None
                and before is not None
                and before.unit == "%"
                and above.start() - before.end <= 2
                and self._rate.search(text, max(0, before.start - 12), before.start)
            )
            if moved or beside:
                message = f"两个百分数相比用百分点，“{printed(text, change)}”应为百分点。"
                yield self.finding(
                    prepared,
                    change.start,
                    change.end,
                    message,
                    suggestion="核对后改为“个百分点”。",
                    confidence=0.8,
                )

    def _changed_rates(self, prepared: Prepared, statement: Statement) -> Iterator[Finding]:
        """合格率达到96%，比上年提高4%: a rate that is said to change by percent."""
        text = prepared.text
        for rate, change in pairwise(statement.quantities):
            if rate.unit != "%" or change.unit != "%" or not self._compared.match(text[rate.end : change.start]):
                continue
            if self._rate.search(text, max(0, rate.start - 10), rate.start):
                message = f"比率的升降用百分点，“{printed(text, change)}”应为百分点。"
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
        written = printed(prepared.text, change)
        rates = f"{printed(prepared.text, first)}与{printed(prepared.text, second)}"
        message = f"{rates}相差{show(points)}个百分点，不是{written}。"
        if change.unit == "%" and change.value == points:
            fix = written.rstrip("%％") + "个百分点"
            yield self.finding(prepared, *place, message, fix=fix)
        elif change.unit == "%" and not self._is_relative(first, second, change):
            yield self.finding(prepared, *place, message, suggestion="核对两个百分数和差额，并改用“个百分点”。")
        elif change.unit == "百分点" and abs(change.value - points) > (first.step + second.step) / 2:
            yield self.finding(prepared, *place, message, suggestion="核对两个百分数和差额。")

    def _is_relative(self, first: Quantity, second: Quantity, change: Quantity) -> bool:
        """Whether the change is the growth of one percentage over the other."""
        stated = Range.of(change)
        grown = (growth(Range.of(first), Range.of(second)), growth(Range.of(second), Range.of(first)))
        return any(
            one is not None and (one.meets(stated) or Range(-one.high, -one.low).meets(stated)) for one in grown
        )


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
                verb = self._verb.match(between) if TO.match(between) else None
                if verb is None or not FROM.search(text, max(0, first.start - 16), first.start):
                    continue
                wrong = second.value < first.value if verb["up"] else second.value > first.value
                if wrong:
                    word = verb["up"] or verb["down"]
                    message = f"由{printed(text, first)}到{printed(text, second)}，与“{word}”方向相反。"
                    yield self.finding(
                        prepared, first.start, second.end, message, suggestion="核对前后数据和升降用词。"
                    )
