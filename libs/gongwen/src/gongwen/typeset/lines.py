"""Setting text in lines on the character grid (字格), with the line breaking rules kept.

A Chinese character takes one cell, a digit half a cell, a Latin word its own width rounded up to half
cells, so that what follows stands on the grid again.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple

from gongwen.document import Role
from gongwen.typeset.canvas import Colour, Text
from gongwen.typeset.fonts import Face, FontSet
from gongwen.typeset.kinsoku import CLOSING, PUNCTUATION, may_break
from gongwen.typeset.measures import CELL, CELLS, SIZE_3

_EPSILON = 1e-6
_BLANKS = re.compile(r"[\t\n\r\x0b\x0c\x85\xa0\u2000-\u200a\u2028\u2029\u202f\u205f]")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e00ff]"
)
_LONG_GAP = re.compile(f" {{{2 * CELLS},}}")
_MARKS = "\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U000e0100-\U000e01ef"
_COMBINING = re.compile(f"[{_MARKS}]")
_CLUSTER = re.compile(f"(?s:.)[{_MARKS}]*")
_MOST_STRETCH = 3
"""A line with more than so many empty cells is not stretched: it would look torn."""


class LineEnd(Enum):
    """What becomes of a line that a rule ends before the type area is full."""

    GRID = "grid"
    """Every character keeps its cell and the line ends short."""
    FLUSH = "flush"
    """The line is spaced out to the full width."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one face inside a paragraph."""

    text: str
    face: Face = Face.FANG


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells to set text in: how big the type is, how wide its cell, how wide the line."""

    width: float
    size: float = SIZE_3
    cell: float = CELL

    @property
    def cells(self) -> float:
        return self.width / self.cell


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs at one spacing; ``x`` from the left edge of the paragraph."""

    x: float
    text: str
    face: Face
    tracking: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line as set: its runs, the end of its last cell and the end of its last glyph."""

    runs: tuple[Run, ...]
    end: float
    reach: float
    size: float
    length: int = 0
    """How many characters of the paragraph's text it takes, with the spaces that vanish at its end."""

    def marks(
        self, x: float = 0.0, y: float = 0.0, *, role: Role | None = Role.BODY, colour: Colour = Colour.BLACK
    ) -> tuple[Text, ...]:
        """The line as marks with its left edge at ``x`` and the top of its type at ``y``."""
        return tuple(
            Text(x + run.x, y, run.text, run.face, self.size, run.tracking, role, colour) for run in self.runs
        )


class Unit(NamedTuple):
    """One character, word or space."""

    text: str
    face: Face
    room: float


@dataclass(slots=True)
class _Glyph:
    char: str
    face: Face
    natural: float
    advance: float
    x: float = 0.0


@dataclass(slots=True)
class _Token:
    """What is never broken: one character, one word, or one space."""

    glyphs: list[_Glyph]
    width: float
    spare: float = 0.0
    """How much wider the token is than its glyphs."""

    blank: bool = False
    """A space."""


class Setter:
    """Sets paragraphs with one set of fonts and one way of ending lines."""

    def __init__(self, fonts: FontSet, line_end: LineEnd = LineEnd.GRID) -> None:
        self.fonts = fonts
        self.line_end = line_end
        self._used: dict[Face, dict[str, None]] = {face: {} for face in Face}

    def width(self, text: str, grid: Grid, *, face: Face = Face.FANG) -> float:
        """How wide the text is on one line."""
        return sum(token.width for token in self._tokens((Span(text, face),), grid))

    def line(self, spans: Sequence[Span] | str, grid: Grid, *, face: Face = Face.FANG) -> Line:
        """Set the text on one line, however long."""
        tokens = list(self._tokens(_spans(spans, face), grid))
        return _set_line(tokens, 0.0, grid, stretch_to=None, length=_length(tokens))

    def paragraph(
        self,
        spans: Sequence[Span] | str,
        grid: Grid,
        *,
        face: Face = Face.FANG,
        first_indent: float = 0.0,
        indent: float = 0.0,
    ) -> tuple[Line, ...]:
        """Set the text in lines; indents in points. Empty text gives no line."""
        tokens = list(self._tokens(_spans(spans, face), grid))
        lines: list[Line] = []
        start = 0
        while start < len(tokens):
            left = indent if lines else first_indent
            end = _line_end(tokens, start, left, grid)
            stretch = grid.width if self.line_end is LineEnd.FLUSH and end < len(tokens) else None
            following = end
            while following < len(tokens) and tokens[following].blank:
                following += 1
            length = _length(tokens[start:following])
            lines.append(_set_line(tokens[start:end], left, grid, stretch_to=stretch, length=length))
            start = following
        return tuple(lines)

    def units(self, spans: Sequence[Span] | str, grid: Grid, *, face: Face = Face.FANG) -> Iterator[Unit]:
        """What is never broken, with the room each takes on the grid (points)."""
        for token in self._tokens(_spans(spans, face), grid):
            yield Unit("".join(glyph.char for glyph in token.glyphs), token.glyphs[0].face, token.width)

    def use(self, face: Face, text: str) -> None:
        """Take note that ``text`` is shown in ``face``."""
        self._used[face].update(dict.fromkeys(text))

    def missing(self) -> tuple[str, ...]:
        """The characters set so far that no font can show."""
        return tuple(
            dict.fromkeys(char for face, chars in self._used.items() for char in self.fonts.missing(face, chars))
        )

    def _tokens(self, spans: Sequence[Span], grid: Grid) -> Iterator[_Token]:
        half, advance = grid.cell / 2, self.fonts.advance
        for span in spans:
            word: list[_Glyph] = []
            text = printable(span.text)
            self.use(span.face, text)
            for char in _characters(text):
                natural = advance(span.face, char[0]) * grid.size
                if is_full_width(char):
                    if word:
                        yield from _word(word, grid)
                        word = []
                    yield _Token([_Glyph(char, span.face, natural, grid.cell)], grid.cell)
                elif char == " ":
                    yield from _word(word, grid)
                    word = []
                    yield _Token([_Glyph(char, span.face, natural, half)], half, blank=True)
                else:
                    wide = half if char in "0123456789" else natural
                    word.append(_Glyph(char, span.face, natural, wide))
            yield from _word(word, grid)


