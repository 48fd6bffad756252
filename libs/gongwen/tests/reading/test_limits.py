"""A hostile or foreign file is refused with one sentence; each limit has a file made against it."""

from __future__ import annotations

import struct

import pytest

from gongwen.guard import (
    Archive,
    Damaged,
    Deadline,
    Empty,
    Encrypted,
    HasMacros,
    Mislabelled,
    ReadingError,
    TooLarge,
    TooSlow,
    Unsafe,
    Unsupported,
    parse_xml,
)
from gongwen.guard import (
    archive as archive_limits,
)
from gongwen.reading import MAX_FILE, opened, read
from gongwen.reading import file as reading_file

from .files import archive, bare_word, ofd, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "word/document.xml"
ENTITIES = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.txt", Empty),
        (b" \n\t", "a.txt", Empty),
        (b"PK\x03\x04broken", "a.docx", Damaged),
        (b"%PDF-1.7 broken", "a.pdf", Damaged),
        (archive({MAIN: "<a/>" * 99})[:80], "a.docx", Damaged),
        (archive({MAIN: "<a"}), "a.docx", Damaged),
        (archive({MAIN: "<a/>"}), "a.docx", Damaged),
        (archive({"OFD.xml": "<OFD/>"}), "a.ofd", Damaged),
        (archive({"OFD.xml": "<OFD><DocBody/></OFD>"}), "a.ofd", Damaged),
        (archive({"OFD.xml": "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>"}), "a.ofd", Damaged),
        (b"MZ\x90\x00" + b"\x00" * 100, "通知.docx", Mislabelled),
        (b"\x7fELF\x02" + b"\x00" * 100, "通知.pdf", Mislabelled),
        (b"text", "run.exe", Mislabelled),
        (b"text", "通知.pdf.js", Mislabelled),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", Encrypted),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", Unsupported),
        (OLE, "a.ppt", Unsupported),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "a.jpg", Unsupported),
        (archive({"xl/workbook.xml": ""}), "a.xlsx", Unsupported),
        (archive({"ppt/presentation.xml": ""}), "a.pptx", Unsupported),
        (archive({"mimetype": "x", "content.xml": ""}), "a.odt", Unsupported),
        (archive({"a.txt": "x"}), "a.zip", Unsupported),
        (archive({MAIN: "<a/>", "word/vbaProject.bin": b"x"}), "a.docx", HasMacros),
        (archive({"OFD.xml": "<OFD/>", "Decryptseed.dat": b"x"}), "a.ofd", Encrypted),
        (archive({"../../etc/passwd": b"x", MAIN: "<a/>"}), "a.docx", Unsafe),
        (archive({"/etc/passwd": b"x", MAIN: "<a/>"}), "a.docx", Unsafe),
        (archive({"C:\\x": b"x", MAIN: "<a/>"}), "a.docx", Unsafe),
        (archive({MAIN: ENTITIES}), "a.docx", Unsafe),
        (archive({MAIN: EXTERNAL}), "a.docx", Unsafe),
        (archive({"OFD.xml": EXTERNAL}), "a.ofd", Unsafe),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence(data, name, error):
    with pytest.raises(ReadingError) as refused:
        read(data, name=name)

    assert type(refused.value) is error
    assert str(refused.value).endswith("。")
    assert "\n" not in str(refused.value)


def test_size_of_the_file():
    with pytest.raises(TooLarge, match="超过 50 MB"):
        read(b"a" * (MAX_FILE + 1))


def test_number_of_entries():
    with pytest.raises(TooLarge, match="条目超过"):
        read(archive({f"word/{number}.xml": b"" for number in range(archive_limits.MAX_ENTRIES + 1)}))


def test_sizes_the_archive_declares():
    data = bytearray(archive({MAIN: b" " * 1_000}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 2**31)

    with pytest.raises(TooLarge, match="解压后过大"):
        read(bytes(data))


def test_sizes_the_archive_does_not_declare():
    data = bytearray(archive({"a.xml": b" " * 3_000_000, "b.xml": b" " * 3_000_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        entry = data.find(mark)
        while entry >= 0:
            data[entry + at : entry + at + 4] = struct.pack("<I", 10)
            entry = data.find(mark, entry + 1)

    with pytest.raises(Damaged):
        Archive(bytes(data), Deadline()).read("a.xml")


def test_ratio_of_a_bomb():
    with pytest.raises(TooLarge, match="压缩炸弹"):
        read(archive({MAIN: b" " * (40 * 1024 * 1024)}))


def test_depth_of_xml():
    with pytest.raises(TooLarge, match="嵌套过深"):
        read(bare_word("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000))


def test_nested_tables_within_the_depth_are_read():
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>底</w:t></w:r></w:p>{}</w:tc></w:tr></w:tbl>"
    body = ""
    for _ in range(60):
        body = table.format(body)

    assert read(bare_word(body)).text.count("底") == 60


def test_size_of_one_xml_part(monkeypatch):
    from gongwen.guard import xml

    monkeypatch.setattr(xml, "MAX_XML", 10)
    with pytest.raises(TooLarge, match="过大"):
        parse_xml(b"<a>12345678</a>", "a.xml")


def test_length_of_the_text(monkeypatch):
    monkeypatch.setattr(reading_file, "MAX_TEXT", 10)
    with pytest.raises(TooLarge, match="已拒绝读取"):
        read(("云江市" * 10).encode())


@pytest.mark.parametrize(
    "data",
    [
        bare_word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300),
        pdf([[(50, 700, 16, "正文")]]),
        ofd(
            '<ofd:TextObject Boundary="0 0 9 9" Size="5"><ofd:TextCode X="0" Y="5">a</ofd:TextCode></ofd:TextObject>'
        ),
        b"<html><body><p>a</p></body></html>",
    ],
)
def test_time(data, monkeypatch):
    monkeypatch.setattr(opened, "Deadline", lambda: Deadline(-1))

    with pytest.raises(TooSlow, match="读取用时超过"):
        read(data)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("通知.pdf", "文件扩展名为“.pdf”，实际内容是文本，已按实际内容读取。"),
        ("通知.docx", "文件扩展名为“.docx”，实际内容是文本，已按实际内容读取。"),
        ("通知.txt", None),
        ("通知", None),
        ("", None),
    ],
)
def test_wrong_extension_is_told(name, note):
    assert read("正文。".encode(), name=name).notes == (() if note is None else (note,))


def test_gbk_names_are_read():
    data = archive({"AA.xml": "x"}).replace(b"AA.xml", "页".encode("gbk") + b".xml")

    assert Archive(data, Deadline()).read("页.xml") == b"x"
