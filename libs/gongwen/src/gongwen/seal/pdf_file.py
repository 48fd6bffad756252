"""A PDF file as far as seals need it, read by PDFium: its pages, its signatures, what its pages show."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongwen.guard import Damaged, Deadline, Encrypted, TooLarge
from gongwen.pdfium import LOCK
from gongwen.seal.pdf_facts import PdfPage, PdfSignature
from gongwen.seal.sm import sm3

MAX_PAGES = 3_000
MAX_SIGNATURES = 100
MAX_CONTENTS = 16 * 1024 * 1024
_DPI = 48
_COMPARED = 300
"""Pages that are compared between two states of a file."""


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


def changed_pages(before: bytes, after: bytes, deadline: Deadline) -> tuple[int, ...] | None:
    """Pages (from 1) that show something else than before, annotations and form fields apart.

    None where the earlier state cannot be read or there are too many pages to compare.
    """
    try:
        one, two = _looks(before, deadline), _looks(after, deadline)
    except Damaged:
        return None
    if one is None or two is None:
        return None
    longest = max(len(one), len(two))
    return tuple(
        number + 1
        for number in range(longest)
        if number >= len(one) or number >= len(two) or one[number] != two[number]
    )


def added_annotations(before: bytes, after: bytes) -> int:
    """How many annotations other than form fields the later state has more."""
    try:
        return max(0, _annotations(after) - _annotations(before))
    except Damaged:
        return 0


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
    form = ctypes.create_string_buffer(128)
    named = raw.FPDFSignatureObj_GetSubFilter(handle, form, 128)
    return PdfSignature(
        contents.raw[:size],
        tuple(numbers[:count]) if count <= 64 else (),
        form.value.decode("ascii", "replace") if 0 < named <= 128 else "",
    )


def _looks(data: bytes, deadline: Deadline) -> list[bytes] | None:
    """A digest of what each page shows."""
    with _opened(data) as document:
        if len(document) > _COMPARED:
            return None
        found = []
        for number in range(len(document)):
            deadline.check()
            try:
                page = document[number]
                picture = page.render(scale=_DPI / 72, may_draw_forms=False, draw_annots=False)
                found.append(sm3(bytes(picture.buffer)) + f"{page.get_size()}".encode())
                page.close()
            except pdfium.PdfiumError:
                found.append(b"")
        return found


def _annotations(data: bytes) -> int:
    """Annotations that are not form fields or pop-ups."""
    count = 0
    with _opened(data) as document:
        for number in range(len(document)):
            page = document[number]
            for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
                handle = raw.FPDFPage_GetAnnot(page.raw, place)
                if raw.FPDFAnnot_GetSubtype(handle) not in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP):
                    count += 1
                raw.FPDFPage_CloseAnnot(handle)
            page.close()
    return count
