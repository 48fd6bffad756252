"""The runs (文字块) of a Word document, cut where findings begin and end, their formatting kept."""

from __future__ import annotations

import copy
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from gongwen.annotate.identifiers import Identifiers
from gongwen.reading.docx_names import W, child
from gongwen.reading.traced import Place

RUN, TEXT, PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A revision stands where runs stand. Inside another revision, a field or a locked control it does not hold.
_MAY_BE_REVISED = frozenset({f"{W}p", f"{W}hyperlink", f"{W}sdtContent"})
_OPEN_CONTROL = frozenset(
    f"{W}{name}" for name in ("rPr", "alias", "tag", "id", "placeholder", "richText", "text")
)


class Runs:
    """The runs that make up the text: after the cuts none lies on both sides of an offset.

    A text box counts as part of the run it is anchored in, as Word has no annotations inside of boxes.
    """

    def __init__(
        self, root: etree._Element, places: Sequence[Place], offsets: Iterable[int], ids: Identifiers
    ) -> None:
        self._places = places
        self._starts = [place.start for place in places]
        self._pieces: dict[etree._Element, list[tuple[int, int, etree._Element]]] = {}
        cuts = self._cuts(sorted(set(offsets)))
        for run in dict.fromkeys(_outermost(place.element) for place in places if _stands_alone(place.element)):
            self._cut(run, cuts, ids)
        self._in_fields = frozenset(_in_fields(root))

    def over(self, start: int, end: int) -> list[etree._Element]:
        """The runs that ``text[start:end]`` stands in; where it stands in none, the one nearest to it."""
        places = self._between(start, end) or self._nearest(start)
        return list(dict.fromkeys(run for place in places for run in self._runs_of(place, start, end)))

    def to_revise(self, start: int, end: int) -> list[etree._Element]:
        """The runs of exactly ``text[start:end]`` where a revision may replace them, else none.

        For an empty place it is the run that ends there.
        """
        places = self._between(start, end) if start < end else self._before(start)
        whole = start == end or sum(min(p.end, end) - max(p.start, start) for p in places) == end - start
        if not whole or not all(place.element.tag == TEXT and _stands_alone(place.element) for place in places):
            return []
        runs = list(dict.fromkeys(run for place in places for run in self._runs_of(place, start, end)))
        one_parent = len({run.getparent() for run in runs}) == 1
        return runs if one_parent and all(self._may_be_revised(run) for run in runs) else []

    def _may_be_revised(self, run: etree._Element) -> bool:
        parent = run.getparent()
        if parent is None or run in self._in_fields or parent.tag not in _MAY_BE_REVISED:
            return False
        return all(
            control.tag in _OPEN_CONTROL
            for outer in run.iterancestors(f"{W}sdt")
            for control in outer.iterfind(f"{W}sdtPr/*")
        )

    def _between(self, start: int, end: int) -> Sequence[Place]:
        first = bisect_right(self._places, start, key=lambda place: place.end)
        return self._places[first : bisect_left(self._starts, end)]

    def _before(self, offset: int) -> Sequence[Place]:
        at = bisect_left(self._starts, offset) - 1
        return [self._places[at]] if at >= 0 and self._places[at].end >= offset else []

    def _nearest(self, offset: int) -> Sequence[Place]:
        at = bisect_left(self._starts, offset)
        beside = self._places[max(0, at - 1) : at + 1]
        return [min(beside, key=lambda place: max(place.start - offset, offset - place.end))]

    def _runs_of(self, place: Place, start: int, end: int) -> Iterator[etree._Element]:
        if place.element not in self._pieces:
            yield _outermost(place.element)
            return
        first = place.at + max(0, start - place.start)
        last = place.at + min(place.end, end) - place.start
        pieces = self._pieces[place.element]
        found = [run for begin, stop, run in pieces if begin < last and stop > first]
        # An empty place takes the piece before it.
        yield from found or [run for begin, stop, run in pieces if begin <= max(first, 1) - 1 < stop]

    def _cuts(self, offsets: Sequence[int]) -> dict[etree._Element, set[int]]:
        """Where each element is to be cut, in its own characters; its beginning and end among them."""
        cuts: dict[etree._Element, set[int]] = defaultdict(set)
        for place in self._places:
            if _stands_alone(place.element):
                inside = offsets[bisect_left(offsets, place.start) : bisect_right(offsets, place.end)]
                cuts[place.element] |= {place.at + offset - place.start for offset in inside}
        return cuts

    def _cut(self, run: etree._Element, cuts: dict[etree._Element, set[int]], ids: Identifiers) -> None:
        current = run
        is_cut = False
        for element in list(run):
            if element.tag == PROPERTIES:
                continue
            where = cuts.get(element, set())
            is_text = element.tag == TEXT
            text = (element.text or "") if is_text else ""
            length = len(text) if is_text else 1
            inner = sorted(at for at in where if 0 < at < length)
            for begin, end in zip([0, *inner], [*inner, length], strict=True):
                if (is_cut or begin in where) and any(part.tag != PROPERTIES for part in current):
                    current = _next_run(current, ids)
                if begin == 0:
                    piece = element
                    if current is not run:
                        current.append(element)
                else:
                    piece = etree.SubElement(current, TEXT)
                if is_text and inner:
                    piece.text = text[begin:end]
                    piece.set(_SPACE, "preserve")
                is_cut = end in where
                self._pieces.setdefault(element, []).append((begin, end, current))


def _stands_alone(element: etree._Element) -> bool:
    """Whether the element stands in a run that lies in no other run, as those of text boxes and 拼音 do."""
    runs = list(element.iterancestors(RUN))
    return len(runs) == 1 and element.getparent() is runs[0]


def _outermost(element: etree._Element) -> etree._Element:
    return list(element.iterancestors(RUN))[-1]


def _next_run(run: etree._Element, ids: Identifiers) -> etree._Element:
    """An empty run of the same format behind ``run``."""
    following = etree.Element(RUN, {str(name): str(value) for name, value in run.attrib.items()})
    properties = child(run, "rPr")
    if properties is not None:
        following.append(copy.deepcopy(properties))
        for changed in following.iter(f"{W}rPrChange"):
            changed.set(f"{W}id", ids.next())
    run.addnext(following)
    return following


def _in_fields(root: etree._Element) -> Iterator[etree._Element]:
    """The runs of fields (域) such as page references, which Word writes anew."""
    depth = 0
    for run in root.iter(RUN):
        kinds = [mark.get(f"{W}fldCharType") for mark in run.iterchildren(f"{W}fldChar")]
        depth += kinds.count("begin")
        if depth > 0:
            yield run
        depth = max(0, depth - kinds.count("end"))
