"""Typesetting by GB/T 9704-2012 (排版): a document becomes pages, pages become PDF or pictures."""

from __future__ import annotations

from functools import lru_cache

from gongwen.document import OfficialDocument
from gongwen.typeset.canvas import Composition, Page, SealPlace
from gongwen.typeset.compose import compose
from gongwen.typeset.errors import (
    DocumentTooLong,
    FontsMissing,
    MissingCharacters,
    TypesettingError,
    UnsupportedLayout,
)
from gongwen.typeset.fonts import Face, FontSet, Substitution, installed_fonts
from gongwen.typeset.lines import LineEnd, Setter
from gongwen.typeset.ofd import ofd_of
from gongwen.typeset.press import PdfKind, Press
from gongwen.typeset.sheet_pages import compose_sheet
from gongwen.typeset.sheets import HandlingSheet, Opinion, OpinionBlock, SheetField

__all__ = [
    "Composition",
    "DocumentTooLong",
    "Face",
    "FontSet",
    "FontsMissing",
    "HandlingSheet",
    "LineEnd",
    "MissingCharacters",
    "Opinion",
    "OpinionBlock",
    "Page",
    "PdfKind",
    "SealPlace",
    "SheetField",
    "Substitution",
    "TypesettingError",
    "UnsupportedLayout",
    "compose",
    "installed_fonts",
    "page_count",
    "typeset_ofd",
    "typeset_pages_svg",
    "typeset_pdf",
    "typeset_sheet",
]


def typeset_pdf(
    document: OfficialDocument,
    *,
    fonts: FontSet | None = None,
    line_end: LineEnd = LineEnd.GRID,
    kind: PdfKind = PdfKind.PLAIN,
) -> bytes:
    """The document as PDF."""
    fonts = fonts or installed_fonts()
    return _press(fonts).pdf(compose(document, fonts=fonts, line_end=line_end), kind)


def typeset_ofd(
    document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID
) -> bytes:
    """The document as OFD (GB/T 33190-2016), page for page and line for line as in the PDF."""
    fonts = fonts or installed_fonts()
    return ofd_of(compose(document, fonts=fonts, line_end=line_end), document, fonts)


def typeset_pages_svg(
    document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID
) -> tuple[str, ...]:
    """The pages of the document as pictures, for showing it while it is written."""
    fonts = fonts or installed_fonts()
    return _press(fonts).svg(compose(document, fonts=fonts, line_end=line_end))


def page_count(document: OfficialDocument, *, fonts: FontSet | None = None) -> int:
    """How many pages the document takes."""
    return len(compose(document, fonts=fonts).pages)


def typeset_sheet(sheet: HandlingSheet, *, fonts: FontSet | None = None) -> bytes:
    """A handling sheet (发文稿纸、收文处理笺) as PDF."""
    fonts = fonts or installed_fonts()
    return _press(fonts).pdf(compose_sheet(Setter(fonts), sheet))


@lru_cache(maxsize=4)
def _press(fonts: FontSet) -> Press:
    return Press(fonts)
