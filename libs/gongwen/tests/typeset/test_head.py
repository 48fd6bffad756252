"""版头 in its places, GB/T 9704-2012 7.2."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import SecrecyLevel, Urgency
from gongwen.typeset import FontSet, UnsupportedLayout, typeset_pdf

from .papers import NOTICE, REQUEST
from .positions import Glyph, PageView, read_pdf, written

CELL = 156 / 28
ROW = 225 / 22
TYPE = 16 * 25.4 / 72


def first_page(document: object, fonts: FontSet) -> PageView:
    return read_pdf(typeset_pdf(document, fonts=fonts))[0]  # type: ignore[arg-type]


def red_text(page: PageView) -> list[Glyph]:
    return [glyph for glyph in page.glyphs if glyph.red]


def red_rule(page: PageView) -> float:
    (rule,) = [bar for bar in page.bars if bar.red]
    assert (rule.left, rule.width) == pytest.approx((28, 156), abs=0.05)
    return rule.top


def test_mark_starts_72_mm_below_the_edge_of_the_page(fonts: FontSet) -> None:
    mark = red_text(first_page(NOTICE, fonts))

    assert written(mark) == "云江市人民政府办公室文件"
    assert min(glyph.ink_top for glyph in mark) == pytest.approx(72, abs=0.3)


def test_mark_is_centred_and_squeezed_into_the_type_area(fonts: FontSet) -> None:
    long_name = "云江市国民经济和社会发展规划编制工作领导小组办公室"
    for name in (NOTICE.issuers[0], long_name, "国务院"):
        mark = red_text(first_page(replace(NOTICE, issuers=(name,)), fonts))
        left, right = min(glyph.ink_left for glyph in mark), max(glyph.ink_right for glyph in mark)

        assert left >= 28
        assert right <= 184
        assert (left + right) / 2 == pytest.approx(106, abs=1)


def test_characters_of_the_mark_are_at_most_15_mm_wide_and_22_mm_high(fonts: FontSet) -> None:
    mark = red_text(first_page(replace(NOTICE, issuers=("国务院",)), fonts))

    assert max(glyph.ink_right - glyph.ink_left for glyph in mark) <= 15.1
    assert max(glyph.ink_bottom - glyph.ink_top for glyph in mark) <= 22


def test_number_is_centred_two_lines_below_the_mark_and_4_mm_above_the_rule(fonts: FontSet) -> None:
    page = first_page(NOTICE, fonts)
    number = page.line("云政办发")
    mark_bottom = max(glyph.ink_bottom for glyph in red_text(page))

    assert number[0].top - mark_bottom == pytest.approx(2 * ROW, abs=0.8)
    assert red_rule(page) - (number[0].top + TYPE) == pytest.approx(4, abs=0.1)
    assert (number[0].x + number[-1].x + CELL) / 2 == pytest.approx(106, abs=0.1)


def test_title_starts_two_lines_below_the_rule_in_22_point_type(fonts: FontSet) -> None:
    page = first_page(NOTICE, fonts)
    first, second = page.line("云江市人民政府办公室关于"), page.line("今冬明春")

    assert {glyph.size for glyph in first + second} == {22}
    assert first[0].top - red_rule(page) == pytest.approx(2 * ROW, abs=0.1)
    assert page.line("各县（区）")[0].top - second[0].top == pytest.approx(2 * ROW, abs=0.1)


def test_labels_stand_at_the_left_on_the_first_lines(fonts: FontSet) -> None:
    document = replace(
        NOTICE,
        copy_number="000123",
        secrecy=SecrecyLevel.SECRET,
        secrecy_period="1年",
        urgency=Urgency.TOP_URGENT,
    )
    page = first_page(document, fonts)

    for row, text in enumerate(("000123", "机密★1年", "特\u3000急")):
        line = page.line(text)
        assert line[0].top == pytest.approx(37 + row * ROW, abs=0.1)
        assert line[0].x == pytest.approx(28, abs=0.1)
    assert page.line("机密")[0].font == "FandolHei-Regular"
    assert min(glyph.ink_top for glyph in red_text(page)) == pytest.approx(72, abs=0.3)


def test_missing_labels_leave_no_hole(fonts: FontSet) -> None:
    page = first_page(replace(NOTICE, urgency=Urgency.URGENT), fonts)

    assert page.line("加\u3000急")[0].top == pytest.approx(37, abs=0.1)


def test_secrecy_without_period_is_spaced(fonts: FontSet) -> None:
    page = first_page(replace(NOTICE, secrecy=SecrecyLevel.CONFIDENTIAL), fonts)

    assert page.text[0] == "秘\u3000密"


def test_upward_document_has_number_left_and_signer_right(fonts: FontSet) -> None:
    page = first_page(REQUEST, fonts)
    line = page.line("云财〔2026〕8号")

    assert written(line) == "云财〔2026〕8号签发人：周明"
    assert line[0].x == pytest.approx(28 + CELL, abs=0.1)
    assert line[-1].x + CELL == pytest.approx(184 - CELL, abs=0.1)
    assert {glyph.font for glyph in line[-2:]} == {"FandolKai-Regular"}
    assert {glyph.font for glyph in line[-6:-2]} == {"FandolFang-Regular"}


def test_signers_stand_two_a_line_below_each_other(fonts: FontSet) -> None:
    page = first_page(replace(REQUEST, signers=("周明", "林致远", "何远舟")), fonts)
    upper, lower = page.line("签发人："), page.line("云财")

    assert written(upper) == "签发人：周\u3000明林致远"
    assert written(lower) == "云财〔2026〕8号何远舟"
    assert lower[0].top - upper[0].top == pytest.approx(ROW, abs=0.02)
    assert lower[-3].x == pytest.approx(upper[4].x, abs=0.02)
    assert upper[-3].x - (upper[6].x + CELL) == pytest.approx(CELL, abs=0.02)
    assert red_rule(page) - (lower[0].top + TYPE) == pytest.approx(4, abs=0.1)


def test_upward_draft_keeps_the_place_of_its_signer(fonts: FontSet) -> None:
    assert "签发人：" in first_page(replace(REQUEST, signers=(), number=""), fonts).text


JOINT = ("云江市教育局", "云江市发展和改革委员会", "云江市人力资源和社会保障局")


def test_joint_mark_has_names_of_one_width_and_one_word_document(fonts: FontSet) -> None:
    page = first_page(replace(NOTICE, issuers=JOINT), fonts)
    names = [[glyph for glyph in line if glyph.red] for line in page.lines]
    names = [line for line in names if line]
    rows = [line for line in names if len(line) > 2]
    (suffix,) = [line for line in names if written(line) == "文件"]

    assert [written(row) for row in rows] == list(JOINT)
    assert [row[0].x for row in rows] == pytest.approx([rows[0][0].x] * 3, abs=0.05)
    assert [row[-1].x for row in rows] == pytest.approx([rows[0][-1].x] * 3, abs=0.05)
    assert min(glyph.ink_top for glyph in rows[0]) == pytest.approx(72, abs=0.3)
    middle = (rows[0][0].ink_top + rows[-1][0].ink_bottom) / 2
    assert (suffix[0].ink_top + suffix[0].ink_bottom) / 2 == pytest.approx(middle, abs=1)
    assert suffix[0].ink_left > max(glyph.ink_right for row in rows for glyph in row)
    assert suffix[-1].ink_right <= 184


def test_joint_mark_can_be_written_without_the_word_document(fonts: FontSet) -> None:
    page = first_page(replace(NOTICE, issuers=JOINT[:2], issuer_mark="\n".join(JOINT[:2])), fonts)

    assert written(red_text(page)) == "".join(JOINT[:2])


def test_ten_joint_organs_still_leave_text_on_the_first_page(fonts: FontSet) -> None:
    names = tuple(f"云江市第{n}局" for n in "一二三四五六七八九十")
    page = first_page(replace(NOTICE, issuers=names), fonts)

    assert any("现就有关事项" in line for line in page.text)


def test_more_organs_than_the_page_holds_are_refused(fonts: FontSet) -> None:
    with pytest.raises(UnsupportedLayout, match="发文机关过多，首页排不下"):
        first_page(replace(NOTICE, issuers=NOTICE.issuers * 30), fonts)


def test_numbering_moves_nothing(fonts: FontSet) -> None:
    numbered, unnumbered = first_page(NOTICE, fonts), first_page(replace(NOTICE, number=""), fonts)

    assert [glyph for glyph in numbered.glyphs if glyph.baseline > red_rule(numbered)] == [
        glyph for glyph in unnumbered.glyphs if glyph.baseline > red_rule(unnumbered)
    ]
