"""Breaking a title (标题) in lines: 梯形 or 菱形, no word cut in two, GB/T 9704-2012 7.3.1."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from gongwen.typeset.kinsoku import may_break

_MOST_BALANCED = 4
"""Titles of more lines than this are filled line by line: nobody can see a shape in them."""
_SHORTEST_LAST = 4
_RECTANGLE, _WAIST, _TAIL, _BAD_START, _GOOD_START = 5.0, 40.0, 20.0, 8.0, -2.0
_STARTS_BADLY = frozenset("的了和与及等之")
_LONGEST_WORD = 20


@lru_cache(maxsize=256)
def title_lines(title: str, most: int, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The lines of ``title``, none longer than ``most`` characters; ``names`` stay whole where they fit."""
    if not title:
        return ()
    widths = [0.0]
    for char in title:
        widths.append(widths[-1] + (0.5 if char.isascii() else 1.0))
    if widths[-1] <= most:
        return (title,)
    allowed = _break_points(title, names, most)
    count = math.ceil(widths[-1] / most)
    for lines in range(count, min(count + 1, _MOST_BALANCED) + 1):
        best = min(_cuts(widths, allowed, lines, most), key=lambda cuts: _cost(title, widths, cuts), default=None)
        if best is not None:
            return _pieces(title, best)
    return _pieces(title, _filled(widths, allowed, most))


def _break_points(title: str, names: Sequence[str], most: int) -> list[int]:
    inside: set[int] = set()
    for start, end in _unbroken(title, names, most):
        inside.update(range(start + 1, end))
    return [
        at
        for at in range(1, len(title))
        if at not in inside
        and may_break(title[at - 1], title[at])
        and not (title[at - 1].isascii() and title[at].isascii())
    ]


def _unbroken(title: str, names: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """The stretches of the title that stay on one line: names, then words of the list, the longest first."""
    for name in names:
        start = title.find(name) if name and len(name) <= most else -1
        if start >= 0:
            yield start, start + len(name)
    words = _words()
    at = 0
    while at < len(title):
        length = next(
            (size for size in range(min(_LONGEST_WORD, len(title) - at), 1, -1) if title[at : at + size] in words),
            0,
        )
        if length:
            yield at, at + length
        at += length or 1


@cache
def _words() -> frozenset[str]:
    text = files("gongwen.typeset").joinpath("title_words.tsv").read_text("utf-8")
    return frozenset(text.split()[1:])


def _cuts(widths: Sequence[float], allowed: Sequence[int], lines: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut the title in so many lines of tolerable length."""
    last = len(widths) - 1
    shortest = 0.4 * widths[-1] / lines

    def extend(cuts: tuple[int, ...], left: int) -> Iterator[tuple[int, ...]]:
        start = cuts[-1] if cuts else 0
        if left == 1:
            if widths[last] - widths[start] <= most:
                yield (*cuts, last)
            return
        for at in allowed:
            if at > start and shortest <= widths[at] - widths[start] <= most:
                yield from extend((*cuts, at), left - 1)

    if lines <= _MOST_BALANCED:
        yield from extend((), lines)


def _cost(title: str, widths: Sequence[float], cuts: tuple[int, ...]) -> float:
    starts = (0, *cuts[:-1])
    lengths = [widths[end] - widths[start] for start, end in zip(starts, cuts, strict=True)]
    mean = sum(lengths) / len(lengths)
    cost = sum(abs(length - mean) for length in lengths)
    if max(lengths) - min(lengths) < 1:
        cost += _RECTANGLE
    if any(
        before > middle < after for before, middle, after in zip(lengths, lengths[1:], lengths[2:], strict=False)
    ):
        cost += _WAIST
    if lengths[-1] < _SHORTEST_LAST:
        cost += _TAIL
    for start in starts[1:]:
        if title[start] in _STARTS_BADLY:
            cost += _BAD_START
        elif title.startswith("关于", start):
            cost += _GOOD_START
    return cost


def _filled(widths: Sequence[float], allowed: Sequence[int], most: int) -> tuple[int, ...]:
    """Cut so that each line is as full as it can be."""
    last = len(widths) - 1
    places = [*allowed, last]
    cuts: list[int] = []
    start = 0
    while start < last:
        fitting = [at for at in places if at > start and widths[at] - widths[start] <= most]
        # Nothing may break here: cut at the edge, since a title that runs off the page is worse.
        forced = next(at for at in range(last, start, -1) if widths[at] - widths[start] <= most)
        start = max(fitting, default=forced)
        cuts.append(start)
    return tuple(cuts)


def _pieces(title: str, cuts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(title[start:end].strip() for start, end in zip((0, *cuts[:-1]), cuts, strict=True))