def printable(text: str) -> str:
    """``text`` without what has no place on paper: controls, direction overrides, zero-width characters."""
    return _LONG_GAP.sub(" " * 2 * CELLS, _HIDDEN.sub("", _BLANKS.sub(" ", text)))


@cache
def is_full_width(char: str) -> bool:
    """Whether the character takes a whole cell in Chinese text."""
    if char in PUNCTUATION:
        return True
    width = unicodedata.east_asian_width(char[0])
    return width in {"W", "F"} or (width == "A" and not unicodedata.category(char[0]).startswith("L"))


def _characters(text: str) -> Sequence[str]:
    """The characters of ``text``, each with the marks that combine with it."""
    return text if _COMBINING.search(text) is None else _CLUSTER.findall(text)


def _spans(spans: Sequence[Span] | str, face: Face) -> Sequence[Span]:
    return (Span(spans, face),) if isinstance(spans, str) else spans


def _word(glyphs: list[_Glyph], grid: Grid) -> Iterator[_Token]:
    """A word as one token, or as several where it is longer than half a line (addresses, long codes)."""
    if not glyphs:
        return
    natural = sum(glyph.advance for glyph in glyphs)
    if natural > grid.width / 2:
        for glyph in glyphs:
            yield _Token([glyph], glyph.advance)
        return
    half = grid.cell / 2
    width = math.ceil(natural / half - _EPSILON) * half
    yield _Token(glyphs, width, width - natural)


def _line_end(tokens: Sequence[_Token], start: int, left: float, grid: Grid) -> int:
    """The index of the first token of the next line."""
    x = left
    allowed = start
    for at in range(start, len(tokens)):
        token = tokens[at]
        last = token.glyphs[-1].char
        needed = token.width - (grid.cell / 2 if last in CLOSING else 0.0)
        if x + needed > grid.width + _EPSILON and not token.blank:
            if allowed > start:
                return allowed
            return max(at, start + 1)
        x += token.width
        if at + 1 < len(tokens) and _breakable(tokens, at):
            allowed = at + 1
    return len(tokens)


def _breakable(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a line may end after token ``at``; spaces there are looked through, they vanish at the break."""
    left, right = at, at + 1
    while left >= 0 and tokens[left].blank:
        left -= 1
    while right < len(tokens) and tokens[right].blank:
        right += 1
    if left < 0 or right == len(tokens):
        return True
    return may_break(tokens[left].glyphs[-1].char, tokens[right].glyphs[0].char)


def _length(tokens: Sequence[_Token]) -> int:
    return sum(len(glyph.char) for token in tokens for glyph in token.glyphs)


def _set_line(tokens: Sequence[_Token], left: float, grid: Grid, *, stretch_to: float | None, length: int) -> Line:
    while tokens and tokens[-1].blank:
        tokens = tokens[:-1]
    x = left
    glyphs: list[_Glyph] = []
    for position, token in enumerate(tokens):
        before = tokens[position - 1] if position else None
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        at = x + _lead(token, before, after)
        for glyph in token.glyphs:
            glyph.x = at
            at += glyph.advance
            glyphs.append(glyph)
        x += token.width
    end = x
    if glyphs and end > grid.width + _EPSILON and glyphs[-1].char in CLOSING:
        end -= grid.cell / 2
    extra = 0.0
    if stretch_to is not None and len(glyphs) > 1 and 0 < stretch_to - end <= _MOST_STRETCH * grid.cell:
        extra = (stretch_to - end) / (len(glyphs) - 1)
        for position, glyph in enumerate(glyphs):
            glyph.x += position * extra
        end = stretch_to
    reach = glyphs[-1].x + glyphs[-1].advance if glyphs else end
    return Line(tuple(_runs(glyphs, extra)), end, reach, grid.size, length)


def _lead(word: _Token, before: _Token | None, after: _Token | None) -> float:
    """The blank before a word: its spare goes to the sides where a Chinese character stands."""
    if word.spare == 0.0 or before is None or not _wants_blank(before.glyphs[-1].char):
        return 0.0
    return word.spare / 2 if after is None or _wants_blank(after.glyphs[0].char) else word.spare


def _wants_blank(neighbour: str) -> bool:
    return neighbour != " " and neighbour not in PUNCTUATION


def _runs(glyphs: Sequence[_Glyph], extra: float) -> Iterator[Run]:
    """Join glyphs of one face and spacing; marks side by side stay apart, or typst would close them up."""
    start = 0
    for at in range(1, len(glyphs) + 1):
        if at < len(glyphs) and _joined(glyphs[at - 1], glyphs[at], extra):
            continue
        first = glyphs[start]
        text = "".join(glyph.char for glyph in glyphs[start:at])
        yield Run(first.x, text, first.face, first.advance - first.natural + extra)
        start = at


def _joined(before: _Glyph, after: _Glyph, extra: float) -> bool:
    if before.face is not after.face or (before.char in PUNCTUATION and after.char in PUNCTUATION):
        return False
    same_spacing = abs((before.advance - before.natural) - (after.advance - after.natural)) < 1e-4
    return same_spacing and abs(after.x - before.x - before.advance - extra) < 1e-3
