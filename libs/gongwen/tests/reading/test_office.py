"""Old Word, WPS and RTF files: turned into DOCX by LibreOffice, or refused with one sentence."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gongwen.guard import Damaged, Deadline, Encrypted, HasMacros, TooLarge, TooSlow, Unsupported
from gongwen.reading import office, read
from gongwen.reading.detect import FileKind

from .files import NOTICE, word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOC = OLE.ljust(512, b"\0") + "WordDocument".encode("utf-16-le").ljust(128, b"\0")
needs_office = pytest.mark.skipif(not office.office_program(), reason="LibreOffice is not installed")


def entry(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(128, b"\0")


def text_stream(flags: int) -> bytes:
    return (b"\xec\xa5" + bytes(8) + flags.to_bytes(2, "little")).ljust(512, b"\0")


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office_program", lambda: "")


@pytest.fixture
def sleeping_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program in the place of LibreOffice that never ends, nor does what it starts."""
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path / 'child'}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office, "office_program", lambda: str(program))
    monkeypatch.setattr(office, "_without_network", lambda: ())
    return tmp_path


@pytest.mark.parametrize(("data", "what"), [(DOC, "旧版 Word"), (b"{\\rtf1 x}", "RTF")], ids=["doc", "rtf"])
def test_without_libreoffice_the_refusal_says_what_to_do(data, what, no_office):
    with pytest.raises(Unsupported, match=f"文件是{what}.*没有 LibreOffice.*请另存为 .docx"):
        read(data, name="通知.doc")


@pytest.mark.parametrize("name", ["_VBA_PROJECT", "Macros"])
def test_macros_are_refused_before_anything_opens_the_file(name, no_office):
    with pytest.raises(HasMacros):
        read(DOC + entry(name))


def test_the_word_macros_in_the_text_is_no_macro(no_office):
    with pytest.raises(Unsupported, match="LibreOffice"):
        read(DOC + b"xx" + entry("Macros"))


@pytest.mark.parametrize(("flags", "error"), [(0x0100, Encrypted), (0x0000, Unsupported)])
def test_password_is_found_in_the_head_of_the_text(flags, error, no_office):
    with pytest.raises(error):
        read(DOC.ljust(1024, b"\0") + text_stream(flags))


def test_a_conversion_that_hangs_is_ended_with_all_it_started(sleeping_office):
    with pytest.raises(TooSlow, match="转换用时过长"):
        office.to_docx(DOC, FileKind.DOC, Deadline(1.0))

    child = int((sleeping_office / "child").read_text())
    status = Path(f"/proc/{child}/status")
    assert not status.exists() or "Z" in status.read_text().split("State:")[1].split("\n")[0]


@needs_office
@pytest.mark.parametrize(
    ("form", "name"), [("doc:MS Word 97", "通知.doc"), ("doc:MS Word 97", "通知.wps"), ("rtf", "通知.rtf")]
)
def test_old_files_are_read_like_new_ones(form, name, tmp_path):
    (tmp_path / "in.docx").write_bytes(word(*NOTICE.split("\n")))
    command = [office.office_program(), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", form, "in.docx"], cwd=tmp_path, check=True, capture_output=True)
    made = next(path for path in tmp_path.iterdir() if path.name.startswith("in.") and path.suffix != ".docx")
    reading = read(made.read_bytes(), name=name)

    assert reading.text.strip() == NOTICE.strip()
    assert reading.document.number == "云政办发〔2026〕12号"
    assert "已由 LibreOffice 转换后读取。" in reading.notes[0]


@needs_office
@pytest.mark.parametrize("data", [DOC, DOC + bytes(range(256)) * 8], ids=["head", "noise"])
def test_a_broken_old_file_is_damaged(data):
    with pytest.raises(Damaged, match="无法转换"):
        read(data, name="a.doc")


@needs_office
def test_size_after_conversion(monkeypatch):
    monkeypatch.setattr(office, "MAX_CONVERTED", 100)

    with pytest.raises(TooLarge, match="转换后过大"):
        read(b"{\\rtf1 x}", name="a.rtf")


@needs_office
def test_nothing_outside_is_fetched(tmp_path):
    """An RTF that names a file on this machine as a picture and as a part does not get its content."""
    (tmp_path / "secret.txt").write_text("外部内容", encoding="utf-8")
    place = str(tmp_path / "secret.txt").replace("\\", "\\\\")
    field = f'{{\\field{{\\*\\fldinst INCLUDETEXT "{place}"}}{{\\fldrslt kept}}}}'
    reading = read(f"{{\\rtf1 {field} text}}".encode(), name="a.rtf")

    assert "text" in reading.text
    assert "外部内容" not in reading.text
