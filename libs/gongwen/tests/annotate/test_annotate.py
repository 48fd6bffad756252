"""The annotated copy: comments at the exact words, fixes as revisions, everything else as it was."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reading.files import WORD, archive, saved
from reading.test_broken_files import twisted

from gongwen.annotate import AUTHOR, Annotated, annotate
from gongwen.guard import Damaged, HasMacros, Unsafe
from gongwen.proofread import Finding, apply_fixes, check
from gongwen.reading import ReadingError, WordFile, read, read_word
from gongwen.reading.docx_names import W
from gongwen.reading.office import office_program

AT = datetime(2026, 11, 24, 9, 30)
RUN = "<w:r><w:t>{}</w:t></w:r>"
FAULT = "认真落实。。"
BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"


def package(body: str, **parts: str) -> bytes:
    """A Word document of hand-written XML that Word itself would open; ``parts`` lie in its word folder."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{name}+xml"/>'
        for name in parts
    )
    head = f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            f'wordprocessingml.document.main+xml"/>{overrides}</Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"{head}<w:body>{body}<w:sectPr/></w:body></w:document>",
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def reviewed(data: bytes) -> tuple[WordFile, tuple[Finding, ...], Annotated]:
    file = read_word(data)
    findings = check(file.reading)
    return file, findings, annotate(file, findings, at=AT)


def main_part(data: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def comments_of(data: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml"))
    return ["".join(str(text) for text in comment.itertext()) for comment in root]


def rejected(data: bytes) -> bytes:
    """The document after all our revisions have been turned down, without our comments."""
    root = main_part(data)
    for inserted in list(root.iter(f"{W}ins")):
        if inserted.get(f"{W}author") == AUTHOR:
            inserted.getparent().remove(inserted)
    for deleted in list(root.iter(f"{W}del")):
        if deleted.get(f"{W}author") == AUTHOR:
            for text in deleted.iter(f"{W}delText"):
                text.tag = f"{W}t"
            for run in list(deleted):
                deleted.addprevious(run)
            deleted.getparent().remove(deleted)
    return archive({"word/document.xml": etree.tostring(root)})


def anchored(data: bytes) -> Iterator[str]:
    """The words, original ones, that each comment of ours stands at."""
    root = main_part(data)
    for start in root.iter(f"{W}commentRangeStart"):
        number = start.get(f"{W}id")
        words, inside = "", False
        for element in root.iter(f"{W}*"):
            if element is start:
                inside = True
            elif element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == number:
                break
            elif inside and element.tag in (f"{W}t", f"{W}delText") and not list(element.iterancestors(f"{W}ins")):
                words += element.text or ""
        yield words


def formats(data: bytes) -> list[tuple[str, bytes]]:
    """Each character with the format of its run."""
    return [
        (sign, etree.tostring(properties) if (properties := text.getparent().find(f"{W}rPr")) is not None else b"")
        for text in main_part(data).iter(f"{W}t")
        for sign in text.text or ""
    ]


def test_a_comment_stands_at_exactly_the_words_and_a_safe_fix_is_a_revision():
    document = docx.Document()
    line = document.add_paragraph("根据《办法》")
    line.add_run("（云政发[").bold = True
    line.add_run("2026]第08号）要求，于2026年2月30日前落实。。")
    file, findings, copy = reviewed(saved(document))

    assert read(copy.data).text == apply_fixes(file.reading.text, findings)
    assert read(rejected(copy.data)).text == file.reading.text
    assert list(anchored(copy.data)) == [finding.quote for finding in findings]
    assert (copy.comments, copy.revisions) == (len(findings), sum(finding.fix is not None for finding in findings))
    comments = docx.Document(io.BytesIO(copy.data)).comments
    assert {(comment.author, comment.initials) for comment in comments} == {(AUTHOR, "查错")}
    assert [comment.paragraphs[0].text for comment in comments] == [
        f"【{finding.severity.label}】{finding.message}" for finding in findings
    ]
    marks = [*main_part(copy.data).iter(f"{W}ins", f"{W}del")]
    assert {(mark.get(f"{W}author"), mark.get(f"{W}date")) for mark in marks} == {(AUTHOR, "2026-11-24T09:30:00Z")}


words = st.lists(
    st.tuples(
        st.sampled_from([*"县区。，（）[]2026 第08号“”", "。。", "云政发[2026]第08号"]),
        st.sampled_from([RUN, BOLD]),
    ),
    min_size=1,
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=4))
def test_however_the_runs_are_cut_both_views_and_all_formats_hold(lines):
    body = "".join(paragraph(*(form.format(text) for text, form in runs), RUN.format(FAULT)) for runs in lines)
    data = package(body.replace("<w:t>", '<w:t xml:space="preserve">'))
    file, findings, copy = reviewed(data)

    assert read(copy.data).text == apply_fixes(file.reading.text, findings)
    assert read(rejected(copy.data)).text == file.reading.text
    assert formats(rejected(copy.data)) == formats(data)
    assert len(comments_of(copy.data)) == len(findings)


def test_everything_else_survives():
    document = docx.Document()
    document.add_paragraph(FAULT)
    table = document.add_table(1, 2)
    table.cell(0, 1).text = FAULT
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_comment(document.paragraphs[0].runs, text="旧批注", author="核稿人")
    data = saved(document)
    _, findings, copy = reviewed(data)

    before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (data, copy.data))
    changed = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after.namelist()) == set(before.namelist())
    assert all(after.read(name) == before.read(name) for name in set(before.namelist()) - changed)
    assert "旧批注" in comments_of(copy.data)
    assert len(comments_of(copy.data)) == 1 + len(findings)
    assert len(docx.Document(io.BytesIO(copy.data)).tables[0].rows) == 1
    assert read(copy.data).text == "认真落实。\n|  | 认真落实。 |"


