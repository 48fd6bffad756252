"""How an incoming paper is handled (收文办理): received, registered, planned, instructed, done, filed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from zhengban.demo.city.shapes import CityAgency, Person
from zhengban.demo.year import opinions
from zhengban.demo.year.hours import DAY, after
from zhengban.demo.year.portfolio import assistants_of, deputy_for, unit_for
from zhengban.demo.year.scripts import Act, IncomingScript, Plan, Verb

AnswerBegun = Callable[[datetime], datetime | None]
"""Begins the answer to the paper at that moment; gives when it was issued, None where it is not yet."""


@dataclass(frozen=True)
class Handling:
    """What happens to an incoming paper that not all go through."""

    stop_before: str = ""
    """The step at which it lies now: receive, register, check, plan, instruct, host, assist, complete, archive."""
    sent_back: bool = False
    returned: bool = False
    for_action: bool = True
    assisting: int = 0
    leaders: int = 1
    leader: Person | None = None
    readers: tuple[Person, ...] = ()
    slow: bool = False
    """The unit in charge takes longer than the deadline allows, and is pressed."""
    transferred: bool = False
    circulated: bool = False


def any_handling(script: IncomingScript, dice: Random, *, calls_for_action: bool) -> Handling:
    """The handling of an ordinary paper of the year."""
    others = len(script.receiver.drafting_units) - 1
    return Handling(
        sent_back=script.sent is not None and dice.random() < 0.015,
        returned=dice.random() < 0.01,
        for_action=calls_for_action or dice.random() < 0.55,
        assisting=min(others, dice.choices((0, 1, 2), (55, 32, 13))[0]),
        leaders=dice.choices((1, 2), (88, 12))[0],
        slow=dice.random() < 0.05,
        transferred=dice.random() < 0.03,
        circulated=dice.random() < 0.12,
    )


def tell_incoming(
    script: IncomingScript,
    arrived: datetime,
    handling: Handling,
    dice: Random,
    answer: AnswerBegun | None = None,
) -> None:
    """Write the script's acts from the receipt on; ``answer`` is called when the unit in charge takes it up."""
    _Teller(script, handling, dice, arrived, answer).tell()


