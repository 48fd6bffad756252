"""Where things stand in a PDF, read back by a program that knows nothing of how it was set. Millimetres."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_MM = 25.4 / 72
_ASCENT = 0.88


@dataclass(frozen=True)
class Glyph:
    """One character: its origin, size in points, font, colour, and the box of its ink."""

    char: str
    x: float
    baseline: float
    size: float
    font: str
    red: bool
    ink_left: float
    ink_top: float
    ink_right: float
    ink_bottom: float

    @property
    def top(self) -> float:
        """The top of the em box."""
        return self.baseline - _ASCENT * self.size * _MM


@dataclass(frozen=True)
class Bar:
    """A filled rectangle."""

    left: float
    top: float
    width: float
    height: float
    red: bool


@dataclass(frozen=True)
class PageView:
    glyphs: tuple[Glyph, ...]
    bars: tuple[Bar, ...]

    @property
    def lines(self) -> list[list[Glyph]]:
        """The characters by baseline, from the top, each line from the left."""
        ordered = sorted(self.glyphs, key=lambda glyph: (round(glyph.baseline, 1), glyph.x))
        return [list(line) for _, line in groupby(ordered, key=lambda glyph: round(glyph.baseline, 1))]

    @property
    def text(self) -> list[str]:
        return [written(line) for line in self.lines]

    def line(self, start: str) -> list[Glyph]:
        """The one line whose text starts with ``start``."""
        (found,) = [line for line in self.lines if written(line).startswith(start)]
        return found

    def find(self, text: str) -> list[Glyph]:
        """The characters of ``text`` where it first stands on one line."""
        for line in self.lines:
            at = written(line).find(text)
            if at >= 0:
                return line[at : at + len(text)]
        raise AssertionError(f"{text} is not on the page")


def written(line: list[Glyph]) -> str:
    return "".join(glyph.char for glyph in line)


def read_pdf(data: bytes) -> list[PageView]:
    document = pdfium.PdfDocument(data)
    try:
        return [_page(document[index]) for index in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage) -> PageView:
    height = page.get_height()
    text = page.get_textpage()
    glyphs = [_glyph(text, index, height) for index in range(text.count_chars())]
    bars = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(item.raw, *colour)
        red = (colour[0].value, colour[1].value, colour[2].value) == (255, 0, 0)
        bars.append(Bar(left * _MM, (height - top) * _MM, (right - left) * _MM, (top - bottom) * _MM, red))
    return PageView(tuple(glyph for glyph in glyphs if glyph is not None), tuple(bars))


def _glyph(text: pdfium.PdfTextPage, index: int, height: float) -> Glyph | None:
    char = chr(raw.FPDFText_GetUnicode(text.raw, index))
    if char in "\r\n\x00" or raw.FPDFText_IsGenerated(text.raw, index) == 1:
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top)
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text.raw, index, *colour)
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text.raw, index, name, 128, None)
    return Glyph(
        char,
        x.value * _MM,
        (height - y.value) * _MM,
        raw.FPDFText_GetFontSize(text.raw, index),
        name.value.decode().partition("+")[2],
        (colour[0].value, colour[1].value, colour[2].value) == (255, 0, 0),
        left.value * _MM,
        (height - top.value) * _MM,
        right.value * _MM,
        (height - bottom.value) * _MM,
    )
