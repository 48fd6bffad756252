"""The type area: 22 lines of 28 characters, GB/T 9704-2012 5.2."""

from __future__ import annotations

import pytest

from gongwen.document import OfficialDocument
from gongwen.typeset import FontSet, LineEnd, typeset_pdf

from .papers import LONG_NOTICE, NOTICE
from .positions import Glyph, PageView, read_pdf, written

CELL = 156 / 28
ROW = 225 / 22


def body_lines(page: PageView) -> list[list[Glyph]]:
    return [line for line in page.lines if line[0].size == pytest.approx(16) and not line[0].red]


@pytest.fixture(scope="module")
def pages(fonts: FontSet) -> list[PageView]:
    return read_pdf(typeset_pdf(LONG_NOTICE, fonts=fonts))


def test_full_page_has_22_lines_of_28_characters(pages: list[PageView]) -> None:
    lines = body_lines(pages[1])

    assert [len(line) for line in lines] == [28] * 22


def test_lines_stand_on_the_grid_from_the_top_of_the_type_area(pages: list[PageView]) -> None:
    tops = [line[0].top for line in body_lines(pages[1])]

    assert tops == pytest.approx([37 + row * ROW for row in range(22)], abs=0.02)


def test_characters_stand_5_571_mm_apart_from_the_left_edge_of_the_type_area(pages: list[PageView]) -> None:
    for line in body_lines(pages[1]):
        assert [glyph.x for glyph in line] == pytest.approx([28 + at * CELL for at in range(28)], abs=0.02)


def test_ink_stays_in_the_type_area(pages: list[PageView]) -> None:
    ink = [glyph for line in body_lines(pages[1]) for glyph in line]

    assert min(glyph.ink_left for glyph in ink) == pytest.approx(28, abs=0.6)
    assert min(glyph.ink_top for glyph in ink) == pytest.approx(37, abs=0.6)
    assert max(glyph.ink_right for glyph in ink) == pytest.approx(184, abs=0.6)
    assert max(glyph.ink_bottom for glyph in ink) < 262


def test_first_page_stands_on_the_same_lines_as_the_others(pages: list[PageView]) -> None:
    tops = [line[0].top for line in body_lines(pages[0]) if line[0].top > 140]

    rows = [(top - 37) / ROW for top in tops]
    assert rows == pytest.approx([round(row) for row in rows], abs=0.01)
    assert round(rows[-1]) == 21


def test_paragraphs_are_indented_by_two_characters(fonts: FontSet) -> None:
    page = read_pdf(typeset_pdf(NOTICE, fonts=fonts))[0]

    assert page.line("现就有关事项")[0].x == pytest.approx(28 + 2 * CELL, abs=0.02)
    assert page.line("各县（区）")[0].x == pytest.approx(28, abs=0.02)


def test_headings_are_set_in_their_faces(fonts: FontSet) -> None:
    page = read_pdf(typeset_pdf(NOTICE, fonts=fonts))[0]

    assert {glyph.font for glyph in page.find("一、压实责任")} == {"FandolHei-Regular"}
    assert {glyph.font for glyph in page.find("（一）落实属地责任。")} == {"FandolKai-Regular"}
    assert {glyph.font for glyph in page.find(written(page.line("（一）"))[10:28])} == {"FandolFang-Regular"}


def test_marks_side_by_side_and_at_the_start_of_a_line_keep_their_cells(fonts: FontSet) -> None:
    body = "会" * 26 + "“会”，《议》、《定》。（会）；"
    (page,) = read_pdf(typeset_pdf(OfficialDocument(body=body), fonts=fonts))
    second = page.lines[1]

    assert written(second) == "“会”，《议》、《定》。（会）；"
    assert [glyph.x for glyph in second] == pytest.approx([28 + at * CELL for at in range(16)], abs=0.02)


def test_numbered_items_of_a_list_are_no_headings(fonts: FontSet) -> None:
    (page,) = read_pdf(
        typeset_pdf(OfficialDocument(body="（一）公园绿地；\n（二）防护绿地。\n（三）附属绿地"), fonts=fonts)
    )

    assert [line[0].font for line in page.lines[:3]] == ["FandolFang-Regular"] * 2 + ["FandolKai-Regular"]


def test_flush_lines_end_together(fonts: FontSet) -> None:
    document = OfficialDocument(body="为" * 26 + "，" + "为" * 25 + "。")  # the comma would start a line

    grid = body_lines(read_pdf(typeset_pdf(document, fonts=fonts))[0])
    flush = body_lines(read_pdf(typeset_pdf(document, fonts=fonts, line_end=LineEnd.FLUSH))[0])

    assert [len(line) for line in grid] == [len(line) for line in flush] == [25, 28]
    assert grid[0][-1].x == pytest.approx(28 + 26 * CELL, abs=0.02)
    assert flush[0][-1].x == pytest.approx(28 + 27 * CELL, abs=0.02)
