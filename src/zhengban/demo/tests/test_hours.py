"""Office hours: nobody in the demo city works at night, at noon or on a holiday."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from zhengban.core.workdays import is_workday
from zhengban.demo.year.hours import CHINA, DAY, after, before


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "minutes", "then"),
    [
        ("2026-11-24 09:00", 30, "2026-11-24 09:30"),
        ("2026-11-24 11:45", 30, "2026-11-24 14:15"),
        ("2026-11-24 17:20", 20, "2026-11-25 08:40"),
        ("2026-11-27 17:00", 60, "2026-11-30 09:00"),
        ("2026-09-30 17:00", 60, "2026-10-08 09:00"),
        ("2026-11-24 06:00", 0, "2026-11-24 08:30"),
        ("2026-11-24 09:00", DAY, "2026-11-25 09:00"),
    ],
)
def test_work_goes_on_in_office_hours(moment: str, minutes: float, then: str) -> None:
    assert after(_at(moment), minutes) == _at(then)


def test_back_and_forth_is_the_same_moment() -> None:
    dice = Random(7)
    for _ in range(300):
        now = after(_at("2026-01-01 00:00") + timedelta(minutes=dice.uniform(0, 500_000)), 1)
        minutes = dice.uniform(1, 8000)
        then = before(now, minutes)

        assert is_workday(then.date())
        assert abs(after(then, minutes) - now) < timedelta(seconds=1)
