"""Handling sheets: every cell and opinion printed once, the head on every page."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.typeset import FontSet, HandlingSheet, Opinion, OpinionBlock, SheetField, typeset_sheet

from .papers import OFFICE
from .positions import PageView, read_pdf, written

FIELDS = (
    SheetField("发文字号", "云政办发〔2026〕12号", 2),
    SheetField("紧急程度", "特急"),
    SheetField("密级", ""),
    SheetField("标题", "云江市人民政府办公室关于做好今冬明春火灾防控工作的通知", 4),
)
SIGNED = OpinionBlock("签发", (Opinion("林致远", "市长", "同意印发。", date(2026, 11, 20)),))
SHEET = HandlingSheet("发文稿纸", OFFICE, FIELDS, (SIGNED, OpinionBlock("校对")), "随文归档")


def many(count: int, text: str = "请抓紧办理，按时报送落实情况。") -> HandlingSheet:
    opinions = tuple(Opinion(f"第{n}人", "局长", text, date(2026, 11, 1)) for n in range(1, count + 1))
    return HandlingSheet("收文处理笺", OFFICE, FIELDS, (OpinionBlock("领导批示", opinions),))


def pages_of(sheet: HandlingSheet, fonts: FontSet) -> list[PageView]:
    return read_pdf(typeset_sheet(sheet, fonts=fonts))


def test_sheet_has_red_rules_and_labels_and_black_text(fonts: FontSet) -> None:
    (page,) = pages_of(SHEET, fonts)

    assert page.text[0] == "云江市人民政府办公室发文稿纸"
    assert all(bar.red for bar in page.bars)
    assert all(glyph.red for label in ("发文字号", "标题", "签发", "校对") for glyph in page.find(label))
    assert not any(glyph.red for text in ("特急", "同意印发。") for glyph in page.find(text))
    assert (min(bar.left for bar in page.bars), max(bar.left + bar.width for bar in page.bars)) == pytest.approx(
        (28, 184), abs=0.05
    )


def test_fields_of_one_row_stand_side_by_side(fonts: FontSet) -> None:
    (page,) = pages_of(SHEET, fonts)
    row = page.line("发文字号")

    assert written(row) == "发文字号云政办发〔2026〕12号紧急程度特急密级"
    assert row[written(row).index("紧")].x == pytest.approx(28 + 78, abs=5)


def test_opinion_is_signed_at_the_right_below_its_text(fonts: FontSet) -> None:
    (page,) = pages_of(SHEET, fonts)
    text, signed = page.line("同意印发。"), page.line("林致远（市长）")

    assert written(signed) == "林致远（市长）\u30002026年11月20日"
    assert signed[0].top > text[0].top
    assert signed[-1].x + 12 * 25.4 / 72 == pytest.approx(184 - 1.5, abs=0.1)


def test_step_without_opinion_leaves_room_to_write(fonts: FontSet) -> None:
    (page,) = pages_of(SHEET, fonts)
    across = sorted({round(bar.top, 1) for bar in page.bars if bar.width > 150})

    assert across[-1] - across[-3] >= 25.5


def test_many_opinions_go_on_with_head_and_label_repeated(fonts: FontSet) -> None:
    pages = pages_of(many(60), fonts)
    signed = [line for page in pages for line in page.text if "（局长）" in line]

    assert len(pages) > 2
    assert [line.removeprefix("（续）") for line in signed] == [
        f"第{n}人（局长）\u30002026年11月1日" for n in range(1, 61)
    ]
    assert all(page.text[0] == "云江市人民政府办公室收文处理笺" for page in pages)
    assert ["（续）" in "".join(page.text) for page in pages] == [False] + [True] * (len(pages) - 1)
    assert [page.text[-1] for page in pages] == [
        f"第{n}页\u3000共{len(pages)}页" for n in range(1, len(pages) + 1)
    ]


def test_signature_stays_with_the_end_of_its_text(fonts: FontSet) -> None:
    for page in pages_of(many(60), fonts):
        assert "（局长）" not in page.text[1]


def test_endless_opinion_flows_over_pages_and_loses_nothing(fonts: FontSet) -> None:
    text = "请各有关部门抓紧落实" * 800
    pages = pages_of(many(1, text), fonts)
    printed = "".join(glyph.char for page in pages for glyph in page.glyphs if not glyph.red)

    assert text in printed
    assert all(glyph.ink_bottom < 280 for page in pages for glyph in page.glyphs)


@given(
    values=st.lists(st.tuples(st.text(max_size=30), st.text(max_size=900), st.integers(1, 4)), max_size=8),
    opinions=st.lists(st.text(max_size=900), max_size=6),
)
@settings(max_examples=30, deadline=None)
def test_any_sheet_is_printed(fonts: FontSet, values: list[tuple[str, str, int]], opinions: list[str]) -> None:
    sheet = HandlingSheet(
        "笺",
        "办",
        tuple(SheetField(*value) for value in values),
        tuple(OpinionBlock("批示", (Opinion(text[:8], text[:12], text),)) for text in opinions),
        "注" * 200,
    )

    pages = pages_of(sheet, fonts)

    assert all(bar.top + bar.height <= 274 for page in pages for bar in page.bars)


def test_field_wider_than_the_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="span is 5"):
        SheetField("标题", "", 5)
