"""Finding the handlers of an activity in the organisation as it is today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import timezone

from zhengban.access.models import User
from zhengban.organizations.directory import heads_of_unit, holders_of_role, leaders_of, people_of
from zhengban.organizations.models import Agency, Appointment, PostKind, Role, Unit
from zhengban.workflow.engine import Group, Person, Value, WhoKind
from zhengban.workflow.subjects import ProcessSubject

_UNKNOWN_UNIT = "所选单位不属于本机关"
_UNKNOWN_PERSON = "所选人员已不在岗"


class OrganizationResolver:
    """Answers the engine for one move; the agency that handles the paper bounds every answer."""

    def __init__(self, agency_id: int, source: ProcessSubject, subject: models.Model) -> None:
        # Only compared with in queries, so its row need not be read.
        self.agency = Agency(pk=agency_id)
        self.source = source
        self.subject: Any = subject

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        match kind:
            case WhoKind.DRAFTER:
                drafter = self._drafter
                return (Group((drafter.pk,) if self.serving([drafter.pk]) else (), drafter.name),)
            case WhoKind.DRAFTER_UNIT_HEAD:
                return self._heads_of_drafter_unit()
            case WhoKind.ROLE:
                return _each(holders_of_role(self.agency, Role(argument)))
            case WhoKind.LEADERS:
                return _each(leaders_of(self.agency))
            case WhoKind.POST_KIND:
                return self._holders_of_post(PostKind(argument))
            case WhoKind.PEOPLE:
                return self._named_people(_numbers(variables.get(argument)))
            case WhoKind.UNIT_HEADS_OF:
                return self._of_units(_numbers(variables.get(argument)), post__kind=PostKind.UNIT_HEAD)
            case WhoKind.UNITS:
                return self._of_units(_numbers(variables.get(argument)))
            case WhoKind.CHOSEN:
                # The engine reads the chosen people from its own variable.
                raise AssertionError(kind)

    def serving(self, people: Iterable[Person]) -> frozenset[Person]:
        wanted = set(people)
        if not wanted:
            return frozenset()
        return frozenset(people_of(self.agency).filter(pk__in=wanted).values_list("pk", flat=True))

    @cached_property
    def _drafter(self) -> User:
        return self.source.drafter(self.subject)

    def _heads_of_drafter_unit(self) -> tuple[Group, ...]:
        unit = self.source.drafter_unit(self.subject)
        if unit is None:
            return (Group((), self._drafter.name),)
        return (Group(tuple(heads_of_unit(unit).values_list("pk", flat=True)), unit.name),)

    def _holders_of_post(self, kind: PostKind) -> tuple[Group, ...]:
        held = Appointment.objects.valid(timezone.localdate()).filter(
            post__kind=kind, post__unit__agency=self.agency, user__is_active=True
        )
        people = held.order_by("post__rank", "pk").values_list("user", flat=True)
        return tuple(Group((person,)) for person in dict.fromkeys(people))

    def _named_people(self, numbers: tuple[int, ...]) -> tuple[Group, ...]:
        serving = self.serving(numbers)
        return tuple(Group((number,)) if number in serving else Group((), _UNKNOWN_PERSON) for number in numbers)

    def _of_units(self, numbers: tuple[int, ...], **which: PostKind) -> tuple[Group, ...]:
        """One group per unit of the agency, its members those who hold a post of the wanted kind."""
        held = Appointment.objects.valid(timezone.localdate()).filter(
            post__unit__in=numbers, post__unit__agency=self.agency, user__is_active=True, **which
        )
        names: dict[int, str] = {}
        members: dict[int, list[int]] = {}
        rows = held.order_by("post__rank", "pk").values_list("post__unit", "post__unit__name", "user")
        for unit, name, person in rows:
            names[unit] = name
            members.setdefault(unit, []).append(person)
        vacant = [number for number in numbers if number not in names]
        if vacant:
            names |= dict(Unit.objects.filter(agency=self.agency, pk__in=vacant).values_list("pk", "name"))
        return tuple(
            Group(tuple(dict.fromkeys(members.get(number, ()))), names.get(number, _UNKNOWN_UNIT))
            for number in numbers
        )


def _each(people: models.QuerySet[User]) -> tuple[Group, ...]:
    return tuple(Group((person,)) for person in dict.fromkeys(people.values_list("pk", flat=True)))


def _numbers(value: Value) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        return ()
    return tuple(number for number in value if isinstance(number, int))
