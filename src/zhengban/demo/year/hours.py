"""Office hours (作息时间): moments at which somebody in the demo city works."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from zhengban.core.workdays import is_workday

CHINA = ZoneInfo("Asia/Shanghai")
_HOURS = ((time(8, 30), time(12, 0)), (time(14, 0), time(17, 30)))
DAY = 420
"""Minutes of work in a day."""


def after(moment: datetime, minutes: float) -> datetime:
    """The moment at which so many minutes of work have passed since ``moment``."""
    left = timedelta(minutes=minutes)
    moment = moment.astimezone(CHINA)
    while True:
        if is_workday(moment.date()):
            for opens, closes in _HOURS:
                start = max(moment, _at(moment, opens))
                end = _at(moment, closes)
                if start < end:
                    if start + left < end:
                        return start + left
                    left -= end - start
        moment = _at(moment + timedelta(days=1), time(0, 0))


def before(moment: datetime, minutes: float) -> datetime:
    """The moment from which so many minutes of work pass until ``moment``."""
    left = timedelta(minutes=minutes)
    moment = moment.astimezone(CHINA)
    while True:
        if is_workday(moment.date()):
            for opens, closes in reversed(_HOURS):
                start, end = _at(moment, opens), min(moment, _at(moment, closes))
                if start < end:
                    if end - left >= start:
                        return end - left
                    left -= end - start
        moment = _at(moment, time(0, 0)) - timedelta(microseconds=1)


def _at(day: datetime, clock: time) -> datetime:
    return datetime.combine(day.date(), clock, CHINA)
