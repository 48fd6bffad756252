"""Words (用词): words that say the same thing twice or do not go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_PRACTICE = "现代汉语词语搭配"
_DICTIONARY = "现代汉语通用词语规范写法"


class DoubledCutoff(PatternRule):
    """截至 and 为止 say the same."""

    code = "WRD001"
    title = "“截至”与“为止”重复"
    why = "“截至”已含“到……为止”的意思。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.WORDING
    severity = Severity.MINOR
    examples = (Example("截至目前为止，已完成投资12亿元。", "截至目前，已完成投资12亿元。"),)
    pattern = re.compile(r"截[至止]到?[^，。；\n截]{1,14}?为止")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(
            prepared, *match.span(), f"“{match[0]}”语义重复。", suggestion="删去“为止”，或改用“到……为止”。"
        )


class DoubleNegative(PatternRule):
    """防止…不再发生 says the opposite of what is meant."""

    code = "WRD002"
    title = "否定不当"
    why = "“防止事故不再发生”等于要事故发生，意思正好相反。"
    source = "现代汉语语法"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MAJOR
    examples = (
        Example("采取有力措施，防止类似事故不再发生。", "采取有力措施，防止类似事故再次发生。"),
        Example("未开展评估的，不得不安排预算。", "未开展评估的，不得安排预算。"),
        Example("避免不重复检查。", "避免重复检查。"),
        Example("我们无时无刻都关心群众冷暖。", "我们无时无刻不关心群众冷暖。"),
    )
    near_misses = ("加强防护，确保类似事故不再发生。", "避免因准备不足发生事故。")
    pattern = re.compile(
        r"(?:防止|避免|杜绝|以免|以防)[^，。；\n防避杜以]{0,16}?(?:不再|不会|不要|不)(?:重复|重新)?(?:发生|出现)"
        r"|没有不(?:合格|符合|达标|通过)(?:要求)?的，(?:一律)?(?:不得|不予|不能|禁止)|(?:避免|防止|杜绝)不(?:再)?(?:重复|漏|误|乱)|切忌(?:不要|不可|勿)|(?:严禁|禁止)(?:不得|不准|不许)"
        r"|的，(?:一律|坚决|均)?(?P<must>不得不)(?=[\u4e00-\u9fa5])|不得(?:禁止|严禁)|(?:难免|未免|以免)不(?=会?(?:出现|发生|造成|产生|影响))"
        r"|无时无刻(?:都|不都)?(?:在|想|关心|惦记|关注)|(?:杜绝|防止|避免)[^，。；\n防避杜]{1,10}(?:不再有|不复发)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        span = match.span("must") if match["must"] else match.span()
        message = f"“{prepared.text[slice(*span)]}”的否定用错了，意思相反。"
        return self.finding(prepared, *span, message, suggestion="删去其中一个否定词。")


@dataclass(frozen=True)
class Redundancy(Term):
    """Words that say the same thing twice (重复累赘), and what is enough."""

    right: str


class RedundantWords(Rule):
    """Two words of the same meaning in a row (重复累赘)."""

    code = "WRD005"
    title = "词义重复"
    why = "前后两个词意思相同，用一个就够了。"
    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("有关负责同志要亲自亲临现场。", "有关负责同志要亲临现场。"),
        Example("该事项涉及到多个部门。", "该事项涉及多个部门。"),
        Example("粮食平均亩产每亩431千克。", "粮食平均亩产431千克。"),
    )
    near_misses = ("涉及到期债务的处置方案。", "目前，现状调查已经完成。", "全部纳入一律平等对待的范围。")

    def terms(self) -> Iterable[Term]:
        return (Redundancy(wrong, right) for wrong, right in read_lexicon("redundancies", ("wrong", "right")))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for place in prepared.occurrences(Redundancy):
            if prepared.text[place.end - 1 : place.end + 1] in _BELONGS_AFTER:
                continue
            message = f"“{place.term.word}”语义重复。"
            yield self.finding(prepared, place.start, place.end, message, fix=place.term.right)


_BELONGS_AFTER = frozenset({"到期", "到位", "到底", "到场", "到达", "于是", "为此", "于此"})
"""Words whose first character looks like the end of a redundancy, as 到期 in 涉及到期债务."""


class DoubledReason(PatternRule):
    """原因是由于 gives the reason twice."""

    code = "WRD003"
    title = "“原因是由于”句式杂糅"
    why = "“原因是”与“由于”重复，两种句式杂糅。"
    source = "现代汉语语法"
    level = Level.PRACTICE
    category = Category.GRAMMAR
    severity = Severity.MINOR
    examples = (Example("进度滞后的主要原因是由于资金不足。", "进度滞后的主要原因是资金不足。"),)
    pattern = re.compile(r"原因(?:就|主要)?是(?:由于|因为)|原因在于(?:由于|因为)")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(
            prepared,
            *match.span(),
            f"“{match[0]}”重复表示原因。",
            suggestion="保留“原因是”，删去“由于”“因为”。",
        )
