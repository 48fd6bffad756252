"""The command that judges a drawing: its exit codes and what it prints."""

from __future__ import annotations

import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from zhengban.workflow.tests.engine.plain import sketch

SOUND = "s > A > e"
UNSOUND = "s > one x > 会签 > all j > e; x > 签发 > j"


def run(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    code = 0
    try:
        call_command("check_process", *arguments, stdout=out)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    return code, out.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "verdict"),
    [
        (sketch(SOUND), 0, "sound"),
        (sketch(UNSOUND), 1, "unsound"),
        (b"<definitions", 2, "invalid"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]>' + sketch(SOUND), 2, "invalid"),
    ],
)
def test_verdict_and_exit_code(tmp_path: Path, content: bytes, code: int, verdict: str) -> None:
    file = tmp_path / "drawn.bpmn"
    file.write_bytes(content)

    returned, printed = run(str(file), "--format", "json")

    assert returned == code
    told: dict[str, Any] = json.loads(printed)
    assert told["verdict"] == verdict
    assert bool(told["reason"]) is (verdict != "sound")


def test_the_story_is_printed_in_words(tmp_path: Path) -> None:
    file = tmp_path / "drawn.bpmn"
    file.write_bytes(sketch(UNSOUND))

    code, printed = run(str(file))

    assert code == 1
    assert printed.startswith("不可靠：若选择“会签”，则“j”等待“签发”而永远不会到达。\n经过：会签\n")


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(sketch(SOUND))))
    assert run("-")[0] == 0


def test_a_file_that_cannot_be_read_is_invalid(tmp_path: Path) -> None:
    assert run(str(tmp_path / "missing.bpmn"))[0] == 2
    assert run(str(tmp_path))[0] == 2
