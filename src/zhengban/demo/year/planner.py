"""Planning one paper after the other: what an agency writes, and what becomes of it in every hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from random import Random

from gongwen.document import Urgency as PaperUrgency
from zhengban.demo.city import OFFICE
from zhengban.demo.city.shapes import CITY, CityAgency, Person
from zhengban.demo.texts import TOPICS, Commission, Flaw, Topic, generate
from zhengban.demo.texts.drafts import Form
from zhengban.demo.texts.generate import correspondents, occasions
from zhengban.demo.year.hours import DAY, after, before
from zhengban.demo.year.incoming import Handling, any_handling, tell_incoming
from zhengban.demo.year.outgoing import Fate, any_fate, tell_outgoing
from zhengban.demo.year.portfolio import unit_for
from zhengban.demo.year.scripts import IncomingScript, OutgoingScript, Script, Urgency, Verb

SEED = "yunjiang"
_OFFICE_FORMS = {
    Form.NOTICE: 22,
    Form.PLAN_NOTICE: 8,
    Form.FORWARD_NOTICE: 7,
    Form.MEETING_NOTICE: 12,
    Form.RETURN_NOTICE: 7,
    Form.TEAM_NOTICE: 4,
    Form.URGENT_NOTICE: 3,
    Form.CIRCULAR: 9,
    Form.COMMENDATION: 3,
    Form.OPINION: 4,
    Form.MINUTES: 8,
    Form.REPORT: 3,
    Form.PROGRESS_REPORT: 2,
    Form.REQUEST: 2,
    Form.LETTER: 6,
}
_DEPARTMENT_FORMS = {
    Form.NOTICE: 16,
    Form.PLAN_NOTICE: 4,
    Form.MEETING_NOTICE: 5,
    Form.RETURN_NOTICE: 4,
    Form.CIRCULAR: 6,
    Form.REPORT: 14,
    Form.PROGRESS_REPORT: 7,
    Form.REQUEST: 13,
    Form.LETTER: 18,
    Form.PUBLIC_NOTICE: 3,
    Form.ANNOUNCEMENT: 2,
}
_COUNTY_FORMS = {
    Form.NOTICE: 6,
    Form.CIRCULAR: 3,
    Form.REPORT: 17,
    Form.PROGRESS_REPORT: 9,
    Form.REQUEST: 15,
    Form.LETTER: 9,
    Form.MEETING_NOTICE: 2,
}
_PROVINCIAL_FORMS = {
    Form.NOTICE: 12,
    Form.CIRCULAR: 4,
    Form.OPINION: 2,
    Form.PLAN_NOTICE: 4,
    Form.RETURN_NOTICE: 3,
    Form.COMMENDATION: 1,
}
_BUREAU_FORMS = {Form.REPORT: 6, Form.PROGRESS_REPORT: 3, Form.REQUEST: 4}
_CALLS_FOR_ACTION = frozenset({Form.REQUEST, Form.LETTER, Form.RETURN_NOTICE, Form.MEETING_NOTICE})
_PAPER_URGENCY = {PaperUrgency.URGENT: "URGENT", PaperUrgency.TOP_URGENT: "TOP_URGENT"}


@dataclass(frozen=True)
class Wanted:
    """What a paper must be like; what is left empty is left to chance."""

    forms: tuple[Form, ...] = ()
    topics: frozenset[str] = frozenset()
    drafter: Person | None = None
    urgency: Urgency | None = None
    flaw: Flaw | None = None
    fate: Fate | None = None
    handling: Handling | None = None
    """How every agency that gets it handles it."""


@dataclass
class Year:
    """The planned year: its scripts, and when it begins and ends."""

    began: datetime
    now: datetime
    scripts: list[Script] = field(default_factory=list)
    first_ordinals: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where runs of numbers stand at the beginning: by code, or “收:” and agency, and year."""

    @property
    def outgoing(self) -> list[OutgoingScript]:
        return [script for script in self.scripts if isinstance(script, OutgoingScript)]