def test_every_number_is_used_once_and_every_comment_is_anchored():
    bookmark = '<w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/>'
    revised = f'<w:ins w:id="1" w:author="甲">{RUN.format("新")}</w:ins>'
    formatted = (
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="2" w:author="甲"><w:rPr/></w:rPrChange></w:rPr>'
        f"<w:t>{FAULT}再次{FAULT}</w:t></w:r>"
    )
    _, findings, copy = reviewed(package(paragraph(bookmark, revised, formatted)))
    root = main_part(copy.data)

    ranges = (f"{W}commentRangeEnd", f"{W}commentReference", f"{W}bookmarkEnd")
    numbers = Counter(
        element.get(f"{W}id")
        for element in root.iter(f"{W}*")
        if element.get(f"{W}id") and element.tag not in ranges
    )
    assert set(numbers.values()) == {1}
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert len(list(root.iter(f"{W}{name}"))) == len(findings) == 2


@pytest.mark.parametrize(
    "body",
    [
        paragraph(f'<w:ins w:id="1" w:author="甲">{RUN.format(FAULT)}</w:ins>'),
        paragraph(f'<w:fldSimple w:instr="REF a">{RUN.format(FAULT)}</w:fldSimple>'),
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN.format(FAULT)}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        paragraph(
            f"<w:sdt><w:sdtPr><w:lock w:val='contentLocked'/></w:sdtPr><w:sdtContent>{RUN.format(FAULT)}"
            "</w:sdtContent></w:sdt>"
        ),
        paragraph(f"<w:r><w:pict><w:txbxContent>{paragraph(RUN.format(FAULT))}</w:txbxContent></w:pict></w:r>"),
    ],
    ids=["revision", "simple field", "field", "locked control", "text box"],
)
def test_where_a_revision_cannot_stand_the_comment_says_what_to_do(body):
    _, findings, copy = reviewed(package(body))

    assert [finding.fix for finding in findings] == ["。"]
    assert (copy.comments, copy.revisions) == (1, 0)
    assert "改为“。”。" in comments_of(copy.data)[0]
    assert "修订" not in comments_of(copy.data)[0]
    assert read(copy.data).text.strip() == FAULT
    box = f"{W}txbxContent"
    assert all(
        next(start.iterancestors(box), None) is None
        for start in main_part(copy.data).iter(f"{W}commentRangeStart")
    )


