"""Two figures of one thing at two times (基数与现数), as sentences compare them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongwen.proofread.facts.figures import RATES, is_rough
from gongwen.proofread.facts.quantities import Quantity
from gongwen.proofread.facts.ranges import Range

_UP = "上调|上浮|增长|增加|增收|净增|上升|提高|提升|扩大|增幅|涨幅|增速|上涨|多|增"
_DOWN = "下调|下浮|下降|减少|降低|降幅|跌幅|缩减|压减|压缩|精简|削减|下跌|缩短|减幅|回落|少|减|降"
_PREVIOUS = r"(?:上年度?|去年|上一年|前一年|往年|上年同期|去年同期|上年同月|上月|上季度|上期|同期|年初|上年末|去年底|\d{4}年(?:年?[底末初])?)"
CHANGE = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:率|幅度?)?(?:了|约?为|达到?|约)?\Z")
"""The verb right before a figure that says by how much."""
FROM = re.compile(r"(?:由|从)[^，。；]{0,14}\Z")
TO = re.compile(
    r"\A[^，。；\d]{0,6}(?:增加|增长|提高|提升|上升|扩大|发展|上涨|减少|下降|降低|缩减|压减|压缩|下跌|缩短|增|升|降|减|调整|变化)?"
    r"(?:到|至|为)(?:了?\d{4}年(?:\d{1,2}月)?[底末]?的?)?[^，。；\d]{0,4}\Z"
)
BASE = re.compile(rf"[比较]{_PREVIOUS}(?:同期|度|末|底)?(?:的|为)?\Z")
_LAST_YEAR = re.compile(
    r"(?<![比较])(?:去年|上年|上一年|上年同期|去年同期|上年度|上月|上期|同期|前一年)(?:同期|度)?(?:的|为|是|完成|仅)?[^，。；\d]{0,8}\Z"
)
_THIS_YEAR = re.compile(r"(?:今年|本年|当年|本月|本期|本年度)[^，。；\d]{0,12}\Z")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年[^，。；\d]{0,10}\Z")
_SAME_SUBJECT = re.compile(
    rf"(?:[\u4e00-\u9fa5]{{1,6}}(?=[，（]))?[，、（；）]{{0,2}}(?:即|也就是|净|总体|实现了?|同比|环比|[比较]{_PREVIOUS}(?:同期|度|末|底)?)*(?:又|累计|净|共|人均|户均|月均|每人)?\Z"
)
"""Between the figures and the change: anything else would be a new subject."""
_COMPARED = re.compile(rf"同比|环比|[比较]{_PREVIOUS}")


@dataclass(frozen=True)
class Comparison:
    """Base and result, with the change the sentence states for them; ``change`` is an amount or a percentage."""

    base: Range
    now: Range
    change: Quantity
    verb: str
    is_rise: bool
    derived_from: tuple[Quantity, ...]


def comparisons(text: str, figures: Sequence[Quantity]) -> Iterator[Comparison]:
    """Every stated change that can be recomputed from other figures of the sentence."""
    yield from _respectively(text, figures)
    known: tuple[Range, Range, tuple[Quantity, ...]] | None = None
    last: Quantity | None = None
    waiting: list[tuple[Quantity, re.Match[str]]] = []
    """Changes that stand before the figure they can be checked with."""
    for at, figure in enumerate(figures):
        verb = CHANGE.search(text, max(0, figure.start - 8), figure.start)
        before = figures[at - 1].end if at else 0
        follows = verb is not None and _SAME_SUBJECT.fullmatch(text, before, verb.start()) is not None
        if verb is not None and follows and figure.unit == "%":
            if known is not None:
                yield _stated(known, figure, verb)
            elif last is not None:
                waiting.append((figure, verb))
            continue
        if figure.unit in RATES or is_rough(text, figure):
            if figure.unit not in RATES:
                known, last = None, None
            waiting = waiting if figure.unit in RATES else []
            continue
        if verb is not None and follows and last is not None and last.unit == figure.unit:
            if known is not None:
                yield _stated(known, figure, verb)
            elif _COMPARED.search(text, last.end, verb.start()) or waiting:
                now, by = Range.of(last), Range.of(figure)
                known = (now - by if verb["up"] else now + by), now, (last, figure)
                for rate, its_verb in waiting:
                    yield _stated(known, rate, its_verb)
                waiting = []
            continue
        if verb is not None and not follows:
            if figure.unit not in RATES and last is None and not is_rough(text, figure):
                waiting.append((figure, verb))
            continue
        if text.startswith("的", figure.end) and at + 1 < len(figures) and figures[at + 1].unit == "%":
            # 年初预算160亿元的54.0% names what the share is of.
            continue
        pair = None
        if last is not None and last.unit == figure.unit:
            pair = _pair(text, last, figure, text[before : figure.start])
        if pair is not None and last is not None:
            known = (*pair, (last, figure))
            for change, its_verb in waiting:
                if change.unit in ("%", figure.unit):
                    yield _stated(known, change, its_verb)
        else:
            known = None
        if pair is not None or not FROM.search(text, max(0, figure.start - 16), figure.start):
            waiting = []
        last = figure


def _stated(known: tuple[Range, Range, tuple[Quantity, ...]], change: Quantity, verb: re.Match[str]) -> Comparison:
    base, now, figures = known
    return Comparison(base, now, change, verb[0], bool(verb["up"]), figures)


def _pair(text: str, first: Quantity, second: Quantity, between: str) -> tuple[Range, Range] | None:
    """Base and result, where the words around the two figures say which is which."""
    ahead = text[max(0, first.start - 16) : first.start]
    one, two = Range.of(first), Range.of(second)
    if FROM.search(ahead) and TO.match(between):
        return one, two
    if BASE.search(between):
        return two, one
    was_before, is_after = _LAST_YEAR.search(ahead), _LAST_YEAR.search(between)
    if was_before and not is_after and _THIS_YEAR.search(between):
        return one, two
    if is_after and not was_before and (_THIS_YEAR.search(ahead) or between.startswith(("（", "，"))):
        return two, one
    years = [match for part in (ahead, between) if (match := _YEAR.search(part))]
    if len(years) == 2 and abs(int(years[1]["year"]) - int(years[0]["year"])) == 1:
        return (one, two) if years[0]["year"] < years[1]["year"] else (two, one)
    return None


_BY = re.compile(rf"，(?:同比|环比|[比较]{_PREVIOUS})(?:分别)?(?:(?P<up>增加|增长|上升)|(?P<down>减少|下降))\Z")
_EACH = re.compile(r"，分别(?:(?P<up>增长|上升|增加|提高)|(?P<down>下降|减少|降低))\Z")
_MOST_SIDE_BY_SIDE = 3


def _respectively(text: str, figures: Sequence[Quantity]) -> Iterator[Comparison]:
    """32起、8人，同比减少8起、2人，分别下降20%和20%: each result with its change and its rate."""
    for count in range(2, _MOST_SIDE_BY_SIDE + 1):
        for at in range(len(figures) - 3 * count + 1):
            now, by, rates = (figures[at + part * count : at + (part + 1) * count] for part in range(3))
            if any(one.unit != other.unit for one, other in zip(now, by, strict=True)):
                continue
            if any(rate.unit != "%" for rate in rates) or any(is_rough(text, one) for one in (*now, *by)):
                continue
            changed = _BY.search(text, now[-1].end, by[0].start)
            stated = _EACH.search(text, by[-1].end, rates[0].start)
            if changed is None or stated is None or bool(changed["up"]) != bool(stated["up"]):
                continue
            for one, change, rate in zip(now, by, rates, strict=True):
                result, moved = Range.of(one), Range.of(change)
                base = result - moved if changed["up"] else result + moved
                yield Comparison(base, result, rate, stated[0][3:], bool(stated["up"]), (one, change))
