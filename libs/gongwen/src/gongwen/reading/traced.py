"""Text that remembers which element of the file each stretch of it comes from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

_WORDS = re.compile(r"\S+")


class Place(NamedTuple):
    """``text[start:end]`` is what stands in ``element`` from its character ``at`` on."""

    start: int
    end: int
    element: etree._Element
    at: int

    def between(self, start: int, end: int) -> Place:
        """What of it lies from ``start`` to ``end``, counted from ``start``."""
        begin, stop = max(self.start, start), min(self.end, end)
        return Place(begin - start, stop - start, self.element, self.at + begin - self.start)


class Traced:
    """A text with the places its stretches come from; what the reader has added itself has none."""

    __slots__ = ("places", "text")

    def __init__(self, text: str = "", places: tuple[Place, ...] = ()) -> None:
        self.text = text
        self.places = places

    @classmethod
    def of(cls, element: etree._Element, text: str) -> Traced:
        """The text that ``element`` stands for, character by character."""
        return cls(text, (Place(0, len(text), element, 0),) if text else ())

    def part(self, start: int, end: int) -> Traced:
        """The text from ``start`` to ``end`` with its places."""
        if start == 0 and end == len(self.text):
            return self
        first = bisect_right(self.places, start, key=lambda place: place.end)
        last = bisect_left(self.places, end, key=lambda place: place.start)
        return Traced(self.text[start:end], tuple(place.between(start, end) for place in self.places[first:last]))

    def stripped(self) -> Traced:
        text = self.text.strip()
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, start + len(text))

    def split(self, separator: str) -> list[Traced]:
        parts = []
        start = 0
        for piece in self.text.split(separator):
            parts.append(self.part(start, start + len(piece)))
            start += len(piece) + len(separator)
        return parts

    def single_spaced(self) -> Traced:
        """Its words with one space between each two, on one line."""
        return joined([self.part(*match.span()) for match in _WORDS.finditer(self.text)], " ")

    def replaced(self, old: str, new: str) -> Traced:
        return joined(self.split(old), new)


def joined(parts: Iterable[Traced], separator: str = "") -> Traced:
    """The parts one after another."""
    texts: list[str] = []
    places: list[Place] = []
    length = 0
    for part in parts:
        if texts:
            length += len(separator)
        places += [
            Place(place.start + length, place.end + length, place.element, place.at) for place in part.places
        ]
        texts.append(part.text)
        length += len(part.text)
    return Traced(separator.join(texts), tuple(places))
