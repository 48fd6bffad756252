"""Drafts that mean nothing yet and text that means harm give a Word document that opens."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.document import Attachment, Layout, OfficialDocument, PrintInfo
from gongwen.typeset import FontSet, LineEnd, typeset_docx

from .papers import LETTER, MINUTES, NOTICE, ORDER, SENTENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARKUP = "<w:p/>&amp;]]>\"'\t\f\x00\u202e龘𠀀{{x}}"


def opened(data: bytes) -> str:
    """The text of the document, once every part has been parsed and another program has opened it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    return "\n".join(said(one) for one in docx.Document(io.BytesIO(data)).element.body.iter(f"{W}p"))


def said(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def test_markup_is_written_as_typed_in_every_element(fonts: FontSet) -> None:
    document = OfficialDocument(
        kind=MARKUP,
        issuers=(MARKUP,),
        issuer_mark=MARKUP,
        number=MARKUP,
        title=MARKUP,
        to=(MARKUP,),
        body=f"{MARKUP}\n一、{MARKUP}\n| {MARKUP} | 乙 |",
        attachments=(Attachment(MARKUP, MARKUP),),
        copy_number=MARKUP,
        secrecy_period=MARKUP,
        annotation=MARKUP,
        cc=(MARKUP,),
        print_info=PrintInfo(MARKUP),
    )

    text = "".join(opened(typeset_docx(document)).split())
    assert text.count("<w:p/>&amp;]]>\"'龘𠀀{{x}}") == 15


@pytest.mark.usefixtures("fonts")
@given(text=st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_written(text: str) -> None:
    document = OfficialDocument(title=text[:80], body=text, issuers=(text[:30],), number=text[:20], to=(text,))

    opened(typeset_docx(document))


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "draft",
    [
        OfficialDocument(),
        OfficialDocument(issuers=("云江市人民政府",)),
        OfficialDocument(issuers=("", " ", "\x00")),
        OfficialDocument(title="关于"),
        OfficialDocument(body="一、"),
        OfficialDocument(body="| 甲 |"),
        replace(NOTICE, number="", written_on=None, body=""),
        replace(NOTICE, issuers=()),
        OfficialDocument(attachments=(Attachment("", "| 甲 | 乙 |\n| 1 | 2 |"), Attachment("表", ""))),
    ],
    ids="空 机关 空机关 标题 层次 表格 未编号 无机关 附件".split(),
)
def test_unfinished_draft_is_written(fonts: FontSet, layout: Layout, draft: OfficialDocument) -> None:
    opened(typeset_docx(replace(draft, layout=layout)))


@pytest.mark.parametrize("paper", [NOTICE, LETTER, ORDER, MINUTES], ids=lambda paper: paper.kind)
@pytest.mark.parametrize("element", ["title", "number", "body", "copy_number", "issuer_mark"])
def test_endless_element_is_written(fonts: FontSet, paper: OfficialDocument, element: str) -> None:
    text = opened(typeset_docx(replace(paper, **{element: "很长" * 300})))

    assert "".join(text.split()).count("很长" * 100) >= 1


def test_lines_are_spaced_out_by_option(fonts: FontSet) -> None:
    paper = replace(NOTICE, body=SENTENCE * 3 + "。")
    flush, ragged = typeset_docx(paper, line_end=LineEnd.FLUSH), typeset_docx(paper)

    found = []
    for data in (flush, ragged):
        body = docx.Document(io.BytesIO(data)).element.body
        text = next(one for one in body.iter(f"{W}p") if SENTENCE in said(one))
        found.append(text.find(f"{W}pPr/{W}jc[@{W}val='both']") is not None)
    assert found == [True, False]
