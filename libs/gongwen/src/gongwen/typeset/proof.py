"""Proof (三版同源) that PDF, OFD and DOCX of one document have the same lines on the same pages, or where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from gongwen.document import OfficialDocument
from gongwen.guard import Deadline
from gongwen.ofd import open_ofd, page_texts
from gongwen.page_text import PageText, Piece
from gongwen.reading.office import office_program
from gongwen.reading.pdf import read_pdf
from gongwen.reading.pdf_content import PdfLimits
from gongwen.typeset.compose import assemble
from gongwen.typeset.fonts import FontSet, installed_fonts
from gongwen.typeset.lines import LineEnd
from gongwen.typeset.ofd import ofd_of
from gongwen.typeset.office_pages import docx_pages_as_pdf
from gongwen.typeset.press import Press
from gongwen.typeset.word import WordFonts, docx_of

_SAME_LINE = 0.4
"""Pieces whose middles are no further apart than this share of their size stand on one line."""

Pages = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Difference:
    """One line that a format has otherwise than the PDF; pages and lines count from 1, an absent line is empty."""

    format: str
    page: int
    line: int
    pdf: str
    other: str


@dataclass(frozen=True)
class Proof:
    """What was compared and what differs."""

    pages: int
    lines: int
    compared: tuple[str, ...]
    """The formats beside the PDF; without LibreOffice the DOCX is not among them."""
    differences: tuple[Difference, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing differs among the formats that were compared."""
        return not self.differences


def prove(document: OfficialDocument, *, fonts: FontSet | None = None, line_end: LineEnd = LineEnd.GRID) -> Proof:
    """Make all three formats, read each back and compare; raises a TypesettingError or a ReadingError.

    The DOCX is laid out by LibreOffice with the fonts that are installed here, stand-ins too.
    """
    fonts = fonts or installed_fonts()
    assembly = assemble(document, fonts=fonts, line_end=line_end)
    composition = assembly.composition()
    printed = _pdf_lines(Press(fonts).pdf(composition))
    others = {"OFD": _ofd_lines(ofd_of(composition, document, fonts))}
    if office_program():
        docx = docx_of(assembly, WordFonts.as_installed(fonts), line_end)
        others["DOCX"] = _pdf_lines(docx_pages_as_pdf(docx, fonts))
    differences = [one for name, pages in others.items() for one in compare(printed, name, pages)]
    return Proof(len(printed), sum(len(page) for page in printed), tuple(others), tuple(differences))


def compare(printed: Pages, name: str, other: Pages) -> Iterator[Difference]:
    """The lines in which ``other`` departs from the printed pages."""
    for number in range(max(len(printed), len(other))):
        ours = printed[number] if number < len(printed) else ()
        theirs = other[number] if number < len(other) else ()
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for kind, start, end, other_start, other_end in matcher.get_opcodes():
            if kind == "equal":
                continue
            for at in range(max(end - start, other_end - other_start)):
                yield Difference(
                    name,
                    number + 1,
                    start + at + 1,
                    ours[start + at] if start + at < end else "",
                    theirs[other_start + at] if other_start + at < other_end else "",
                )


def _pdf_lines(data: bytes) -> Pages:
    return tuple(_lines(page) for page in read_pdf(data, Deadline(), PdfLimits()).pages)


def _ofd_lines(data: bytes) -> Pages:
    deadline = Deadline()
    file = open_ofd(data, deadline)
    return tuple(_lines(page) for document in file.documents for page in page_texts(file, document, deadline))


def _lines(page: PageText) -> tuple[str, ...]:
    """The lines of a page from the top, each from the left, without blanks: only what is seen is compared."""
    rows: list[list[Piece]] = []
    for piece in sorted(page.pieces, key=_middle):
        if rows and _middle(piece) - _middle(rows[-1][0]) < _SAME_LINE * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return tuple(filter(None, (_text(row) for row in rows)))


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def _text(row: Sequence[Piece]) -> str:
    ordered = sorted(row, key=lambda piece: piece.left)
    return "".join("".join(piece.text.split()) for piece in ordered)
