from __future__ import annotations

import io
import struct
import zipfile

import pytest

from zhengban.files.errors import FileRefused, KindRefused
from zhengban.files.inspection import Inspected, inspect
from zhengban.files.kinds import FileKind
from zhengban.files.tests import samples

WORD_HEAD = struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0)
WORD_ENCRYPTED = struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0x0100)
SHEET_ENCRYPTED = struct.pack("<HHIHH", 0x0809, 4, 0, 0x002F, 0)


def _inspect(content: bytes, name: str) -> Inspected:
    return inspect(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("content", "name", "kind", "is_encrypted"),
    [
        (samples.docx(), "通知.docx", FileKind.DOCX, False),
        (samples.docx(), "通知.WPS", FileKind.DOCX, False),
        (samples.docx(), "没有扩展名", FileKind.DOCX, False),
        (samples.xlsx(), "统计表.xlsx", FileKind.XLSX, False),
        (samples.ofd(), "版式.ofd", FileKind.OFD, False),
        (samples.compound("WordDocument", "1Table", head=WORD_HEAD), "旧.doc", FileKind.DOC, False),
        (samples.compound("WordDocument", head=WORD_ENCRYPTED), "旧.wps", FileKind.DOC, True),
        (samples.compound("a", "b", "c", "d", "e", "Workbook"), "旧.xls", FileKind.XLS, False),
        (samples.compound("Workbook", head=SHEET_ENCRYPTED), "旧.et", FileKind.XLS, True),
        (samples.compound("EncryptionInfo", "EncryptedPackage"), "密.docx", FileKind.DOCX, True),
        (samples.PDF, "稿.pdf", FileKind.PDF, False),
        (samples.ENCRYPTED_PDF, "稿.pdf", FileKind.PDF, True),
        (samples.JPEG, "照片.jpeg", FileKind.JPEG, False),
        (samples.PNG, "图.png", FileKind.PNG, False),
        (samples.TEXT, "稿.txt", FileKind.TXT, False),
        (samples.TEXT.decode().encode("gb18030"), "稿.txt", FileKind.TXT, False),
        (samples.TEXT.decode().encode("utf-16"), "稿.txt", FileKind.TXT, False),
        (b"MZ is how this text begins", "稿.txt", FileKind.TXT, False),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, name: str, kind: FileKind, is_encrypted: bool) -> None:
    assert _inspect(content, name) == Inspected(kind, is_encrypted)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "空.txt", "“空.txt”是空文件。"),
        (samples.PDF, "稿.docx", "“稿.docx”的实际内容是PDF 文件，与扩展名不符，请改正后再上传。"),
        (samples.TEXT, "木马.exe", "不支持“木马.exe”这类文件"),
        (b"MZ\x90\0\x03\0\0\0", "程序.docx", "“程序.docx”是程序文件，不予接收。"),
        (b"Rar!\x1a\x07\x01\x00", "包.rar", "“包.rar”是压缩包，请解压后逐个上传。"),
        (samples.package(a_xml="<a/>"), "包.zip", "“包.zip”是压缩包，请解压后逐个上传。"),
        (samples.package(**{"[Content_Types].xml": "", "ppt/x.xml": ""}), "片.pptx", "不支持“片.pptx”这类文件"),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "宏.docx", "“宏.docx”含有宏，请另存为不含宏的文件"),
        (samples.compound("WordDocument", "Macros"), "宏.doc", "“宏.doc”含有宏"),
        (samples.compound("EncryptedPackage"), "密.doc", "不支持“密.doc”这类文件"),
        (samples.compound("PowerPoint Document"), "片.ppt", "不支持“片.ppt”这类文件"),
        (samples.docx()[:-30], "断.docx", "“断.docx”已损坏，无法打开。"),
        (samples.docx()[:60] + samples.docx()[-40:], "断.docx", "“断.docx”已损坏，无法打开。"),
        (samples.compound("WordDocument")[:520], "断.doc", "“断.doc”已损坏，无法打开。"),
        (samples.PDF[:30], "断.pdf", "“断.pdf”不完整，请重新导出后再上传。"),
        (samples.PNG[:20], "断.png", "“断.png”不完整"),
        (samples.docx(**{"../../etc/passwd": "x"}), "路.docx", "“路.docx”的内部结构异常"),
        (samples.docx(**{"word\\..\\..\\x": "x"}), "路.docx", "“路.docx”的内部结构异常"),
        (b"\x00\x01\x02\x03", "乱.txt", "不支持“乱.txt”这类文件"),
        (b"\x81\x20\xff\xff", "乱.txt", "不支持“乱.txt”这类文件"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_taken_is_told_in_one_sentence(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(FileRefused) as refused:
        _inspect(content, name)

    assert str(refused.value).startswith(sentence)
    assert str(refused.value).count("。") == 1


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    with pytest.raises(FileRefused, match="疑似压缩炸弹"):
        _inspect(samples.docx(**{"word/media/a.bin": b"\0" * (30 * 1024 * 1024)}), "炸.docx")


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    sound = samples.docx(**{"word/media/a.bin": b"\0" * 1000})
    end = sound.rfind(b"PK\x05\x06")
    lying = sound[: end + 12] + struct.pack("<I", 0x7FFFFFFF) + sound[end + 16 :]
    with_locator = sound[:end] + b"PK\x06\x07" + b"\0" * 16 + sound[end:]

    with pytest.raises(FileRefused, match="内部条目过多"):
        _inspect(lying, "谎.docx")
    with pytest.raises(FileRefused, match="已损坏"):
        _inspect(with_locator, "谎.docx")


def test_a_package_of_too_many_entries_is_refused() -> None:
    made = io.BytesIO(samples.docx())
    with zipfile.ZipFile(made, "a") as archive:
        for number in range(5_000):
            archive.writestr(f"word/media/{number}.bin", b"")

    with pytest.raises(FileRefused, match="内部条目过多"):
        _inspect(made.getvalue(), "多.docx")


def test_an_encrypted_entry_is_refused() -> None:
    sound = bytearray(samples.docx())
    directory = sound.find(b"PK\x01\x02")
    sound[directory + 8] |= 1

    with pytest.raises(FileRefused, match="内部条目已加密"):
        _inspect(bytes(sound), "密.docx")


def test_a_directory_that_goes_round_in_circles_ends() -> None:
    circle = bytearray(samples.compound("WordDocument"))
    struct.pack_into("<I", circle, 512 + 4, 1)

    with pytest.raises(FileRefused, match="已损坏"):
        _inspect(bytes(circle), "圈.doc")


@pytest.mark.parametrize("length", range(0, 1600, 37))
def test_a_compound_file_cut_anywhere_is_refused_or_read(length: int) -> None:
    cut = samples.compound("a", "b", "c", "d", "WordDocument", head=WORD_HEAD)[:length]

    try:
        found = _inspect(cut, "断.doc")
    except FileRefused:
        return
    assert found.kind == FileKind.DOC


def test_a_wrong_kind_has_its_own_status() -> None:
    with pytest.raises(KindRefused) as refused:
        _inspect(samples.PDF, "稿.docx")

    assert refused.value.status == 415
