"""Dates (日期) as written, possible or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>\d{4})[ \u3000]?年[ \u3000]?)?"
    r"(?<!\d)(?P<month>\d{1,2})[ \u3000]?月[ \u3000]?(?P<day>\d{1,2})[ \u3000]?日"
    r"(?:[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![一-龥]?[间刊末])[)）]?)?"
)
_WEEKDAYS = "一二三四五六日"
_LUNAR = ("农历", "阴历", "旧历", "夏历")


@dataclass(frozen=True)
class DateMention:
    """A day as written; ``year`` is None where the text leaves it out, ``weekday`` 0 is Monday."""

    start: int
    end: int
    year: int | None
    month: int
    day: int
    weekday: int | None = None

    def on(self, year: int | None = None) -> date | None:
        """The day in its own year, else in ``year``; None where there is no such day."""
        chosen = self.year or year
        if chosen is None:
            return None
        try:
            return date(chosen, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Every month-and-day of the Gregorian calendar in Arabic digits, in order."""
    return tuple(
        _mention(match)
        for match in _DATE.finditer(text)
        if not text[max(0, match.start() - 2) : match.start()].endswith(_LUNAR)
    )


def _mention(match: re.Match[str]) -> DateMention:
    weekday = match["weekday"]
    return DateMention(
        match.start(),
        match.end(),
        int(match["year"]) if match["year"] else None,
        int(match["month"]),
        int(match["day"]),
        _WEEKDAYS.index(weekday.replace("天", "日")) if weekday else None,
    )


def is_possible(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day; without a year February has 29 days."""
    try:
        date(2024 if year is None else year, month, day)
    except ValueError:
        return False
    return True
