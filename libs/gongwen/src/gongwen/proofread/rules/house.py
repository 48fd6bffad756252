"""The office's own lexicon (本单位词库): its wrong forms, told with its reason and its source."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import Entry, Lexicon, stands_in
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule


class HouseWord(Rule):
    """A form the office has ruled out."""

    code = "LEX001"
    title = "本单位词库所列的错误写法"
    why = "本单位对这一写法另有规定。"
    source = "本单位词库"
    level = Level.UNIT
    category = Category.WORDING
    severity = Severity.MINOR
    confidence = 0.99
    has_fix = True
    example_lexicons = (
        Lexicon(
            "示例词库",
            (
                Entry("市信息办", "市大数据局", why="机构已更名。", source="云江市机构改革方案"),
                Entry("云江开发区", "", ("云江开发区域",), why="应写明是高新区还是经开区。"),
            ),
        ),
    )
    examples = (
        Example("由市信息办牵头。", "由市大数据局牵头。"),
        Example("在云江开发区试点。", "在云江高新区试点。"),
    )
    near_misses = ("在云江开发区域内试点。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for place in prepared.occurrences(Entry):
            entry = place.term
            if not entry.holds_on(prepared.reference_date):
                continue
            if stands_in(prepared.text, place.start, entry.word, entry.exceptions):
                continue
            should_be = f"应为“{entry.right}”" if entry.right else "在本单位不使用"
            message = f"“{entry.word}”{should_be}（{entry.source or self.source}）。{_sentence(entry.why)}"
            if entry.right:
                yield self.finding(prepared, place.start, place.end, message, fix=entry.right)
            else:
                yield self.finding(prepared, place.start, place.end, message, suggestion="按本单位规定改写。")


def _sentence(text: str) -> str:
    return f"{text.rstrip('。')}。" if text else ""