@pytest.mark.parametrize(
    "body",
    [
        paragraph(f'<w:hyperlink w:anchor="a">{RUN.format(FAULT)}</w:hyperlink>'),
        paragraph(
            f"<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>{RUN.format(FAULT)}</w:sdtContent></w:sdt>"
        ),
        paragraph(
            RUN.format("认真落实"), "<w:r><w:t>。</w:t><w:footnoteReference w:id='2'/></w:r>", RUN.format("。")
        ),
    ],
    ids=["link", "control", "note"],
)
def test_links_controls_and_notes_stay_around_a_revision(body):
    data = package(body)
    _, _, copy = reviewed(data)

    assert copy.comments == 1
    kept = (f"{W}hyperlink", f"{W}sdt", f"{W}footnoteReference")
    assert Counter(mark.tag for mark in main_part(copy.data).iter(*kept)) == Counter(
        mark.tag for mark in main_part(data).iter(*kept)
    )
    assert read(rejected(copy.data)).text == FAULT


def test_a_finding_about_what_word_writes_itself_hangs_on_the_words_beside_it():
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="%1、、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    file, findings, copy = reviewed(package(paragraph(RUN.format("责任"), properties=listed), numbering=numbering))

    assert file.reading.text == "一、、责任"
    assert "、、" in [finding.quote for finding in findings]
    assert copy.revisions == 0
    assert list(anchored(copy.data)) == ["责任"] * len(findings)


def test_secrets_stand_in_no_comment():
    _, findings, copy = reviewed(
        package(paragraph(RUN.format("请牢记。口令：Qx7#2026abc。联系电话13800138000。")))
    )

    assert len(findings) >= 2
    written = zipfile.ZipFile(io.BytesIO(copy.data)).read("word/comments.xml").decode()
    assert "Qx7" not in written
    assert "13800138000" not in written


def test_a_copy_annotated_again_keeps_the_first_comments():
    _, _, once = reviewed(package(paragraph(RUN.format("于2026年2月30日" + FAULT))))
    _, _, twice = reviewed(once.data)

    assert (once.comments, once.revisions) == (2, 1)
    assert (twice.comments, twice.revisions) == (1, 0)
    assert len(comments_of(twice.data)) == 3
    assert read(twice.data).text == read(once.data).text


def test_a_part_named_comments_that_belongs_to_nothing_is_left_alone():
    data = package(paragraph(RUN.format(FAULT)), comments="<other/>")
    _, _, copy = reviewed(data)
    names = zipfile.ZipFile(io.BytesIO(copy.data))

    assert names.read("word/comments.xml") == b"<other/>"
    assert AUTHOR in names.read("word/comments1.xml").decode()


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        ({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"}, Unsafe),
        ({"word/document.xml": "<a/>", "word/vbaProject.bin": "x"}, HasMacros),
        (
            {
                "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraph(RUN.format(FAULT))}</w:body></w:document>'
            },
            Damaged,
        ),
    ],
    ids=["entities", "macros", "no content types"],
)
def test_hostile_or_broken_documents_are_refused(parts, error):
    with pytest.raises(error):
        reviewed(archive(parts))


def is_annotated_or_refused(data: bytes) -> bool:
    try:
        _, findings, copy = reviewed(data)
    except ReadingError as error:
        return str(error).endswith("。") and "\n" not in str(error)
    return copy.comments == len(findings) and main_part(copy.data) is not None


def test_senseless_parts_are_annotated_or_refused():
    data = package(
        paragraph(RUN.format("云办[2026]"), BOLD.format("第08号" + FAULT))
        + f"<w:tbl><w:tr><w:tc>{paragraph(BOLD.format(FAULT))}</w:tc></w:tr></w:tbl>"
    )

    assert all(is_annotated_or_refused(twisted(data, seed)) for seed in range(200))


@pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("云江市人民政府关于防汛工作的通知")
    document.add_paragraph("根据《办法》（云政发[2026]第08号）要求，认真落实。。")
    document.add_table(1, 1).cell(0, 0).text = FAULT
    _, _, copy = reviewed(saved(document))
    (tmp_path / "copy.docx").write_bytes(copy.data)
    command = [office_program(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    for form in ("pdf", "odt"):
        subprocess.run(
            [*command, "--convert-to", form, "copy.docx"], cwd=tmp_path, check=True, capture_output=True
        )

    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")
    content = zipfile.ZipFile(tmp_path / "copy.odt").read("content.xml").decode()
    assert content.count("<office:annotation ") == copy.comments
    assert content.count("<text:deletion>") == 5
    assert content.count("<text:insertion>") == 4
