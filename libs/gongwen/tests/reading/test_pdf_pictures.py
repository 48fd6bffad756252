"""Pages of a PDF as pictures."""

from __future__ import annotations

import struct

import pytest

from gongwen.document import load_source
from gongwen.guard import Damaged, Deadline, ReadingError, TooSlow
from gongwen.pdf_pictures import pdf_pictures
from gongwen.typeset import typeset_pdf


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return typeset_pdf(load_source("---\ntype: 通知\ntitle: 关于防汛的通知\n---\n" + "各单位要压实责任。\n" * 60))


def test_the_pages_asked_for_and_how_many_there_are(pdf: bytes) -> None:
    found = pdf_pictures(pdf, 1, 2, dpi=72)

    assert (found.count, len(found.pages)) == (3, 2)
    for page in found.pages:
        assert page.startswith(b"\x89PNG\r\n\x1a\n")
        assert struct.unpack(">II", page[16:24]) == (596, 842)


def test_beyond_the_last_page_there_is_nothing(pdf: bytes) -> None:
    assert pdf_pictures(pdf, 9, 12).pages == ()
    assert pdf_pictures(pdf, 1, 0).count == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04"])
def test_a_damaged_file_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Damaged, match="损坏"):
        pdf_pictures(data)


def test_the_time_ends(pdf: bytes) -> None:
    with pytest.raises(TooSlow):
        pdf_pictures(pdf, deadline=Deadline(0.001))


def test_a_page_without_measure_is_small() -> None:
    huge = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90000 90000]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )
    try:
        [page] = pdf_pictures(huge, dpi=300).pages
    except ReadingError:
        return
    width, height = struct.unpack(">II", page[16:24])
    assert width * height <= 6_100_000
