"""Parts that make up a whole by their names (互补分项), as 男 and 女 do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gongwen.proofread.lexicon import read_lexicon

_NEGATIONS = ("未", "不予", "不", "尚未", "没有")


@cache
def _complements() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for (words,) in read_lexicon("complements", ("words",)))


def complement_each_other(labels: Sequence[str]) -> bool:
    """Whether the labels name all parts of a whole, one word each; 通过 and 未通过 always do."""
    if len(labels) == 2 and any(_denies(one, other) for one, other in (labels, labels[::-1])):
        return True
    return any(len(words) == len(labels) and _one_each(words, labels) for words in _complements())


def _denies(one: str, other: str) -> bool:
    word = one[-2:]
    return len(word) == 2 and not one.endswith(_NEGATIONS) and any(no + word in other for no in _NEGATIONS)


def _one_each(words: Sequence[str], labels: Sequence[str]) -> bool:
    left = list(labels)
    for word in words:
        # 不合格 holds 合格 too, but is meant by the longer word.
        longer = [other for other in words if word in other and other != word]
        label = next(
            (label for label in left if word in label and not any(other in label for other in longer)), None
        )
        if label is None:
            return False
        left.remove(label)
    return True
