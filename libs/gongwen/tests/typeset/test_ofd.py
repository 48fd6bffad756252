"""The OFD: valid against the schema, the same places as the PDF, and everything that travels in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from gongwen.document import OfficialDocument, load_source
from gongwen.ofd import TAG_NAMESPACE, open_ofd
from gongwen.reading import read
from gongwen.typeset import FontSet, typeset_ofd, typeset_pdf

from .papers import LETTER, MINUTES, NOTICE, ORDER, REQUEST
from .positions import read_pdf

SCHEMAS = Path(__file__).parents[5] / "shared" / "data" / "ofd-xsd"
SPACE = {"ofd": "http://www.ofdspec.org/2016", "gw": TAG_NAMESPACE}
SCHEMA_OF = {
    "OFD.xml": "OFD.xsd",
    "Doc_0/Document.xml": "Document.xsd",
    "Doc_0/PublicRes.xml": "Res.xsd",
    "Doc_0/Tags/CustomTags.xml": "CustomTags.xsd",
    "Doc_0/Attachs/Attachments.xml": "Attachments.xsd",
}
PAPERS = {"通知": NOTICE, "请示": REQUEST, "函": LETTER, "令": ORDER, "纪要": MINUTES}
TABLE = replace(NOTICE, body="情况如下：\n| 县区 | 户数 |\n| --- | --- |\n| 青溪县 | 12 |\n\n完毕。")


def parts_of(document: OfficialDocument) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(typeset_ofd(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def glyphs_of(page: bytes) -> Iterator[tuple[str, float, float]]:
    """Every character of a page with its origin in millimetres."""
    for text in etree.fromstring(page).iter("{*}TextObject"):
        left, top = (float(value) for value in text.get("Boundary").split()[:2])
        code = text.find("{*}TextCode")
        x, y = left + float(code.get("X")), top + float(code.get("Y"))
        for char, step in zip(code.text, [*_steps(code.get("DeltaX")), 0.0], strict=True):
            yield char, x, y
            x += step


def _steps(text: str | None) -> Iterator[float]:
    words = iter((text or "").split())
    for word in words:
        times = int(next(words)) if word == "g" else 1
        value = float(next(words)) if word == "g" else float(word)
        yield from [value] * times


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schema files are not here")
@pytest.mark.parametrize("paper", [*PAPERS.values(), TABLE], ids=[*PAPERS, "表格"])
def test_every_part_is_valid(fonts: FontSet, paper: OfficialDocument) -> None:
    faults = []
    for name, data in parts_of(paper).items():
        schema = SCHEMA_OF.get(name) or ("Page.xsd" if name.startswith("Doc_0/Pages/") else "")
        if schema:
            checker = etree.XMLSchema(etree.parse(SCHEMAS / schema))
            if not checker.validate(etree.fromstring(data)):
                faults.append(f"{name}: {checker.error_log.last_error}")

    assert faults == []


@pytest.mark.parametrize("paper", [*PAPERS.values(), TABLE], ids=[*PAPERS, "表格"])
def test_every_character_stands_where_the_pdf_has_it(fonts: FontSet, paper: OfficialDocument) -> None:
    printed = read_pdf(typeset_pdf(paper))
    parts = parts_of(paper)

    assert len(printed) == sum(name.startswith("Doc_0/Pages/") for name in parts)
    for number, page in enumerate(printed):
        drawn = sorted(_on_paper(glyphs_of(parts[f"Doc_0/Pages/Page_{number}/Content.xml"])))
        expected = sorted(_on_paper((one.char, one.x, one.baseline) for one in page.glyphs))
        assert [one[2] for one in drawn] == [one[2] for one in expected]
        assert max(abs(a[1] - b[1]) for a, b in zip(drawn, expected, strict=True)) < 0.1
        assert max(abs(a[3] - b[3]) for a, b in zip(drawn, expected, strict=True)) < 0.1


def _on_paper(glyphs: Iterator[tuple[str, float, float]]) -> Iterator[tuple[float, float, str, float]]:
    # Sorted by tenths of a millimetre down, then across, so that both files give one order.
    yield from ((round(y, 0), x, char, y) for char, x, y in glyphs if not char.isspace())


def test_the_words_can_be_found_and_read_back(fonts: FontSet) -> None:
    reading = read(typeset_ofd(NOTICE))

    assert reading.document.title == NOTICE.title
    assert reading.document.number == NOTICE.number
    assert reading.document.written_on == NOTICE.written_on


def test_metadata_outline_and_source_travel_in_the_file(fonts: FontSet) -> None:
    document = open_ofd(typeset_ofd(NOTICE)).documents[0]
    parts = parts_of(NOTICE)

    facts = dict(document.properties)
    assert (facts["标题"], facts["发文字号"], facts["文种"]) == (NOTICE.title, NOTICE.number, "通知")
    assert (facts["成文日期"], facts["主送机关"]) == ("2026-11-20", "、".join(NOTICE.to))
    root = etree.fromstring(parts["Doc_0/Document.xml"])
    titles = [entry.get("Title") for entry in root.iter("{*}OutlineElem")]
    assert titles == [NOTICE.title, "一、压实责任", "（一）落实属地责任"]
    assert load_source(parts["Doc_0/Attachs/attachment_1.bin"].decode()) == NOTICE


def test_elements_are_tagged_object_by_object(fonts: FontSet) -> None:
    parts = parts_of(NOTICE)
    pages = [etree.fromstring(data) for name, data in parts.items() if name.startswith("Doc_0/Pages/")]
    words = {text.get("ID"): text.findtext("{*}TextCode") for page in pages for text in page.iter("{*}TextObject")}
    tags = etree.fromstring(parts["Doc_0/Tags/Elements.xml"])

    def said(element: str) -> str:
        return "".join(
            words[ref.text] for ref in tags.findall(f"gw:Element[@Name='{element}']/gw:ObjectRef", SPACE)
        )

    assert said("标题") == NOTICE.title
    assert said("发文字号") == NOTICE.number
    assert said("发文机关署名") == NOTICE.issuers[0]


def test_numbers_are_unique_and_the_same_paper_gives_the_same_bytes(fonts: FontSet) -> None:
    parts = parts_of(NOTICE)
    numbers = [
        element.get("ID")
        for name, data in parts.items()
        if name.endswith((".xml",)) and "Attach" not in name
        for element in etree.fromstring(data).iter("{*}*")
        if element.get("ID")
    ]
    pages = [name for name in parts if name.startswith("Doc_0/Pages/")]

    # A page's number stands in the document and nowhere else.
    assert len(numbers) == len(set(numbers))
    assert pages
    assert typeset_ofd(NOTICE) == typeset_ofd(NOTICE)


def test_what_is_hostile_to_xml_stays_text(fonts: FontSet) -> None:
    paper = replace(NOTICE, title="关于<b>&amp;\"'\x01\ufffe]]>的通知", issuers=("甲&乙<局>",))

    parts = parts_of(paper)

    # The control character has no place on paper; everything else is shown as it was typed.
    assert etree.fromstring(parts["OFD.xml"]).findtext(".//{*}Title") == "关于<b>&amp;\"']]>的通知"


def test_a_rare_character_comes_from_another_font(fonts: FontSet) -> None:
    page = etree.fromstring(parts_of(replace(NOTICE, body="请龘村整改。"))["Doc_0/Pages/Page_0/Content.xml"])

    font_of = {text.findtext("{*}TextCode"): text.get("Font") for text in page.iter("{*}TextObject")}
    assert font_of["龘"] != font_of["请"] == font_of["村整改。"]
