"""Parts that make up a whole by their names (互补分项), as 男 and 女 do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from gongwen.proofread.lexicon import read_lexicon


@cache
def _complements() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for (words,) in read_lexicon("complements", ("words",)))


def complement_each_other(labels: Sequence[str]) -> bool:
    """Whether the labels name all parts of a whole."""
    return any(
        len(words) == len(labels) and all(any(word in label for label in labels) for word in words)
        for words in _complements()
    )