class Planner:
    """Plans papers; every title is written once by an agency in a calendar year."""

    def __init__(self, year: Year, dice: Random) -> None:
        self.year, self.dice = year, dice
        self._titles: set[tuple[str, int, str]] = set()
        self._outside_numbers: set[str] = set()
        self._occasions: dict[str, list[tuple[Topic, Form, int]]] = {}

    def outgoing(
        self,
        writer: CityAgency,
        begun: datetime,
        wanted: Wanted | None = None,
    ) -> OutgoingScript | None:
        """A new outgoing paper with all that follows from it; None where the writer has no subject left."""
        wanted = wanted or Wanted()
        commission = self._commission(writer, begun, wanted)
        if commission is None:
            return None
        return self._tell(commission, begun, wanted)

    def from_outside(
        self, sender: CityAgency, receiver: CityAgency, arrived: datetime, wanted: Wanted | None = None
    ) -> IncomingScript | None:
        """A paper from an agency outside the installation."""
        wanted = wanted or Wanted()
        commission = self._commission(sender, before(arrived, 4 * DAY), wanted)
        if commission is None:
            return None
        paper = replace(generate(SEED, commission), number=self._outside_number(sender, commission.on))
        script = IncomingScript(receiver, commission.topic, arrived=paper)
        self.year.scripts.append(script)
        chosen = wanted.handling or any_handling(
            script, self.dice, calls_for_action=commission.form in _CALLS_FOR_ACTION
        )
        tell_incoming(script, arrived, chosen, self.dice)
        return script

    def delivered(
        self, script: OutgoingScript, receiver: CityAgency, issued: datetime, handling: Handling
    ) -> None:
        """What becomes of a paper in one agency that gets it."""
        incoming = IncomingScript(receiver, script.commission.topic, sent=script)
        self.year.scripts.append(incoming)
        form = script.commission.form
        answered = form in {Form.REQUEST, Form.LETTER} and handling.for_action
        tell_incoming(
            incoming,
            issued,
            handling,
            self.dice,
            (lambda begun: self._answer(incoming, script, begun)) if answered else None,
        )

    def _tell(
        self,
        commission: Commission,
        begun: datetime,
        wanted: Wanted,
        *,
        answers: IncomingScript | None = None,
    ) -> OutgoingScript:
        writer = commission.writer
        unit = unit_for(writer, commission.topic)
        drafters = [person for person in unit.people if person.kind == "STAFF" and not person.roles]
        drafter = next((one for one in drafters if one is wanted.drafter), None) or self.dice.choice(drafters)
        script = OutgoingScript(commission, unit, drafter, flaw=wanted.flaw, answers=answers)
        if answers is None:
            script.paper = generate(SEED, commission)
            script.urgency = _PAPER_URGENCY.get(script.paper.document.urgency, "NORMAL")  # type: ignore[arg-type, assignment]
        if script.urgency == "NORMAL":
            script.urgency = wanted.urgency or self.dice.choices(("NORMAL", "URGENT", "TOP_URGENT"), (90, 8, 2))[0]
        open_to_public = commission.form in {Form.PUBLIC_NOTICE, Form.ANNOUNCEMENT, Form.OPINION, Form.PLAN_NOTICE}
        script.disclosure = (
            "ACTIVE" if open_to_public else self.dice.choices(("ACTIVE", "ON_REQUEST", "NONE"), (35, 45, 20))[0]
        )
        self.year.scripts.append(script)
        fate = wanted.fate or any_fate(script, self.dice)
        issued = tell_outgoing(script, begun, fate, self.dice)
        if issued is not None:
            for receiver in self._receivers(script):
                handling = wanted.handling or any_handling(
                    IncomingScript(receiver, commission.topic, sent=script),
                    self.dice,
                    calls_for_action=commission.form in _CALLS_FOR_ACTION,
                )
                self.delivered(script, receiver, issued, handling)
        return script

    def _answer(self, incoming: IncomingScript, asked: OutgoingScript, begun: datetime) -> datetime | None:
        """The reply or the answer that the agency writes; gives when it was issued."""
        form = Form.REPLY if asked.commission.form is Form.REQUEST else Form.ANSWER
        commission = Commission(
            form, asked.commission.topic, incoming.receiver, _meant_for(begun), asked.commission.variant
        )
        wanted = Wanted(fate=replace(any_fate(asked, self.dice), voided=False))
        script = self._tell(commission, begun, wanted, answers=incoming)
        return next(
            (act.at for act in script.acts if act.verb is Verb.COMPLETE and act.activity == "distribute"), None
        )

    def _receivers(self, script: OutgoingScript) -> list[CityAgency]:
        if script.answers is not None and script.answers.sent is not None:
            return [script.answers.sent.writer]
        assert script.paper is not None  # noqa: S101 - only answers are written later
        address = script.paper.address
        return [one for one in (*address.main, *address.copied) if one.is_connected]

    def _commission(self, writer: CityAgency, begun: datetime, wanted: Wanted) -> Commission | None:
        weights = _forms_of(writer)
        found = self._occasions.setdefault(writer.key, [])
        if not found:
            found += [
                (topic, form, variant)
                for topic in TOPICS
                if writer.writer in topic.writers
                for form, variant in occasions(topic, writer)
                if form in weights
            ]
        fitting = [
            one
            for one in found
            if begun.month in one[0].months
            and (not wanted.forms or one[1] in wanted.forms)
            and (not wanted.topics or one[0].key in wanted.topics)
        ]
        for _ in range(60):
            if not fitting:
                return None
            open_forms = [form for form in weights if any(form is one[1] for one in fitting)]
            form = self.dice.choices(open_forms, [weights[one] for one in open_forms])[0]
            chosen = self.dice.choice([one for one in fitting if one[1] is form])
            fitting.remove(chosen)
            commission = self._written(writer, _meant_for(begun), chosen, wanted.flaw)
            if commission is not None:
                return commission
        return None

    def _written(
        self, writer: CityAgency, on: date, occasion: tuple[Topic, Form, int], flaw: Flaw | None
    ) -> Commission | None:
        """The commission where its title is new and the flaw finds its place."""
        topic, form, variant = occasion
        to = None
        if form is Form.LETTER:
            partners = correspondents(topic, writer)
            inside = [one for one in partners if one.is_connected]
            if not partners:
                return None
            to = self.dice.choice(inside if inside and self.dice.random() < 0.8 else list(partners))
        commission = Commission(form, topic, writer, on, variant, to=to)
        document = generate(SEED, commission).document
        title = (writer.key, on.year, document.title)
        if title in self._titles or (flaw is not None and not flaw.fits(document)):
            return None
        self._titles.add(title)
        return commission

    def _outside_number(self, sender: CityAgency, on: date) -> str:
        """A number that grows with the days of the year, and is given once."""
        ordinal = on.timetuple().tm_yday * 2 // 3 + 1
        while (number := f"{sender.codes[0]}〔{on.year}〕{ordinal}号") in self._outside_numbers:
            ordinal += 1
        self._outside_numbers.add(number)
        return number


def _meant_for(begun: datetime) -> date:
    """The day a drafter writes for: the paper will be signed in two days of work."""
    return after(begun, 2 * DAY).date()


def _forms_of(writer: CityAgency) -> dict[Form, int]:
    if not writer.is_connected:
        return _PROVINCIAL_FORMS if writer.level < CITY else _BUREAU_FORMS
    if writer.key == OFFICE.key:
        return _OFFICE_FORMS
    return _DEPARTMENT_FORMS if writer.level == CITY else _COUNTY_FORMS