class _Teller:
    """Tells one life; ``now`` moves on with every act."""

    def __init__(
        self,
        script: IncomingScript,
        handling: Handling,
        dice: Random,
        arrived: datetime,
        answer: AnswerBegun | None,
    ) -> None:
        self.script, self.handling, self.dice, self.now, self.answer = script, handling, dice, arrived, answer
        self.agency: CityAgency = script.receiver
        self.host = unit_for(self.agency, script.topic)
        self.registrar = self.agency.with_role("REGISTRAR")[0]
        self.reviewer = dice.choice(self.agency.with_role("OFFICE_REVIEWER"))

    def tell(self) -> None:
        if not self._arrive() or self._stops("check"):
            return
        if self.handling.returned:
            self._see(self.registrar, "check", 20, 200)
            self._pass(10, 60)
            self._act(Verb.TERMINATE, self.registrar, opinion=self.dice.choice(opinions.RETURNED_INCOMING))
            return
        self._step(self.registrar, "check", 10, 120, self.dice.choice(opinions.CHECK))
        if self._stops("plan"):
            return
        plan = self._plan()
        if plan.for_action:
            if not self._instruct(plan) or not self._carry_out(plan):
                return
        elif not self._let_read(plan):
            return
        if self._stops("complete"):
            return
        self._step(self.reviewer, "complete", 60, DAY, self.dice.choice(opinions.COMPLETE))
        if not self._stops("archive"):
            archivist = self.agency.with_role("ARCHIVIST")[0]
            self._step(archivist, "archive", 2 * DAY, 6 * DAY, self.dice.choice(opinions.ARCHIVE))

    def _arrive(self) -> bool:
        """Signed for and registered; False where the paper goes no further."""
        if self.script.sent is not None:
            if self._stops("receive"):
                return False
            self._pass(15, 380)
            self._act(Verb.RECEIVE, self.registrar)
            if self._stops("register"):
                return False
            if self.handling.sent_back:
                self._pass(10, 120)
                self._act(Verb.SEND_BACK, self.registrar, opinion=self.dice.choice(opinions.SENT_BACK))
                return False
        self._pass(5, 90)
        self._act(Verb.REGISTER, self.registrar)
        return True

    def _plan(self) -> Plan:
        for_action = self.handling.for_action
        assisting = assistants_of(self.agency, self.host)
        chosen = sorted(self.dice.sample(range(len(assisting)), min(self.handling.assisting, len(assisting))))
        units = tuple(assisting[at] for at in chosen)
        self._see(self.reviewer, "plan", 20, 260)
        self._pass(10, 90)
        due = after(self.now, self.dice.choice((5, 7, 10)) * DAY).date() if self.dice.random() < 0.4 else None
        plan = (
            Plan(True, self._leaders(), self.host, units, due_on=due)
            if for_action
            else Plan(False, readers=self._readers())
        )
        words = opinions.PLAN_ACTION if for_action else opinions.PLAN_INFORMATION
        opinion = self.dice.choice(words).format(
            leader="、".join(one.name + one.post for one in plan.leaders), host=self.host.name
        )
        self._act(Verb.COMPLETE, self.reviewer, activity="plan", opinion=opinion, plan=plan)
        return plan

    def _instruct(self, plan: Plan) -> bool:
        """Every leader asked writes an instruction; the paper goes on with the last."""
        if self._stops("instruct"):
            return False
        opened, ends = self.now, [self.now]
        for leader in plan.leaders:
            self.now = opened
            self._see(leader, "instruct", 30, 500)
            if self.handling.circulated and leader is plan.leaders[0]:
                self._circulate(leader)
            self._pass(5, 60)
            words = self.dice.choice(opinions.INSTRUCT).format(host=self.host.name)
            self._act(Verb.COMPLETE, leader, activity="instruct", opinion=words)
            ends.append(self.now)
        self.now = max(ends)
        return True

    def _carry_out(self, plan: Plan) -> bool:
        """The unit in charge and those that assist work side by side."""
        opened, ends = self.now, [self.now]
        for unit in plan.assisting:
            self.now = opened
            if self._stops("assist"):
                break
            self._step(unit.people[0], "assist", 120, 4 * DAY, self.dice.choice(opinions.ASSIST))
            ends.append(self.now)
        self.now = opened
        if self._stops("host"):
            return False
        who = self.host.people[0]
        self._see(who, "host", 30, 400)
        if self.handling.transferred:
            who = self._transfer(who)
        if self.answer is not None:
            self._pass(60, DAY)
            issued = self.answer(self.now)
            if issued is None:
                return False
            self.now = issued
        elif self.handling.slow:
            self._pass(11 * DAY, 13 * DAY)
            self._act(Verb.EXPEDITE, self.registrar, opinion=self.dice.choice(opinions.EXPEDITE))
        self._pass(200, 6 * DAY if self.answer is None else DAY)
        words = "已按程序拟复并印发，请办结。" if self.answer is not None else self.dice.choice(opinions.HOST)
        self._act(Verb.COMPLETE, who, activity="host", opinion=words)
        ends.append(self.now)
        self.now = max(ends)
        return not self._stops("assist") or not plan.assisting

    def _transfer(self, who: Person) -> Person:
        """The head hands it to somebody of the unit (转办)."""
        colleague = self.host.people[1]
        self._pass(10, 120)
        self._act(
            Verb.TRANSFER, who, activity="host", people=(colleague,), opinion=self.dice.choice(opinions.TRANSFER)
        )
        self._see(colleague, "host", 20, 200)
        return colleague

    def _let_read(self, plan: Plan) -> bool:
        """The paper is read by those named; the registrar closes the round."""
        ends = [self.now]
        reading = plan.readers if not self._stops("read") else plan.readers[:1]
        for reader in reading:
            at = after(self.now, self.dice.uniform(30, 2 * DAY))
            self.script.acts.append(Act(at, Verb.READ, reader, opinion=self.dice.choice(opinions.READ)))
            ends.append(at)
        if self._stops("read"):
            return False
        self.now = max(ends)
        self._step(self.registrar, "read", 20, 200, "")
        return True

    def _circulate(self, leader: Person) -> None:
        readers = tuple(one for one in self._readers() if one is not leader)
        self._act(
            Verb.CIRCULATE,
            leader,
            activity="instruct",
            people=readers,
            opinion=self.dice.choice(opinions.CIRCULATE),
        )
        for reader in readers:
            at = after(self.now, self.dice.uniform(60, 3 * DAY))
            self.script.acts.append(Act(at, Verb.READ, reader, opinion=self.dice.choice(opinions.READ)))

    def _leaders(self) -> tuple[Person, ...]:
        deputy = deputy_for(self.agency, self.host)
        principal = self.agency.leaders[0]
        if self.handling.leader is not None:
            return (self.handling.leader,)
        if self.handling.leaders > 1:
            return (principal, deputy)
        return (principal,) if self.dice.random() < 0.35 else (deputy,)

    def _readers(self) -> tuple[Person, ...]:
        if self.handling.readers:
            return self.handling.readers
        heads = [unit.people[0] for unit in self.agency.drafting_units]
        people = [*self.agency.leaders, *heads, *self.host.people[1:2]]
        return tuple(self.dice.sample(people, min(self.dice.randint(2, 4), len(people))))

    def _stops(self, activity: str) -> bool:
        return self.handling.stop_before == activity

    def _step(self, who: Person, activity: str, least: float, most: float, opinion: str) -> None:
        self._see(who, activity, least, most)
        self._pass(5, 60)
        self._act(Verb.COMPLETE, who, activity=activity, opinion=opinion)

    def _see(self, who: Person, activity: str, least: float, most: float) -> None:
        self._pass(least, most)
        self._act(Verb.SEE, who, activity=activity)

    def _pass(self, least: float, most: float) -> None:
        self.now = after(self.now, self.dice.uniform(least, most))

    def _act(self, verb: Verb, who: Person, **facts: object) -> None:
        self.script.acts.append(Act(self.now, verb, who, **facts))  # type: ignore[arg-type]
