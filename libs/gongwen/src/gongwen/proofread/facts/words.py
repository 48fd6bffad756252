"""Common words (常用词), to tell where one word ends and the next begins.

The list was counted in public law texts and news: its first line holds the characters that stand alone as words,
the others words of two and three characters.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_LONGEST = 3


@cache
def common_words() -> frozenset[str]:
    """The common words of one to three characters."""
    text = (files("gongwen.proofread") / "lexicons" / "common_words.txt").read_text(encoding="utf-8")
    alone, *lines = text.split("\n")
    return frozenset(alone).union(*(line.split(" ") for line in lines))


def falls_apart(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is only where two words meet, as 布署 is in 公布署名, or a part of a longer word.

    It is, when it can be cut so that a word stands on either side and one of the two reaches beyond it.
    """
    words = common_words()
    lefts = range(max(0, end - _LONGEST), start)
    if (
        any(text[begin:stop] in words for begin in lefts for stop in (end, end + 1))
        or text[start : end + 1] in words
    ):
        return True
    for cut in range(start + 1, end):
        left = _reaches_left(text, start, cut, words)
        right = _reaches_right(text, cut, end, words)
        if (left and (right or text[cut:end] in words)) or (right and text[start:cut] in words):
            return True
    return False


def _reaches_left(text: str, start: int, cut: int, words: frozenset[str]) -> bool:
    """Whether a word that begins before ``start`` ends at ``cut`` and leaves the word before it whole."""
    begins = [begin for begin in range(max(0, cut - _LONGEST), start) if text[begin:cut] in words]
    tears = text[max(0, start - 2) : start] in words
    return any(not tears or begin != start - 1 or text[max(0, begin - 2) : begin] in words for begin in begins)


def _reaches_right(text: str, cut: int, end: int, words: frozenset[str]) -> bool:
    """Whether a word that begins at ``cut`` ends beyond ``end`` and leaves the word after it whole."""
    stops = [stop for stop in range(end + 1, cut + _LONGEST + 1) if text[cut:stop] in words]
    tears = text[end : end + 2] in words
    return any(not tears or stop != end + 1 or text[stop : stop + 2] in words for stop in stops)
