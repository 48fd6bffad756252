"""How seals look: at their place on the pages of an OFD, and at the same place on a PDF."""

from __future__ import annotations

import pypdfium2
import pytest

from gongwen.document import load_source
from gongwen.guard import Deadline
from gongwen.ofd import open_package
from gongwen.seal import AcrossPages, At, OnSignature, Placement, seal_ofd
from gongwen.seal.appearance import pdf_with_seals, sealed_pages, stamps_of
from gongwen.seal.drawing import RoundSeal, draw_picture
from gongwen.typeset import typeset_ofd, typeset_pdf

from .world import NAME, NOW, World, package, seal_of, unpacked

SOURCE = f"""---
type: 通知
issuer: {NAME}
number: 云政办发〔2026〕12号
title: {NAME}关于做好防汛工作的通知
to: [市政府各部门]
date: 2026-11-20
---
各单位要压实责任。
"""
POINTS = 72 / 25.4


def _sealed(world: World, paper: bytes, *placements: Placement) -> bytes:
    return seal_ofd(paper, world.seal, world.office, placements, at=NOW)


def test_a_seal_stands_where_it_was_put(world: World, paper: bytes) -> None:
    sealed = _sealed(world, paper, At(2, 105, 150))

    stamps = stamps_of(open_package(sealed, Deadline()))

    assert list(stamps) == [2]
    [stamp] = stamps[2]
    assert (stamp.boundary, stamp.clip) == ((84, 129, 42, 42), None)
    assert stamp.picture == world.seal.picture.data


def test_a_riding_seal_shows_a_strip_on_every_page(world: World, paper: bytes) -> None:
    stamps = stamps_of(open_package(_sealed(world, paper, AcrossPages()), Deadline()))

    assert {number: stamp.clip for number, (stamp,) in stamps.items()} == {
        1: (0, 0, 14, 42),
        2: (14, 0, 14, 42),
        3: (28, 0, 14, 42),
    }


def test_the_pages_carry_the_seal(world: World, paper: bytes) -> None:
    count, pages = sealed_pages(_sealed(world, paper, At(1, 105, 150)), 1, 9)

    assert (count, len(pages)) == (3, 3)
    assert ["data:image/png" in page.svg for page in pages] == [True, False, False]


def test_a_seal_that_cannot_be_read_shows_nothing(world: World, paper: bytes) -> None:
    parts = unpacked(_sealed(world, paper, At(1, 105, 150)))
    for name in list(parts):
        if name.endswith(("Seal.esl", "SignedValue.dat")):
            parts[name] = b"broken"

    count, pages = sealed_pages(package(parts), 1, 1)

    assert count == 3
    assert "data:image/png" not in pages[0].svg


@pytest.mark.parametrize("kind", ["PNG", "OFD"])
def test_the_pdf_shows_the_seal_where_the_ofd_has_it(world: World, kind: str) -> None:
    document = load_source(SOURCE)
    seal = seal_of(world.maker, world.office.certificate, picture=draw_picture(RoundSeal(NAME), kind))
    ofd = seal_ofd(typeset_ofd(document), seal, world.office, [OnSignature(NAME)], at=NOW)
    archive = open_package(ofd, Deadline())
    [(number, [stamp])] = stamps_of(archive).items()
    plain = typeset_pdf(document)

    shown = pdf_with_seals(plain, archive)

    before, after = pypdfium2.PdfDocument(plain), pypdfium2.PdfDocument(shown)
    assert len(after) == len(before)
    assert _text(after) == _text(before)
    page = after[number - 1]
    red = _red_box(page, below=130)
    x, y, width, height = stamp.boundary
    assert red == pytest.approx((x, y, x + width, y + height), abs=0.6)


def test_a_riding_seal_is_a_strip_on_the_pdf_too(world: World) -> None:
    document = load_source(SOURCE + "\n".join(f"第{n}项工作要抓紧落实到位。\n" for n in range(60)))
    seal = seal_of(world.maker, world.office.certificate, picture=draw_picture(RoundSeal(NAME), "OFD"))
    ofd = seal_ofd(typeset_ofd(document), seal, world.office, [AcrossPages(60)], at=NOW)
    archive = open_package(ofd, Deadline())
    stamps = stamps_of(archive)

    shown = pypdfium2.PdfDocument(pdf_with_seals(typeset_pdf(document), archive))

    [strip] = stamps[2]
    assert strip.clip is not None
    left, top, right, bottom = _red_box(shown[1], below=0)
    assert left >= strip.boundary[0] + strip.clip[0] - 0.6
    assert right <= 210.1
    assert (top, bottom) == pytest.approx((39, 81), abs=0.6)


def _text(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in document]


def _red_box(page: pypdfium2.PdfPage, *, below: float) -> tuple[float, float, float, float]:
    """Where the page is red below a line, in millimetres from its left top corner."""
    scale = 3.0
    per = scale * POINTS
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    content, channels = bytes(bitmap.buffer), bitmap.n_channels
    xs: list[int] = []
    ys: list[int] = []
    for y in range(int(below * per), bitmap.height):
        row = content[y * bitmap.stride : y * bitmap.stride + bitmap.width * channels]
        reds = [x for x in range(bitmap.width) if _is_red(row[x * channels : x * channels + 3])]
        if reds:
            xs += [reds[0], reds[-1]]
            ys.append(y)
    return min(xs) / per, min(ys) / per, (max(xs) + 1) / per, (max(ys) + 1) / per


def _is_red(colour: bytes) -> bool:
    return colour[0] > 180 and colour[1] < 90 and colour[2] < 90
