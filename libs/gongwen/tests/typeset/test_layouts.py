"""The special layouts: 信函, 命令, 纪要, GB/T 9704-2012 chapter 10."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import OfficialDocument, SecrecyLevel, Urgency
from gongwen.typeset import FontSet, compose, typeset_pdf

from .papers import LETTER, MINUTES, ORDER, SENTENCE
from .positions import PageView, read_pdf, written

CELL = 156 / 28
ROW = 225 / 22
TYPE = 16 * 25.4 / 72


def pages_of(document: OfficialDocument, fonts: FontSet) -> list[PageView]:
    return read_pdf(typeset_pdf(document, fonts=fonts))


def ink_top_of_mark(page: PageView) -> float:
    return min(glyph.ink_top for glyph in page.glyphs if glyph.red)


def ink_bottom_of_mark(page: PageView) -> float:
    return max(glyph.ink_bottom for glyph in page.glyphs if glyph.red)


def mark_text(page: PageView) -> str:
    return "".join(glyph.char for glyph in page.glyphs if glyph.red)


def test_letter_mark_starts_30_mm_below_the_edge_and_has_no_document_word(fonts: FontSet) -> None:
    page = pages_of(LETTER, fonts)[0]

    assert mark_text(page) == "云江市人民政府办公室"
    assert ink_top_of_mark(page) == pytest.approx(30, abs=0.3)


def test_letter_has_double_rules_of_170_mm(fonts: FontSet) -> None:
    page = pages_of(LETTER, fonts)[0]
    rules = sorted((bar for bar in page.bars if bar.red), key=lambda bar: bar.top)

    assert [(bar.left, bar.width) for bar in rules] == [pytest.approx((20, 170), abs=0.05)] * 4
    assert rules[0].height > rules[1].height
    assert rules[2].height < rules[3].height
    assert rules[0].top - ink_bottom_of_mark(page) == pytest.approx(4, abs=0.8)
    assert rules[3].top + rules[3].height == pytest.approx(277, abs=0.05)


def test_letter_number_stands_at_the_right_seven_eighths_of_a_character_below_the_rule(fonts: FontSet) -> None:
    page = pages_of(LETTER, fonts)[0]
    number = page.line("云政办函")
    rules = sorted((bar for bar in page.bars if bar.red), key=lambda bar: bar.top)

    assert number[-1].x + CELL == pytest.approx(184, abs=0.05)
    assert number[0].top - (rules[1].top + rules[1].height) == pytest.approx(TYPE * 7 / 8, abs=0.1)


def test_letter_labels_share_the_line_of_the_number(fonts: FontSet) -> None:
    document = replace(LETTER, secrecy=SecrecyLevel.SECRET, urgency=Urgency.URGENT)
    page = pages_of(document, fonts)[0]

    assert written(page.line("机\u3000密")) == "机\u3000密云政办函〔2026〕36号"
    assert page.line("加\u3000急")[0].top - page.line("机\u3000密")[0].top == pytest.approx(ROW, abs=0.02)
    title = next(line for line in page.lines if line[0].size == 22)
    assert title[0].top - page.line("加\u3000急")[0].top == pytest.approx(3 * ROW, abs=0.05)


def test_first_page_of_a_letter_has_no_number_and_the_imprint_no_rules(fonts: FontSet) -> None:
    pages = pages_of(replace(LETTER, body=SENTENCE * 16), fonts)
    dashes = [sum(glyph.char == "—" for glyph in page.glyphs) for page in pages]

    assert dashes == [0, 2]
    assert pages[-1].bars == ()
    assert pages[-1].text[-2] == "抄送：市委办公室，市人大常委会办公室。"
    assert not any("印发" in line for line in pages[-1].text)


def test_order_mark_starts_20_mm_below_the_type_area(fonts: FontSet) -> None:
    page = pages_of(ORDER, fonts)[0]

    assert mark_text(page) == "云江市人民政府令"
    assert ink_top_of_mark(page) == pytest.approx(57, abs=0.3)
    assert [bar for bar in page.bars if bar.red] == []


def test_order_number_and_body_follow_two_lines_below_each_other(fonts: FontSet) -> None:
    page = pages_of(ORDER, fonts)[0]
    number, body = page.line("第15号"), page.line("《云江市城市绿化")

    assert number[0].top - ink_bottom_of_mark(page) == pytest.approx(2 * ROW, abs=1)
    assert (number[0].x + number[-1].x + CELL) / 2 == pytest.approx(106, abs=0.05)
    assert body[0].top - number[0].top == pytest.approx(3 * ROW, abs=0.02)


def test_order_is_signed_by_post_and_stamp(fonts: FontSet) -> None:
    page = pages_of(ORDER, fonts)[0]
    (stamp,) = compose(ORDER, fonts=fonts).seals
    post, date = page.line("市长"), page.line("2026年11月3日")
    body = page.lines[page.lines.index(post) - 1]

    assert written(post) == "市长"
    assert post[0].top - body[0].top == pytest.approx(3 * ROW, abs=0.02)
    assert date[0].top - post[0].top == pytest.approx(2 * ROW, abs=0.02)
    assert date[-1].x + CELL == pytest.approx(184 - 4 * CELL, abs=0.05)
    assert stamp.issuer == "林致远"
    assert stamp.y_mm == pytest.approx(post[0].top + TYPE / 2, abs=0.05)


def test_order_keeps_post_and_stamp_whatever_space_parts_them(fonts: FontSet) -> None:
    order = replace(ORDER, signers=("市长\u3000林致远",))
    (stamp,) = compose(order, fonts=fonts).seals

    assert stamp.issuer == "林致远"
    assert written(pages_of(order, fonts)[0].line("市长")) == "市长"


def test_order_without_stamp_prints_the_name(fonts: FontSet) -> None:
    page = pages_of(replace(ORDER, sealed=False), fonts)[0]
    line = page.line("市长林致远")

    assert line[2].x - (line[1].x + CELL) == pytest.approx(2 * CELL, abs=0.05)
    assert {glyph.font for glyph in line[2:]} == {"FandolKai-Regular"}


def test_minutes_name_those_present_after_the_body(fonts: FontSet) -> None:
    page = pages_of(MINUTES, fonts)[0]
    present, observers = page.line("出席："), page.line("列席：孙立言")
    wrapped = page.lines[page.lines.index(present) + 1]

    assert mark_text(page) == "市长办公会议纪要"
    assert ink_top_of_mark(page) == pytest.approx(72, abs=0.3)
    assert present[0].x == pytest.approx(28 + 2 * CELL, abs=0.05)
    assert [glyph.font for glyph in present[:4]] == ["FandolHei-Regular"] * 3 + ["FandolFang-Regular"]
    assert wrapped[0].x == pytest.approx(present[3].x, abs=0.05)
    assert present[0].top - page.line("会议研究")[0].top == pytest.approx(2 * ROW, abs=0.02)
    assert observers[0].font == "FandolHei-Regular"


def test_minutes_have_organ_and_date_above_the_rule_and_no_seal(fonts: FontSet) -> None:
    page = pages_of(MINUTES, fonts)[0]
    line = page.line("云江市人民政府办公室2026年11月20日")
    (rule,) = [bar for bar in page.bars if bar.red]

    assert rule.top - (line[0].top + TYPE) == pytest.approx(4, abs=0.1)
    assert sum("2026年11月20日" in text for text in page.text) == 1
    assert compose(MINUTES, fonts=fonts).seals == ()
