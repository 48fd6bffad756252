"""The Word document: what it says to Word, and that our reader finds the same document in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from gongwen.document import (
    Attachment,
    Layout,
    OfficialDocument,
    PrintInfo,
    SecrecyLevel,
    Urgency,
)
from gongwen.reading import read
from gongwen.typeset import FontSet, compose, typeset_docx
from gongwen.typeset.titles import title_lines

from .papers import ATTACHED, LETTER, LONG_NOTICE, MINUTES, NOTICE, OFFICE, ORDER, REQUEST, SENTENCE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = {"通知": NOTICE, "请示": REQUEST, "函": LETTER, "令": ORDER, "纪要": MINUTES, "附件": ATTACHED}
JOINT = ("云江市教育局", "云江市财政局", "云江市民政局", "云江市水务局", "云江市交通运输局")
TABLE = (
    "情况如下：\n| 县区 | 户数 |\n| --- | --- |\n" + "\n".join(f"| 青溪县 | {n} |" for n in range(60)) + "\n完毕。"
)


def parts_of(document: OfficialDocument) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(typeset_docx(document))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(document: OfficialDocument) -> etree._Element:
    return etree.fromstring(parts_of(document)["word/document.xml"])


def paragraph_with(body: etree._Element, text: str) -> etree._Element:
    return next(one for one in body.iter(f"{W}p") if text in "".join(one.itertext()))


def setting(paragraph: etree._Element, name: str) -> dict[str, str]:
    found = paragraph.find(f"{W}pPr/{W}{name}")
    assert found is not None, f"{name} is not set"
    return {key.removeprefix(W): value for key, value in found.attrib.items()}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_another_program_opens_it(fonts: FontSet, paper: OfficialDocument) -> None:
    opened = docx.Document(io.BytesIO(typeset_docx(paper)))

    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert paper.body.split("\n")[0] in text
    assert opened.core_properties.title == paper.title
    assert opened.core_properties.author == "、".join(paper.issuers)
    assert opened.core_properties.created.date() == paper.written_on


def test_the_same_paper_gives_the_same_bytes(fonts: FontSet) -> None:
    assert typeset_docx(ATTACHED) == typeset_docx(ATTACHED)


def test_page_and_grid_are_those_of_the_standard(fonts: FontSet) -> None:
    parts = parts_of(NOTICE)
    section = etree.fromstring(parts["word/document.xml"]).find(f".//{W}sectPr")
    margins = {key.removeprefix(W): int(value) for key, value in section.find(f"{W}pgMar").attrib.items()}
    millimetres = {side: round(margins[side] / 20 * 25.4 / 72, 1) for side in ("top", "bottom", "left", "right")}
    normal = etree.fromstring(parts["word/styles.xml"]).find(f".//{W}style[@{W}default='1']")

    assert millimetres == {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 25.0}
    # linesAndChars makes LibreOffice set 14 characters a line.
    assert section.find(f"{W}docGrid").get(f"{W}type") == "lines"
    assert setting(normal, "spacing")["line"] == "579"
    assert setting(normal, "spacing")["lineRule"] == "exact"
    assert 22 * 579 <= 225 / 25.4 * 72 * 20 < 23 * 579
    assert {name: setting(normal, name)["val"] for name in ("autoSpaceDE", "autoSpaceDN", "overflowPunct")} == {
        "autoSpaceDE": "0",
        "autoSpaceDN": "0",
        "overflowPunct": "0",
    }


def test_marks_are_neither_compressed_nor_put_at_the_start_of_a_line(fonts: FontSet) -> None:
    settings_part = etree.fromstring(parts_of(NOTICE)["word/settings.xml"])

    assert settings_part.find(f"{W}characterSpacingControl").get(f"{W}val") == "doNotCompress"
    assert "，" in settings_part.find(f"{W}noLineBreaksBefore").get(f"{W}val")
    assert "《" in settings_part.find(f"{W}noLineBreaksAfter").get(f"{W}val")


def test_fonts_are_named_as_offices_have_them_and_not_as_their_stand_ins(fonts: FontSet) -> None:
    parts = parts_of(NOTICE)
    text = (parts["word/styles.xml"] + parts["word/document.xml"] + parts["word/footer1.xml"]).decode()

    for name in ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"):
        assert f'w:eastAsia="{name}"' in text
        assert f'w:ascii="{name}"' in text
    assert "Fandol" not in text


def test_headings_have_outline_levels_and_running_text_has_none(fonts: FontSet) -> None:
    paper = replace(NOTICE, body="一、压实责任\n（一）属地责任\n请落实。\n（二）部门责任。请落实。")
    opened = docx.Document(io.BytesIO(typeset_docx(paper)))
    styles = {paragraph.text: paragraph.style.name for paragraph in opened.paragraphs}

    assert styles["一、压实责任"] == "Heading 1"
    assert styles["（一）属地责任"] == "Heading 2"
    assert styles["（二）部门责任。请落实。"] == "公文正文"


def test_title_breaks_where_the_title_is_cut_in_lines(fonts: FontSet) -> None:
    body = body_of(NOTICE)
    title = next(one for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle[@{W}val='Title']") is not None)
    written = "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in title.iter(f"{W}t", f"{W}br"))

    assert tuple(written.split("\n")) == title_lines(NOTICE.title, 20, NOTICE.issuers)


def test_text_is_indented_by_characters_and_by_measure(fonts: FontSet) -> None:
    style = etree.fromstring(parts_of(NOTICE)["word/styles.xml"]).find(f".//{W}style[@{W}styleId='GwText']")

    assert setting(style, "ind") == {"firstLineChars": "200", "firstLine": "632"}


def test_numbers_stand_outside_on_odd_and_even_pages(fonts: FontSet) -> None:
    parts = parts_of(NOTICE)
    odd, even = (etree.fromstring(parts[f"word/footer{n}.xml"]).find(f"{W}p") for n in (1, 2))

    assert etree.fromstring(parts["word/settings.xml"]).find(f"{W}evenAndOddHeaders") is not None
    assert setting(odd, "jc")["val"] == "right"
    assert "left" in setting(even, "ind")
    for footer in (odd, even):
        assert footer.findtext(f".//{W}instrText").strip() == "PAGE"


def test_first_page_of_a_letter_has_the_double_rule_at_its_foot(fonts: FontSet) -> None:
    parts = parts_of(LETTER)
    section = etree.fromstring(parts["word/document.xml"]).find(f".//{W}sectPr")
    first = etree.fromstring(parts["word/footer3.xml"])
    fills = [shade.get(f"{W}fill") for shade in first.iter(f"{W}shd")]

    assert section.find(f"{W}titlePg") is not None
    assert fills == ["FF0000", "FF0000"]
    frame = first.find(f".//{W}framePr")
    bottom = 297 - int(frame.get(f"{W}y")) / 20 * 25.4 / 72
    assert bottom == pytest.approx(20 + 1.95, abs=0.1)
    assert int(frame.get(f"{W}w")) / 20 * 25.4 / 72 == pytest.approx(170, abs=0.1)


def test_imprint_stands_on_the_foot_of_the_type_area(fonts: FontSet) -> None:
    copied = paragraph_with(body_of(NOTICE), "抄送：")
    frame = setting(copied, "framePr")

    assert (frame["vAnchor"], frame["yAlign"]) == ("margin", "bottom")


def test_blank_page_and_page_of_the_imprint_show_no_number(fonts: FontSet) -> None:
    paper = next(
        paper
        for paper in (replace(NOTICE, body=SENTENCE * count + "。") for count in range(13, 24))
        if len(compose(paper).pages) == 4 and compose(replace(paper, print_info=None, cc=())).pages[2:] == ()
    )
    parts = parts_of(paper)
    sections = list(etree.fromstring(parts["word/document.xml"]).iter(f"{W}sectPr"))

    assert len(sections) == 2
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {one.get("Id"): one.get("Target") for one in relations}
    last = [targets[one.values()[1]] for one in sections[1].iter(f"{W}footerReference")]
    assert last
    assert all("PAGE" not in parts[f"word/{name}"].decode() for name in last)


def test_attachments_start_on_pages_of_their_own(fonts: FontSet) -> None:
    body = body_of(ATTACHED)
    marks = [
        one for one in body.iter(f"{W}p") if one.find(f"{W}pPr/{W}pStyle[@{W}val='GwAttachmentMark']") is not None
    ]

    assert ["".join(mark.itertext()) for mark in marks] == ["附件1", "附件2"]
    assert all(mark.find(f"{W}pPr/{W}pageBreakBefore") is not None for mark in marks)


def test_head_of_a_table_repeats_and_no_row_is_parted(fonts: FontSet) -> None:
    rows = list(body_of(replace(NOTICE, body=TABLE)).iter(f"{W}tr"))

    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 60
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_table_that_starts_a_page_keeps_its_head(fonts: FontSet) -> None:
    for lines in range(24):
        paper = replace(
            NOTICE, body="请落实。\n" * lines + "| 县区 | 户数 |\n| --- | --- |\n| 青溪县 | 1 |\n完毕。"
        )

        assert read_back(paper).body == paper.body


def test_two_tables_stay_apart(fonts: FontSet) -> None:
    paper = replace(NOTICE, body="| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n| 丙 | 丁 |\n| --- | --- |\n| 3 | 4 |")

    assert [block.text for block in read(typeset_docx(paper)).document.blocks if hasattr(block, "text")] == []
    assert len(list(body_of(paper).iter(f"{W}tbl"))) == 2
    assert len([one for one in read(typeset_docx(paper)).document.blocks if hasattr(one, "rows")]) == 2


def test_what_is_hostile_to_xml_stays_text(fonts: FontSet) -> None:
    paper = replace(
        NOTICE,
        title="关于<b>&amp;\"'\x01\ufffe]]>的通知",
        issuers=("甲&乙<局>",),
        body='请<落实>&\x02。\n| <甲> | & |\n| --- | --- |\n| \x03 | " |',
        cc=("甲&乙",),
        signers=("<周>",),
    )

    for name, data in parts_of(paper).items():
        etree.fromstring(data)
        assert b"\x01" not in data, name
    assert "关于<b>&amp;\"']]>的通知" in "".join(paragraph_with(body_of(paper), "关于").itertext())


def read_back(document: OfficialDocument) -> OfficialDocument:
    """What our reader finds; the red head is found as printed, which for ours is as made from the issuers."""
    return replace(read(typeset_docx(document)).document, issuer_mark=document.issuer_mark)


LABELLED = replace(
    NOTICE,
    copy_number="000123",
    secrecy=SecrecyLevel.SECRET,
    secrecy_period="1年",
    urgency=Urgency.TOP_URGENT,
    annotation="此件公开发布",
)


@pytest.mark.parametrize(
    "paper",
    [
        NOTICE,
        LONG_NOTICE,
        REQUEST,
        LABELLED,
        ATTACHED,
        replace(NOTICE, body=TABLE),
        replace(NOTICE, issuers=JOINT),
        replace(REQUEST, issuers=JOINT, signers=("周明", "林致远", "何远舟", "孙立言", "陈若山")),
        replace(LETTER, print_info=None),
        replace(LETTER, print_info=None, urgency=Urgency.URGENT, copy_number="000123"),
        replace(ORDER, signers=()),
        replace(MINUTES, body="会议研究了城市更新工作。"),
        replace(NOTICE, attachments=tuple(Attachment(f"第{n}号检查记录表") for n in range(1, 12))),
    ],
    ids="通知 长通知 请示 版头齐全 附件 表格 联合行文 联合请示 函 加急函 令 纪要 多附件".split(),
)
def test_our_reader_finds_the_same_document(fonts: FontSet, paper: OfficialDocument) -> None:
    assert read_back(paper) == paper


def test_a_joint_mark_is_read_as_it_is_written(fonts: FontSet) -> None:
    paper = replace(NOTICE, issuers=JOINT[:3])
    mark = read(typeset_docx(paper)).document.issuer_mark

    assert mark == "\n".join([*JOINT[:3], "文件"])
    assert compose(replace(paper, issuer_mark=mark)).pages == compose(paper).pages


WORDS = st.sampled_from(
    "切实加强组织领导 全面排查风险隐患 按时报送工作情况 投资1,286.4万元 占比98.5% 依据《消防法》 使用GDP口径 “三个清单”制度".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: "，".join(words) + "。")
BODIES = st.lists(
    st.one_of(
        SENTENCES,
        SENTENCES.map(lambda text: "一、压实责任\n" + text),
        SENTENCES.map(lambda text: "（一）落实属地责任。" + text),
        st.integers(1, 30)
        .map(lambda rows: "| 县区 | 户数 |\n| --- | --- |\n" + "\n".join(f"| 青溪县 | {n} |" for n in range(rows)))
        .map(lambda table: f"有关情况见下表。\n{table}\n以上情况请注意掌握。"),
    ),
    min_size=1,
    max_size=14,
).map("\n".join)


@pytest.mark.usefixtures("fonts")
@settings(max_examples=40, deadline=None)
@given(
    body=BODIES,
    number=st.integers(1, 2000),
    to=st.lists(st.sampled_from(("各县（区）人民政府", "市政府各部门", "各直属机构")), min_size=1, unique=True),
    cc=st.lists(st.sampled_from(("市委办公室", "市人大常委会办公室", "市政协办公室")), unique=True),
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    urgency=st.sampled_from((None, *Urgency)),
    attached=st.lists(SENTENCES, max_size=3),
)
def test_whatever_the_paper_says_is_read_back(
    body: str,
    number: int,
    to: list[str],
    cc: list[str],
    day: date,
    urgency: Urgency | None,
    attached: list[str],
) -> None:
    paper = OfficialDocument(
        kind="通知",
        issuers=(OFFICE,),
        number=f"云政办发〔2026〕{number}号",
        title=f"{OFFICE}关于做好重点工作的通知",
        to=tuple(to),
        body=body,
        attachments=tuple(Attachment(f"重点工作分工表之{'甲乙丙'[at]}", text) for at, text in enumerate(attached)),
        written_on=day,
        urgency=urgency,
        cc=tuple(cc),
        print_info=PrintInfo(OFFICE, day),
        layout=Layout.GENERAL,
    )

    assert read_back(paper) == paper
