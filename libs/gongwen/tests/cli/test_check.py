"""``gongwen check`` with its forms, corrections and annotated copies, as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from gongwen.reading import read

from .test_cli import gongwen, refused

FAULTY = "关于检查的通知\n各县（区）：\n认真落实。。\n请于2026年2月30日前报送。\n"
FIXED = FAULTY.replace("。。", "。")


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(FAULTY, encoding="utf-8")
    return path


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    document = docx.Document()
    for line in FAULTY.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_fix_changes_the_file_and_says_what(text: Path) -> None:
    text.chmod(0o640)
    run = gongwen("check", str(text), "--fix")

    assert run.returncode == 1
    assert text.read_text(encoding="utf-8") == FIXED
    assert text.stat().st_mode & 0o777 == 0o640
    assert f"{text}:3 PUN005 “。。”改为“。”\n{text}：已改正 1 处。\n" in run.stdout.decode()
    assert "DAT001" in run.stdout.decode()
    assert [path.name for path in text.parent.iterdir()] == [text.name]


def test_fix_again_changes_nothing_and_does_not_touch_the_file(text: Path) -> None:
    gongwen("check", str(text), "--fix")
    before = text.stat()
    run = gongwen("check", str(text), "--fix")

    assert run.returncode == 1
    assert "改正" not in run.stdout.decode().replace("核对后改正日期。", "")
    assert (text.stat().st_ino, text.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("encoding", "mark"), [("gb18030", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")], ids=str
)
def test_fix_keeps_encoding_mark_and_line_ends(encoding: str, mark: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + FAULTY.replace("\n", "\r\n").encode(encoding))
    gongwen("check", str(path), "--fix")

    assert path.read_bytes() == mark + FIXED.replace("\n", "\r\n").encode(encoding)


def test_fix_writes_elsewhere_when_told(text: Path, tmp_path: Path) -> None:
    run = gongwen("check", str(text), "--fix", "-o", str(tmp_path / "改后.txt"), "--format", "json")

    assert text.read_text(encoding="utf-8") == FAULTY
    assert (tmp_path / "改后.txt").read_text(encoding="utf-8") == FIXED
    assert [json.loads(line)["rule"] for line in run.stdout.decode().splitlines()] == ["DAT001"]
    assert "已改正 1 处" in run.stderr.decode()


def test_fix_from_standard_input_to_standard_output_is_the_text_alone() -> None:
    run = gongwen("check", "-", "--fix", "-o", "-", given=FAULTY.encode())

    assert run.stdout.decode() == FIXED
    assert "已改正 1 处" in run.stderr.decode()


def test_fix_of_a_link_changes_what_it_points_to(text: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(text)
    gongwen("check", str(link), "--fix")

    assert link.is_symlink()
    assert text.read_text(encoding="utf-8") == FIXED


def test_what_cannot_be_fixed_in_place_is_refused_and_stays(word: Path) -> None:
    before = word.read_bytes()

    refused(gongwen("check", str(word), "--fix"), saying="--annotate")
    assert word.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["-", "--fix"],
        ["a.txt", "b.txt", "--fix", "-o", "c.txt"],
        ["a.docx", "b.docx", "--annotate", "c.docx"],
        ["a.docx", "--annotate", "-"],
    ],
    ids=str,
)
def test_unclear_commands_are_refused(arguments: list[str]) -> None:
    refused(gongwen("check", *arguments), saying="。")


def test_fix_and_annotate_exclude_each_other(word: Path) -> None:
    refused(gongwen("check", str(word), "--fix", "--annotate", "a.docx"), saying="用法有误")


def test_annotate_writes_a_copy_and_reports(word: Path, tmp_path: Path) -> None:
    before = word.read_bytes()
    run = gongwen("check", str(word), "--annotate", str(tmp_path / "reviewed.docx"), "--format", "json")

    assert run.returncode == 1
    assert word.read_bytes() == before
    reading = read((tmp_path / "reviewed.docx").read_bytes())
    assert reading.text.startswith(FIXED)
    assert sum(aside.where == "批注" for aside in reading.asides) == len(run.stdout.splitlines()) == 2


@pytest.mark.parametrize("option", ["--annotate", "-o"])
def test_the_file_itself_is_no_output(option: str, word: Path) -> None:
    before = word.read_bytes()

    refused(gongwen("check", str(word), option, str(word)), saying="相同")
    assert word.read_bytes() == before


def test_annotate_of_another_kind_of_file_is_refused(text: Path, tmp_path: Path) -> None:
    refused(gongwen("check", str(text), "--annotate", str(tmp_path / "a.docx")), saying="不是 Word 文档")
    refused(gongwen("check", str(text), "--annotate", str(tmp_path / "a.pdf")), saying=".docx")
    assert not (tmp_path / "a.docx").exists()


def test_reports_of_several_files_are_one_sarif_log_and_one_page(text: Path, word: Path, tmp_path: Path) -> None:
    names = [str(text), str(word), str(tmp_path / "无.txt")]
    sarif = gongwen("check", *names, "--format", "sarif")
    page = gongwen("check", *names, "--format", "html", "-o", str(tmp_path / "报告.html"))

    assert (sarif.returncode, page.returncode, page.stdout) == (2, 2, b"")
    run = json.loads(sarif.stdout)["runs"][0]
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == [
        Path(name).as_uri() for name in names
    ]
    assert len(run["results"]) == 4
    written = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert written.count("<section>") == 3
    assert "不存在" in written


def test_the_facts_of_a_word_file_are_told(word: Path) -> None:
    assert "文件属性：作者：python-docx" in gongwen("check", str(word)).stdout.decode()


def test_output_to_a_pipe_has_no_colour(text: Path) -> None:
    assert b"\x1b" not in gongwen("check", str(text)).stdout
