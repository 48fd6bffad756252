"""附件说明、署名、成文日期、印章、附注 in their places, GB/T 9704-2012 7.3.4 to 7.3.6."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongwen.document import Attachment, OfficialDocument
from gongwen.typeset import FontSet, compose, typeset_pdf

from .papers import ATTACHED, NOTICE, OFFICE, SENTENCE
from .positions import Glyph, PageView, read_pdf, written

CELL = 156 / 28
ROW = 225 / 22
SEAL_RADIUS = 21.0
"""Half of 42 mm, the smallest seal in use."""


def page_with(text: str, document: OfficialDocument, fonts: FontSet) -> PageView:
    return next(
        page for page in read_pdf(typeset_pdf(document, fonts=fonts)) if any(text in line for line in page.text)
    )


def middle(line: list[Glyph]) -> float:
    """The middle of a line of whole cells; the digits of a date at its ends are half as wide."""
    last = CELL / 2 if line[-1].char.isdigit() else CELL
    return (line[0].x + line[-1].x + last) / 2


def signature(page: PageView, name: str) -> list[Glyph]:
    return next(
        line for line in reversed(page.lines) if name in written(line) and line[0].size == pytest.approx(16)
    )


def last_text(page: PageView) -> list[Glyph]:
    """The line of the body above the signature."""
    lines = [line for line in page.lines if line[0].size == pytest.approx(16)]
    return lines[next(at for at, line in enumerate(lines) if written(line) == OFFICE) - 1]


def test_sealed_date_stands_four_characters_from_the_right(fonts: FontSet) -> None:
    page = page_with("2026年11月20日", NOTICE, fonts)
    date, name = page.line("2026年11月20日"), signature(page, OFFICE)

    assert date[-1].x + CELL == pytest.approx(184 - 4 * CELL, abs=0.05)
    assert middle(name) == pytest.approx(middle(date), abs=0.05)
    assert date[0].top - name[0].top == pytest.approx(ROW, abs=0.02)


def test_seal_is_within_one_line_of_the_text_and_over_name_and_date(fonts: FontSet) -> None:
    page = page_with("2026年11月20日", NOTICE, fonts)
    (place,) = compose(NOTICE, fonts=fonts).seals
    date, name, text = page.line("2026年11月20日"), signature(page, OFFICE), last_text(page)

    assert place.issuer == OFFICE
    assert place.x_mm == pytest.approx(middle(date), abs=0.05)
    below_text = (place.y_mm - SEAL_RADIUS) - (text[0].top + 16 * 25.4 / 72)
    assert 0 <= below_text <= ROW
    both = (name[0].top + date[0].top + 16 * 25.4 / 72) / 2
    assert 0 < both - place.y_mm < 5


def test_name_longer_than_the_room_over_the_date_stays_in_the_type_area(fonts: FontSet) -> None:
    name = "云江市国民经济和社会发展规划编制领导小组"
    page = page_with("2026年11月20日", replace(NOTICE, issuers=(name,)), fonts)
    line = signature(page, name)

    assert line[0].x >= 28
    assert line[-1].x + CELL <= 184.05
    assert middle(line) == pytest.approx(middle(page.line("2026年11月20日")), abs=0.05)


def test_name_longer_than_a_line_is_set_in_two(fonts: FontSet) -> None:
    name = "云江市国民经济和社会发展第十六个五年规划纲要编制工作领导小组办公室"
    page = page_with("2026年11月20日", replace(NOTICE, issuers=(name,)), fonts)
    date = page.line("2026年11月20日")
    first, second = page.lines[page.lines.index(date) - 2 : page.lines.index(date)]

    assert written(first) + written(second) == name
    assert middle(first) == pytest.approx(middle(second), abs=0.05)
    assert all(line[0].x >= 28 and line[-1].x + CELL <= 184.05 for line in (first, second))


def test_long_joint_names_stand_fewer_a_row(fonts: FontSet) -> None:
    names = ("云江市人力资源和社会保障局", "云江市住房和城乡建设局", "云江市自然资源和规划局")
    document = replace(NOTICE, issuers=names)
    page = page_with("2026年11月20日", document, fonts)

    rows = [seal.y_mm for seal in compose(document, fonts=fonts).seals]
    assert rows[0] == rows[1] < rows[2]
    first = page.line(names[0])
    assert first[13].x - (first[12].x + CELL) >= CELL - 0.05


def test_unsealed_name_stands_two_from_the_right_and_the_date_two_further_in(fonts: FontSet) -> None:
    page = page_with("2026年11月20日", replace(NOTICE, sealed=False), fonts)
    name, date = signature(page, OFFICE), page.line("2026年11月20日")

    assert name[-1].x + CELL == pytest.approx(184 - 2 * CELL, abs=0.05)
    assert date[0].x - name[0].x == pytest.approx(2 * CELL, abs=0.05)
    assert name[0].top - last_text(page)[0].top == pytest.approx(2 * ROW, abs=0.02)


def test_unsealed_date_longer_than_the_name_stands_two_from_the_right(fonts: FontSet) -> None:
    page = page_with("2026年11月20日", replace(NOTICE, issuers=("市财政局",), sealed=False), fonts)
    name, date = signature(page, "市财政局"), page.line("2026年11月20日")

    assert date[-1].x + CELL == pytest.approx(184 - 2 * CELL, abs=0.05)
    assert date[0].x - name[0].x == pytest.approx(2 * CELL, abs=0.05)


def test_unsealed_document_has_no_place_for_a_seal(fonts: FontSet) -> None:
    assert compose(replace(NOTICE, sealed=False), fonts=fonts).seals == ()


ISSUERS = ("云江市教育局", "云江市财政局", "云江市民政局", "云江市水务局", "云江市交通运输局")


def test_joint_seals_stand_three_a_row_and_do_not_touch(fonts: FontSet) -> None:
    document = replace(NOTICE, issuers=ISSUERS)
    seals = compose(document, fonts=fonts).seals
    page = page_with("云江市水务局云江市交通运输局", document, fonts)

    assert [seal.issuer for seal in seals] == list(ISSUERS)
    assert (
        len({round(seal.y_mm, 2) for seal in seals[:3]}) == len({round(seal.y_mm, 2) for seal in seals[3:]}) == 1
    )
    for at, one in enumerate(seals):
        assert one.x_mm - 22.5 >= 28
        assert one.x_mm + 22.5 <= 184
        for other in seals[at + 1 :]:
            distance = ((one.x_mm - other.x_mm) ** 2 + (one.y_mm - other.y_mm) ** 2) ** 0.5
            assert distance > 45
    date = page.line("2026年11月20日")
    assert middle(date) == pytest.approx(seals[-1].x_mm, abs=0.05)


def test_annotation_stands_in_brackets_below_the_date(fonts: FontSet) -> None:
    page = page_with("此件公开发布", replace(NOTICE, annotation="此件公开发布"), fonts)
    note = page.line("（此件公开发布）")

    assert note[0].x == pytest.approx(28 + 2 * CELL, abs=0.05)
    assert note[0].top - page.line("2026年11月20日")[0].top == pytest.approx(ROW, abs=0.02)


def test_attachment_names_are_aligned(fonts: FontSet) -> None:
    page = page_with("附件：", ATTACHED, fonts)
    first, second = page.line("附件：1."), page.line("2.检查记录表")
    wrapped = page.lines[page.lines.index(first) + 1]

    assert first[0].x == pytest.approx(28 + 2 * CELL, abs=0.05)
    assert second[0].x == pytest.approx(first[3].x, abs=0.05)
    assert wrapped[0].x == pytest.approx(first[5].x, abs=0.05) == second[2].x
    assert first[0].top - page.lines[page.lines.index(first) - 1][0].top == pytest.approx(2 * ROW, abs=0.02)


def test_one_attachment_has_no_number(fonts: FontSet) -> None:
    document = replace(NOTICE, attachments=(Attachment("检查记录表。", ""),))

    assert "附件：检查记录表" in page_with("附件：", document, fonts).text


def test_attachment_starts_a_page_with_its_mark_and_its_title_on_the_third_line(fonts: FontSet) -> None:
    page = page_with("附件2", ATTACHED, fonts)
    mark, title = page.lines[0], page.lines[1]

    assert written(mark) == "附件2"
    assert mark[0].font == "FandolHei-Regular"
    assert (mark[0].x, mark[0].top) == pytest.approx((28, 37), abs=0.05)
    assert written(title) == "检查记录表"
    assert title[0].top == pytest.approx(37 + 2 * ROW, abs=0.05)
    assert (title[0].ink_left + title[-1].ink_right) / 2 == pytest.approx(106, abs=0.5)


def test_issued_text_has_no_mark_and_stands_in_no_note(fonts: FontSet) -> None:
    rules = Attachment(
        "云江市城市绿化管理办法", "第一章　总则\n第一条　为加强绿化管理，制定本办法。", listed=False
    )
    pages = read_pdf(typeset_pdf(replace(NOTICE, attachments=(rules,)), fonts=fonts))
    page = next(page for page in pages if "第一章\u3000总则" in page.text)

    assert page.text[0] == "云江市城市绿化管理办法"
    assert not any("附件" in line for view in pages for line in view.text)
    chapter, article = page.line("第一章"), page.line("第一条")
    assert middle(chapter) == pytest.approx(106, abs=0.1)
    assert [glyph.font for glyph in article[:5]] == ["FandolHei-Regular"] * 3 + ["FandolFang-Regular"] * 2


@pytest.mark.parametrize("lines", range(8, 34))
def test_no_page_holds_a_signature_without_text(fonts: FontSet, lines: int) -> None:
    document = replace(NOTICE, body=SENTENCE[:26] + SENTENCE[:28] * (lines - 1))
    page = page_with("2026年11月20日", replace(document, cc=(), print_info=None), fonts)

    above = page.lines[: page.lines.index(signature(page, OFFICE))]
    assert sum(line[0].size == pytest.approx(16) and written(line) in SENTENCE * 2 for line in above) >= 2
