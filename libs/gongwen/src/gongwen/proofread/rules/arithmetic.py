"""Sums, shares, rates and averages (数据计算), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, percent_of, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"
_RATES = frozenset({"%", "百分点", "倍", "番", "度", "分", ""})
_MOST_PARTS = 30
_LOOK_BACK = 6
_ROUGH_BEFORE = ("约", "近", "超", "逾", "超过", "大约", "将近", "接近", "至少", "不足", "以上", "每")
_SEPARATORS = re.compile(r"[，、；：。（(和及与]")


def _is_rough(text: str, quantity: Quantity) -> bool:
    return text[max(0, quantity.start - 2) : quantity.start].endswith(_ROUGH_BEFORE) or text[
        quantity.end : quantity.end + 2
    ].startswith(("以上", "左右", "多", "余", "以下", "以内", "上下"))


def _label(text: str, quantity: Quantity) -> str:
    """What a figure counts: the words right before it."""
    before = text[max(0, quantity.start - 16) : quantity.start]
    return _SEPARATORS.split(before)[-1]


_NOUN = re.compile(r"[\u4e00-\u9fa5]{0,12}")


def _differs_in_kind(text: str, stated: Quantity, part: Quantity) -> bool:
    """Whether total and part count different things: 9个考场 and 31个考室."""
    nouns = [match[0] for one in (stated, part) if (match := _NOUN.match(text, one.end)) and match[0]]
    return stated.is_count and len(nouns) == 2 and nouns[0][-1] != nouns[1][-1]


def _shown(text: str, quantity: Quantity) -> str:
    return text[quantity.start : quantity.end]


_COMPLEMENTS = tuple(
    tuple(words.split())
    for words in (
        "男 女", "城镇 农村", "城镇 乡村", "城市 农村", "公办 民办", "新建 续建", "国有 民营", "线上 线下", "已 未",
        "一产 二产 三产", "第一产业 第二产业 第三产业", "中央 地方", "固定 流动", "行政 事业", "室内 室外", "优秀 合格 不合格",
        "同意 反对 弃权", "赞成 反对 弃权", "上半年 下半年", "本科 专科", "进口 出口", "初中 高中", "小学 初中 高中",
    )
)  # fmt: skip


def complement_each_other(labels: Sequence[str]) -> bool:
    """Whether the labels name all parts of a whole, as 男 and 女 do."""
    return any(
        len(words) == len(labels) and all(any(word in label for label in labels) for word in words)
        for words in _COMPLEMENTS
    )


class PartsAndTotal(Rule):
    """Parts introduced by 其中 add up to their total."""

    code = "ARI001"
    title = "“其中”各分项之和应与总数相符"
    why = "分项相加不等于总数，是汇报材料中最常见、最易被追问的数据差错。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("全市共有干部120人，其中男70人、女60人。", "全市共有干部120人，其中男70人、女50人。"),
        Example(
            "共检查企业120家，其中工业企业70家、商贸企业60家。",
            "共检查企业120家，其中工业企业70家、商贸企业50家。",
        ),
        Example("共受理事项80件，其中办结95件。", "共受理事项80件，其中办结75件。"),
    )
    near_misses = (
        "全市共有干部120人，其中女干部60人、党员90人。",
        "现有景区50家，其中5A级2家、4A级10家。",
        "完成投资100亿元，其中工业投资60亿元、基础设施投资25亿元。",
        "共检查企业120家，比上年增加20家，其中工业企业70家、商贸企业50家。",
        "完成投资1.25亿元，其中工业投资0.83亿元、农业投资0.41亿元。",
    )
    _among = re.compile(r"其中(?!之|的|一)")
    _new_statement = re.compile(
        r"增(?!加值)|减|同比|环比|[比较]上|共|合计|累计|平均|人均|每|[率占]|超[过出]|达到|其中|上年|去年|上月|同期|分别|目标|以上|至今"
    )
    _open_list = re.compile(r"等|主要|包括|包含|例如|比如|特别|仅|最[多高大]|部分")
    _change = re.compile(r"(?:增加|增长|减少|下降|新增|净增|超额|提高|多|少|比上年|较上年)(?:了)?\Z")
    _dimensions = tuple(
        re.compile(pattern)
        for pattern in (
            r"男|女|妇女", r"党员|团员|群众|民主党派", r"少数民族|汉族|[藏回维壮苗满]族", r"本科|专科|硕士|博士|研究生|学历|大专|大学|高中",
            r"职称|高级|中级|初级|正高|副高", r"岁|青年|老年|中年|儿童", r"残疾|退役|低保|脱贫|贫困|留守|返乡|特困|困难", r"重大|重点|示范|优秀|先进|省级|国家级|市级",
        )
    )  # fmt: skip

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for statement in prepared.statements:
            for match in self._among.finditer(prepared.text, statement.start, statement.end):
                yield from self._compare(prepared, statement, match)

    def _compare(self, prepared: Prepared, statement: Statement, among: re.Match[str]) -> Iterator[Finding]:
        text = prepared.text
        before = [
            quantity
            for quantity in statement.before(among.start(), _LOOK_BACK)
            if quantity.unit not in _RATES
        ]
        if not before:
            return
        unit = before[-1].unit
        totals = [quantity for quantity in before if quantity.unit == unit]
        stated = next(
            (quantity for quantity in reversed(totals) if not self._is_change(text, quantity)), None
        )
        if stated is None or _is_rough(text, stated) or among.start() - totals[-1].end > 40:
            return
        parts, closed = self._parts(text, statement, among.end(), unit)
        if not parts or any(_is_rough(text, part) or _differs_in_kind(text, stated, part) for part in parts):
            return
        larger = next(
            (part for part in parts if Range.of(part).low > max(Range.of(whole).high for whole in totals)),
            None,
        )
        if larger is not None:
            message = f"分项“{_label(text, larger)}{_shown(text, larger)}”大于总数“{_shown(text, stated)}”。"
            yield self.finding(
                prepared, stated.start, larger.end, message, suggestion="核对总数和分项。", confidence=0.9
            )
            return
        if len(parts) < 2:
            return
        summed = total(parts)
        rounded = False
        for count in range(2, len(parts) + 1):
            if any(total(parts[:count]).meets(Range.of(whole)) for whole in totals):
                # Round figures that differ by one may have been rounded, but more often one is wrong.
                exact = sum((part.value for part in parts[:count]), Decimal(0))
                if exact == stated.value or any("." in _shown(text, one) for one in (stated, *parts)):
                    return
                rounded = True
        weight = self._weight(text, among, parts, stated, summed, closed)
        if weight is None:
            return
        severity, confidence = (Severity.MINOR, 0.6) if rounded else weight
        result = sum((part.value for part in parts), Decimal(0))
        message = f"各分项之和为{_in_unit_of(result, stated, text)}，与总数“{_shown(text, stated)}”不符。"
        yield self.finding(
            prepared,
            stated.start,
            parts[-1].end,
            message,
            suggestion="核对总数和各分项；分项没有列全的，加“等”或说明。",
            severity=severity,
            confidence=confidence,
        )

    def _is_change(self, text: str, quantity: Quantity) -> bool:
        return self._change.search(text, max(0, quantity.start - 6), quantity.start) is not None

    def _parts(self, text: str, statement: Statement, start: int, unit: str) -> tuple[list[Quantity], bool]:
        """The parts that follow, and whether nothing of another kind broke the list off."""
        parts: list[Quantity] = []
        at = start
        for quantity in statement.after(start, _MOST_PARTS):
            gap = text[at : quantity.start]
            if len(gap) > 24 or self._new_statement.search(gap):
                # A share or a change in brackets belongs to the part before it.
                if quantity.unit in _RATES and len(gap) <= 24 and "其中" not in gap:
                    at = quantity.end
                    continue
                return parts, False
            at = quantity.end
            if quantity.unit == unit:
                parts.append(quantity)
            elif quantity.unit not in _RATES:
                return parts, False
        return parts, True

    def _weight(
        self,
        text: str,
        among: re.Match[str],
        parts: Sequence[Quantity],
        stated: Quantity,
        summed: Range,
        closed: bool,
    ) -> tuple[Severity, float] | None:
        """How sure it is that the parts were meant to be all and to exclude each other; None for not."""
        labels = [_label(text, part) for part in parts]
        if complement_each_other(labels):
            return Severity.MAJOR, 0.95
        touched = [
            {number for number, form in enumerate(self._dimensions) if form.search(label)} for label in labels
        ]
        if any(touched) and not set.intersection(*touched):
            return None
        if summed.low > Range.of(stated).high:
            return Severity.MAJOR, 0.9
        tail = text[among.start() : parts[-1].end + 6]
        if not closed or self._open_list.search(tail):
            return None
        ratio = summed.high / stated.value if stated.value else Decimal(0)
        if stated.is_count and ratio >= Decimal("0.75"):
            return Severity.MAJOR, 0.75
        if not stated.is_count and ratio >= Decimal("0.9"):
            return Severity.MINOR, 0.6
        return None


def _in_unit_of(value: Decimal, quantity: Quantity, text: str) -> str:
    """``value`` as the text prints the figure: 95 for …家, 0.95亿元 for …亿元."""
    match = re.search(r"(万亿|亿|千万|百万|十万|万)?([^\d.,\s万亿]*)\Z", _shown(text, quantity))
    scale = (match[1] if match else None) or ""
    factors = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "十万": 10**5, "百万": 10**6, "千万": 10**7}
    return f"{show(value / factors[scale], 4)}{scale}{match[2] if match else ''}"


class TotalAfterParts(Rule):
    """Parts followed by 合计 add up to it."""

    code = "ARI002"
    title = "合计数应等于前列各项之和"
    why = "合计与各项不符，说明其中至少一个数字有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "青溪县12家、石桥区8家、临湖区5家，合计26家。", "青溪县12家、石桥区8家、临湖区5家，合计25家。"
        ),
    )
    near_misses = ("青溪县12家、石桥区8家等，全市合计60家。", "青溪县12家，比上年增加8家，合计培训40家。")
    _sum = re.compile(r"(?:合计|总计|共计|一共)(?:[\u4e00-\u9fa5]{0,6})?\Z")
    _other = re.compile(
        r"增(?!加值)|减|同比|环比|比|较|其中|超|达|每|平均|以上|以下|等|累计|此外|另|不含|含|另外|目标"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for stated in statement.quantities[2:]:
                if stated.unit in _RATES or not self._sum.search(
                    text, max(0, stated.start - 10), stated.start
                ):
                    continue
                parts = [
                    one for one in statement.before(stated.start, _MOST_PARTS) if one.unit == stated.unit
                ]
                if len(parts) < 2 or self._other.search(
                    text, max(statement.start, parts[0].start - 12), stated.start
                ):
                    continue
                figures = statement.before(stated.start, _MOST_PARTS)
                if any(one.unit != stated.unit for one in figures) or any(
                    _is_rough(text, one) for one in figures
                ):
                    continue
                if not total(parts).meets(Range.of(stated)):
                    result = _in_unit_of(sum((one.value for one in parts), Decimal(0)), stated, text)
                    message = f"前列各项之和为{result}，与合计“{_shown(text, stated)}”不符。"
                    yield self.finding(
                        prepared, parts[0].start, stated.end, message, suggestion="核对各项和合计数。"
                    )


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
        Example(
            "全市共有行政村120个，其中示范村30个，占30%。", "全市共有行政村120个，其中示范村30个，占25%。"
        ),
        Example("参加测评200人，满意180人，占总数的95%。", "参加测评200人，满意180人，占总数的90%。"),
        Example("完成投资60亿元，占年度计划100亿元的70%。", "完成投资60亿元，占年度计划100亿元的60%。"),
    )
    near_misses = (
        "全市共有行政村120个，其中示范村30个，占全省示范村的12%。",
        "共排查隐患320处，其中重大隐患7处，占2.2%。",
    )
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
                    if part.unit == named.unit and not _is_rough(text, part) and not _is_rough(text, named):
                        yield from _percent_fault(self, prepared, share, part, [named])
                    continue
                if words is None or len(figures) < 2 or words.start() - figures[-1].end > 4:
                    continue
                part = figures[-1]
                wholes = [one for one in figures[:-1] if one.unit == part.unit and one.value >= part.value]
                if part.unit in _RATES or not wholes or any(_is_rough(text, one) for one in (part, *wholes)):
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
    whole, result = possible[-1]
    truncated = any(result.meets(Range.of(stated), stated.slack) for _, result in possible)
    value = show(part.value / whole.value * 100)
    message = f"{_shown(text, part)}占{_shown(text, whole)}的{value}%，不是{_shown(text, stated)}。"
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
                if len(units) != 1 or units & _RATES or any(_is_rough(text, one) for one in figures):
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
            message = f"“{words[0]}{_shown(text, quantity)}”超过100%。"
            yield self.finding(prepared, quantity.start, quantity.end, message, suggestion="核对数据。")


class Average(Rule):
    """An average follows from total and count."""

    code = "ARI006"
    title = "平均数应与总数、个数相符"
    why = "平均数由总数除以个数得出，对不上说明其中一个数有误。"
    source = _ARITHMETIC
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "向50户家庭发放补助25万元，平均每户6000元。",
            "向50户家庭发放补助25万元，平均每户5000元。",
        ),
    )
    near_misses = ("共培训12期600人，平均每期50人。", "全市120个村安排资金3000万元，重点村平均每村50万元。")
    _average = re.compile(
        r"(?<=[，、；（\d元吨人件])平均每(?P<each>[\u4e00-\u9fa5]{1,2})(?:[\u4e00-\u9fa5]{0,4})?\Z"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for mean in statement.quantities[2:]:
                words = self._average.search(text, max(0, mean.start - 12), mean.start)
                if words is None or mean.unit in _RATES:
                    continue
                figures = statement.before(mean.start, _LOOK_BACK)
                counts = [one for one in figures if one.unit == words["each"] and one.value > 0]
                sums = [one for one in figures if one.unit == mean.unit]
                if len(counts) != 1 or len(sums) != 1 or counts[0] is sums[0]:
                    continue
                if any(_is_rough(text, one) for one in (*counts, *sums, mean)):
                    continue
                quotient = percent_of(Range.of(sums[0]), Range.of(counts[0]))
                if quotient is None:
                    continue
                result = Range(quotient.low / 100, quotient.high / 100)
                if not result.meets(Range.of(mean), mean.step / 2):
                    value = _in_unit_of(sums[0].value / counts[0].value, mean, text)
                    message = f"{_shown(text, sums[0])}除以{_shown(text, counts[0])}得{value}，不是{_shown(text, mean)}。"
                    yield self.finding(
                        prepared, mean.start, mean.end, message, suggestion="核对总数、个数和平均数。"
                    )


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
            if not 2 <= len(shares) <= 3 or not complement_each_other([_label(text, one) for one in shares]):
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
