"""Secrecy marks stop a file; ordinary words do not."""

from __future__ import annotations

import docx
import pytest

from gongwen.document import SecrecyLevel
from gongwen.reading import find_secrecy_marks, read

from .files import NOTICE, saved


def levels(data: bytes, name: str = "") -> list[str]:
    return [mark.level.value for mark in find_secrecy_marks(read(data, name=name))]


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("机密★3年\n", "机密"),
        ("机　密★长期\n", "机密"),
        ("绝密\n", "绝密"),
        ("000001\n秘密\n特急\n", "秘密"),
        ("000001　秘密★10年　特急\n", "秘密"),
        ("密级：机密\n", "机密"),
        ("【机密】\n", "机密"),
        ("（绝 密）\n", "绝密"),
        ("机密·1年\n", "机密"),
        ("送审稿　秘密★1年\n", "秘密"),
    ],
)
def test_mark_at_the_head_is_found(head, found):
    assert levels((head + NOTICE).encode()) == [found]


def test_mark_has_its_place():
    reading = read(("机密★3年\n" + NOTICE).encode())
    (mark,) = find_secrecy_marks(reading)

    assert mark.level is SecrecyLevel.SECRET
    assert reading.text[mark.start : mark.end] == mark.text


def test_starred_mark_is_found_anywhere():
    assert levels((NOTICE + "附件\n清单\n秘密★5年\n一、内容\n").encode()) == ["秘密"]
    assert levels(("正文。\n" * 500 + "绝密★\n").encode()) == ["绝密"]


def test_mark_alone_is_found_on_top_of_an_attachment():
    text = NOTICE + "附件\n机密\n清单\n一、内容\n"

    assert levels(text.encode()) == ["机密"]


def test_source_form_declares_its_level():
    assert levels("---\nsecrecy: 秘密\n---\n正文。".encode()) == ["秘密"]


@pytest.mark.parametrize(
    "text",
    [
        NOTICE,
        NOTICE + "要严格保守国家秘密和商业秘密。\n",
        "关于加强机密文件管理的通知\n各县（区）：\n正文。\n",
        "保守国家秘密\n人人有责\n正文。\n",
        NOTICE + "涉密文件应当标注“机密★1年”字样。\n",
        "关于绝密级档案的说明\n一、秘密\n正文。\n",
        "秘密花园读后感\n正文。\n",
        "正文。\n" * 30 + "秘密\n",
        "国家秘密的密级分为绝密、机密、秘密三级。\n",
    ],
)
def test_ordinary_words_are_no_mark(text):
    assert levels(text.encode()) == []


def test_mark_in_header_property_or_name_is_found():
    document = docx.Document()
    document.add_paragraph("正文。")
    assert levels(saved(document), name="关于机密文件管理的通知.docx") == []
    assert levels(saved(document), name="【机密】方案.docx") == ["机密"]
    document.core_properties.keywords = "秘密"
    assert levels(saved(document)) == ["秘密"]
    document.core_properties.keywords = "商业秘密保护"
    assert levels(saved(document)) == []
    document.sections[0].header.paragraphs[0].text = "云江市　机密"
    assert levels(saved(document)) == ["机密"]


def test_page_marked_in_its_title():
    page = "<html><head><title>（秘密）方案</title></head><body><p>正文。</p></body></html>"

    assert levels(page.encode()) == ["秘密"]
