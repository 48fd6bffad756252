"""From a document to pages, by its layout."""

from __future__ import annotations

from gongwen.document import Layout, OfficialDocument
from gongwen.typeset.assembly import Assembly
from gongwen.typeset.canvas import Composition
from gongwen.typeset.errors import DocumentTooLong
from gongwen.typeset.fonts import FontSet, installed_fonts
from gongwen.typeset.general import compose_general
from gongwen.typeset.letter import compose_letter
from gongwen.typeset.lines import LineEnd, Setter
from gongwen.typeset.minutes import compose_minutes
from gongwen.typeset.order import compose_order

MAX_CHARACTERS = 2_000_000
_LAYOUTS = {
    Layout.GENERAL: compose_general,
    Layout.LETTER: compose_letter,
    Layout.ORDER: compose_order,
    Layout.MINUTES: compose_minutes,
}


def compose(
    document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID
) -> Composition:
    """Set ``document`` on pages; raises UnsupportedLayout, DocumentTooLong or FontsMissing."""
    return assemble(document, fonts=fonts, line_end=line_end).composition()


def assemble(
    document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID
) -> Assembly:
    """``compose`` before anything is drawn, with the paragraphs that the lines belong to."""
    if len(document.body) + sum(len(attachment.body) for attachment in document.attachments) > MAX_CHARACTERS:
        raise DocumentTooLong(f"正文和附件超过{MAX_CHARACTERS // 10000}万字，无法排版。")
    return _LAYOUTS[document.layout](Setter(fonts or installed_fonts(), line_end), document)
