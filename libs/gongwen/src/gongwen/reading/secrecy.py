"""Secrecy marks (密级标志) on a file: a system for open papers must stop such a file at the door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.document.elements import Reading, Role
from gongwen.document.model import SecrecyLevel

_LEVEL = r"(?P<level>绝\s{0,3}密|机\s{0,3}密|秘\s{0,3}密)"
_PERIOD = r"(?:\s?\d{1,3}\s?(?:年|个月|月|日|天)|\s?长\s?期)?"
_STARRED = re.compile(rf"{_LEVEL}\s?[★☆✩✭✮⭐]{_PERIOD}")
_ALONE = re.compile(
    rf"(?:密\s?级\s?[：:]\s?)?[\[【（(〔]?{_LEVEL}[\]】）)〕]?"
    rf"(?:\s?[★☆·*＊]?{_PERIOD})(?:\s+(?:特\s?急|加\s?急|平\s?急|特\s?提|\d{{6}}))?"
)
_BESIDE = re.compile(rf"(?:^|[\s：:])(?:密\s?级\s?[：:]\s?)?{_LEVEL}(?:\s|$)")
_BRACKETED = re.compile(
    rf"^\s*[\[【（(〔]\s?{_LEVEL}\s?[\]】）)〕]"
    rf"|[\[【（(〔]\s?{_LEVEL.replace('level', 'end')}\s?[\]】）)〕]\s*$"
)
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", '"': '"'}
_HEAD_LINES = 12
_LONGEST_LINE = 60
_STAMPED = frozenset({"页眉", "页脚", "水印或旋转文字", "水印与注释", "文本框", "文件属性", "文件名", "网页标题"})


@dataclass(frozen=True)
class SecrecyMark:
    """A secrecy mark as found; ``start`` and ``end`` are offsets where it stands in the text itself."""

    level: SecrecyLevel
    text: str
    where: str
    start: int | None = None
    end: int | None = None


def find_secrecy_marks(reading: Reading) -> tuple[SecrecyMark, ...]:
    """Every mark of 秘密, 机密 or 绝密 that the file bears; words such as 保守国家秘密 are none."""
    return tuple(dict.fromkeys([*_in_elements(reading), *_in_text(reading), *_in_asides(reading)]))


def _in_elements(reading: Reading) -> Iterator[SecrecyMark]:
    """What the source form declares."""
    for element in reading.element("secrecy"):
        if reading.document.secrecy is not None:
            yield SecrecyMark(reading.document.secrecy, element.value, "密级", element.start, element.end)


def _in_text(reading: Reading) -> Iterator[SecrecyMark]:
    filled = 0
    for line in reading.lines:
        if line.role in (Role.BLANK, Role.FRONT_MATTER):
            filled = 0 if line.role is Role.FRONT_MATTER else filled
            continue
        filled += 1
        if line.role in (Role.SECRECY, Role.COPY_NUMBER, Role.URGENCY):
            continue  # an element already
        if line.role is Role.ATTACHMENT_MARK:
            filled = _HEAD_LINES - 3
        starred = list(_STARRED.finditer(line.text))
        for match in starred:
            if not _is_quoted(line.text, match.start(), match.end()):
                yield _mark(match, "正文", line.start)
        if starred or filled > _HEAD_LINES or len(line.text) > _LONGEST_LINE:
            continue
        stripped = line.text.strip()
        found = _ALONE.fullmatch(stripped)
        if found is not None:
            yield _mark(found, "首部", line.start + line.text.index(stripped))


def _in_asides(reading: Reading) -> Iterator[SecrecyMark]:
    for aside in reading.asides:
        for match in _STARRED.finditer(aside.text):
            yield SecrecyMark(_level(match["level"]), match.group(), aside.where)
        if aside.where not in _STAMPED or len(aside.text) > 200:
            continue
        for form in (_BESIDE, _BRACKETED):
            for match in form.finditer(aside.text):
                level = match["level"] or match["end"]
                yield SecrecyMark(_level(level), match.group().strip(), aside.where)


def _mark(match: re.Match[str], where: str, offset: int) -> SecrecyMark:
    return SecrecyMark(_level(match["level"]), match.group(), where, offset + match.start(), offset + match.end())


def _level(text: str) -> SecrecyLevel:
    return SecrecyLevel("".join(text.split()))


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the mark is only spoken of: it stands between quotation marks."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return bool(before) and bool(after) and _QUOTES.get(before[-1]) == after[0]
