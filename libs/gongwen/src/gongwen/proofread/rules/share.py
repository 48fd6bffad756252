"""Shares, rates and averages (占比、比率、平均数), recomputed from the figures in the same sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from gongwen.proofread.facts.complements import complement_each_other
from gongwen.proofread.facts.figures import RATES, is_open, label_of, printed
from gongwen.proofread.facts.quantities import Quantity, show
from gongwen.proofread.facts.ranges import Range, percent_of, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared, Statement
from gongwen.proofread.rule import Example, Rule

_ARITHMETIC = "四则运算；修约按末位半个单位"
_MOST_PARTS = 30
_LOOK_BACK = 14
_FAR_BACK = 200


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
        "全年税收收入38.94亿元，占68.0%；非税收入18.30亿元，占32.0%。",
        "全年支出142.6亿元，民生支出112.37亿元，占一般公共预算支出的80.5%。",
    )
    _same_subject = re.compile(r"[（(]?|(?:(?!合计|共计|共)[^，。；（(]){0,10}[，、（(]?(?:约|仅|只)?")
    """From part to 占 the sentence speaks of one thing: a new subject would stand after the comma."""
    _share = re.compile(
        r"(?:占(?P<noun>[^，。；：\d占]{0,18}?)(?:的|比例?|比重|之比)?(?:约?为|达到?|仅|约|近)?|(?P<bracket>（))\Z"
    )
    _scope = re.compile(r"^(?:全[市县省区国州]|我[市县省区]|[全总]部?|其|同期|当年|年度|已?)+")
    _size = re.compile(r"(?:总?[数量额]|总计|中|的)+$")
    _filler = re.compile(r"(?:总?[数量额]|[达共有为约至到的]|累计|合计)+$")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for share in statement.quantities:
                if share.unit != "%":
                    continue
                figures = [one for one in statement.before(share.start, _LOOK_BACK) if one.unit not in RATES]
                if not figures:
                    continue
                if len(figures) >= 2 and self._of_named(text, figures[-1], share):
                    part, named = figures[-2:]
                    if re.search(r"合计|共", text[part.end : named.start]):
                        continue
                    if part.unit == named.unit and not is_open(text, part) and not is_open(text, named):
                        yield from _percent_fault(self, prepared, share, part, [named])
                    continue
                words = self._share.search(text, max(0, share.start - 28), share.start)
                if words is not None:
                    yield from self._judge(prepared, statement, share, words, figures)

    def _judge(
        self,
        prepared: Prepared,
        statement: Statement,
        share: Quantity,
        words: re.Match[str],
        figures: list[Quantity],
    ) -> Iterator[Finding]:
        text, part = prepared.text, figures[-1]
        if text[max(0, words.start() - 2) : words.start()] == "分别":
            yield from self._respectively(prepared, statement, share, figures)
            return
        if words["bracket"] is not None and text[share.end : share.end + 1] != "）":
            return
        if not self._same_subject.fullmatch(text, part.end, words.start()):
            return
        if text[part.end : part.end + 4].startswith(("分别", "，分别")):
            return
        noun = self._size.sub("", self._scope.sub("", words["noun"] or ""))
        wholes = self._wholes(prepared, statement, part, noun, figures, bare=words["bracket"] is not None)
        if not wholes or any(is_open(text, one) for one in (part, *wholes)):
            return
        yield from _percent_fault(self, prepared, share, part, wholes)

    def _wholes(
        self,
        prepared: Prepared,
        statement: Statement,
        part: Quantity,
        noun: str,
        figures: list[Quantity],
        *,
        bare: bool,
    ) -> list[Quantity]:
        """What the share can be of: the figures that bear its name, else those of the sentence or paragraph."""

        def larger(among: Sequence[Quantity]) -> list[Quantity]:
            return [one for one in among if one is not part and one.unit == part.unit and one.value >= part.value]

        text = prepared.text
        if noun:
            around = (*prepared.figures_before(part.start, _FAR_BACK), *statement.after(part.end, 4))
            return [
                one
                for one in larger(around)
                if self._filler.sub("", label_of(text, one)).endswith(noun) or text.startswith(noun, one.end)
            ]
        if bare and "其中" not in text[figures[0].end : part.start]:
            return []
        shared = {
            one.start
            for one, share in pairwise(statement.quantities)
            if share.unit == "%" and "占" in text[one.end : share.start]
        }
        wholes = [one for one in larger(figures) if one.start not in shared or bare]
        if not wholes and not bare:
            wholes = larger(prepared.paragraph_figures(statement.start, _LOOK_BACK))
            if not wholes:
                far = larger(prepared.figures_before(statement.start, _FAR_BACK // 4))
                wholes = [one for one in far if self._fits_a_sister(prepared, statement, [one])]
            siblings = [one for one in statement.quantities if one.unit == "%" and one.start > part.start]
            # In another sentence the whole is sure where it fits a sister share, or where nothing else stands there.
            if not self._fits_a_sister(prepared, statement, wholes) and (len(wholes) != 1 or len(siblings) != 1):
                return []
        return wholes

    def _respectively(
        self, prepared: Prepared, statement: Statement, first: Quantity, figures: Sequence[Quantity]
    ) -> Iterator[Finding]:
        """城镇88.8亿元、农村29.6亿元，分别占75.0%和25.0%: as many parts before as shares after."""
        text = prepared.text
        shares = [first]
        for one in statement.after(first.end, 6):
            if one.unit != "%" or not re.fullmatch(r"[、，和]|以及", text[shares[-1].end : one.start]):
                break
            shares.append(one)
        parts = figures[-len(shares) :]
        if len(shares) < 2 or len(parts) != len(shares) or len({one.unit for one in parts}) != 1:
            return
        earlier = [*figures[: -len(shares)], *prepared.paragraph_figures(statement.start, _LOOK_BACK)]
        wholes = [one for one in earlier if one.unit == parts[0].unit and one.value >= max(p.value for p in parts)]
        pairs = list(zip(parts, shares, strict=True))
        fitting = [whole for whole in wholes if any(_is_share(part, whole, share) for part, share in pairs)]
        for part, share in pairs:
            if fitting and not any(is_open(text, one) for one in (part, *fitting)):
                yield from _percent_fault(self, prepared, share, part, fitting)

    def _fits_a_sister(self, prepared: Prepared, statement: Statement, wholes: Sequence[Quantity]) -> bool:
        for part, share in pairwise(statement.quantities):
            if share.unit != "%" or part.unit in RATES:
                continue
            if "占" not in prepared.text[part.end : share.start]:
                continue
            if any(_is_share(part, whole, share) for whole in wholes):
                return True
        return False

    def _of_named(self, text: str, whole: Quantity, share: Quantity) -> bool:
        """占全市总数400家的30%, 完成年度计划100亿元的70%: the whole stands between the verb and the share."""
        between = text[whole.end : share.start]
        return re.fullmatch(r"的(?:约)?", between) is not None and bool(
            re.search(
                r"(?:占|完成|为|达到?|相当于)[^，。；\d]{0,14}\Z", text[max(0, whole.start - 16) : whole.start]
            )
        )


def _is_share(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    result = percent_of(Range.of(part), Range.of(whole)) if whole.unit == part.unit else None
    return result is not None and result.meets(Range.of(share))


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
        "受理诉求26.8万件，日均734件，办结率99.6%。",
    )
    _rate = re.compile(r"(?P<name>[\u4e00-\u9fa5]{2})率(?:约?为|达到?|是|仅)?\Z")
    _known = frozenset(
        "合格 办结 完成 出席 到会 出勤 参保 达标 优良 通过 整改 结案 竣工 开工 签约 到位 参会 参训 及格 录取 投票 "
        "销号 回收 普及 覆盖 入学 中标 执行 化解 抽检".split()
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for statement in prepared.statements:
            for rate in statement.quantities[2:]:
                if rate.unit != "%":
                    continue
                words = self._rate.search(text, max(0, rate.start - 8), rate.start)
                if words is None:
                    continue
                figures = [one for one in statement.before(rate.start, _LOOK_BACK) if one.unit not in RATES]
                if words["name"] == "优良":
                    yield from self._graded(prepared, rate, figures)
                    continue
                if len(figures) >= 2 and self._speaks_of(text, words, figures):
                    yield from self._judge(prepared, statement, rate, figures)

    _good = (re.compile(r"优秀?”?等?的?\Z"), re.compile(r"良好?”?等?的?\Z"))

    def _graded(self, prepared: Prepared, rate: Quantity, figures: Sequence[Quantity]) -> Iterator[Finding]:
        """优30个、良66个…优良率: the two best grades of all."""
        text = prepared.text
        good = [
            one
            for grade in self._good
            for one in figures
            if grade.search(text, max(0, one.start - 8), one.start) and one.unit == figures[-1].unit
        ]
        wholes = [one for one in figures if one.unit == figures[-1].unit and one not in good] if figures else []
        if len(good) != 2 or not wholes:
            return
        whole = max(wholes, key=lambda one: one.value)
        share = (good[0].value + good[1].value) / whole.value * 100 if whole.value else Decimal(0)
        if abs(share - rate.value) > rate.slack:
            message = f"优、良合计占{printed(text, whole)}的{show(share)}%，不是{printed(text, rate)}。"
            yield self.finding(prepared, rate.start, rate.end, message, suggestion="核对各等次数和优良率。")

    def _speaks_of(self, text: str, words: re.Match[str], figures: Sequence[Quantity]) -> bool:
        """Whether the rate is that of the figures before it: 合格108家，合格率; 利用量113万吨，综合利用率."""
        if any(is_open(text, one) for one in figures[-2:]):
            return False
        between = text[figures[-1].end : words.start()]
        if "均" in label_of(text, figures[-1]):
            return False
        if len(between) <= 4 and words["name"] in self._known:
            return True
        return len(between) <= 8 and words["name"] in label_of(text, figures[-1])

    def _judge(
        self, prepared: Prepared, statement: Statement, rate: Quantity, figures: Sequence[Quantity]
    ) -> Iterator[Finding]:
        units = {one.unit for one in figures[-2:]}
        if len(units) != 1:
            return
        small, large = sorted(figures[-2:], key=lambda one: one.value)
        around = (*prepared.paragraph_figures(statement.start, _LOOK_BACK), *figures)
        alike = [one for one in around if one.unit == large.unit]
        if large.value and not self._fits(rate, alike):
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
    examples = (
        Example("参训人员中男性占55%，女性占48%。", "参训人员中男性占55%，女性占45%。"),
        Example(
            "愿意居家养老的占82.6%，愿意入住机构的占9.8%，愿意互助养老的占8.6%。",
            "愿意居家养老的占82.6%，愿意入住机构的占9.8%，愿意互助养老的占7.6%。",
        ),
    )
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
            if not self._make_up_a_whole(text, shares):
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

    def _make_up_a_whole(self, text: str, shares: Sequence[Quantity]) -> bool:
        """Parts that complete each other; or three and more side by side that all but make up 100 %."""
        if len(shares) < 2 or any(is_open(text, one) for one in shares):
            return False
        if len(shares) <= 3 and complement_each_other([label_of(text, one) for one in shares]):
            return True
        if len(shares) < 3 or re.search(r"等|其中|以[上下]|其余|多选", text[shares[0].start : shares[-1].end + 4]):
            return False
        if any(len(text[one.end : other.start]) > 24 for one, other in pairwise(shares)):
            return False
        summed = sum((one.value for one in shares), Decimal(0))
        return Decimal(98) <= summed <= Decimal(102)
