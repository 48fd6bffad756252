"""Tables of the body."""

from __future__ import annotations

import pytest

from gongwen.document import OfficialDocument
from gongwen.typeset import FontSet, UnsupportedLayout, compose, typeset_pdf

from .papers import SENTENCE
from .positions import PageView, read_pdf

ROW = 225 / 22


def table(rows: int, *, cell: str = "青溪县") -> str:
    lines = ["| 序号 | 单位 | 隐患（项） |", "|--|--|--|"]
    return "\n".join(lines + [f"| {n} | {cell} | {n * 137:,} |" for n in range(1, rows + 1)])


def pages_of(body: str, fonts: FontSet) -> list[PageView]:
    return read_pdf(typeset_pdf(OfficialDocument(body=body), fonts=fonts))


def test_head_is_repeated_on_each_page_and_no_row_is_lost(fonts: FontSet) -> None:
    pages = pages_of(table(80), fonts)
    rows = [line for page in pages for line in page.text if "青溪县" in line]

    assert len(pages) > 2
    assert all(page.text[0] == "序号单位隐患（项）" for page in pages)
    assert rows == [f"{n}青溪县{n * 137:,}" for n in range(1, 81)]


def test_head_is_in_black_type_and_frame_in_the_type_area(fonts: FontSet) -> None:
    (page,) = pages_of(table(3), fonts)

    assert {glyph.font for glyph in page.line("序号")} == {"FandolHei-Regular"}
    assert min(bar.left for bar in page.bars) == pytest.approx(28, abs=0.02)
    assert max(bar.left + bar.width for bar in page.bars) == pytest.approx(184, abs=0.02)


def test_frame_is_closed_on_every_page(fonts: FontSet) -> None:
    for page in pages_of(table(80), fonts):
        across = sorted(bar.top for bar in page.bars if bar.width > 150)
        down = [bar for bar in page.bars if bar.width < 1]

        assert across[0] == pytest.approx(min(bar.top for bar in down), abs=0.02)
        assert across[-1] == pytest.approx(max(bar.top + bar.height for bar in down), abs=0.25)
        assert across[-1] <= 262


def test_figures_end_below_each_other(fonts: FontSet) -> None:
    (page,) = pages_of(table(12), fonts)
    ends = [line[-1].x for line in page.lines if "青溪县" in "".join(glyph.char for glyph in line)]

    assert ends == pytest.approx([ends[0]] * 12, abs=0.05)


def test_text_after_a_table_is_on_the_grid_again(fonts: FontSet) -> None:
    (page,) = pages_of(f"{table(4)}\n{SENTENCE[:20]}", fonts)
    row = (page.line(SENTENCE[:20])[0].top - 37) / ROW

    assert row == pytest.approx(round(row), abs=0.01)


def test_cell_longer_than_a_page_goes_on_over_pages(fonts: FontSet) -> None:
    cell = SENTENCE * 60
    pages = pages_of(f"| 事项 | 内容 |\n|--|--|\n| 甲 | {cell} |", fonts)
    text = "".join(line for page in pages for line in page.text)

    assert len(pages) > 1
    assert text.replace("事项内容", "").replace("甲", "").translate({ord(c): None for c in "—123"}) == cell
    assert all(glyph.ink_bottom < 262 for page in pages for glyph in page.glyphs if glyph.size == 12)


def test_many_columns_are_set_smaller(fonts: FontSet) -> None:
    head = "|" + "".join(f"指标{n}名称|" for n in "一二三四五六七八九十甲乙")
    (page,) = pages_of(head + "\n" + "|--" * 12 + "|\n" + "| 1,024.5 " * 12 + "|", fonts)

    assert {glyph.size for glyph in page.glyphs if glyph.size < 14} == {9}
    assert max(glyph.ink_right for glyph in page.glyphs) <= 184


def test_more_columns_than_fit_are_refused_in_one_sentence(fonts: FontSet) -> None:
    with pytest.raises(UnsupportedLayout) as refused:
        compose(OfficialDocument(body="|" + "甲|" * 60), fonts=fonts)

    assert str(refused.value) == "表格有60列，超出版心宽度，请拆分后再排版。"
