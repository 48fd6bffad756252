"""版记 and page numbers, GB/T 9704-2012 7.4 and 7.5."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import OfficialDocument
from gongwen.typeset import FontSet, page_count, typeset_pdf

from .papers import LONG_NOTICE, NOTICE, SENTENCE
from .positions import PageView, read_pdf, written

FOUR = 14 * 25.4 / 72


def pages_of(document: OfficialDocument, fonts: FontSet) -> list[PageView]:
    return read_pdf(typeset_pdf(document, fonts=fonts))


def rules(page: PageView) -> list[tuple[float, float]]:
    return [(bar.top, bar.height) for bar in sorted(page.bars, key=lambda bar: bar.top) if not bar.red]


def test_imprint_stands_at_the_foot_of_the_last_even_page(fonts: FontSet) -> None:
    pages = pages_of(NOTICE, fonts)
    last = pages[-1]

    assert len(pages) % 2 == 0
    (first_top, first), (_, middle), (last_top, bottom) = rules(last)
    assert (first, middle, bottom) == pytest.approx((0.35, 0.25, 0.35), abs=0.02)
    assert last_top + bottom == pytest.approx(262, abs=0.02)
    assert {round(bar.left, 1) for bar in last.bars} == {28.0}
    assert {round(bar.width, 1) for bar in last.bars} == {156.0}
    assert first_top > 200


def test_imprint_names_cc_and_printing_office_in_14_point_type(fonts: FontSet) -> None:
    last = pages_of(NOTICE, fonts)[-1]
    cc = last.line("抄送：")
    print_line = next(line for line in last.lines if written(line).endswith("印发"))

    assert written(cc) == "抄送：市委办公室，市人大常委会办公室。"
    assert written(print_line) == "云江市人民政府办公室2026年11月20日印发"
    assert {glyph.size for glyph in cc + print_line} == {14}
    assert cc[0].x == pytest.approx(28 + FOUR, abs=0.05)
    assert print_line[0].x == pytest.approx(28 + FOUR, abs=0.05)
    assert print_line[-1].x + FOUR == pytest.approx(184 - FOUR, abs=0.05)


def test_wrapped_cc_stands_under_the_first_organ(fonts: FontSet) -> None:
    last = pages_of(replace(NOTICE, cc=tuple(f"云江市第{n}中学" for n in "一二三四五六七八")), fonts)[-1]
    first = last.line("抄送：")
    second = last.lines[last.lines.index(first) + 1]

    assert second[0].x == pytest.approx(first[3].x, abs=0.05)


def test_document_without_cc_and_printing_office_has_no_imprint(fonts: FontSet) -> None:
    pages = pages_of(replace(NOTICE, cc=(), print_info=None), fonts)

    assert rules(pages[-1]) == []
    assert len(pages) == 2


def test_imprint_of_printing_office_alone_has_two_rules(fonts: FontSet) -> None:
    assert len(rules(pages_of(replace(NOTICE, cc=()), fonts)[-1])) == 2


@pytest.mark.parametrize("sentences", range(1, 22))
def test_pages_are_even_and_numbers_go_without_gap(fonts: FontSet, sentences: int) -> None:
    document = replace(NOTICE, body=SENTENCE * sentences)
    pages = pages_of(document, fonts)
    numbers = [number(page) for page in pages]

    assert len(pages) % 2 == 0
    assert len(pages) == page_count(document, fonts=fonts)
    assert numbers in ([str(n + 1) for n in range(len(pages))], [*map(str, range(1, len(pages) - 1)), "", ""])
    blank = [page for page in pages if not page.glyphs]
    assert len(blank) == (numbers[-1] == "")


def test_blank_page_before_the_imprint_and_its_page_have_no_number(fonts: FontSet) -> None:
    for sentences in range(10, 22):
        pages = pages_of(replace(NOTICE, body=SENTENCE * sentences), fonts)
        if not pages[-2].glyphs:
            assert number(pages[-1]) == ""
            assert rules(pages[-1])
            return
    pytest.fail("no length gave a blank page")


def number(page: PageView) -> str:
    return "".join(glyph.char for glyph in page.glyphs if glyph.font == "FandolSong-Regular").strip("—")


def test_dash_of_the_page_number_starts_7_mm_below_the_type_area(fonts: FontSet) -> None:
    for page in pages_of(LONG_NOTICE, fonts)[:2]:
        dashes = [glyph for glyph in page.glyphs if glyph.char == "—"]

        assert len(dashes) == 2
        assert [dash.ink_top for dash in dashes] == pytest.approx([269, 269], abs=0.2)


def test_page_numbers_stand_outside_one_character_from_the_edge(fonts: FontSet) -> None:
    odd, even = (
        [glyph for glyph in page.glyphs if glyph.font == "FandolSong-Regular"]
        for page in pages_of(LONG_NOTICE, fonts)[:2]
    )

    assert [glyph.char for glyph in odd] == ["—", "1", "—"]
    assert [glyph.char for glyph in even] == ["—", "2", "—"]
    assert odd[-1].x + FOUR == pytest.approx(184 - FOUR, abs=0.05)
    assert even[0].x == pytest.approx(28 + FOUR, abs=0.05)


def test_recipients_that_push_the_body_off_the_first_page_go_to_the_imprint(fonts: FontSet) -> None:
    to = tuple(f"云江市第{n}中学" for n in "一二三四五六七八九十" * 4)
    pages = pages_of(replace(NOTICE, to=to), fonts)

    assert "\u3000" not in pages[0].text[0]
    assert any("现就有关事项通知如下：" in line for line in pages[0].text)
    assert any(line.startswith("主送：云江市第一中学、云江市第二中学") for line in pages[-1].text)
    assert len(rules(pages[-1])) == 3
