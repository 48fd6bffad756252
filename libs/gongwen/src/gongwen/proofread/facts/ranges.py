"""Calculating with printed figures (修约数): every figure stands for the values that round to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongwen.proofread.facts.quantities import Quantity

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Range:
    """The values a figure, or what is calculated from figures, may stand for."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, quantity: Quantity) -> Range:
        return cls(quantity.value - quantity.slack, quantity.value + quantity.slack)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return Range(self.low - other.high, self.high - other.low)

    def meets(self, other: Range, slack: Decimal = Decimal(0)) -> bool:
        return self.low - slack <= other.high and other.low <= self.high + slack


def total(quantities: Iterable[Quantity]) -> Range:
    """The sum of figures."""
    result = Range(Decimal(0), Decimal(0))
    for quantity in quantities:
        result += Range.of(quantity)
    return result


def adds_up(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether the parts make up the whole: those printed with decimals may be rounded, the others are exact."""
    summed = sum((part.value for part in parts), Decimal(0))
    slack = sum((one.slack for one in (*parts, whole) if not one.is_whole), Decimal(0))
    # The bound itself would need every figure to be rounded by just a half.
    return summed == whole.value or abs(summed - whole.value) < slack


def percent_of(part: Range, whole: Range) -> Range | None:
    """``part`` in percent of ``whole``; None where the whole may be zero."""
    if whole.low <= 0:
        return None
    corners = [bound / base * _HUNDRED for bound in (part.low, part.high) for base in (whole.low, whole.high)]
    return Range(min(corners), max(corners))


def growth(before: Range, now: Range) -> Range | None:
    """The change from ``before`` to ``now`` in percent of ``before``."""
    change = percent_of(now, before)
    return None if change is None else Range(change.low - _HUNDRED, change.high - _HUNDRED)
