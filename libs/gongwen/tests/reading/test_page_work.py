"""Pages made to be slow: the work grows with the page and not with its square."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from gongwen.page_text import PageText, Piece, Rule
from gongwen.reading.page_paragraphs import flow

COUNT = 1_500


def piece(text: str, left: float, top: float, width: float = 5.0) -> Piece:
    return Piece(text, left, top, left + width, top + 5.0, 5.0)


def crossing(count: int) -> PageText:
    """Two columns of text, and pieces that lie over both of them, above and in between."""
    columns = [piece("字" * 14, left, 40.0 + 6 * row, 80.0) for left in (10.0, 120.0) for row in range(count)]
    across = [piece("字", 40.0, top, 130.0) for row in range(count // 5) for top in (10.0, 60.0 + 6 * row)]
    return PageText(210, 297, (*columns, *across))


def scattered(count: int) -> PageText:
    return PageText(210, 297, tuple(piece("字", at * 7 % 200, at * 13 % 290) for at in range(count)))


def heaped(count: int) -> PageText:
    return PageText(210, 297, tuple(piece("字", 10, 10) for _ in range(count)))


def ruled(count: int) -> PageText:
    rules = tuple(Rule(0, at * 290 / count, 200, at * 290 / count + 0.1) for at in range(count))
    return PageText(210, 297, scattered(count).pieces, rules)


def work(run: Callable[[], object]) -> int:
    """How many functions are called, Python's and built-in ones."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("make", [crossing, scattered, heaped, ruled])
def test_twice_the_pieces_take_about_twice_the_work(make):
    once, twice = make(COUNT), make(2 * COUNT)

    assert work(lambda: flow([twice])) <= 2.3 * work(lambda: flow([once]))
