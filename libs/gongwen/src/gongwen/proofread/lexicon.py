"""Lexicons (词库): tab-separated files, one entry a line under a line of column names.

The ones beside the rules are part of the library. An office adds its own: ``wrong`` and ``right`` are required
(``right`` may be empty where a person must choose), ``exceptions`` (longer right words that contain the wrong
form, set apart by ``|``), ``why``, ``source``, ``since`` and ``until`` (days, both included) may follow in any order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from gongwen.proofread.facts.terms import Term

_REQUIRED = ("wrong", "right")
_OPTIONAL = ("exceptions", "why", "source", "since", "until")
_LONGEST = 60
_MOST = 50_000


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


@dataclass(frozen=True)
class Entry(Term):
    """An entry of an office's own lexicon (词条): ``word`` is the wrong form, ``right`` what should stand there."""

    right: str = ""
    exceptions: tuple[str, ...] = ()
    why: str = ""
    source: str = ""
    since: date = date.min
    until: date = date.max

    def holds_on(self, day: date | None) -> bool:
        """Whether the entry is in force on ``day``; an entry without dates always is."""
        if day is None:
            return self.since == date.min and self.until == date.max
        return self.since <= day <= self.until


@dataclass(frozen=True, eq=False)
class Lexicon:
    """An office's own lexicon (本单位词库); keep the object, the search for it is made ready once."""

    name: str
    entries: tuple[Entry, ...]


def parse_lexicon(text: str, name: str) -> Lexicon:
    """An office's lexicon from its file; raises ValueError with the line that is wrong, in one Chinese sentence."""
    lines = text.removeprefix("\ufeff").splitlines()
    columns = tuple(lines[0].rstrip().split("\t")) if lines else ()
    known = {*_REQUIRED, *_OPTIONAL}
    if not set(_REQUIRED) <= set(columns) or not set(columns) <= known or len(set(columns)) < len(columns):
        raise ValueError(f"词库“{name}”的表头须有 wrong、right，可有 {'、'.join(_OPTIONAL)}，以制表符分隔。")
    if len(lines) > _MOST:
        raise ValueError(f"词库“{name}”超过{_MOST}行。")
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        values = [value.strip() for value in line.split("\t")]
        if len(values) > len(columns):
            raise ValueError(f"词库“{name}”第{number}行多于{len(columns)}列。")
        try:
            entry = _entry(dict(zip(columns, values, strict=False)))
        except ValueError as error:
            raise ValueError(f"词库“{name}”第{number}行：{error}") from error
        if entry.word in entries:
            raise ValueError(f"词库“{name}”第{number}行：“{entry.word}”重复。")
        entries[entry.word] = entry
    return Lexicon(name, tuple(entries.values()))


def dump_lexicon(entries: Iterable[Entry]) -> str:
    """The file that ``parse_lexicon`` reads back to the same entries; raises ValueError where a value would break it."""
    lines = ["\t".join((*_REQUIRED, *_OPTIONAL))]
    for entry in entries:
        days = ("" if day in (date.min, date.max) else day.isoformat() for day in (entry.since, entry.until))
        values = (entry.word, entry.right, "|".join(entry.exceptions), entry.why, entry.source, *days)
        if any(character in value for value in values for character in "\t\n\r") or entry.word.startswith("#"):
            raise ValueError(f"词条“{entry.word}”含有制表符、换行，或以“#”开头。")
        lines.append("\t".join(values))
    return "\n".join(lines) + "\n"


def _entry(values: dict[str, str]) -> Entry:
    wrong, right = values["wrong"], values.get("right", "")
    if not 2 <= len(wrong) <= _LONGEST:
        raise ValueError(f"错误写法须为2至{_LONGEST}个字。")
    if wrong == right:
        raise ValueError(f"“{wrong}”的错误写法和正确写法相同。")
    exceptions = tuple(whole for whole in values.get("exceptions", "").split("|") if whole)
    for whole in exceptions:
        if wrong not in whole or whole == wrong:
            raise ValueError(f"例外“{whole}”应包含“{wrong}”而比它长。")
    since = _day(values.get("since", ""), date.min)
    until = _day(values.get("until", ""), date.max)
    if since > until:
        raise ValueError("起始日期晚于终止日期。")
    return Entry(wrong, right, exceptions, values.get("why", ""), values.get("source", ""), since, until)


def _day(value: str, default: date) -> date:
    if not value:
        return default
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"“{value}”不是 2026-05-08 这样的日期。") from None


def stands_in(text: str, start: int, word: str, wholes: Iterable[str]) -> bool:
    """Whether the ``word`` at ``start`` is only a part of one of ``wholes``, longer right words that contain it."""
    for whole in wholes:
        within = whole.find(word)
        while within >= 0:
            if start >= within and text.startswith(whole, start - within):
                return True
            within = whole.find(word, within + 1)
    return False
