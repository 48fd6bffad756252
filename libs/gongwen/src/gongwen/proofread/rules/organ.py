"""Organs renamed or abolished (机构更名、撤销), judged against the day of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule


@dataclass(frozen=True)
class FormerOrgan(Term):
    """A name that an organ bore until ``renamed_on``."""

    current: str
    renamed_on: date
    source: str


class RenamedOrgan(Rule):
    """An organ is called by the name it bears on the day of the document."""

    code = "ORG001"
    title = "机构名称已变更"
    why = "机构改革后仍用旧名，公文会送错单位、引错主管部门。"
    source = "党和国家机构改革方案"
    level = Level.REGULATION
    category = Category.BASIS
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example(
            "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n由市国土资源局牵头。",
            "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n由市自然资源局牵头。",
        ),
        Example(
            "---\ntitle: 关于做好风险监测工作的通知\ndate: 2024-03-05\n---\n报送中国银保监会。",
            "---\ntitle: 关于做好风险监测工作的通知\ndate: 2024-03-05\n---\n报送国家金融监督管理总局。",
        ),
    )
    near_misses = (
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2016-03-05\n---\n由市国土资源局牵头。",
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n原市国土资源局的职责划入市自然资源局。",
        "---\ntitle: 关于做好耕地保护工作的通知\ndate: 2025-03-05\n---\n2016年，市国土资源局印发了《云江市国土资源局关于加强耕地保护的通知》。",
        "---\ntitle: 关于做好税收工作的通知\ndate: 2025-03-05\n---\n由市税务局、省生态环境保护厅际会议协调。",
        "---\ntitle: 关于表彰先进的通报\ndate: 2025-03-05\n---\n沈若川，时任县环境保护局局长。",
    )
    _history = re.compile(
        r"(?:原|时任|前|历任|曾任|曾为|旧称|曾用名|撤销|不再保留|更名前的?|改革前的?)[^，。；、\n]{0,10}\Z"
    )
    _year = re.compile(r"(?<!\d)((?:19|20)\d\d)年")

    def terms(self) -> Iterable[Term]:
        columns = ("former", "current", "renamed_on", "source")
        return (
            FormerOrgan(former, current, date.fromisoformat(day), source)
            for former, current, day, source in read_lexicon("renamed_organs", columns)
        )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        day = prepared.reference_date
        if day is None:
            return
        last = -1
        for place in prepared.occurrences(FormerOrgan):
            organ = place.term
            if place.start < last or day < organ.renamed_on or self._is_history(prepared.text, place.start, organ):
                continue
            if prepared.text[place.end : place.end + 1] in _GOES_ON:
                continue
            last = place.end
            message = (
                f"“{organ.word}”已于{organ.renamed_on.year}年更名或撤销，现为“{organ.current}”（{organ.source}）。"
            )
            suggestion = "改用现名；确指当时机构的，加“原”字。"
            yield self.finding(prepared, place.start, place.end, message, suggestion=suggestion)

    def _is_history(self, text: str, start: int, organ: FormerOrgan) -> bool:
        """Whether the text says itself that it speaks of the past: 原, an earlier year, a cited title."""
        sentence = max(text.rfind(mark, max(0, start - 200), start) for mark in "。；！？\n") + 1
        before = text[sentence:start]
        if self._history.search(before) or before.count("《") > before.count("》"):
            return True
        if before.count("（") > before.count("）") and "原" in before[before.rindex("（") :]:
            return True
        return any(int(year) < organ.renamed_on.year for year in self._year.findall(before))


_GOES_ON = frozenset("门际")
"""What makes the name a part of another word, as 门 does in 环境保护部门."""
