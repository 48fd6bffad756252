"""Lexicons (词库): tab-separated files beside the rules, one entry a line under a line of column names."""

from __future__ import annotations

from importlib.resources import files


def read_lexicon(name: str, columns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The entries of ``lexicons/<name>.tsv``; raises ValueError where a line has not these columns."""
    text = (files("gongwen.proofread") / "lexicons" / f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = (tuple(line.split("\t")) for line in text.splitlines() if line)
    if head != columns:
        raise ValueError(f"词库 {name} 的表头应是 {'、'.join(columns)}。")
    for number, line in enumerate(lines, 2):
        if len(line) != len(columns):
            raise ValueError(f"词库 {name} 第{number}行应有{len(columns)}列。")
    return tuple(lines)
