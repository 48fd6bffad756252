"""Dates as they stand alone in a document: 2026年11月20日, 二〇二六年十一月二十日, 2026-11-20."""

from __future__ import annotations

import re
from datetime import date

_DIGIT = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
DATE_FORM = (
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇零○O一二三四五六七八九]{4}\s*年\s*[一二三四五六七八九十]{1,3}\s*月\s*[一二三四五六七八九十]{1,3}\s*日"
    r"|\d{4}\s?[-./]\s?\d{1,2}\s?[-./]\s?\d{1,2})"
)
_PARTS = re.compile(r"(\S+?)\s*[年./-]\s*(\S+?)\s*[月./-]\s*(\S+?)\s*日?")


def parse_date(text: str) -> date | None:
    """The date written in one of the forms of ``DATE_FORM``; None where no calendar has such a day."""
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (_number(part) for part in match.groups())
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    if len(text) > 4:
        return None
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        parts = (_DIGIT.get(tens, None) if tens else 1, _DIGIT.get(ones, None) if ones else 0)
        return None if parts[0] is None or parts[1] is None else parts[0] * 10 + parts[1]
    if any(sign not in _DIGIT for sign in text):
        return None
    return int("".join(str(_DIGIT[sign]) for sign in text))
