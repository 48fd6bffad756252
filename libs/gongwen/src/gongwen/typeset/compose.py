"""From a document to pages, by its layout."""

from __future__ import annotations

from gongwen.document import Layout, OfficialDocument
from gongwen.typeset.canvas import Composition
from gongwen.typeset.errors import DocumentTooLong, UnsupportedLayout
from gongwen.typeset.fonts import FontSet, installed_fonts
from gongwen.typeset.general import compose_general
from gongwen.typeset.lines import LineEnd, Setter

MAX_CHARACTERS = 2_000_000
_LAYOUTS = {
    Layout.GENERAL: compose_general,
}


def compose(
    document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID
) -> Composition:
    """Set ``document`` on pages; raises UnsupportedLayout, DocumentTooLong or FontsMissing."""
    layout = _LAYOUTS.get(document.layout)
    if layout is None:
        raise UnsupportedLayout(f"暂不支持{document.layout.value}格式的排版。")
    if len(document.body) + sum(len(attachment.body) for attachment in document.attachments) > MAX_CHARACTERS:
        raise DocumentTooLong(f"正文和附件超过{MAX_CHARACTERS // 10000}万字，无法排版。")
    return layout(Setter(fonts or installed_fonts(), line_end), document)
