"""A PDF file as far as seals need it, read by PDFium: its pages, its signatures, what its pages show."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongwen.guard import Damaged, Deadline, Encrypted, TooLarge
from gongwen.pdfium import LOCK
from gongwen.seal.pdf_facts import LaterChanges, PdfPage, PdfSignature
from gongwen.seal.sm import sm3

MAX_PAGES = 3_000
MAX_SIGNATURES = 100
MAX_CONTENTS = 16 * 1024 * 1024
_DPI = 48
_COMPARED = 300
"""Pages that are compared between two states of a file."""
_LARGEST_PAGE = 5_000
_MOST_ANNOTATIONS = 2_000
_LARGEST_FIELD = 90.0
"""Millimetres: a signature field larger than any seal may cover what was signed."""


def pdf_pages(data: bytes) -> tuple[PdfPage, ...]:
    """The pages; raises Damaged, Encrypted, TooLarge."""
    with _opened(data) as document:
        return tuple(_page(document, number) for number in range(len(document)))


def pdf_signatures(data: bytes) -> tuple[PdfSignature, ...]:
    """The signatures in the file's order; raises Damaged, Encrypted, TooLarge."""
    with _opened(data) as document:
        count = raw.FPDF_GetSignatureCount(document.raw)
        if count > MAX_SIGNATURES:
            raise TooLarge(f"文件中的签章超过 {MAX_SIGNATURES} 个，已拒绝读取。")
        return tuple(_signature(raw.FPDF_GetSignatureObject(document.raw, at)) for at in range(max(count, 0)))


def later_changes(before: bytes, after: bytes, signatures: int, deadline: Deadline) -> LaterChanges:
    """What the later state shows otherwise, apart from the fields of that many further signatures.

    The pages are drawn with annotations and fields; the places of new signature fields are left out of the comparison,
    as long as they are no more than there are new signatures and no larger than seals.
    """
    try:
        one, two = _Looks.of(before, deadline), _Looks.of(after, deadline)
    except Damaged:
        return LaterChanges(None, 0)
    if one is None or two is None:
        return LaterChanges(None, 0)
    fields, others = _added(one.annotations, two.annotations)
    if len(fields) > signatures or any(field.is_large for field in fields):
        others += len(fields)
        fields = []
    changed = []
    for number in range(max(len(one.pictures), len(two.pictures))):
        deadline.check()
        hidden = [field for field in fields if field.page == number]
        if one.shown(number, hidden) != two.shown(number, hidden):
            changed.append(number + 1)
    return LaterChanges(tuple(changed), others)


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    with LOCK:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise Encrypted("PDF 文件已加密，请先取消密码保护再试。") from error
            raise Damaged("PDF 文件已损坏，无法读取。") from error
        try:
            if len(document) > MAX_PAGES:
                raise TooLarge(f"PDF 文件超过 {MAX_PAGES} 页，已拒绝读取。")
            yield document
        finally:
            document.close()


def _page(document: pdfium.PdfDocument, number: int) -> PdfPage:
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        raise Damaged(f"PDF 第 {number + 1} 页已损坏，无法读取。") from error
    try:
        left, bottom, right, top = page.get_cropbox()
        return PdfPage(left, bottom, right, top, page.get_rotation() // 90)
    finally:
        page.close()


def _signature(handle: raw.FPDF_SIGNATURE) -> PdfSignature:
    size = raw.FPDFSignatureObj_GetContents(handle, None, 0)
    if size > MAX_CONTENTS:
        raise TooLarge("签章数据过大，已拒绝读取。")
    contents = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFSignatureObj_GetContents(handle, contents, size)
    count = raw.FPDFSignatureObj_GetByteRange(handle, None, 0)
    numbers = (ctypes.c_int * max(count, 1))()
    raw.FPDFSignatureObj_GetByteRange(handle, numbers, count)
    return PdfSignature(contents.raw[:size], tuple(numbers[:count]) if count <= 64 else ())


@dataclass(frozen=True)
class _Annotation:
    """One annotation: page from 0, kind, and its box on the page as drawn (pixels from the left top)."""

    page: int
    kind: int
    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_large(self) -> bool:
        return max(self.right - self.left, self.bottom - self.top) > _LARGEST_FIELD / 25.4 * _DPI


@dataclass(frozen=True)
class _Picture:
    """A page as drawn: rows of pixels, four bytes each."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True)
class _Looks:
    """What all pages of a state show."""

    pictures: tuple[_Picture, ...]
    annotations: tuple[_Annotation, ...]

    @classmethod
    def of(cls, data: bytes, deadline: Deadline) -> _Looks | None:
        """None where there are too many pages to compare; raises Damaged."""
        pictures, annotations = [], []
        with _opened(data) as document:
            if len(document) > _COMPARED:
                return None
            document.init_forms()
            for number in range(len(document)):
                deadline.check()
                try:
                    page = document[number]
                    if max(page.get_size()) > _LARGEST_PAGE:
                        return None
                    pictures.append(_drawn(page))
                    annotations += _annotations(page, number)
                    page.close()
                except pdfium.PdfiumError as error:
                    raise Damaged(f"PDF 第 {number + 1} 页已损坏，无法读取。") from error
        return cls(tuple(pictures), tuple(annotations))

    def shown(self, number: int, hidden: list[_Annotation]) -> bytes:
        """A digest of what a page shows, but for some places; empty for a page that is not there."""
        if number >= len(self.pictures):
            return b""
        picture = self.pictures[number]
        pixels = bytearray(picture.pixels)
        for place in hidden:
            left, right = max(place.left - 1, 0), min(place.right + 1, picture.width)
            for row in range(max(place.top - 1, 0), min(place.bottom + 1, picture.height)):
                start, end = row * picture.stride + left * 4, row * picture.stride + right * 4
                pixels[start:end] = bytes(max(end - start, 0))
        return sm3(f"{picture.width} {picture.height} ".encode() + pixels)


def _drawn(page: pdfium.PdfPage) -> _Picture:
    bitmap = page.render(scale=_DPI / 72, force_bitmap_format=raw.FPDFBitmap_BGRx)
    return _Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _annotations(page: pdfium.PdfPage, number: int) -> list[_Annotation]:
    left, _, _, top = page.get_cropbox()
    scale = _DPI / 72
    found = []
    for place in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        handle = raw.FPDFPage_GetAnnot(page.raw, place)
        kind, box = raw.FPDFAnnot_GetSubtype(handle), raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(handle, box)
        raw.FPDFPage_CloseAnnot(handle)
        if kind == raw.FPDF_ANNOT_POPUP:
            continue
        edges = (box.left - left, top - box.top, box.right - left, top - box.bottom)
        found.append(_Annotation(number, kind, *(round(max(min(edge, 1e5), -1e5) * scale) for edge in edges)))
    return found


def _added(before: tuple[_Annotation, ...], after: tuple[_Annotation, ...]) -> tuple[list[_Annotation], int]:
    """The form fields that are new, and how many other annotations are."""
    new = list((Counter(after) - Counter(before)).elements())
    fields = [one for one in new if one.kind == raw.FPDF_ANNOT_WIDGET]
    return fields, len(new) - len(fields)
