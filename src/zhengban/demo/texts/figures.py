"""Numbers that agree with each other: a ledger, a rise, a fall, a sum in parts, a row for every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

FigureKind = Literal["ledger", "growth", "fall", "split", "counties"]


@dataclass(frozen=True)
class FigureSpec:
    """How a topic asks for a figure: ``ledger 40 130`` is a total between 40 and 130."""

    kind: FigureKind
    lowest: int
    highest: int


@dataclass(frozen=True)
class Row:
    """One place's part of a figure; which of the two numbers means what, the figure's kind says."""

    place: str
    total: int
    other: int


@dataclass(frozen=True)
class Figure:
    """A figure: its parts by name (``total``, ``done``, ``rate``…) and its rows by place, where it has any."""

    parts: Mapping[str, str]
    rows: tuple[Row, ...] = ()


def make_figure(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    """Draw the figure's numbers; every sum and every rate is right to one decimal."""
    return _MAKERS[spec.kind](spec, places, dice)


def percent(part: int, whole: int) -> str:
    """``part`` of ``whole`` in per cent, rounded half up to one decimal, without a trailing zero."""
    value = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(value).removesuffix(".0")


def in_parts(total: int, count: int, dice: Random) -> list[int]:
    """``total`` in ``count`` uneven positive parts, the largest first."""
    weights = [dice.uniform(0.6, 1.6) for _ in range(count)]
    parts = [max(1, int(total * weight / sum(weights))) for weight in weights]
    parts[0] += total - sum(parts)
    return sorted(parts, reverse=True)


def _ledger(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    """Found, done, left over: 排查、整改、未完成."""
    total = dice.randint(spec.lowest, spec.highest)
    shares = in_parts(total, len(places), dice)
    dice.shuffle(shares)
    done = [min(share, max(1, round(share * dice.uniform(0.78, 0.98)))) for share in shares]
    if sum(done) == total:
        done[shares.index(max(shares))] -= 1
    finished = sum(done)
    parts = {
        "total": str(total),
        "done": str(finished),
        "left": str(total - finished),
        "rate": percent(finished, total),
    }
    rows = tuple(Row(*row) for row in zip(places, shares, done, strict=True))
    return Figure(parts, rows)


def _growth(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    now = dice.randint(spec.lowest, spec.highest)
    before = max(1, min(now - 1, round(now / dice.uniform(1.04, 1.24))))
    return _change(now, before)


def _fall(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    now = dice.randint(spec.lowest, spec.highest)
    before = max(now + 1, round(now * dice.uniform(1.06, 1.3)))
    return _change(now, before)


def _change(now: int, before: int) -> Figure:
    diff = abs(now - before)
    return Figure({"now": str(now), "prev": str(before), "diff": str(diff), "rate": percent(diff, before)})


def _split(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    """A sum in three named parts."""
    total = dice.randint(spec.lowest, spec.highest)
    first, second, third = in_parts(total, 3, dice)
    parts = {"total": total, "a": first, "b": second, "c": third}
    shares = {f"{name}_rate": percent(parts[name], total) for name in ("a", "b", "c")}
    return Figure({name: str(value) for name, value in parts.items()} | shares)


def _counties(spec: FigureSpec, places: Sequence[str], dice: Random) -> Figure:
    """One number a place, now and the year before."""
    now = [dice.randint(spec.lowest, spec.highest) for _ in places]
    before = [max(1, round(value / dice.uniform(0.92, 1.2))) for value in now]
    rows = tuple(Row(*row) for row in zip(places, now, before, strict=True))
    return Figure({"total": str(sum(now)), "prev": str(sum(before))}, rows)


_MAKERS = {"ledger": _ledger, "growth": _growth, "fall": _fall, "split": _split, "counties": _counties}
