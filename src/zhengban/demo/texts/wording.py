"""The small language of the topics: ``<region>``, ``<by 10>``, ``<12~30>``, ``<h.total>`` filled in for one paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypeVar

from zhengban.core.workdays import is_workday
from zhengban.demo.city.shapes import CITY, COUNTY, PROVINCE, CityAgency, Territory
from zhengban.demo.texts.figures import Figure, make_figure
from zhengban.demo.texts.topics import Topic

_T = TypeVar("_T")
_PLACE = re.compile(r"<([^<>]+)>")
_EARLY_DAYS = 60
_RANGE = re.compile(r"(\d+)(?:\.(\d+))?~(\d+)(?:\.(\d+))?")
_LOWER = {PROVINCE: "市", CITY: "县（区）", COUNTY: "乡镇（街道）"}
_NUMERALS = "一二三四五六七八九十"


@dataclass
class Wording:
    """Fills the topics' language for one paper: who writes, when, and with which numbers.

    What a paper names twice it names alike: the place, the figures and the answer to ``<12~30>`` in one
    sentence are drawn once for each paper.
    """

    writer: CityAgency
    topic: Topic
    on: date
    dice: Random
    place: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    _filled: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        territory = self.writer.territory
        self.place = self.place or self.dice.choice(territory.spots)
        # Drawn in a fixed order, so that the numbers do not depend on which sentence comes first.
        for name in sorted(set(self.topic.figures) - set(self.figures)):
            spec = self.topic.figures[name]
            self.figures[name] = make_figure(spec, territory.places, self.dice)

    def fill(self, text: str) -> str:
        """The text with every ``<…>`` filled in."""
        if text not in self._filled:
            self._filled[text] = _PLACE.sub(lambda match: self._value(match[1]), text)
        return self._filled[text]

    def some(self, items: Sequence[_T], count: int) -> list[_T]:
        """``count`` of the items, in their own order."""
        chosen = sorted(self.dice.sample(range(len(items)), min(count, len(items))))
        return [items[at] for at in chosen]

    def bureaus(self, names: Iterable[str]) -> str:
        """Bureaus of the writer's own level: 市应急管理局、市水利局."""
        return "、".join(self.bureau(name) for name in names)

    def bureau(self, name: str) -> str:
        """A bureau of the writer's level; what is a commission above is a bureau in a county."""
        if self.writer.level == COUNTY and name.endswith("委"):
            name = f"{name.removesuffix('委')}局"
        return f"{self.writer.territory.prefix}{name}"

    @property
    def territory(self) -> Territory:
        return self.writer.territory

    @property
    def government(self) -> str:
        """The government the writer belongs to: 市政府."""
        return f"{self.writer.territory.prefix}政府"

    @property
    def places_word(self) -> str:
        """What the next lower level is called."""
        return _LOWER[self.writer.level]

    def workday(self, days: int) -> date:
        """The first working day at least ``days`` days on."""
        day = self.on + timedelta(days=days)
        while not is_workday(day):
            day += timedelta(days=1)
        return day

    def day(self, day: date) -> str:
        """A day as texts write it; another year is named."""
        return f"{day.month}月{day.day}日" if day.year == self.on.year else f"{day.year}年{day.month}月{day.day}日"

    def past_day(self, day: date) -> str:
        """A day gone by; early in the year it is named with its year, for it may end a span that began in the last."""
        early = self.on.timetuple().tm_yday <= _EARLY_DAYS
        return f"{day.year}年{day.month}月{day.day}日" if early else self.day(day)

    def _value(self, name: str) -> str:
        territory = self.writer.territory
        plain = {
            "region": territory.name,
            "area": territory.whole,
            "prefix": territory.prefix,
            "name": self.topic.name,
            "place": self.place,
            "self": self.writer.own,
            "year": str(self.on.year),
            "period": period_before(self.on),
            "quarter": quarter_of(self.on),
        }
        if name in plain:
            return plain[name]
        if match := _RANGE.fullmatch(name):
            return self._number(match)
        word, _, rest = name.partition(" ")
        if word == "by":
            return self.day(self.workday(int(rest)))
        if word == "ago":
            return self.past_day(self.on - timedelta(days=int(rest)))
        figure, _, part = name.partition(".")
        return self.figures[figure].parts[part]

    def _number(self, match: re.Match[str]) -> str:
        places = len(match[2] or match[4] or "")
        scale = 10**places
        low, high = (Decimal(f"{match[at]}.{match[at + 1] or 0}") for at in (1, 3))
        drawn = self.dice.randint(int(low * scale), int(high * scale))
        return f"{Decimal(drawn) / scale:.{places}f}"


def period_before(day: date) -> str:
    """The period that reports of that day are about."""
    year = day.year
    named = {
        1: f"{year - 1}年",
        2: f"{year}年1月",
        4: f"{year}年第一季度",
        7: f"{year}年上半年",
        10: f"{year}年前三季度",
    }
    return named.get(day.month, f"{year}年1—{day.month - 1}月")


def quarter_of(day: date) -> str:
    return f"{day.year}年第{_NUMERALS[(day.month - 1) // 3]}季度"


def numeral(ordinal: int) -> str:
    """1 to 19 as Chinese numerals, for headings."""
    if ordinal <= len(_NUMERALS):
        return _NUMERALS[ordinal - 1]
    return f"十{_NUMERALS[ordinal - 11]}"
