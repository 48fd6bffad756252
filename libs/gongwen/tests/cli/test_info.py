"""``gongwen info`` as a shell sees it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from .test_cli import gongwen, refused


@pytest.fixture
def word(tmp_path: Path) -> Path:
    path = tmp_path / "通知.docx"
    document = docx.Document()
    for line in (
        "云政办发〔2026〕12号",
        "关于防汛的通知",
        "各县（区）：",
        "请落实。",
        "一、责任",
        "口令：Zk9#2026mno。",
    ):
        document.add_paragraph(line)
    document.core_properties.last_modified_by = "核稿人"
    document.add_comment(document.paragraphs[0].runs, text="密码：Zk9#2026mno", author="甲")
    document.save(str(path))
    return path


def test_info_tells_people_which_line_is_what(word: Path) -> None:
    told = gongwen("info", str(word)).stdout.decode()

    assert told.startswith(f"{word}：DOCX，")
    assert "第1行 发文字号：云政办发〔2026〕12号\n" in told
    assert "第5行 层次标题1：一、责任\n" in told
    assert "文件属性：最后修改者：核稿人\n" in told
    assert "说明：含有 1 条批注，未并入正文。\n" in told
    assert "Zk9" not in told


def test_info_tells_programs_the_same_with_places(word: Path) -> None:
    run = gongwen("info", str(word), "--format", "json")
    told = json.loads(run.stdout)

    assert run.returncode == 0
    assert (told["kind"], told["document_type"], told["layout"]) == ("DOCX", "通知", "通用")
    assert told["elements"][:2] == [
        {"name": "number", "value": "云政办发〔2026〕12号", "start": 0, "end": 13},
        {"name": "title", "value": "关于防汛的通知", "start": 14, "end": 21},
    ]
    assert told["lines"][4] == {"line": 5, "role": "层次标题", "level": 1, "text": "一、责任"}
    assert {"where": "文件属性", "text": "最后修改者：核稿人"} in told["asides"]
    assert "Zk9" not in run.stdout.decode()


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")

    refused(gongwen("info", str(tmp_path / "坏.docx")), saying="坏.docx：")
    refused(gongwen("info", str(tmp_path / "无")), saying="不存在")
