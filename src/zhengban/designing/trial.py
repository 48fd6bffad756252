"""Trying a drawing with imaginary papers (流程试走): who would get each, by when, and where nobody would.

Nothing is written: the engine moves a marking in memory through the organisation as it is today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, product
from typing import Any

from django.utils import timezone

from zhengban.access.models import User
from zhengban.core.workdays import add_workdays
from zhengban.organizations.directory import membership_of, people_of
from zhengban.organizations.models import Agency, Unit
from zhengban.workflow import engine
from zhengban.workflow.engine import (
    Activity,
    Complete,
    Gateway,
    Item,
    ItemState,
    Marking,
    MoveRefused,
    ProcessDefinition,
    ProcessState,
    Start,
    Urgency,
    Value,
    Variable,
    VariableKind,
    WhoKind,
)
from zhengban.workflow.resolver import OrganizationResolver

MOST_PAPERS = 24
MOST_STEPS = 200
_SOME_UNITS = 2


@dataclass(frozen=True)
class TrialStep:
    """One step of an imaginary paper: who would have it, from when to when."""

    name: str
    people: tuple[str, ...]
    opened_on: date
    due_on: date | None


@dataclass(frozen=True)
class TrialPaper:
    """One imaginary paper: what was assumed, its steps, and why it stopped, empty where it was finished."""

    assumption: str
    steps: tuple[TrialStep, ...]
    problem: str

    @property
    def finished_by(self) -> date | None:
        """The day it would be finished if everybody took all the time allowed."""
        return self.steps[-1].due_on or self.steps[-1].opened_on if self.steps else None


@dataclass(frozen=True)
class _Case:
    """What is assumed of a paper: facts, whether units are named, which option is taken, which way is picked."""

    facts: Mapping[str, bool]
    names_units: bool
    option: int

    def words(self) -> str:
        facts = [f"{name}：{'是' if value else '否'}" for name, value in self.facts.items()]
        units = "涉及其他处室" if self.names_units else "不涉及其他处室"
        return "，".join([*facts, units, f"每处选第 {self.option + 1} 项"])


def try_out(
    definition: ProcessDefinition, drafter: User, *, urgency: Urgency, begun_on: date
) -> tuple[TrialPaper, ...]:
    """The different stories that papers of this drafter would have, at most ``MOST_PAPERS`` of them."""
    membership = membership_of(drafter)
    if membership is None:
        return ()
    walker = _Walker(definition, drafter, membership.agency, membership.unit, urgency, begun_on)
    told: dict[tuple[object, ...], TrialPaper] = {}
    for case in islice(_cases(definition), MOST_PAPERS * 2):
        paper = walker.walk(case)
        told.setdefault((tuple((one.name, one.people) for one in paper.steps), paper.problem), paper)
    return tuple(told.values())[:MOST_PAPERS]


def _cases(definition: ProcessDefinition) -> Iterator[_Case]:
    facts = sorted(definition.facts)[:3]
    most = max(
        [1, *(len(variable.options) for one in definition.activities for variable in one.variables)]
        + [len(one.outcomes) for one in definition.activities]
        + [len(definition.ways(node)) for node in definition.nodes.values() if isinstance(node, Gateway)]
    )
    for option in range(min(most, 4)):
        for names_units in (True, False):
            for values in product((False, True), repeat=len(facts)):
                yield _Case(dict(zip(facts, values, strict=True)), names_units, option)


class _Imaginary:
    """Answers for a paper that does not exist."""

    def __init__(self, drafter: User, unit: Unit) -> None:
        self._drafter, self._unit = drafter, unit

    def drafter(self, subject: Any) -> User:
        return self._drafter

    def drafter_unit(self, subject: Any) -> Unit:
        return self._unit


class _Walker:
    """Takes papers through the drawing, every step by the first person who would have it."""

    def __init__(
        self,
        definition: ProcessDefinition,
        drafter: User,
        agency: Agency,
        unit: Unit,
        urgency: Urgency,
        begun_on: date,
    ) -> None:
        self.definition = definition
        self.drafter = drafter
        self.urgency = urgency
        self.begun_on = begun_on
        self.resolver = OrganizationResolver(agency.pk, _Imaginary(drafter, unit), None)  # type: ignore[arg-type]
        self.names = dict(people_of(agency).values_list("pk", "name"))
        self.units = tuple(
            Unit.objects.filter(agency=agency, is_leadership=False)
            .exclude(pk=unit.pk)
            .values_list("pk", flat=True)
        )

    def walk(self, case: _Case) -> TrialPaper:
        steps: list[TrialStep] = []
        marking = Marking()
        day = self.begun_on
        problem = ""
        try:
            start = Start(by=self.drafter.pk, at=_moment(day), variables=case.facts)
            marking = engine.apply(self.definition, marking, start, self.resolver).marking
            while marking.state is ProcessState.RUNNING:
                item = next((one for one in marking.items if one.state is ItemState.OPEN), None)
                if item is None or len(steps) >= MOST_STEPS:
                    problem = "走不到结束。"
                    break
                activity = self.definition.activity(item.activity)
                step = self._step(item, activity, day)
                steps.append(step)
                day = step.due_on or day
                marking = engine.apply(
                    self.definition, marking, self._done(case, item, activity, marking, day), self.resolver
                ).marking
        except MoveRefused as refusal:
            problem = str(refusal)
        return TrialPaper(case.words(), tuple(steps), problem)

    def _step(self, item: Item, activity: Activity, day: date) -> TrialStep:
        days = activity.deadline.days(self.urgency)
        people = tuple(self.names.get(person, str(person)) for person in item.group.people)
        return TrialStep(activity.name, people, day, None if days is None else add_workdays(day, days))

    def _done(self, case: _Case, item: Item, activity: Activity, marking: Marking, day: date) -> Complete:
        values = {one.name: self._value(case, one, day) for one in activity.variables}
        known = {**marking.variables, **values}
        return Complete(
            by=item.group.people[0],
            at=_moment(day),
            item=item.number,
            outcome=_nth(activity.outcomes, case.option).code if activity.outcomes else "",
            opinion="试走。",
            variables=values,
            chosen={one.id: self._among(one) for one in self.definition.choices_ahead(activity.id, known)},
            ways={
                gateway.id: (_nth(self.definition.ways(gateway), case.option).id,)
                for gateway in self.definition.gateways_ahead(activity.id, known)
            },
        )

    def _value(self, case: _Case, variable: Variable, day: date) -> Value:
        match variable.kind:
            case VariableKind.CHOICE:
                return str(_nth(variable.options, case.option).code)
            case VariableKind.PEOPLE:
                return self._people(variable)[: variable.most or 1]
            case VariableKind.UNITS:
                return self.units[: variable.most or _SOME_UNITS] if case.names_units or variable.most else ()
            case VariableKind.DATE:
                return add_workdays(day, 5).isoformat()
            case VariableKind.BOOLEAN:
                return case.names_units
            case VariableKind.NUMBER:
                return 1
            case VariableKind.TEXT:
                return "试走"

    def _people(self, variable: Variable) -> tuple[int, ...]:
        if variable.among is None:
            return tuple(self.names)
        groups = self.resolver.groups(variable.among.kind, variable.among.argument, {})
        return tuple(dict.fromkeys(person for group in groups for person in group.people))

    def _among(self, activity: Activity) -> tuple[int, ...]:
        among = activity.who.among
        if among is None or among.kind is WhoKind.CHOSEN:
            return tuple(self.names)[:1]
        groups = self.resolver.groups(among.kind, among.argument, {})
        return tuple(dict.fromkeys(person for group in groups for person in group.people))[:1]


def _nth(choices: Any, at: int) -> Any:
    return choices[min(at, len(choices) - 1)]


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
