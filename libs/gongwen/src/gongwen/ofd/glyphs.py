"""Glyph outlines from embedded fonts, or from fonts that stand in for those a file only names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import uharfbuzz

from gongwen.ofd.matrix import short
from gongwen.ofd.resources import FontResource

MAX_FONT = 60 * 1024 * 1024
_SYMBOLS = 0xF000


class FontProvider(Protocol):
    """Finds a font for a character where the file brings none that shows it."""

    def program(self, font: FontResource | None, char: str) -> FontProgram | None:
        """The best font for ``char`` in the manner of ``font``; None where nothing shows it."""
        ...


@dataclass(frozen=True, slots=True)
class Outline:
    """One glyph: its path in em units with y downwards, and its advance in em."""

    path: str
    advance: float


@dataclass(eq=False)
class FontProgram:
    """A font that can be drawn."""

    face: uharfbuzz.Face = field(repr=False)
    _font: uharfbuzz.Font = field(init=False, repr=False)
    _outlines: dict[int, Outline] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._font = uharfbuzz.Font(self.face)

    @classmethod
    def read(cls, data: bytes) -> FontProgram | None:
        """The font in these bytes; None where they hold none that can be drawn."""
        if len(data) > MAX_FONT or data[:4] not in (b"OTTO", b"true", b"ttcf", b"\0\1\0\0"):
            return None
        face = uharfbuzz.Face(uharfbuzz.Blob(data))
        return cls(face) if face.glyph_count and face.upem else None

    def glyph(self, char: str) -> int:
        """The number of the glyph for a character, 0 where there is none."""
        code = ord(char)
        found = self._font.get_nominal_glyph(code)
        if not found and code <= 0xFF:
            found = self._font.get_nominal_glyph(_SYMBOLS + code)
        return found or 0

    def has(self, glyph: int) -> bool:
        return bool(0 <= glyph < self.face.glyph_count)

    def outline(self, glyph: int) -> Outline:
        """The outline of a glyph of this font."""
        known = self._outlines.get(glyph)
        if known is None:
            pen = _Pen(1.0 / self.face.upem)
            self._font.draw_glyph(glyph, _FUNCS, pen)
            advance = self._font.get_glyph_h_advance(glyph) / self.face.upem
            known = self._outlines[glyph] = Outline("".join(pen.drawn), advance)
        return known


class _Pen:
    """Writes an outline down as an SVG path of em units."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.drawn: list[str] = []

    def add(self, command: str, *values: float) -> None:
        signed = (value * (self.scale if at % 2 == 0 else -self.scale) for at, value in enumerate(values))
        self.drawn.append(command + " ".join(short(value) for value in signed))


def _move(x: float, y: float, pen: _Pen) -> None:
    pen.add("M", x, y)


def _line(x: float, y: float, pen: _Pen) -> None:
    pen.add("L", x, y)


def _quadratic(x1: float, y1: float, x: float, y: float, pen: _Pen) -> None:
    pen.add("Q", x1, y1, x, y)


def _cubic(x1: float, y1: float, x2: float, y2: float, x: float, y: float, pen: _Pen) -> None:
    pen.add("C", x1, y1, x2, y2, x, y)


def _close(pen: _Pen) -> None:
    pen.drawn.append("Z")


_FUNCS = uharfbuzz.DrawFuncs()
_FUNCS.set_move_to_func(_move)
_FUNCS.set_line_to_func(_line)
_FUNCS.set_quadratic_to_func(_quadratic)
_FUNCS.set_cubic_to_func(_cubic)
_FUNCS.set_close_path_func(_close)
