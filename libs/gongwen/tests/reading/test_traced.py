"""Every character of a Word document's text is found again in the element it comes from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gongwen.guard import Archive, Deadline
from gongwen.reading.docx import DocxContent, read_docx
from gongwen.reading.docx_names import W
from gongwen.reading.traced import Traced, joined

from .files import bare_word

RUN = "<w:r><w:t>{}</w:t></w:r>"
BODIES = {
    "runs": f"<w:p>{RUN.format('各县')}<w:r><w:tab/><w:t>（区）</w:t><w:br/><w:t>人民 政府</w:t></w:r></w:p>",
    "table": "<w:tbl><w:tr>"
    + "".join(f"<w:tc><w:p>{RUN.format(text)}</w:p></w:tc>" for text in (" 甲  乙 ", "1|2", ""))
    + f"</w:tr><w:tr><w:tc><w:p>{RUN.format('丙')}</w:p><w:p>{RUN.format('丁')}</w:p></w:tc></w:tr></w:tbl>",
    "arranged": f"<w:tbl><w:tr><w:tc><w:p>{RUN.format('云办〔2026〕1号')}</w:p></w:tc><w:tc><w:p>"
    f"{RUN.format('签发人：甲')}</w:p></w:tc></w:tr></w:tbl>",
    "box": f"<w:p>{RUN.format('后')}<w:r><w:pict><w:txbxContent><w:p>{RUN.format('框中')}</w:p></w:txbxContent></w:pict>"
    "</w:r></w:p>",
    "revised": f"<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{RUN.format('新')}</w:ins></w:p>",
}


def content_of(body: str) -> DocxContent:
    return read_docx(Archive(bare_word(body), Deadline()), Deadline())


@pytest.mark.parametrize("kind", BODIES)
def test_places_name_the_element_of_each_character(kind):
    content = content_of(BODIES[kind])
    text = f"{W}t"

    assert content.places
    for place in content.places:
        if place.element.tag == text:
            whole = place.element.text or ""
            assert whole[place.at : place.at + place.end - place.start] == content.text[place.start : place.end]
    traced = {at for place in content.places for at in range(place.start, place.end)}
    assert "".join(sign for at, sign in enumerate(content.text) if at not in traced).strip("| \n\\　") == ""


texts = st.text(alphabet="甲乙 |\n\t", max_size=12)


@given(st.lists(texts, max_size=5), st.sampled_from(["", "\n", " | "]))
def test_operations_do_what_they_do_to_plain_text(pieces, separator):
    parts = [Traced.of(etree.Element("t"), piece) for piece in pieces]
    whole = joined(parts, separator)

    assert whole.text == separator.join(pieces)
    assert [part.text for part in whole.split("\n")] == whole.text.split("\n")
    assert whole.stripped().text == whole.text.strip()
    assert whole.single_spaced().text == " ".join(whole.text.split())
    assert whole.replaced("|", "\\|").text == whole.text.replace("|", "\\|")
    for changed in (whole, whole.stripped(), whole.single_spaced(), whole.replaced("|", "\\|")):
        for place in changed.places:
            piece = next(text for part, text in zip(parts, pieces, strict=True) if has(part, place.element))
            assert piece[place.at : place.at + place.end - place.start] == changed.text[place.start : place.end]


def has(part: Traced, element: etree._Element) -> bool:
    return any(place.element is element for place in part.places)
