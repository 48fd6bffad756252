"""Figures that balance (平衡关系): those present and absent, votes, what is done and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.proofread.facts.figures import RATES, in_unit_of, is_rough, label_of, printed
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range, total
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_PRESENT = re.compile(r"实到|到会|实际出席|实际参加|出席会议|参加表决|参加投票|实际到会|出席(?!率)")
_YES = re.compile(r"同意|赞成")
_NO = re.compile(r"反对|不同意|不赞成")
_ABSTAINED = re.compile(r"弃权")


@dataclass(frozen=True)
class _Account:
    """``whole`` is made up of ``parts``; all of them must be named for the sum, any may not exceed it."""

    whole: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]


_ACCOUNTS = (
    _Account(re.compile(r"应到|应出席|应参加"), (_PRESENT, re.compile(r"请假|缺席|未到|缺勤|因[事公病]"))),
    _Account(re.compile(r"有效(?:选|表决)?票"), (_YES, _NO, _ABSTAINED)),
    _Account(re.compile(r"收回|回收|有效(?:选|表决)?票|投票|参加表决|实到|到会"), (_YES, _NO, _ABSTAINED)),
    _Account(re.compile(r"发[放出]"), (re.compile(r"(?<!未)(?:收回|回收)"), re.compile(r"未收回|未回收"))),
    _Account(re.compile(r"收回|回收"), (re.compile(r"(?<!无)有效"), re.compile(r"无效|废[票卷]|作废"))),
)


class Headcount(Rule):
    """Present and absent make up those due; votes make up those cast (应到、实到、表决)."""

    code = "ARI010"
    title = "出席、表决、问卷的人数票数应当平衡"
    why = "应到与实到、请假，收回票与同意、反对、弃权对不上，会议的有效性和表决结果就会受到质疑。"
    source = "四则运算"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example("应到代表53人，实到48人，请假6人。", "应到代表53人，实到48人，请假5人。"),
        Example(
            "表决结果为：收回表决票48张，同意45张，反对2张，弃权2张。",
            "表决结果为：收回表决票48张，同意45张，反对1张，弃权2张。",
        ),
        Example("发放问卷500份，收回520份。", "发放问卷500份，收回480份。"),
    )
    near_misses = ("应到代表53人，实到48人。", "实到48人，同意45票。")
    _unit = re.compile(r"[人名位票张份]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for statement in prepared.statements:
            figures = [one for one in statement.quantities[:40] if self._unit.fullmatch(one.unit)]
            if len(figures) < 2:
                continue
            labels = [label_of(prepared.text, one) for one in figures]
            found = (self._judge(prepared, account, figures, labels) for account in _ACCOUNTS)
            yield from [finding for finding in found if finding is not None][:1]

    def _judge(
        self, prepared: Prepared, account: _Account, figures: Sequence[Quantity], labels: Sequence[str]
    ) -> Finding | None:
        text = prepared.text
        at = next((at for at, label in enumerate(labels) if account.whole.search(label)), None)
        if at is None:
            return None
        whole = figures[at]
        parts: list[Quantity] = []
        for pattern in account.parts:
            found = next(
                (
                    one
                    for one, label in zip(figures, labels, strict=True)
                    if one is not whole and pattern.search(label)
                ),
                None,
            )
            if found is not None and found not in parts:
                parts.append(found)
        if not parts or any(is_rough(text, one) for one in (whole, *parts)):
            return None
        summed = total(parts)
        complete = len(parts) == len(account.parts)
        if summed.low <= whole.value and not (complete and not summed.meets(Range.of(whole))):
            return None
        first, last = (
            min((whole, *parts), key=lambda one: one.start),
            max((whole, *parts), key=lambda one: one.end),
        )
        listed = "、".join(f"{label_of(text, one)}{printed(text, one)}" for one in parts)
        message = f"{listed}，与{label_of(text, whole)}{printed(text, whole)}不相符。"
        return self.finding(prepared, first.start, last.end, message, suggestion="核对各项人数、票数。")


class Remainder(Rule):
    """What is left is the whole less what is gone (剩余、结余、缺口)."""

    code = "ARI011"
    title = "剩余数应等于总数减去已完成数"
    why = "结余、剩余、缺口由两个数相减得出，对不上说明其中一个数字有误。"
    source = "四则运算；修约按末位半个单位"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("年度预算100万元，已支出85万元，结余25万元。", "年度预算100万元，已支出85万元，结余15万元。"),
        Example(
            "整改任务共40项，已完成32项，剩余9项。",
            "整改任务共40项，已完成32项，剩余8项。",
        ),
        Example(
            "合同金额120万元，审定金额108万元，核减22万元。",
            "合同金额120万元，审定金额108万元，核减12万元。",
        ),
    )
    near_misses = (
        "年度预算100万元，已支出85万元，上年结余25万元。",
        "整改任务40项，已完成32项，正在推进5项，剩余3项。",
    )
    _left = re.compile(
        r"(?<![上历])(?:结余|剩余|余额|尚余|还剩|余下|其余|尚有|还有|仍有|缺口|节约|节省|核减|审减|净减少|[尚仍]?未[\u4e00-\u9fa5]{2,4}(?<!采纳))"
        r"[\u4e00-\u9fa5]{0,6}?(?:为)?\Z"
    )
    _not = re.compile(r"上年|去年|以前|历年|平均|每|节约率|累计")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for left in prepared.quantities:
            if left.unit in RATES or is_rough(text, left):
                continue
            words = self._left.search(text, max(0, left.start - 12), self._label_end(prepared, left))
            if words is None or self._not.search(text, max(0, left.start - 16), left.start):
                continue
            yield from self._judge(prepared, left)

    def _label_end(self, prepared: Prepared, left: Quantity) -> int:
        """Where the words before a figure end; in 剩余4处、42公顷 they stand before the first of two."""
        before = prepared.figures_before(left.start, 1)
        joined = before and prepared.text[before[0].end : left.start] == "、" and before[0].unit != left.unit
        return before[0].start if joined else left.start

    def _judge(self, prepared: Prepared, left: Quantity) -> Iterator[Finding]:
        text = prepared.text
        figures = [one for one in prepared.paragraph_figures(left.start, 8) if one.unit == left.unit]
        if len(figures) < 2 or any(is_rough(text, one) for one in figures[-2:]):
            return
        whole, gone = figures[-2:]
        between = text[whole.end : left.start]
        if whole.value <= gone.value or len(between) > 90 or "其中" in between or left.value > whole.value:
            return
        # A third figure of the same kind may be another part of the whole, or the whole itself.
        if any(self._is_rest(figures[at:], left) for at in range(len(figures) - 1)):
            return
        if self._is_rest((whole, gone), left) or (len(figures) > 2 and figures[-3].value >= whole.value):
            return
        message = (
            f"{printed(text, whole)}减去{printed(text, gone)}，与“{label_of(text, left)}{printed(text, left)}”不符，"
            f"应为{in_unit_of(whole.value - gone.value, left, text)}。"
        )
        yield self.finding(prepared, left.start, left.end, message, suggestion="核对总数、已完成数和剩余数。")

    def _is_rest(self, figures: Sequence[Quantity], left: Quantity) -> bool:
        """Whether the first figure less some of the following ones is what is left."""
        whole = Range.of(figures[0])
        return any(
            (whole - total(figures[at:end])).meets(Range.of(left))
            for at in range(1, len(figures))
            for end in range(at + 1, len(figures) + 1)
        )


class NaturalGrowth(Rule):
    """The natural growth rate is the birth rate less the death rate (人口自然增长率)."""

    code = "ARI014"
    title = "人口自然增长率应等于出生率减死亡率"
    why = "自然增长率由出生率减死亡率得出，三个数应当对得上。"
    source = "人口统计指标：自然增长率＝出生率－死亡率"
    level = Level.PRACTICE
    category = Category.ARITHMETIC
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example(
            "人口出生率7.00‰，死亡率6.60‰，自然增长率0.60‰。", "人口出生率7.00‰，死亡率6.60‰，自然增长率0.40‰。"
        ),
    )
    near_misses = ("人口出生率6.00‰，死亡率6.60‰，自然增长率-0.60‰。",)
    _terms = (re.compile(r"出生率"), re.compile(r"死亡率"), re.compile(r"自然增长率"))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        found: list[Quantity | None] = [None, None, None]
        line = -1
        for figure in prepared.quantities:
            if figure.unit not in ("‰", "%"):
                continue
            if (number := prepared.line_number(figure.start)) != line:
                found, line = [None, None, None], number
            for at, term in enumerate(self._terms):
                if term.search(label_of(text, figure)):
                    found[at] = figure
            births, deaths, growth = found
            if births is None or deaths is None or growth is not figure:
                continue
            difference = abs(births.value - deaths.value)
            falls = births.value < deaths.value and text[growth.start - 1] not in "-－−–负"
            if falls or abs(difference - growth.value) > (births.step + deaths.step) / 2:
                sign = "-" if births.value < deaths.value else ""
                message = f"出生率减死亡率为{sign}{difference}，与自然增长率{printed(text, growth)}不符。"
                yield self.finding(prepared, growth.start, growth.end, message, suggestion="核对三个比率。")
