"""PDF: printed lines become paragraphs again, ruled tables become cells."""

from __future__ import annotations

import dataclasses
import os

import pytest
from document import texts
from typeset import papers

from gongwen.document import Aside, OfficialDocument, Table, recognize
from gongwen.guard import Encrypted, NoText
from gongwen.reading import read
from gongwen.typeset import FontsMissing, typeset_pdf

from .files import pdf

LEFT, PITCH = 80.0, 29.0
FULL = "在各级党委和政府的领导下各地各部门切实把防汛责任落实到岗到人"[:28]


def page(*lines: str, size: float = 16.0, top: float = 700.0) -> list[tuple[float, float, float, str]]:
    """Lines one under the other; every full-width space at the start is an indent."""
    return [
        (LEFT + size * (len(line) - len(line.lstrip("　"))), top - number * PITCH, size, line.lstrip("　"))
        for number, line in enumerate(lines)
    ]


def test_lines_of_a_paragraph_are_joined():
    text = page(
        "各县（区）人民政府：",
        "　　" + FULL[:26],
        FULL,
        "到位。",
        "　　一、压实责任",
        "　　" + FULL[:26],
        "落实。",
    )

    assert read(pdf([text])).text.split("\n") == [
        "各县（区）人民政府：",
        FULL[:26] + FULL + "到位。",
        "一、压实责任",
        FULL[:26] + "落实。",
    ]


def test_paragraph_goes_on_over_the_page_without_the_page_number():
    first = [*page("　　" + FULL[:26], FULL, FULL, FULL), (280.0, 60.0, 14.0, "— 1 —")]
    second = [*page("到位。"), (280.0, 60.0, 14.0, "— 2 —")]

    assert read(pdf([first, second])).text == FULL[:26] + FULL * 3 + "到位。"


def test_running_heads_stand_aside():
    pages = [[(LEFT, 800.0, 10.0, "云江市人民政府公报"), *page(f"第{number}段。")] for number in "一二三四"]
    reading = read(pdf(pages))

    assert reading.text == "第一段。\n第二段。\n第三段。\n第四段。"
    assert reading.asides == (Aside("页眉", "云江市人民政府公报"),)


def test_wide_gaps_stay_gaps():
    text = [(LEFT, 700.0, 16.0, "云江市财政局"), (LEFT + 250, 700.0, 16.0, "2026年6月2日印发")]

    assert read(pdf([text])).text == "云江市财政局　2026年6月2日印发"


def test_two_columns_are_read_one_after_the_other():
    left = [
        (50.0, 700.0 - 20 * row, 12.0, "左栏第" + "一二三四五六七八九十"[row] + "行文字若干若干若干")
        for row in range(10)
    ]
    right = [
        (320.0, 700.0 - 20 * row, 12.0, "右栏第" + "一二三四五六七八九十"[row] + "行文字若干若干若干")
        for row in range(10)
    ]
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    text = read(pdf([mixed])).text

    assert text.rindex("左栏") < text.index("右栏")


def test_ruled_table_becomes_cells_with_merged_ones():
    drawing = ""
    for x, top, bottom in ((100, 700, 600), (200, 650, 600), (300, 700, 600)):
        drawing += f"{x} {bottom} m {x} {top} l S\n"
    for y in (700, 650, 600):
        drawing += f"100 {y} m 300 {y} l S\n"
    text = [
        *((LEFT, 720.0, 16.0, "情况如下："), (120.0, 670.0, 16.0, "各县（区）情况")),
        *((110.0, 620.0, 16.0, "青溪县"), (210.0, 620.0, 16.0, "12"), (LEFT, 560.0, 16.0, "请知悉。")),
    ]
    reading = read(pdf([text], drawing))

    assert reading.text == "情况如下：\n| 各县（区）情况 |  |\n| 青溪县 | 12 |\n请知悉。"


def test_table_of_rectangles_is_the_same_table():
    boxes = "".join(f"{x} {y} 100 50 re S\n" for x in (100, 200) for y in (600, 650))
    text = [
        (110.0, 670.0, 16.0, "县区"),
        (210.0, 670.0, 16.0, "数"),
        (110.0, 620.0, 16.0, "青溪县"),
        (210.0, 620.0, 16.0, "1"),
    ]
    (table,) = read(pdf([text], boxes)).document.blocks

    assert isinstance(table, Table)
    assert table.rows == (("县区", "数"), ("青溪县", "1"))


def test_turned_page_is_read_upright():
    wide = FULL + FULL[:12]
    lines = [
        (100.0 + 29 * row, 100.0, text) for row, text in enumerate(["各县（区）：", wide, wide, wide, "请落实。"])
    ]
    stream = "".join(
        f"BT /F1 16 Tf 0 1 -1 0 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in lines
    )

    assert read(pdf([[]], stream)).text.split("\n") == ["各县（区）：", wide * 3 + "请落实。"]


def test_slanting_watermark_stands_aside():
    mark = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 200 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET\n"
    reading = read(pdf([page("正文。")], mark))

    assert reading.text == "正文。"
    assert reading.asides == (Aside("水印或旋转文字", "内部资料"),)


def test_bold_by_double_print_is_read_once():
    text = [(LEFT, 700.0, 16.0, "标题"), (LEFT + 0.4, 700.0, 16.0, "标题")]

    assert read(pdf([text])).text == "标题"


def test_scan_says_so():
    with pytest.raises(NoText, match="扫描件"):
        read(pdf([[]]))


def test_encrypted_pdf_says_so():
    encryption = (
        "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + "00" * 32 + ">/U<" + "11" * 32 + ">>>"
        "/ID[<" + "22" * 16 + "><" + "22" * 16 + ">]"
    )
    with pytest.raises(Encrypted, match="取消密码保护"):
        read(pdf([page("正文。")], trailer=encryption))


def test_properties_stand_aside():
    assert (
        Aside("文件属性", "标题：Secret plan")
        in read(pdf([page("正文。")], info="<</Title(Secret plan)>>")).asides
    )


PAPERS = {
    "notice": recognize(texts.NOTICE).document,
    "request": recognize(texts.REQUEST).document,
    "attached": papers.ATTACHED,
    "letter": dataclasses.replace(papers.LETTER, print_info=None),
    "long notice": papers.LONG_NOTICE,
    "minutes": papers.MINUTES,
    "paper request": papers.REQUEST,
}


def without_blank_lines(document: OfficialDocument) -> OfficialDocument:
    return dataclasses.replace(
        document, issuer_mark="", body="\n".join(line for line in document.body.split("\n") if line)
    )


@pytest.mark.parametrize("name", PAPERS)
def test_typeset_document_is_read_back_whole(name):
    try:
        printed = typeset_pdf(PAPERS[name])
    except FontsMissing as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"NO PAGE IS READ BACK: {error}")

    assert without_blank_lines(read(printed).document) == without_blank_lines(PAPERS[name])
