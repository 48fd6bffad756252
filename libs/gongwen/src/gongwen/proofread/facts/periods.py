"""Parts of a year (季度、半年、月份) as the months they cover."""

from __future__ import annotations

import re

_PERIOD = re.compile(
    r"前(?P<first>[一二三四\d])个?季度|第?(?P<quarter>[一二三四1234])季度|(?P<half>[上下])半年|(?P<year>全年|年度)"
    r"|(?<!\d)(?P<from>\d{1,2})(?:月份?)?(?:至|—|－|-|～|~|到)(?P<to>\d{1,2})月|(?<!\d)(?P<month>\d{1,2})月份?"
)
_DIGITS = {sign: value for value, sign in enumerate("一二三四", 1)}


def months_of(label: str) -> frozenset[int] | None:
    """The months that the words before a figure speak of; None where they name no part of a year, or several."""
    found = list(_PERIOD.finditer(label))
    if len(found) != 1:
        return None
    match = found[0]
    if match["first"]:
        return frozenset(range(1, 3 * _digit(match["first"]) + 1))
    if match["quarter"]:
        last = 3 * _digit(match["quarter"])
        return frozenset(range(last - 2, last + 1))
    if match["half"]:
        return frozenset(range(1, 7) if match["half"] == "上" else range(7, 13))
    if match["year"]:
        return frozenset(range(1, 13))
    first = int(match["from"] or match["month"])
    last = int(match["to"] or match["month"])
    return frozenset(range(first, last + 1)) if 1 <= first <= last <= 12 else None


def _digit(sign: str) -> int:
    return int(sign) if sign.isdigit() else _DIGITS[sign]
