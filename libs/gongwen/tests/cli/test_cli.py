"""The commands as a shell sees them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gongwen.proofread import rules
from gongwen.proofread.explain import reference_page

_PACKAGE = Path(__file__).parents[2]
_PROJECT = _PACKAGE.parents[1]
_BAD = next(rule for rule in rules() if rule.examples)
_SOURCE = (
    "---\ntype: 通知\nissuer: 云江市人民政府\ntitle: 关于开展检查的通知\ndate: 2026-11-20\n---\n请认真落实。\n"
)
_KEYS = "file line start end quote rule category severity message suggestion source".split()


def gongwen(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "gongwen", *arguments],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_PACKAGE / "src"), **environment},
    )


def refused(run: subprocess.CompletedProcess[bytes], *, saying: str) -> None:
    message = run.stderr.decode()
    assert run.returncode == 2
    assert message.count("\n") == 1
    assert saying in message
    assert not run.stdout


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "通知.md"
    path.write_text(_SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def ofd(tmp_path: Path) -> Path:
    path = tmp_path / "文.ofd"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "OFD.xml", '<OFD Version="1.0"><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>'
        )
        archive.writestr(
            "Doc_0/Document.xml",
            "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData>"
            '<Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>',
        )
        archive.writestr(
            "Doc_0/Page.xml",
            '<Page><Content><Layer><TextObject Boundary="20 20 100 10" Size="5"><TextCode X="0" Y="5">云江市'
            "</TextCode></TextObject></Layer></Content></Page>",
        )
    return path


def test_check_reports_json_lines_with_exact_places() -> None:
    text = _BAD.examples[0].bad
    run = gongwen("check", "-", "--format", "json", given=text.encode())
    found = [json.loads(line) for line in run.stdout.decode().splitlines()]
    assert run.returncode == 1
    assert _BAD.code in {finding["rule"] for finding in found}
    assert all(list(finding) == _KEYS for finding in found)
    assert all(
        len(finding["quote"]) == finding["end"] - finding["start"] and finding["file"] == "-" for finding in found
    )


def test_check_reports_text() -> None:
    run = gongwen("check", "-", given=_BAD.examples[0].bad.encode())
    assert run.returncode == 1
    assert run.stdout.decode().startswith("-:")


def test_check_of_a_right_text_is_clean() -> None:
    run = gongwen("check", "-", given=_BAD.examples[0].good.encode())
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_check_goes_on_after_a_bad_file(tmp_path: Path) -> None:
    run = gongwen("check", str(tmp_path / "无"), "-", given=_BAD.examples[0].bad.encode())
    assert run.returncode == 2
    assert "不存在" in run.stderr.decode()
    assert run.stdout


def test_rules_lists_and_explains_all() -> None:
    assert len(gongwen("rules").stdout.decode().splitlines()) == len(rules())
    assert _BAD.why in gongwen("rules", _BAD.code).stdout.decode()
    refused(gongwen("rules", "ZZZ999"), saying="没有编号")


def test_the_reference_page_is_fresh() -> None:
    page = (_PROJECT / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert page == reference_page() == gongwen("rules", "--markdown").stdout.decode()


def test_convert_writes_every_form(source: Path, tmp_path: Path) -> None:
    for suffix in ("md", "json", "txt"):
        assert gongwen("convert", str(source), str(tmp_path / f"out.{suffix}")).returncode == 0
    facts = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (facts["kind"], facts["written_on"], facts["layout"]) == ("通知", "2026-11-20", "通用")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == _SOURCE
    assert gongwen("convert", str(source), "-").stdout == (tmp_path / "out.md").read_bytes()
    again = gongwen("convert", str(tmp_path / "out.md"), "-")
    assert again.stdout == (tmp_path / "out.md").read_bytes()


def test_ofd_shows_text_and_facts(ofd: Path) -> None:
    assert gongwen("ofd", "text", str(ofd)).stdout.decode().strip() == "云江市"
    facts = json.loads(gongwen("ofd", "info", str(ofd)).stdout)
    assert (facts["version"], len(facts["documents"][0]["pages"]), facts["missing"]) == ("1.0", 1, [])


def test_typeset_writes_a_pdf(source: Path, tmp_path: Path) -> None:
    if not os.environ.get("GONGWEN_FONTS"):
        assert os.environ.get("CI") != "true"
        pytest.skip("GONGWEN_FONTS is not set")
    assert gongwen("typeset", str(source), "-o", str(tmp_path / "out.pdf")).returncode == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_render_writes_a_page_as_a_picture(ofd: Path, tmp_path: Path) -> None:
    if not os.environ.get("GONGWEN_FONTS"):
        assert os.environ.get("CI") != "true"
        pytest.skip("GONGWEN_FONTS is not set")

    assert gongwen("ofd", "render", str(ofd), "-o", str(tmp_path / "a.svg")).returncode == 0
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<svg ")
    assert gongwen("ofd", "render", str(ofd), "-o", str(tmp_path / "a.png"), "--dpi", "30").returncode == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    refused(gongwen("ofd", "render", str(ofd), "-o", "-", "--page", "2"), saying="没有第 2 页")
    refused(gongwen("ofd", "render", str(ofd), "-o", "-", "--dpi", "9999"), saying="分辨率")
    refused(gongwen("ofd", "render", str(ofd), "-o", str(tmp_path / "a.gif")), saying="扩展名")


def test_typeset_without_fonts_says_so(source: Path, tmp_path: Path) -> None:
    refused(gongwen("typeset", str(source), "-o", str(tmp_path / "a.pdf"), GONGWEN_FONTS=""), saying="字体")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    "command",
    [
        ["check", "{}"],
        ["convert", "{}", "-"],
        ["typeset", "{}", "-o", "-"],
        ["ofd", "text", "{}"],
        ["ofd", "info", "{}"],
    ],
    ids=["check", "convert", "typeset", "text", "info"],
)
def test_bad_input_is_one_line(command: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "坏.ofd"
    broken.write_bytes(b"PK\x03\x04" + bytes(range(256)))
    for path, saying in ((tmp_path / "无", "不存在"), (tmp_path, "目录"), (broken, "坏.ofd：")):
        refused(gongwen(*(part.format(path) for part in command)), saying=saying)


@pytest.mark.parametrize("output", ["没有/out.md", "out.exe"])
def test_an_output_that_cannot_be_is_refused(output: str, source: Path, tmp_path: Path) -> None:
    refused(gongwen("convert", str(source), str(tmp_path / output)), saying="。")


@pytest.mark.parametrize("arguments", [[], ["check"], ["没有"], ["ofd"], ["typeset", "a"]])
def test_bad_usage_is_one_line(arguments: list[str]) -> None:
    refused(gongwen(*arguments), saying="用法有误")


def test_help_loads_no_heavy_library() -> None:
    code = "import sys, gongwen.cli\ntry: gongwen.cli.main(['--help'])\nexcept SystemExit: pass\n"
    code += "assert not {'lxml', 'typst', 'pypdfium2', 'docx', 'yaml'} & set(sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(_PACKAGE / "src")}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


def test_check_takes_the_offices_own_lexicon(source: Path, tmp_path: Path):
    lexicon = tmp_path / "词库.tsv"
    lexicon.write_text("wrong\tright\twhy\n认真落实\t抓好落实\t\n", encoding="utf-8")

    run = gongwen("check", str(source), "--format", "json", "--lexicon", str(lexicon))

    assert run.returncode == 1
    assert [json.loads(line)["rule"] for line in run.stdout.decode().splitlines()] == ["LEX001"]


@pytest.mark.parametrize(
    ("content", "saying"),
    [
        ("wrong\n甲\n".encode(), "表头"),
        (b"wrong\tright\n\xff\xfe\n", "UTF-8"),
        ("wrong\tright\n甲\t乙\n".encode(), "第2行"),
    ],
)
def test_a_bad_lexicon_is_refused_with_its_line(source: Path, tmp_path: Path, content: bytes, saying: str):
    lexicon = tmp_path / "词库.tsv"
    lexicon.write_bytes(content)

    refused(gongwen("check", str(source), "--lexicon", str(lexicon)), saying=saying)
