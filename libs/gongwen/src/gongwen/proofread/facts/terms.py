"""Words looked up in the text (词条查找): all lexicons together in one pass, however many entries they have.

A word is found by its first two characters, so the pass costs one look-up a character whether it looks for ten
words or for ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from operator import add
from typing import Generic, NamedTuple, TypeVar


@dataclass(frozen=True)
class Term:
    """Something to look up (词条): ``word`` has at least two characters."""

    word: str


T = TypeVar("T", bound=Term)


class Occurrence(NamedTuple, Generic[T]):
    """A term at ``start:end`` of the text."""

    start: int
    end: int
    term: T


class Searcher:
    """Finds terms; of those of one kind that start at the same place, the longest."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._heads: dict[str, list[Term]] = {}
        for term in sorted(terms, key=lambda term: -len(term.word)):
            if len(term.word) < 2:
                raise ValueError(f"词条“{term.word}”不足两个字。")
            self._heads.setdefault(term.word[:2], []).append(term)

    def find(self, text: str) -> dict[type[Term], list[Occurrence[Term]]]:
        """The occurrences in ``text`` by the class of their term, in order of place."""
        heads = self._heads
        found: dict[type[Term], list[Occurrence[Term]]] = {}
        for start in [at for at, pair in enumerate(map(add, text, islice(text, 1, None))) if pair in heads]:
            taken: dict[type[Term], str] = {}
            for term in heads[text[start : start + 2]]:
                word, kind = term.word, type(term)
                # Two entries of one kind may share a word and differ in what must stand around it.
                if (len(word) == 2 or text.startswith(word, start)) and taken.setdefault(kind, word) == word:
                    found.setdefault(kind, []).append(Occurrence(start, start + len(word), term))
        return found
