"""Fixed formulations (提法): words laid down by Party and state papers; warned of, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.facts.words import falls_apart
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


@dataclass(frozen=True)
class Formulation(Term):
    """A wrong or outdated form of a formulation, wrong ``since`` the day its right form was laid down."""

    right: str
    since: date
    source: str


class WrongFormulation(Rule):
    """A form that differs from the one laid down (提法不规范)."""

    code = "FML001"
    title = "规范提法用错"
    why = "重要提法由党和国家文件确定，一字之差也属政治性差错，须对照原文核定。"
    source = "党和国家文件的规范提法"
    level = Level.REGULATION
    category = Category.WORDING
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("坚持以人民为中心的发展理念。", "坚持以人民为中心的发展思想。"),
        Example("协调推进“五位一体”总体布局。", "统筹推进“五位一体”总体布局。"),
        Example("方便残废人出行。", "方便残疾人出行。"),
        Example("开展批评与自我批评。", "开展批评和自我批评。"),
    )
    near_misses = (
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "统筹推进“五位一体”总体布局、协调推进“四个全面”战略布局。",
        "贯彻落实中央八项规定精神。",
        "在农村长期蹲点。",
        "学习《关于开展批评与自我批评的意见》。",
    )

    def terms(self) -> Iterable[Term]:
        columns = ("wrong", "right", "since", "source")
        return (
            Formulation(wrong, right, date.fromisoformat(since) if since else date.min, source)
            for wrong, right, since, source in read_lexicon("formulations", columns)
        )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        day = prepared.reference_date
        for place in prepared.occurrences(Formulation):
            term = place.term
            if (day is not None and day < term.since) or falls_apart(prepared.text, place.start, place.end):
                continue
            if _in_title(prepared.text, place.start):
                continue
            message = f"“{term.word}”的规范提法是“{term.right}”（{term.source}）。"
            yield self.finding(prepared, place.start, place.end, message, suggestion="对照文件原文核定。")


def _in_title(text: str, at: int) -> bool:
    """Whether ``at`` lies in a cited title, whose words are not the drafter's."""
    opening = text.rfind("《", max(0, at - 80), at)
    return opening >= 0 and "》" not in text[opening:at] and "\n" not in text[opening:at]


@dataclass(frozen=True)
class _Order:
    """A formulation by its parts."""

    name: str
    parts: tuple[str, ...]
    source: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class OrderedPart(Term):
    """A part of formulations, any of which a run may begin with."""

    orders: tuple[_Order, ...]


class FixedOrder(Rule):
    """The parts of a formulation stand in a fixed order and wording (固定次序)."""

    code = "FML002"
    title = "规范提法的次序、用词用错"
    why = "“四个意识”“新发展理念”等提法的内容和次序由文件确定，不得调换、替换。"
    source = "党和国家文件的规范提法"
    level = Level.REGULATION
    category = Category.WORDING
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "贯彻创新、绿色、协调、开放、共享的新发展理念。", "贯彻创新、协调、绿色、开放、共享的新发展理念。"
        ),
        Example("坚持安全第一、综合治理、预防为主。", "坚持安全第一、预防为主、综合治理。"),
        Example("深化简政放权、放管并重、优化服务改革。", "深化简政放权、放管结合、优化服务改革。"),
    )
    near_misses = (
        "反对形式主义、官僚主义、享乐主义和奢靡之风。",
        "加强社会建设、经济建设。",
        "坚持安全第一、预防为主。",
        "坚持自治、法治、德治相结合。",
        "推动开放、共享、创新的合作。",
    )

    @cached_property
    def _orders(self) -> tuple[_Order, ...]:
        return tuple(
            _Order(name, parts := tuple(items.split(" ")), source, _run_of(parts))
            for name, items, source in read_lexicon("fixed_orders", ("name", "items", "source"))
        )

    def terms(self) -> Iterable[Term]:
        parts = {part for order in self._orders for part in order.parts}
        return (OrderedPart(part, tuple(order for order in self._orders if part in order.parts)) for part in parts)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        text, last = prepared.text, -1
        for place in prepared.occurrences(OrderedPart):
            for order in place.term.orders if place.start >= last else ():
                match = order.pattern.match(text, place.start)
                if match is None:
                    continue
                written = tuple(re.split("以及|[、和与及]", match[0]))
                if self._is_wrong(written, order.parts):
                    last = match.end()
                    message = f"{order.name}的规范表述是“{'、'.join(order.parts)}”（{order.source}）。"
                    yield self.finding(prepared, *match.span(), message, suggestion="按规范的内容和次序改正。")
                    break

    @staticmethod
    def _is_wrong(written: tuple[str, ...], parts: tuple[str, ...]) -> bool:
        if len(written) != len(parts) or written == parts:
            return False
        if sorted(written) == sorted(parts):
            return True
        strange = [(one, other) for one, other in zip(written, parts, strict=True) if one != other]
        return len(strange) == 1 and len(parts[0]) >= 4 and len(set(strange[0][0]) & set(strange[0][1])) >= 2


def _run_of(parts: tuple[str, ...]) -> re.Pattern[str]:
    """As many parts in a row as there are, one of which may be another word of the same length."""
    one = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
    longest = max(map(len, parts))
    other = rf"[\u4e00-\u9fa5]{{{longest}}}" if longest <= 8 else one
    joined = rf"(?:(?:[、和与及]|以及)(?:{one}|{other}))"
    return re.compile(rf"(?<![、和与及])(?:{one}){joined}{{{len(parts) - 1}}}(?![、和与及])")


class OutdatedCongress(PatternRule):
    """After a Party congress its spirit is studied, not the last one's."""

    code = "FML003"
    title = "党代会届次已过时"
    why = "部署当前学习贯彻任务，应写最近一次党代会；旧届次多为套用旧稿没有更新。"
    source = "党的全国代表大会会期"
    level = Level.PRACTICE
    category = Category.WORDING
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntitle: 关于做好学习培训工作的通知\ndate: 2025-03-05\n---\n深入学习贯彻党的十九大精神。",
            "---\ntitle: 关于做好学习培训工作的通知\ndate: 2025-03-05\n---\n深入学习贯彻党的二十大精神。",
        ),
        Example("贯彻党的十九大和二十届历次全会精神。", "贯彻党的二十大和二十届历次全会精神。"),
    )
    near_misses = (
        "---\ntitle: 关于做好学习培训工作的通知\ndate: 2018-03-05\n---\n深入学习贯彻党的十九大精神。",
        "党的十九大以来，各项事业取得新进展。",
    )
    pattern = re.compile(
        r"(?P<mixed>党的十[七八九]大和(?:党的)?二十(?:届|大))|(?:学习|宣传|贯彻|落实)(?:、?(?:宣传|贯彻|落实|领会)){0,3}党的(?P<old>十[七八九]大)(?:和十[七八九]届[^，。；\n]{0,12}全会)?精神"
    )
    _next = {"十七大": date(2012, 11, 15), "十八大": date(2017, 10, 25), "十九大": date(2022, 10, 23)}

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["mixed"]:
            message = "党代会与其后的历次全会届次不一致。"
            return self.finding(prepared, *match.span(), message, suggestion="按全会的届次改正。")
        day = prepared.reference_date
        if day is None or day < self._next[match["old"]]:
            return None
        message = f"成文时已召开新一次党代会，“{match['old']}”已过时。"
        return self.finding(prepared, *match.span("old"), message, suggestion="改为最近一次党代会的届次。")
