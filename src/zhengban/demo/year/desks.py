"""Papers that lie on somebody's desk today: every step of both lives, some urgent, some overdue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from zhengban.demo.city import CONNECTED, DEPARTMENTS, OFFICE, PROVINCIAL
from zhengban.demo.city.shapes import CityAgency, Person
from zhengban.demo.texts import FLAWS, Flaw
from zhengban.demo.texts.drafts import Form
from zhengban.demo.year.hours import DAY, before
from zhengban.demo.year.incoming import Handling
from zhengban.demo.year.outgoing import Fate
from zhengban.demo.year.planner import Planner, Wanted
from zhengban.demo.year.portfolio import topics_of
from zhengban.demo.year.scripts import Urgency

_DOWNWARD = (
    Form.NOTICE,
    Form.CIRCULAR,
    Form.PLAN_NOTICE,
    Form.MEETING_NOTICE,
    Form.RETURN_NOTICE,
    Form.TEAM_NOTICE,
)
_UPWARD = (Form.REPORT, Form.REQUEST)


# Minutes of work that pass on the way until a paper usually comes to a step.
_ON_THE_WAY = {
    "draft": 0,
    "section_review": 110,
    "returned": 260,
    "countersign": 280,
    "office_review": 290,
    "sign": 540,
    "recheck": 830,
    "number": 950,
    "seal": 1030,
    "distribute": 1110,
    "archive": 1280,
    "check": 50,
    "plan": 150,
    "instruct": 340,
    "host": 660,
    "assist": 660,
    "read": 340,
    "complete": 2100,
}
_PACE = {"NORMAL": 1.0, "URGENT": 0.4, "TOP_URGENT": 0.12}


@dataclass(frozen=True)
class Lying:
    """A paper that has lain at a step for so many days of work."""

    step: str
    days: float
    urgency: Urgency = "NORMAL"
    forms: tuple[Form, ...] = _DOWNWARD

    def begun(self, now: datetime, dice: Random) -> datetime:
        """When it was begun, to lie there as long."""
        way = _ON_THE_WAY[self.step] * _PACE[self.urgency]
        return before(now, way + self.days * DAY + dice.uniform(0, 40))


_OF_THE_OFFICE = (
    Lying("draft", 0.2),
    Lying("draft", 0.8),
    Lying("draft", 2.4),
    Lying("returned", 0.5),
    Lying("returned", 1.2, "URGENT"),
    Lying("section_review", 0.2),
    Lying("section_review", 0.4, "URGENT"),
    Lying("section_review", 1.1),
    Lying("section_review", 3.3),
    Lying("countersign", 1.2),
    Lying("countersign", 1.5, "URGENT"),
    Lying("countersign", 4.5),
    Lying("office_review", 0.3),
    Lying("office_review", 0.6, "URGENT"),
    Lying("office_review", 1.6),
    Lying("office_review", 4.2),
    Lying("sign", 0.3),
    Lying("sign", 0.5, "URGENT"),
    Lying("sign", 0.3, "TOP_URGENT"),
    Lying("sign", 1.4),
    Lying("sign", 4.6),
    Lying("sign", 0.8, forms=_UPWARD),
    Lying("recheck", 0.3),
    Lying("recheck", 0.2, "URGENT"),
    Lying("recheck", 2.2),
    Lying("number", 0.2),
    Lying("number", 0.3, "URGENT"),
    Lying("number", 0.5),
    Lying("number", 2.1),
    Lying("seal", 0.2),
    Lying("seal", 0.1, "URGENT"),
    Lying("seal", 0.4),
    Lying("distribute", 0.2),
    Lying("distribute", 0.5, "URGENT"),
    Lying("archive", 1),
    Lying("archive", 3),
)
_ELSEWHERE = (
    Lying("draft", 0.8),
    Lying("section_review", 0.6),
    Lying("office_review", 0.9),
    Lying("sign", 1.2),
    Lying("number", 0.4, "URGENT"),
    Lying("archive", 2),
)
# Papers from the province that lie in the office.
_ARRIVED = (
    Lying("check", 0.2),
    Lying("check", 0.6),
    Lying("plan", 0.3),
    Lying("plan", 1.2),
    Lying("plan", 3.1),
    Lying("instruct", 0.4),
    Lying("instruct", 1.5),
    Lying("instruct", 1.9),
    Lying("instruct", 4.4),
    Lying("host", 2.0),
    Lying("host", 5.2),
    Lying("host", 12.5),
    Lying("assist", 3.0),
    Lying("assist", 8.6),
    Lying("read", 0.8),
    Lying("read", 1.6),
    Lying("complete", 0.5),
    Lying("complete", 1.4),
    Lying("archive", 1.0),
)
# What the office sent to everybody: where it lies in each agency that got it, and for how long.
_SENT = (
    Lying("receive", 0.3),
    Lying("receive", 0.7),
    Lying("register", 0.4),
    Lying("check", 0.3),
    Lying("plan", 0.8),
    Lying("instruct", 1.3),
    Lying("host", 3.0),
    Lying("archive", 2.0),
)
# What departments and counties sent to the office: where it lies there.
_REPORTED = (
    Lying("receive", 0.3),
    Lying("register", 0.3),
    Lying("receive", 0.6),
    Lying("check", 0.2),
    Lying("plan", 0.4),
    Lying("instruct", 0.6),
    Lying("receive", 1.1),
)


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
    for at, other in enumerate(OFFICE.drafting_units[1:3]):
        fate = Fate(stop_before="countersign", countersigned_by=(unit.name, OFFICE.drafting_units[3].name))
        wanted = Wanted(forms=_DOWNWARD, topics=topics_of(OFFICE, other), fate=fate)
        planner.outgoing(OFFICE, Lying("countersign", 1 + at).begun(planner.year.now, dice), wanted)
    for writer in CONNECTED[1:]:
        forms = (*_DOWNWARD, *_UPWARD) if writer in DEPARTMENTS else _UPWARD
        for lying in _ELSEWHERE:
            _lay(planner, writer, replace(lying, forms=forms), frozenset(), None, [], dice)
    _lay_arrived(planner, own_topics, dice)
    for writer, lying in zip(CONNECTED[1:], _REPORTED, strict=False):
        wanted = Wanted(forms=_UPWARD, fate=Fate(), handling=Handling(stop_before=lying.step))
        planner.outgoing(writer, _issued(lying).begun(planner.year.now, dice), wanted)
    for lying in _SENT:
        wanted = Wanted(forms=_DOWNWARD, fate=Fate(), handling=Handling(stop_before=lying.step))
        planner.outgoing(OFFICE, _issued(lying).begun(planner.year.now, dice), wanted)


def _issued(lying: Lying) -> Lying:
    """A paper that lies with those who got it went through the writer's hands before."""
    return Lying("archive", lying.days + _ON_THE_WAY.get(lying.step, 0) / DAY)


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
    begun = lying.begun(planner.year.now, dice)
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
    """Papers for the principal leader to instruct, the newcomer's unit to handle, and everybody to read."""
    principal, unit = OFFICE.leaders[0], OFFICE.drafting_units[0]
    reviewers = OFFICE.with_role("OFFICE_REVIEWER")
    # The first has read it; the others still have to.
    readers = (OFFICE.drafting_units[1].people[0], *unit.people[:2], principal, *reviewers)
    for at, lying in enumerate(_ARRIVED):
        handling = Handling(
            stop_before=lying.step,
            for_action=lying.step != "read",
            assisting=2 if lying.step == "assist" else 0,
            leader=principal if at % 4 else None,
            readers=readers if lying.step == "read" else (),
            circulated=lying.step in {"host", "complete"},
        )
        wanted = Wanted(topics=topics if lying.step == "host" else frozenset(), handling=handling)
        planner.from_outside(PROVINCIAL[0], OFFICE, lying.begun(planner.year.now, dice), wanted)
