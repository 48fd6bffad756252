"""Set phrases (四字成语、固定短语) and common collocations (常用搭配), found where one character is wrong.

A phrase of four characters with one of them wrong still has one half whole, and beside it the other right character;
by these it is looked up, however many phrases there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from gongwen.proofread.facts.likeness import alike
from gongwen.proofread.facts.terms import Term
from gongwen.proofread.lexicon import read_lexicon

SIZE = 4


@dataclass(frozen=True, eq=False)
class PhraseHalf(Term):
    """Two characters that are one half of phrases; ``lasts`` and ``firsts`` are the halves that follow or precede."""

    lasts: list[str]
    firsts: list[str]

    @cached_property
    def lasts_by_right(self) -> dict[str, list[str]]:
        return _by_right(self.lasts)

    @cached_property
    def firsts_by_right(self) -> dict[str, list[str]]:
        return _by_right(self.firsts)


def _by_right(halves: list[str]) -> dict[str, list[str]]:
    """The halves by the one character that is right: ``x.`` for their first, ``.y`` for their second."""
    keyed: dict[str, list[str]] = {}
    for half in halves:
        keyed.setdefault(f"{half[0]}.", []).append(half)
        keyed.setdefault(f".{half[1]}", []).append(half)
    return keyed


@cache
def set_phrases() -> frozenset[str]:
    """Idioms and fixed phrases."""
    text = (files("gongwen.proofread") / "lexicons" / "set_phrases.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


@cache
def collocations() -> frozenset[str]:
    """Pairs of words that are often seen together, as counted in public texts or usual in offices."""
    return frozenset(
        left + right
        for lefts, rights in read_lexicon("collocations", ("left", "right"))
        for left in lefts.split(" ")
        for right in rights.split(" ")
        if left != right
    )


def halves() -> Iterator[PhraseHalf]:
    """What to look up in a text to find phrases with one wrong character."""
    lasts: dict[str, list[str]] = defaultdict(list)
    firsts: dict[str, list[str]] = defaultdict(list)
    for phrase in set_phrases() | collocations():
        lasts[phrase[:2]].append(phrase[2:])
        firsts[phrase[2:]].append(phrase[:2])
    return (
        PhraseHalf(half, sorted(lasts.get(half, ())), sorted(firsts.get(half, ()))) for half in {*lasts, *firsts}
    )


def meant_at(half: PhraseHalf, text: str, at: int) -> Iterator[tuple[int, str, int]]:
    """The phrases that may be meant around this half at ``at``: where each starts, and which character is wrong."""
    if half.lasts and len(other := text[at + 2 : at + SIZE]) == 2:
        for meant, wrong in _near(half.lasts_by_right, other):
            yield at, half.word + meant, wrong + 2
    if half.firsts and at >= 2:
        for meant, wrong in _near(half.firsts_by_right, text[at - 2 : at]):
            yield at - 2, meant + half.word, wrong


def _near(halves_by_right: dict[str, list[str]], written: str) -> Iterator[tuple[str, int]]:
    for key, wrong in ((f"{written[0]}.", 1), (f".{written[1]}", 0)):
        for meant in halves_by_right.get(key, ()):
            if meant == written:
                # The phrase stands there as it should.
                return
            if alike(written[wrong], meant[wrong]):
                yield meant, wrong
