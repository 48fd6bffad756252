"""Words taken for each other where both are right somewhere (易混词): the words around them tell which is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_WINDOW = 24
_GAP = r"[^，。；：、！？\n]{0,8}"
"""What ``~`` stands for in the lexicon: up to eight characters of the same clause."""


@dataclass(frozen=True, eq=False)
class Confusion(Term):
    """``word`` should be ``right`` where ``before`` ends at it and ``after`` follows, unless ``not_after`` follows."""

    right: str
    before: str
    after: str
    not_before: str
    not_after: str

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        before, after, not_before, not_after = (
            pattern.replace("~", _GAP) for pattern in (self.before, self.after, self.not_before, self.not_after)
        )
        return (
            re.compile(rf"(?:{before})\Z") if before else None,
            re.compile(rf"(?:{after})") if after else None,
            re.compile(rf"(?:{not_before})\Z") if not_before else None,
            re.compile(rf"(?:{not_after})") if not_after else None,
        )

    def stands_in(self, text: str, start: int, end: int) -> bool:
        """Whether the words around ``start:end`` show that another word is meant."""
        before, after, not_before, not_after = self._patterns
        low, high = max(0, start - _WINDOW), end + _WINDOW
        return (
            (before is None or before.search(text, low, start) is not None)
            and (after is None or after.match(text, end, high) is not None)
            and (not_before is None or not_before.search(text, low, start) is None)
            and (not_after is None or not_after.match(text, end, high) is None)
        )


class ConfusedWords(Rule):
    """One of two words of like sound or meaning stands where the other is meant (易混词误用)."""

    code = "TYP004"
    title = "易混词误用"
    why = "两个词音近或义近而用法不同，用错会改变意思，核稿时最易漏过。"
    source = "现代汉语通用词语用法"
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("儿童平等享有受教育的权力。", "儿童平等享有受教育的权利。"),
        Example("及时反应群众诉求。", "及时反映群众诉求。"),
        Example("本办法自发布之日起实行。", "本办法自发布之日起施行。"),
        Example("会议分析了当前安全生产形式。", "会议分析了当前安全生产形势。"),
        Example("新印章自4月1日起起用。", "新印章自4月1日起启用。"),
    )
    near_misses = (
        "依法行使国家权力，保障公民权利。",
        "启动应急响应，作出快速反应。",
        "实行河长制，组织实施考核。",
        "采取多种形式开展宣传，力戒形式主义。",
        "大胆起用优秀年轻干部。",
        "制订工作计划，制定地方性法规。",
    )

    def terms(self) -> Iterable[Term]:
        columns = ("wrong", "right", "before", "after", "not_before", "not_after")
        return (Confusion(*row) for row in read_lexicon("confusions", columns))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        last = -1
        for place in prepared.occurrences(Confusion):
            if place.start < last or not place.term.stands_in(prepared.text, place.start, place.end):
                continue
            last = place.end
            wrong, right = place.term.word, place.term.right
            yield self.finding(prepared, place.start, place.end, f"此处“{wrong}”应为“{right}”。", fix=right)
