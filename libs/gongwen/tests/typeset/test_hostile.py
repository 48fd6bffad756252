"""Text that means harm, drafts that mean nothing yet: shown as they are, or as little as there is."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import Attachment, Layout, OfficialDocument, PrintInfo
from gongwen.typeset import DocumentTooLong, FontSet, compose, page_count, typeset_pages_svg, typeset_pdf

from .papers import LETTER, MINUTES, NOTICE, ORDER
from .positions import read_pdf

MARKUP = '#import "x.typ"#panic()$x^2$*b*_i_@ref<label>`raw`"q"\\ \\u{41}#{1+1}[c]//n/*m*/~=+-http://a.b'


def test_markup_is_printed_as_typed_in_every_element(fonts: FontSet) -> None:
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
    text = "".join("".join(page.text) for page in read_pdf(typeset_pdf(document, fonts=fonts)))
    plain = MARKUP.replace(" ", "")

    # Number, mark, copy number, title, recipient, three in the body, note, signature, annotation, the
    # attachment's title and text, cc and printing office.
    assert text.replace(" ", "").count(plain[:20]) == 15
    assert text.replace(" ", "").count(plain[-12:]) == 15


def test_markup_is_shown_as_typed_in_pictures(fonts: FontSet) -> None:
    document = OfficialDocument(title="<script>alert(1)</script>\"'&", body="]]>--><svg onload=alert(1)>")

    for page in typeset_pages_svg(document, fonts=fonts):
        assert "script" not in page
        assert "onload" not in page


@given(text=st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_typeset(fonts: FontSet, text: str) -> None:
    document = OfficialDocument(title=text[:80], body=text, issuers=(text[:30],), number=text[:20], to=(text,))

    assert typeset_pdf(document, fonts=fonts).startswith(b"%PDF")


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize(
    "draft",
    [
        OfficialDocument(),
        OfficialDocument(issuers=("云江市人民政府",)),
        OfficialDocument(title="关于"),
        OfficialDocument(body="一、"),
        replace(NOTICE, number="", written_on=None, body=""),
        replace(NOTICE, issuers=()),
    ],
    ids=["nothing", "issuer", "title", "heading", "no text, number or date", "no issuer"],
)
def test_unfinished_draft_is_typeset(fonts: FontSet, layout: Layout, draft: OfficialDocument) -> None:
    pages = read_pdf(typeset_pdf(replace(draft, layout=layout), fonts=fonts))

    assert 1 <= len(pages) <= 2


def test_draft_without_head_starts_on_the_first_line(fonts: FontSet) -> None:
    (page,) = read_pdf(typeset_pdf(OfficialDocument(title="关于火灾防控的通知", body="正在起草"), fonts=fonts))

    assert page.line("关于火灾")[0].top == pytest.approx(37, abs=0.1)


@pytest.mark.parametrize("document", [NOTICE, LETTER, ORDER, MINUTES], ids=lambda paper: paper.kind)
@pytest.mark.parametrize("element", ["title", "number", "body", "copy_number", "annotation", "issuer_mark"])
def test_endless_element_stays_on_its_page(fonts: FontSet, document: OfficialDocument, element: str) -> None:
    pages = read_pdf(typeset_pdf(replace(document, **{element: "很长" * 300}), fonts=fonts))

    assert all(glyph.ink_bottom <= 297 for page in pages for glyph in page.glyphs)


def test_long_text_takes_time_in_proportion(fonts: FontSet) -> None:
    def seconds(body: str) -> float:
        start = time.perf_counter()
        page_count(OfficialDocument(body=body), fonts=fonts)
        return time.perf_counter() - start

    for unit in ("，", " 会", "a", "“", "会 " + " " * 200, "1.5%，"):
        seconds(unit * 10)
        assert seconds(unit * (40_000 // len(unit))) < 5


def test_text_beyond_any_document_is_refused(fonts: FontSet) -> None:
    with pytest.raises(DocumentTooLong, match="超过200万字"):
        compose(OfficialDocument(body="会" * 2_000_001), fonts=fonts)
