"""Showing an OFD file page by page (版式浏览): SVG for the browser, PNG for everything else.

A page is read and drawn when it is asked for, so the first page of a long file waits for no other.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst
import uharfbuzz

from gongwen.guard import Deadline
from gongwen.ofd import (
    FontProgram,
    FontResource,
    OfdPage,
    Resources,
    ShownPage,
    Stamp,
    Viewer,
    document_resources,
    open_ofd,
)
from gongwen.typeset.fonts import Face, FontFile, FontSet, installed_fonts

_LAYOUT = Path(__file__).parent / "layout"
_MOST_PIXELS = 40_000_000
# What the names of fonts say about their manner, the first that fits.
_MANNERS = (
    (Face.FANG, ("仿宋", "fangsong", "fang")),
    (Face.TITLE, ("标宋", "中宋", "xiaobiao", "zhongsong", "dabiao")),
    (Face.KAI, ("楷", "kai")),
    (Face.HEI, ("黑", "雅黑", "hei", "sans", "gothic", "arial", "helvetica", "calibri", "tahoma", "verdana")),
)


class OfdView:
    """The pages of one OFD file, numbered from 0 over all its documents; raises a ReadingError for a bad file."""

    def __init__(self, data: bytes, *, fonts: FontSet | None = None, deadline: Deadline | None = None) -> None:
        self.file = open_ofd(data, deadline)
        self._viewer = Viewer(self.file, StandIns(fonts or installed_fonts()), deadline)
        self._places = [(document, at) for document in self.file.documents for at in range(len(document.pages))]
        self._resources: dict[str, Resources] = {}

    def __len__(self) -> int:
        return len(self._places)

    def page(self, number: int, stamps: tuple[Stamp, ...] = ()) -> ShownPage:
        """One page as SVG, with the seals on it; raises IndexError, or a ReadingError for a damaged page."""
        root, page = self.identity(number)
        if root not in self._resources:
            self._resources[root] = document_resources(self.file.archive, root)
        return self._viewer.page(page, self._resources[root], stamps)

    def identity(self, number: int) -> tuple[str, OfdPage]:
        """The document's root part and the page as the file has it, to find what belongs to it."""
        document, at = self._places[number]
        return document.root, document.pages[at]


class StandIns:
    """The fonts of the office in the place of those a file only names."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts

    def program(self, font: FontResource | None, char: str) -> FontProgram | None:
        """The office's font of the same manner that has the character; None where none has it."""
        face = manner_of(font)
        file = self._fonts.file_of(face, char)
        program = _program(file)
        return program if program.glyph(char) else None


def manner_of(font: FontResource | None) -> Face:
    """The role that a font's names speak of; 宋体 where they say nothing."""
    names = f"{font.name} {font.family}".lower() if font is not None else ""
    found = next((face for face, words in _MANNERS if any(word in names for word in words)), Face.SONG)
    return Face.TITLE if found is Face.SONG and font is not None and font.is_bold else found


def png_of(page: ShownPage, *, dpi: int = 144) -> bytes:
    """The page as PNG; a page too large for ``dpi`` is shown as large as it can be."""
    wide, high = max(page.width, 1.0) / 25.4, max(page.height, 1.0) / 25.4
    dpi = max(1, min(dpi, int((_MOST_PIXELS / (wide * high)) ** 0.5)))
    size = json.dumps([max(page.width, 1.0), max(page.height, 1.0)])
    compiler = typst.Compiler(input=str(_LAYOUT / "picture.typ"), root=str(_LAYOUT), ignore_system_fonts=True)
    printed = compiler.compile(format="png", ppi=dpi, sys_inputs={"size": size, "svg": page.svg})
    assert isinstance(printed, bytes)  # noqa: S101 - a picture of one page
    return printed


@cache
def _program(file: FontFile) -> FontProgram:
    return FontProgram(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file.path)), file.index))
