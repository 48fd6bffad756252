"""A PDF is read by a process that can be ended; whatever it does the answer is a content or one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongwen.guard import Damaged, Deadline, Encrypted, TooLarge, TooSlow, apart
from gongwen.reading.pdf_content import PdfContent, PdfLimits, dump_content, load_content
from gongwen.reading.pdf_process import read_pdf_apart

from .files import pdf

LINE = (80.0, 700.0, 16.0, "正文。")


def nested_forms(depth: int, width: int) -> bytes:
    """A page that draws a form which draws the next ``width`` times, and so on: ``width ** depth`` texts."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>"]
    first = 5
    objects.append(
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F {first} 0 R>>>>>>"
    )
    objects.append("<</Length 4>>stream\n/F Do\nendstream")
    for level in range(depth):
        drawn = "/F Do\n" * width
        inner = f"/Resources<</XObject<</F {first + level + 1} 0 R>>>>" if level < depth - 1 else ""
        objects.append(
            f"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]{inner}/Length {len(drawn)}>>stream\n{drawn}\nendstream"
        )
    data = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode()


@pytest.fixture
def process_does(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Put a program of one's own into the place of the reading process."""

    def put(code: str) -> None:
        program = tmp_path / "reader"
        program.write_text(
            f"#!{sys.executable}\nimport sys, os, json\nsys.stdin.buffer.read()\n{code}\n", encoding="utf-8"
        )
        program.chmod(0o755)
        monkeypatch.setattr(apart.sys, "executable", str(program))

    return put


def test_content_is_the_same_as_read_here():
    from gongwen.reading.pdf import read_pdf

    data = pdf([[LINE], [LINE, (80.0, 600.0, 16.0, "附件")]], info="<</Title(Plan)>>")

    assert read_pdf_apart(data, Deadline()) == read_pdf(data, Deadline(), PdfLimits())


def test_a_page_that_hangs_is_cut_off():
    with pytest.raises(TooSlow, match="用时过长"):
        read_pdf_apart(nested_forms(depth=9, width=30), Deadline(2.0))


def test_number_of_pages():
    with pytest.raises(TooLarge, match="超过 2 页"):
        read_pdf_apart(pdf([[LINE]] * 3), Deadline(), PdfLimits(pages=2))


def test_number_of_characters():
    with pytest.raises(TooLarge, match="文字过多"):
        read_pdf_apart(pdf([[LINE]]), Deadline(), PdfLimits(characters=2))


def test_time_that_is_up_starts_nothing(process_does):
    process_does("raise AssertionError")
    with pytest.raises(TooSlow):
        read_pdf_apart(pdf([[LINE]]), Deadline(-1))


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "sys.exit(7)",
        "",
        "print('{}')",
        "print('[' * 100000)",
        "print(json.dumps({'pages': [[float('nan')]], 'properties': [], 'attachments': 0}))",
        "print(json.dumps(['SystemExit', '无'])); sys.exit(3)",
        "print(json.dumps(7)); sys.exit(3)",
    ],
    ids=["crash", "status", "nothing", "empty", "deep", "nan", "unknown error", "no error"],
)
def test_whatever_the_process_answers_the_refusal_is_one_sentence(code, process_does):
    process_does(code)
    with pytest.raises(Damaged, match="使读取程序中止") as refused:
        read_pdf_apart(pdf([[LINE]]), Deadline())

    assert str(refused.value).endswith("。")


def test_a_refusal_passes_between_the_processes(process_does):
    process_does("print(json.dumps(['Encrypted', 'PDF 文件已加密。'])); sys.exit(3)")
    with pytest.raises(Encrypted, match="PDF 文件已加密。"):
        read_pdf_apart(pdf([[LINE]]), Deadline())


def test_the_process_knows_nothing_of_our_environment(process_does, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "x")
    process_does("print(json.dumps(['Damaged', ','.join(sorted(os.environ))])); sys.exit(3)")
    with pytest.raises(Damaged) as told:
        read_pdf_apart(pdf([[LINE]]), Deadline())

    assert "SECRET_KEY" not in str(told.value)
    assert "PYTHONPATH" in str(told.value)


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
def test_memory_is_limited(monkeypatch):
    """The limits are set in a process and cannot be raised again there."""
    code = (
        "import resource, sys\nfrom gongwen.guard import apart\napart.MAX_MEMORY = 400_000_000\n"
        "apart.limit(5.0)\n"
        "try: bytearray(900_000_000)\nexcept MemoryError: print('memory')\n"
        "try: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
        "except (ValueError, PermissionError): print('output')\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=apart.environment(), capture_output=True, text=True, check=True
    )

    assert told.stdout.split()[0] == "memory"
    assert told.stdout.split()[-2:] == ["6", "0"]


def test_content_passes_unchanged():
    content = PdfContent((), (("标题", "方案"),), 2)

    assert load_content(dump_content(content).encode()) == content
    assert json.loads(dump_content(content))["attachments"] == 2
