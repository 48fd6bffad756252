"""The parts of a total (分项) as a sentence lists them: 其中男70人、女50人; 分别为12家、8家和6家."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongwen.proofread.facts.figures import RATES
from gongwen.proofread.facts.quantities import Quantity

_OTHER_STATEMENT = re.compile(
    r"(?<!公)共(?![同享建产青和创管治生用])|合计|累计|平均|人均|每|[率占]|超[过出]|达到|其中|分别|目标|以上|至今|低于|高于|不超|限额|控制在|核定"
)
_CHANGE = re.compile(
    r"增(?!加值|值)|减(?!排|灾|负)|同比|环比|[比较](?:上|去|前)|上年|去年|上月|同期|下降|提高|上升|降低|多(?=\Z)|少(?=\Z)"
)
_BREAK = re.compile(r"[，；。：]")
_OWN_PARTS = re.compile(r"[\u4e00-\u9fa5]{0,4}，其中")
_FARTHEST = 24
"""How many characters may stand between one part and the next."""
_OPENING = "（("
_CLOSING = "）)"
_TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True)
class Parts:
    """The parts found; ``is_closed`` where nothing of another kind broke the list off."""

    figures: tuple[Quantity, ...]
    is_closed: bool


def parts_after(text: str, start: int, end: int, figures: Sequence[Quantity], unit: str) -> Parts:
    """The parts in ``unit`` among ``figures``, which stand between ``start`` and ``end``.

    What stands in brackets behind a part explains that part; a change or a share stated beside it is no part.
    """
    parts: list[Quantity] = []
    at = start
    depth = 0
    for index, figure in enumerate(figures):
        if figure.start >= end:
            break
        gap = text[at : figure.start]
        depth = max(0, depth + _balance(gap))
        at = figure.end
        if depth > 0 and (parts or figure.unit != unit):
            continue
        beside = _last_clause(gap)
        if figure.unit in RATES:
            # A share or a change belongs to the part before it.
            if len(gap) > _FARTHEST:
                return Parts(tuple(parts), False)
            continue
        if len(gap) > _FARTHEST or _OTHER_STATEMENT.search(gap):
            return Parts(tuple(parts), False)
        if _CHANGE.search(beside):
            if parts:
                continue
            return Parts((), False)
        if figure.unit != unit:
            # In 抢险队5支、260人 and 90平方米户型540套 the part is the other figure.
            following = figures[index + 1] if index + 1 < len(figures) else None
            counted = following is not None and following.unit == unit
            if counted and following and not _BREAK.search(text, figure.end, following.start):
                continue
            if parts and gap.startswith("、") and len(gap) <= 6:
                continue
            return Parts(tuple(parts), False)
        if _OWN_PARTS.match(text, figure.end):
            # It is divided in its turn, so another statement has begun.
            return Parts(tuple(parts), bool(parts) and "；" in gap)
        parts.append(figure)
    return Parts(tuple(parts), True)


def _balance(gap: str) -> int:
    return sum(gap.count(sign) for sign in _OPENING) - sum(gap.count(sign) for sign in _CLOSING)


def _last_clause(gap: str) -> str:
    return re.split(r"[，；、。）)]", gap)[-1]


def slipped_scale(parts: Sequence[Quantity], wanted: Decimal) -> Quantity | None:
    """The part that makes the sum right when it is read in 万 instead of ones, or the other way round (数量级错误)."""
    summed = sum((part.value for part in parts), Decimal(0))
    for part in parts:
        rest = summed - part.value
        for factor in (_TEN_THOUSAND, 1 / _TEN_THOUSAND):
            slack = part.slack * factor + sum((one.slack for one in parts), Decimal(0))
            if part.value and abs(rest + part.value * factor - wanted) <= slack:
                return part
    return None
