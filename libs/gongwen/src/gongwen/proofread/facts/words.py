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
        left_beyond = any(text[begin:cut] in words for begin in range(max(0, cut - _LONGEST), start))
        right_beyond = any(text[cut:stop] in words for stop in range(end + 1, cut + _LONGEST + 1))
        if (left_beyond and (right_beyond or text[cut:end] in words)) or (
            right_beyond and text[start:cut] in words
        ):
            return True
    return False
