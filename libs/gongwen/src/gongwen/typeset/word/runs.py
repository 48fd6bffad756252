"""Text as runs (w:r): the font of each stretch and the spacing that puts every character on its cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from gongwen.typeset.canvas import Colour, Text
from gongwen.typeset.fonts import Face
from gongwen.typeset.kinsoku import CLOSING
from gongwen.typeset.lines import Grid, Line, Setter, Span, Unit, printable
from gongwen.typeset.passage import Passage
from gongwen.typeset.word.names import WordFonts

_ROUNDING = 0.01
_SHORTER = 2.0
"""Points by which a line that must be closed up is left shorter than the type area, whatever is rounded in it."""
_WIDE = 0.4
"""Points by which a character may be wider than its room and still be brought closer rather than squeezed."""
BODY_SPACING = -4
"""0.2 pt tighter, in twentieths of a point: the spacing of the body's style."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of characters is set, as far as its paragraph's style does not say it."""

    face: Face
    spacing: int
    half_points: int = 32
    colour: Colour = Colour.BLACK
    percent: int = 100


Piece = tuple[str, Look]
BREAK = "\n"
"""In a piece's text: the line ends here by rule, not because it is full."""
PAGE = "\f"
"""In a piece's text: the page ends here."""
_BREAKING = Look(Face.FANG, 0, 0)
"""Like no text, so that what ends a line or page is a run of its own."""


class Spacer:
    """Finds the spacing for text whose widths were decided on the grid."""

    def __init__(self, setter: Setter, names: WordFonts) -> None:
        self.setter = setter
        self.names = names

    def passage(self, passage: Passage, page_after: int | None = None) -> Iterator[Piece]:
        """The paragraph as pieces; where a page must end inside it, after so many of its lines."""
        yield from self.lines(
            passage.spans,
            passage.lines,
            passage.grid,
            broken=passage.broken,
            indent=passage.indent,
            first_indent=passage.first_indent,
            page_after=page_after,
        )

    def lines(
        self,
        spans: Sequence[Span],
        lines: Sequence[Line],
        grid: Grid,
        *,
        broken: bool = False,
        first_indent: float = 0.0,
        indent: float = 0.0,
        page_after: int | None = None,
    ) -> Iterator[Piece]:
        units = self.setter.units(spans, grid)
        for number, line in enumerate(lines):
            yield from self._line(_taken(units, line.length), grid, indent if number else first_indent)
            if number + 1 == len(lines):
                return
            if number + 1 == page_after:
                yield PAGE, _BREAKING
            elif broken:
                yield BREAK, _BREAKING

    def _line(self, units: Sequence[Unit], grid: Grid, left: float) -> Iterator[Piece]:
        """One line: Chinese characters at one spacing, each word spread over the cells it takes.

        A closing mark at the end may lie half outside the type area on paper. Word would carry it over to the
        next line, so the characters of such a line are set a little closer.
        """
        half_points = round(2 * grid.size)
        excess = left + sum(unit.room for unit in units) - grid.width
        single = sum(len(unit.text) == 1 for unit in units)
        squeeze = 0
        if units and units[-1].text in CLOSING and excess > _ROUNDING:
            squeeze = math.ceil(20 * (excess + _SHORTER) / single)
        over = 0.0
        for text, face, room in units:
            natural = sum(self.names.natural(face, char) for char in text) * grid.size
            # LibreOffice leaves the spacing after a stretch's last character out, so wide digits are squeezed instead.
            percent = 100 if natural - room < _WIDE * len(text) else round(100 * room / natural)
            wanted = 20 * (room - natural * percent / 100)
            if len(text) > 1:
                wanted += over
            each = round(wanted / len(text))
            if len(text) > 1:
                over = wanted - each * len(text)
            yield text, Look(face, each - (squeeze if len(text) == 1 else 0), half_points, percent=percent)

    def placed(self, marks: Sequence[Text]) -> Iterator[Piece]:
        """Marks that stand beside each other on one line, each where it was put."""
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            steps = [
                (self.names.fonts.advance(mark.face, char) * mark.size + mark.tracking) * mark.stretch
                for char in mark.text
            ]
            if following is not None and steps:
                steps[-1] += following.x - mark.x - sum(steps)
            half_points = round(2 * mark.size)
            percent = round(100 * mark.stretch)
            for char, step in zip(mark.text, steps, strict=True):
                natural = self.names.natural(mark.face, char) * half_points / 2 * percent / 100
                look = Look(mark.face, round(20 * (step - natural)), half_points, mark.colour, percent)
                yield char, look


def _taken(units: Iterator[Unit], length: int) -> list[Unit]:
    """The units of so many characters."""
    taken: list[Unit] = []
    while length > 0:
        taken.append(next(units))
        length -= len(taken[-1].text)
    return taken


def written(pieces: Iterator[Piece], style: Look, names: WordFonts) -> str:
    """The pieces as runs; a run says only what its paragraph's style does not."""
    runs = ""
    for look, group in groupby(pieces, key=itemgetter(1)):
        properties = "" if look is _BREAKING else run_properties(look, style, names)
        runs += f"<w:r>{properties}{_content(''.join(text for text, _ in group))}</w:r>"
    return runs


def run_properties(look: Look, style: Look, names: WordFonts) -> str:
    # The order of the elements is the schema's.
    parts = ""
    if look.face is not style.face:
        parts += fonts_of(names.names[look.face])
        if look.face in names.bold:
            parts += "<w:b/>"
        elif style.face in names.bold:
            parts += '<w:b w:val="0"/>'
    if look.colour is not style.colour:
        parts += f'<w:color w:val="{"FF0000" if look.colour is Colour.RED else "auto"}"/>'
    if look.spacing != style.spacing:
        parts += f'<w:spacing w:val="{look.spacing}"/>'
    if look.percent != style.percent:
        parts += f'<w:w w:val="{look.percent}"/>'
    if look.half_points != style.half_points:
        parts += f'<w:sz w:val="{look.half_points}"/><w:szCs w:val="{look.half_points}"/>'
    return f"<w:rPr>{parts}</w:rPr>" if parts else ""


def fonts_of(name: str) -> str:
    """One font for every script, so that digits and quotation marks come from it too."""
    named = escape(name, {'"': "&quot;"})
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{named}" w:eastAsia="{named}" w:hAnsi="{named}" w:cs="{named}"/>'


def _content(text: str) -> str:
    if text == BREAK:
        return "<w:br/>"
    if text == PAGE:
        return '<w:br w:type="page"/>'
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def plain(text: str) -> str:
    """Text without what XML or paper has no place for, escaped."""
    return escape(printable(text))
