"""Who is away these days, and who acts in their name (委托)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from zhengban.access.models import User
from zhengban.demo.city.shapes import Person
from zhengban.demo.founding import City
from zhengban.demo.year.hours import DAY, before


@dataclass(frozen=True)
class Absence:
    """Somebody is away from so many days of work ago, for so many days from today."""

    principal: str
    deputy: str
    days_ago: float
    days_to_come: int
    reason: str

    def begins(self, now: datetime) -> datetime:
        return before(now, self.days_ago * DAY)

    def ends(self, now: datetime) -> datetime:
        return now + timedelta(days=self.days_to_come)


ABSENCES = (
    Absence("wen.shiheng", "qiao.yaning", 2.2, 5, "赴省委党校参加专题培训"),
    Absence("qin.yunwen", "jiang.yingyue", 1.4, 3, "赴省财政厅对接预算编制工作"),
)


def stand_in(city: City, person: Person, moment: datetime, now: datetime) -> User | None:
    """Who acts for the person at that moment; None where nobody has to."""
    for absence in ABSENCES:
        if absence.principal == person.username and absence.begins(now) < moment:
            return city.people[absence.deputy]
    return None
