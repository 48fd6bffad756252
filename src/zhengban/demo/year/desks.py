"""Papers that lie on somebody's desk today: every step of both lives, some urgent, some overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from zhengban.core.workdays import is_workday
from zhengban.demo.city import CONNECTED, DEPARTMENTS, OFFICE, PROVINCIAL
from zhengban.demo.city.shapes import CityAgency, Person
from zhengban.demo.texts import FLAWS, Flaw
from zhengban.demo.texts.drafts import Form
from zhengban.demo.year.hours import after
from zhengban.demo.year.incoming import Handling
from zhengban.demo.year.outgoing import Fate
from zhengban.demo.year.planner import Planner, Wanted
from zhengban.demo.year.portfolio import topics_of
from zhengban.demo.year.scripts import Urgency

_DOWNWARD = (Form.NOTICE, Form.CIRCULAR, Form.PLAN_NOTICE, Form.MEETING_NOTICE, Form.RETURN_NOTICE, Form.TEAM_NOTICE)
_UPWARD = (Form.REPORT, Form.REQUEST)


@dataclass(frozen=True)
class Lying:
    """A paper that stopped before a step so many working days after it was begun."""

    step: str
    days: int
    urgency: Urgency = "NORMAL"
    forms: tuple[Form, ...] = _DOWNWARD


_OF_THE_OFFICE = (
    Lying("draft", 1),
    Lying("draft", 2),
    Lying("draft", 4),
    Lying("returned", 3),
    Lying("returned", 4, "URGENT"),
    Lying("section_review", 1),
    Lying("section_review", 2, "URGENT"),
    Lying("section_review", 5),
    Lying("countersign", 3),
    Lying("countersign", 4, "URGENT"),
    Lying("countersign", 8),
    Lying("office_review", 3),
    Lying("office_review", 3, "URGENT"),
    Lying("office_review", 4),
    Lying("office_review", 9),
    Lying("sign", 4),
    Lying("sign", 4, "URGENT"),
    Lying("sign", 2, "TOP_URGENT"),
    Lying("sign", 10),
    Lying("sign", 6, forms=_UPWARD),
    Lying("recheck", 5),
    Lying("recheck", 4, "URGENT"),
    Lying("number", 6),
    Lying("number", 5, "URGENT"),
    Lying("number", 8),
    Lying("distribute", 7),
    Lying("distribute", 5, "URGENT"),
    Lying("archive", 11),
    Lying("archive", 15),
    Lying("archive", 30),
)
_ELSEWHERE = (
    Lying("draft", 2),
    Lying("section_review", 3),
    Lying("office_review", 5),
    Lying("sign", 6),
    Lying("number", 7, "URGENT"),
    Lying("archive", 13),
)
# Papers from the province in the office: where they lie, and since when.
_ARRIVED = (
    ("check", 0),
    ("check", 2),
    ("plan", 1),
    ("plan", 2),
    ("plan", 5),
    ("instruct", 3),
    ("instruct", 4),
    ("instruct", 8),
    ("host", 6),
    ("host", 7),
    ("host", 16),
    ("assist", 7),
    ("assist", 12),
    ("read", 4),
    ("read", 6),
    ("complete", 9),
    ("complete", 12),
    ("archive", 14),
    ("archive", 18),
)
# What the office sent to everybody: where it lies in each agency that got it.
_SENT = ("receive", "receive", "register", "check", "plan", "instruct", "host", "archive")


def fill_desks(planner: Planner, dice: Random) -> None:
    """Leave something to do for everybody a newcomer can sign in as, and for every agency."""
    unit = OFFICE.drafting_units[0]
    own_topics = topics_of(OFFICE, unit)
    drafter = unit.people[1]
    flaws = list(FLAWS)
    for lying in _OF_THE_OFFICE:
        early = lying.step in {"draft", "section_review", "returned"}
        _lay(planner, OFFICE, lying, own_topics, drafter, flaws if early else [], dice)
    # The other units ask the newcomer's unit to countersign.
    for other in OFFICE.drafting_units[1:3]:
        fate = Fate(stop_before="countersign", countersigned_by=(unit.name, OFFICE.drafting_units[3].name))
        wanted = Wanted(forms=_DOWNWARD, topics=topics_of(OFFICE, other), fate=fate)
        planner.outgoing(OFFICE, _days_ago(planner.year.now, 3, dice), wanted)
    for writer in CONNECTED[1:]:
        for lying in _ELSEWHERE:
            forms = (*_DOWNWARD, *_UPWARD) if writer in DEPARTMENTS else _UPWARD
            _lay(planner, writer, Lying(lying.step, lying.days, lying.urgency, forms), frozenset(), None, [], dice)
    _lay_arrived(planner, own_topics, dice)
    for at, step in enumerate(_SENT):
        fate = Fate(stop_before="" if at % 2 else "archive")
        days = 6 if step in {"receive", "register"} else 9 + at
        wanted = Wanted(forms=_DOWNWARD, fate=fate, handling=Handling(stop_before=step))
        planner.outgoing(OFFICE, _days_ago(planner.year.now, days, dice), wanted)


def _lay(
    planner: Planner,
    writer: CityAgency,
    lying: Lying,
    topics: frozenset[str],
    drafter: Person | None,
    flaws: list[Flaw],
    dice: Random,
) -> None:
    """Begin the paper, with the first of the flaws left to show that finds a place in it, else with none."""
    begun = _days_ago(planner.year.now, lying.days, dice)
    fate = Fate(
        stop_before=lying.step,
        returned_from="section_review" if lying.step == "returned" else "",
        countersigners=3 if lying.step == "countersign" else 0,
        signer=writer.leaders[0],
    )
    for flaw in (*flaws, None):
        wanted = Wanted(lying.forms, topics, drafter, lying.urgency, flaw, fate)
        if planner.outgoing(writer, begun, wanted) is not None:
            if flaw is not None:
                flaws.remove(flaw)
            return


def _lay_arrived(planner: Planner, topics: frozenset[str], dice: Random) -> None:
    principal = OFFICE.leaders[0]
    for at, (step, days) in enumerate(_ARRIVED):
        handling = Handling(
            stop_before=step,
            for_action=step != "read",
            assisting=2 if step == "assist" else 0,
            leader=principal if at % 3 else None,
            circulated=step in {"host", "complete"},
        )
        wanted = Wanted(topics=topics if step == "host" else frozenset(), handling=handling)
        planner.from_outside(PROVINCIAL[0], OFFICE, _days_ago(planner.year.now, days, dice), wanted)


def _days_ago(now: datetime, days: int, dice: Random) -> datetime:
    """A morning so many working days back."""
    day = now
    while days > 0 or not is_workday(day.date()):
        day -= timedelta(days=1)
        days -= is_workday(day.date())
    return after(datetime.combine(day.date(), time(8, 30), now.tzinfo), dice.uniform(5, 60))
