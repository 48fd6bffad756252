"""Printing composed pages to PDF and SVG with typst: one set of fonts and a few warm compilers a process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

import typst

from gongwen.typeset.canvas import Composition, Mark, Page, Text
from gongwen.typeset.errors import MissingCharacters
from gongwen.typeset.fonts import Face, FontSet

_LAYOUT = Path(__file__).parent / "layout"
_UNDATED = date(1970, 1, 1)
"""The date of a file whose document has none yet: not today's, so that the same pages give the same bytes."""
_LONG = 40
_REMEMBERED = 12
"""typst keeps the work of the last ten runs."""
_FACES = {face: index for index, face in enumerate(Face)}
_WEIGHTS = {face: "bold" if face is Face.TITLE else "regular" for face in Face}


class PdfKind(Enum):
    """What the PDF is for."""

    PLAIN = "1.7"
    ARCHIVE = "a-2b"
    """PDF/A-2b (ISO 19005-2), for keeping."""


class Press:
    """Prints with one set of fonts; may be shared by threads.

    A typst compiler serves one thread at a time, so each job takes one from the pool or makes one; making
    one costs half a millisecond, the fonts are read once.
    """

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._idle: LifoQueue[typst.Compiler] = LifoQueue()
        self._faces = [[list(fonts.families[face]), _WEIGHTS[face]] for face in Face]

    def pdf(self, composition: Composition, kind: PdfKind = PdfKind.PLAIN) -> bytes:
        """The pages as one PDF; the same pages give the same bytes."""
        if kind is PdfKind.ARCHIVE and composition.missing:
            raise MissingCharacters(composition.missing)
        with self._compiler(composition) as compiler:
            printed = compiler.compile(
                format="pdf",
                sys_inputs=self._inputs(composition),
                pdf_standards=kind.value,
                pdf_tags=False,
                timestamp=0,
            )
        assert isinstance(printed, bytes)  # noqa: S101 - a PDF is one file
        return printed

    def svg(self, composition: Composition) -> tuple[str, ...]:
        """The pages as one SVG picture each."""
        with self._compiler(composition) as compiler:
            printed = compiler.compile(format="svg", sys_inputs=self._inputs(composition))
        pages = printed if isinstance(printed, list) else [printed or b""]
        return tuple(page.decode("utf-8") for page in pages)

    def _inputs(self, composition: Composition) -> dict[str, str]:
        day = composition.written_on or _UNDATED
        sheet = {
            "title": composition.title,
            "authors": composition.authors,
            "date": [day.year, day.month, day.day],
            "faces": self._faces,
            "pages": [[_plain(mark) for mark in page.marks] for page in composition.pages],
        }
        return {"sheet": json.dumps(sheet, ensure_ascii=False)}

    @contextmanager
    def _compiler(self, composition: Composition) -> Iterator[typst.Compiler]:
        try:
            compiler = self._idle.get_nowait()
        except Empty:
            compiler = typst.Compiler(
                input=str(_LAYOUT / "page.typ"),
                root=str(_LAYOUT),
                font_paths=self._fonts.press_fonts,
                ignore_system_fonts=True,
            )
        try:
            yield compiler
        finally:
            if len(composition.pages) > _LONG:
                self._forget(compiler)
            self._idle.put(compiler)

    def _forget(self, compiler: typst.Compiler) -> None:
        """Let typst drop what it remembers of a long document: half a megabyte a page otherwise stays."""
        empty = self._inputs(Composition("", (Page(()),)))
        for _ in range(_REMEMBERED):
            compiler.compile(format="svg", sys_inputs=empty)


def _plain(mark: Mark) -> list[Any]:
    """A mark as the values that ``layout/marks.typ`` takes, in its order."""
    if isinstance(mark, Text):
        return [
            round(mark.x, 3),
            round(mark.y, 3),
            _FACES[mark.face],
            round(mark.size, 3),
            round(mark.tracking, 4),
            mark.colour.value,
            round(mark.stretch, 5),
            mark.ink_of,
            mark.text,
        ]
    return [
        round(mark.x, 3),
        round(mark.y, 3),
        round(mark.width, 3),
        round(mark.height, 3),
        mark.colour.value,
    ]
