"""Wrong characters (错别字): words that no right text writes so, and the confusions that the context gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongwen.proofread.facts.phrases import SIZE, PhraseHalf, halves, meant_at, set_phrases
from gongwen.proofread.facts.terms import Term
from gongwen.proofread.facts.words import common_words, falls_apart
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon, stands_in
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_DICTIONARY = "现代汉语通用词语规范写法"


@dataclass(frozen=True)
class Misspelling(Term):
    """A wrong form (错误写法) with the words it may stand for, the likeliest first."""

    rights: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


class Misspellings(Rule):
    """A word written with the wrong character (错别字)."""

    code = "TYP001"
    title = "错别字"
    why = "同音、形近字误用是公文差错中最常见的一类，有损机关严肃性。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("认真布署防汛工作。", "认真部署防汛工作。"),
        Example("核对银行帐户信息。", "核对银行账户信息。"),
        Example("一如继往抓好落实。", "一如既往抓好落实。"),
        Example("坚持因地治宜、循序见进。", "坚持因地制宜、循序渐进。"),
    )
    near_misses = (
        "按排名先后安排座位。",
        "统一公布署名单位。",
        "按装机容量测算。",
        "恢复盖章流程。",
        "新建的一座落成投用。",
        "由本人自己经办。",
        "以经济建设为中心。",
        "实现像素级管理。",
        "气象法规逐步完善，个性化定制有序推进。",
    )

    def terms(self) -> Iterable[Term]:
        rights: dict[str, list[str]] = {}
        exceptions: dict[str, tuple[str, ...]] = {}
        for wrong, right, wholes in read_lexicon("confusables", ("wrong", "right", "exceptions")):
            rights[wrong] = [right]
            exceptions[wrong] = tuple(whole for whole in wholes.split("|") if whole)
        for right, wrongs in read_lexicon("misspellings", ("right", "wrong")):
            for wrong in wrongs.split("|"):
                rights.setdefault(wrong, []).append(right)
        return (Misspelling(wrong, tuple(words), exceptions.get(wrong, ())) for wrong, words in rights.items())

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text = prepared.text
        for place in prepared.occurrences(Misspelling):
            wrong, rights = place.term.word, place.term.rights
            if stands_in(text, place.start, wrong, place.term.exceptions) or falls_apart(
                text, place.start, place.end
            ):
                continue
            message = f"“{wrong}”应为{'或'.join(f'“{right}”' for right in rights)}。"
            if len(rights) == 1:
                # Other texts still use the older form; an office's own papers should not.
                hint = Severity.INFO if wrong in _OLDER_FORMS and not prepared.is_office_paper else None
                yield self.finding(prepared, place.start, place.end, message, fix=rights[0], severity=hint)
            else:
                yield self.finding(prepared, place.start, place.end, message, suggestion="按文意改正。")


_OLDER_FORMS = frozenset({"其它", "成份", "交待", "当做", "磨练", "份量", "撤消", "急待"})
"""Forms that dictionaries list beside the recommended one (异形词)."""


class NearPhrase(Rule):
    """A set phrase or collocation with one character replaced by one that sounds or looks alike."""

    code = "TYP003"
    title = "成语、常用搭配写错一字"
    why = "成语和固定搭配用字固定，以音近、形近的字代替就成了错别字。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("让群众安居勒业。", "让群众安居乐业。"),
        Example("造成事故的玩乎职守行为应予追究。", "造成事故的玩忽职守行为应予追究。"),
        Example("大力弘扬求真物实的作风。", "大力弘扬求真务实的作风。"),
        Example("建立健全长效基制。", "建立健全长效机制。"),
        Example("统一思想，提高思想认试。", "统一思想，提高思想认识。"),
    )
    near_misses = (
        "坚持依法治税、依法治水、依法治教。",
        "应急队伍闻令而动、闻警即动。",
        "不得牟取私利。",
        "开展巡察工作，加强监察工作。",
        "在行政区域内的经济活动。",
    )

    def terms(self) -> Iterable[Term]:
        return halves()

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text, idioms = prepared.text, set_phrases()
        last = -1
        for place in prepared.occurrences(PhraseHalf):
            for start, phrase, wrong in meant_at(place.term, text, place.start):
                written = text[start : start + SIZE]
                if start < last or written in idioms:
                    continue
                if self._is_slip(text, start, wrong, is_idiom=phrase in idioms):
                    last = start + SIZE
                    message = f"“{written}”应为“{phrase}”。"
                    yield self.finding(prepared, start, last, message, fix=phrase)
                    break

    @staticmethod
    def _is_slip(text: str, start: int, wrong: int, *, is_idiom: bool) -> bool:
        """Whether the wrong character belongs to no other word: a collocation is less sure than an idiom."""
        words, end = common_words(), start + SIZE
        half = text[start : start + 2] if wrong < 2 else text[start + 2 : end]
        if half in words:
            return False
        if is_idiom:
            if wrong == 0:
                return not any(text[begin : start + 1] in words for begin in _before(start))
            return wrong < SIZE - 1 or not any(text[end - 1 : stop] in words for stop in (end + 1, end + 2))
        if text[start + wrong] in _FUNCTION_WORDS or (wrong == 0 and text[start - 1 : start].isdigit()):
            return False
        if wrong < 2:
            return not any(text[begin : start + stop] in words for begin in _before(start) for stop in (1, 2))
        return not any(text[start + begin : stop] in words for begin in (2, 3) for stop in (end + 1, end + 2))


_FUNCTION_WORDS = frozenset(
    "的之一是在不了有和这为上个以要他来到地于就对会可也能下过而所得由曾已将并其该各每某此那些或与及从自把被让给等"
)


def _before(start: int) -> range:
    return range(max(0, start - 2), start)


class CutoffWord(PatternRule):
    """截至 comes before a point of time, 截止 after it."""

    code = "TYP002"
    title = "“截至”与“截止”混用"
    why = "“截至”后接时间，表示到某时为止；“截止”表示停止，不带时间宾语。"
    source = _DICTIONARY
    level = Level.PRACTICE
    category = Category.TYPO
    severity = Severity.MINOR
    confidence = 0.9
    has_fix = True
    examples = (
        Example("截止2026年11月底，已完成投资12亿元。", "截至2026年11月底，已完成投资12亿元。"),
        Example("报名工作于11月30日截至。", "报名工作于11月30日截止。"),
    )
    near_misses = (
        "报名时间截止2026年5月8日。",
        "报名于5月8日截止。",
        "截止日期为5月8日。",
        "材料报送截止时间为11月30日。",
        "截至目前，各项工作进展顺利。",
    )
    pattern = re.compile(
        r"(?P<until>截止)(?:到|至)?(?=(?:\d{2,4}年|\d{1,2}月|\d{1,2}日|目前|现在|今[天日年]|去年|上[月年]|本[月年]|昨[天日]|[年月]底|当前"
        r"|[二两]〇|这|发稿|报告期|统计|前日|此|“))"
        r"|(?<=[日时分天前止期])(?P<end>截至)(?=[，。；）\n]|报名|申报|投标|受理|\Z)"
    )
    _deadline = re.compile(
        r"(?:报名|申报|投标|申请|受理|征集|缴费|登记|提交|报送|时间|日期|期限|有效期)[为是：]?\Z"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["end"]:
            return self.finding(prepared, *match.span(), "后面没有时间，“截至”应为“截止”。", fix="截止")
        if self._deadline.search(prepared.text, max(0, match.start() - 6), match.start()):
            return None
        return self.finding(prepared, *match.span(), f"后接时间，“{match[0]}”应为“截至”。", fix="截至")
