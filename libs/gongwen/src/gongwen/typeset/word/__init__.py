"""Composed pages as a Word document (DOCX): flowing text that breaks into the same lines and pages."""

from __future__ import annotations

from gongwen.document import Layout
from gongwen.typeset.assembly import Assembly
from gongwen.typeset.lines import LineEnd, Setter, printable
from gongwen.typeset.word.foot import anchor, folio_distance, folio_paragraph, imprint_paragraphs
from gongwen.typeset.word.head import foot_rules, head
from gongwen.typeset.word.measures import LINE, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, PAGE_SIZE
from gongwen.typeset.word.names import WordFonts
from gongwen.typeset.word.package import Parts, Properties, packed, relation
from gongwen.typeset.word.paragraphs import FOOT, Setting, paragraph
from gongwen.typeset.word.runs import Spacer
from gongwen.typeset.word.story import story

__all__ = ["WordFonts", "docx_of"]

_ODD, _EVEN, _FIRST, _EMPTY = range(4)
_EMPTY_FOOT = paragraph(Setting(FOOT))


def docx_of(assembly: Assembly, names: WordFonts, line_end: LineEnd = LineEnd.GRID) -> bytes:
    """The document as DOCX; the same document gives the same bytes."""
    document = assembly.document
    spacer = Spacer(Setter(names.fonts, line_end), names)
    numbered = [
        sheet for number, sheet in enumerate(assembly.sheets, 1) if number not in _unnumbered_end(assembly)
    ]
    distance = folio_distance(names)
    is_letter = document.layout is Layout.LETTER
    body = head(assembly.head, spacer) + story(assembly, numbered, spacer)
    if len(numbered) < len(assembly.sheets):
        # A blank page and the page of the imprint show no number: a section without one.
        body += anchor(section=_section(distance, first=is_letter, footers=(_ODD, _EVEN)))
        body += paragraph(Setting()) + anchor(starts_page=True)
    if assembly.imprint is not None:
        body += imprint_paragraphs(assembly.imprint) + anchor()
    if len(numbered) < len(assembly.sheets):
        body += _section(distance, first=False, footers=(_EMPTY, _EMPTY))
    else:
        body += _section(distance, first=is_letter, footers=(_ODD, _EVEN))
    footers = (
        folio_paragraph(odd=True),
        folio_paragraph(odd=False),
        foot_rules(assembly.head, spacer) + _EMPTY_FOOT,
        _EMPTY_FOOT,
    )
    properties = Properties(
        printable(document.title), "、".join(printable(name) for name in document.issuers), document.written_on
    )
    return packed(Parts(body, footers), properties, names)


def _unnumbered_end(assembly: Assembly) -> frozenset[int]:
    """The pages at the end that show no number; the first page of a letter is none of them."""
    return assembly.unnumbered - {1}


def _section(distance: int, *, first: bool, footers: tuple[int, int]) -> str:
    odd, even = footers
    named = (("default", odd), ("even", even), ("first", _FIRST))
    listed = "".join(
        f'<w:footerReference w:type="{kind}" r:id="{relation(footer)}"/>'
        for kind, footer in named
        if kind != "first" or first
    )
    width, height = PAGE_SIZE
    title = "<w:titlePg/>" if first else ""
    return (
        f'<w:sectPr>{listed}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{MARGIN_TOP}" w:right="{MARGIN_RIGHT}" w:bottom="{MARGIN_BOTTOM}" w:left="{MARGIN_LEFT}"'
        f' w:header="851" w:footer="{distance}" w:gutter="0"/><w:cols w:space="425"/>{title}'
        f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )
