"""PDF: the characters with their place, the ruled lines, and what the file says about itself."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongwen.guard import Damaged, Deadline, Encrypted, TooLarge
from gongwen.page_text import PageText, Piece, Rule, readable
from gongwen.reading.pdf_content import PdfContent, PdfLimits

_MOST_PATHS = 20_000
_MOST_SEGMENTS = 400
_PROPERTIES = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Keywords": "关键词",
    "Creator": "创建软件",
}


@dataclass(frozen=True)
class _Character:
    sign: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    quarter: int | None


def read_pdf(data: bytes, deadline: Deadline, limits: PdfLimits) -> PdfContent:
    """Read a PDF; raises Encrypted, Damaged or TooLarge. Scripts and actions in it are never run.

    PDFium checks no deadline while it loads a page: ``pdf_process`` runs this where it can be ended.
    """
    document = _open(data)
    try:
        if len(document) > limits.pages:
            raise TooLarge(f"PDF 文件超过 {limits.pages} 页，已拒绝读取。")
        pages: list[PageText] = []
        characters = 0
        for number in range(len(document)):
            deadline.check()
            page = _read_page(document, number, deadline)
            characters += sum(len(piece.text) for piece in page.pieces)
            if characters > limits.characters:
                raise TooLarge("PDF 文件文字过多，已拒绝读取。")
            pages.append(page)
        metadata = document.get_metadata_dict()
        properties = tuple((label, metadata[key]) for key, label in _PROPERTIES.items() if metadata.get(key))
        return PdfContent(tuple(pages), properties, document.count_attachments())
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise Encrypted("PDF 文件已加密，请先取消密码保护再试。") from error
        raise Damaged("PDF 文件已损坏，无法读取。") from error


def _read_page(document: pdfium.PdfDocument, number: int, deadline: Deadline) -> PageText:
    try:
        page = document[number]
        text = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise Damaged(f"PDF 第 {number + 1} 页已损坏，无法读取。") from error
    try:
        characters = list(_characters(text, deadline))
        quarters = Counter(character.quarter for character in characters if character.quarter is not None)
        quarter = quarters.most_common(1)[0][0] if quarters else 0
        view = _View.of(page.get_mediabox(), quarter)
        upright = [character for character in characters if character.quarter == quarter]
        turned = [character for character in characters if character.quarter != quarter]
        return PageText(
            width=view.width,
            height=view.height,
            pieces=tuple(_pieces(upright, view)),
            rules=tuple(_rules(page, view, deadline)),
            aside=tuple(text for text in [_text(character.sign for character in turned)] if text),
        )
    finally:
        text.close()
        page.close()


@dataclass(frozen=True)
class _View:
    """The page seen so that most of its text stands upright, y downwards from its top."""

    along: tuple[float, float]
    down: tuple[float, float]
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Sequence[float], quarter: int) -> _View:
        angle = quarter * math.pi / 2
        along = (round(math.cos(angle)), round(math.sin(angle)))
        down = (along[1], -along[0])
        corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [x * along[0] + y * along[1] for x, y in corners]
        ys = [x * down[0] + y * down[1] for x, y in corners]
        return cls(along, down, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page as left, top, right, bottom of the view."""
        xs = [x * self.along[0] + y * self.along[1] - self.left for x, y in ((left, bottom), (right, top))]
        ys = [x * self.down[0] + y * self.down[1] - self.top for x, y in ((left, bottom), (right, top))]
        return min(xs), min(ys), max(xs), max(ys)


def _characters(text: pdfium.PdfTextPage, deadline: Deadline) -> Iterator[_Character]:
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        if index % 5_000 == 0:
            deadline.check()
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 0xFFFE, 0xFFFF) or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(text, index, box):
            continue
        angle = raw.FPDFText_GetCharAngle(text, index)
        turns = angle / (math.pi / 2)
        # PDFium counts the angle clockwise.
        quarter = -round(turns) % 4 if angle >= 0 and abs(turns - round(turns)) < 0.12 else None
        size = raw.FPDFText_GetFontSize(text, index)
        height = (box.right - box.left) if quarter in (1, 3) else (box.top - box.bottom)
        # Some producers scale a font of one point by the text matrix; the box then tells the size.
        yield _Character(
            chr(code), box.left, box.bottom, box.right, box.top, size if size > 3 else height, quarter
        )


def _pieces(characters: Sequence[_Character], view: _View) -> Iterator[Piece]:
    """Runs of characters on one line without a gap."""
    run: list[str] = []
    left = top = right = bottom = size = 0.0
    for character in characters:
        box = view.box(character.left, character.bottom, character.right, character.top)
        joins = (
            run
            and abs(box[3] - bottom) < 0.4 * character.size
            and -0.5 * character.size < box[0] - right < 0.18 * character.size
            and abs(character.size - size) < 0.2 * size
        )
        if joins:
            run.append(character.sign)
            right, top, bottom = max(right, box[2]), min(top, box[1]), max(bottom, box[3])
        else:
            if text := _text(run):
                yield Piece(text, left, top, right, bottom, size)
            run = [character.sign]
            left, top, right, bottom = box
            size = max(character.size, 0.1)
    if text := _text(run):
        yield Piece(text, left, top, right, bottom, size)


def _text(signs: Iterator[str] | Sequence[str]) -> str:
    """Characters as text: halves of a pair joined, control characters and ligature forms resolved."""
    text = "".join(signs).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    # PDF fonts often map common characters to radicals that look the same (⼀ for 一).
    return readable("".join(_plain(sign) for sign in text)).strip()


def _plain(sign: str) -> str:
    if "\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufad9" or "\ufb00" <= sign <= "\ufb06":
        return unicodedata.normalize("NFKC", sign)
    return " " if sign.isspace() and sign != "\u3000" else sign


def _rules(page: pdfium.PdfPage, view: _View, deadline: Deadline) -> Iterator[Rule]:
    bounds = [ctypes.c_float() for _ in range(4)]
    for count, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=6)):
        if count > _MOST_PATHS:
            return
        if count % 1_000 == 0:
            deadline.check()
        if not raw.FPDFPageObj_GetBounds(item, *bounds):
            continue
        box = view.box(*(bound.value for bound in bounds))
        width, height = box[2] - box[0], box[3] - box[1]
        if (width < 2.5) != (height < 2.5):
            yield Rule(*box)
        elif width >= 2.5:
            yield from _edges(item, view)


def _edges(item: pdfium.PdfObject, view: _View) -> Iterator[Rule]:
    """The straight edges of a stroked path, among them those of a rectangle around a cell."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(item)
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not stroke.value or not 0 < count <= _MOST_SEGMENTS:
        return
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    here = first = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        there = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = there
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _edge(here, there, view)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _edge(there, first, view)
        here = there


def _edge(one: tuple[float, float], other: tuple[float, float], view: _View) -> Iterator[Rule]:
    box = view.box(one[0], one[1], other[0], other[1])
    if (box[2] - box[0] < 1.0) != (box[3] - box[1] < 1.0):
        yield Rule(*box)
