"""Files are read by their content, and hostile ones are refused with one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from gongwen.document import SecrecyLevel
from gongwen.reading import (
    Damaged,
    Empty,
    Encrypted,
    HasMacros,
    Mislabelled,
    NoText,
    ReadingError,
    TooLarge,
    Unsafe,
    Unsupported,
    find_secrecy_marks,
    read,
    read_path,
)

SAMPLES = Path(__file__).parents[5] / "shared" / "data" / "ofd"
TEXT = (
    "云政办发〔2026〕12号\n\n云江市人民政府办公室关于做好防汛工作的通知\n\n"
    "各县（区）人民政府：\n为做好防汛工作，现通知如下。\n一、压实责任\n落实包保责任。\n\n"
    "云江市人民政府办公室\n2026年6月1日\n"
)


def _docx(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "县区", "12"
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def _zip(parts: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def _text_or_reason(path: Path) -> str:
    try:
        return read_path(path).text
    except ReadingError as error:
        return str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding(encoding: str) -> None:
    reading = read(TEXT.encode(encoding), name="通知.txt")

    assert reading.document.number == "云政办发〔2026〕12号"
    assert reading.document.title == "云江市人民政府办公室关于做好防汛工作的通知"
    assert reading.document.to == ("各县（区）人民政府",)


def test_docx_with_its_table() -> None:
    reading = read(_docx(*TEXT.split("\n")), name="通知.docx")

    assert reading.document.title == "云江市人民政府办公室关于做好防汛工作的通知"
    assert "| 县区 |" in reading.text


def test_html_without_its_scripts() -> None:
    page = "<html><head><script>alert(1)</script></head><body><p>关于防汛的通知</p><p>正文。</p></body></html>"

    reading = read(page.encode(), name="a.html")

    assert "alert" not in reading.text
    assert "关于防汛的通知" in reading.text


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="sample data is absent")
def test_every_sample_ofd_is_read_or_refused_with_a_reason() -> None:
    paths = sorted(SAMPLES.glob("*.ofd"))

    answers = [_text_or_reason(path) for path in paths]

    assert len(answers) == 25
    assert sum(not answer.endswith("可能是扫描件或图片。") for answer in answers) >= 20


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.txt", Empty),
        (b"PK\x03\x04broken", "a.docx", Damaged),
        (b"%PDF-1.7 broken", "a.pdf", Damaged),
        (b"MZ\x90\x00" + b"\x00" * 100, "通知.docx", Mislabelled),
        (b"text", "run.exe", Mislabelled),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", Encrypted),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", Unsupported),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "a.jpg", Unsupported),
        (_zip({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "a.docm", HasMacros),
        (_zip({"../../etc/passwd": b"x", "word/document.xml": b"<a/>"}), "a.docx", Unsafe),
        (_zip({"word/document.xml": b" " * (400 * 1024 * 1024)}), "a.docx", TooLarge),
        (_zip({f"word/{n}.xml": b"" for n in range(20_001)}), "a.docx", TooLarge),
        (
            _zip(
                {
                    "word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>',
                }
            ),
            "a.docx",
            ReadingError,
        ),
        (_docx("", "").replace(b"", b"", 0)[:200], "a.docx", Damaged),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence(data: bytes, name: str, error: type[ReadingError]) -> None:
    with pytest.raises(error) as caught:
        read(data, name=name)

    assert str(caught.value).endswith("。")
    assert "\n" not in str(caught.value)


def test_pages_without_text_say_so() -> None:
    empty = _zip(
        {
            "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
        }
    )
    with pytest.raises(NoText):
        read(empty, name="a.docx")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("机密★3年\n" + TEXT, {SecrecyLevel.SECRET}),
        ("000001\n秘密\n特急\n" + TEXT, {SecrecyLevel.CONFIDENTIAL}),
        (TEXT + "要严格保守国家秘密和商业秘密。\n", set()),
        (TEXT, set()),
    ],
)
def test_secrecy_marks_are_found_and_ordinary_words_are_not(text: str, levels: set[SecrecyLevel]) -> None:
    assert {mark.level for mark in find_secrecy_marks(read(text.encode(), name="a.txt"))} == levels
