"""What the page shows to the handler of a work item (办理表单): everything the activity asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils import timezone

from zhengban.access.models import User
from zhengban.organizations.directory import people_of
from zhengban.organizations.models import Unit
from zhengban.workflow import engine
from zhengban.workflow.engine import Activity, Quorum, Variable, VariableKind, Who
from zhengban.workflow.models import ProcessInstance, WorkItem
from zhengban.workflow.position import definition_of, position_of
from zhengban.workflow.resolver import OrganizationResolver
from zhengban.workflow.subjects import subject_of

#: What the button of somebody who only helps says.
_ANSWER = "填写意见"


@dataclass(frozen=True)
class Question:
    """A variable to fill in, with whom or what may be chosen and what is set now."""

    variable: Variable
    people: tuple[User, ...]
    units: tuple[Unit, ...]
    value: engine.Value


@dataclass(frozen=True)
class Choice:
    """A later activity whose people the handler chooses; ``several`` where all of them will act."""

    activity: str
    name: str
    several: bool
    people: tuple[User, ...]


@dataclass(frozen=True)
class Parting:
    """A gateway where the handler picks the way (自由流转): the ways by their flow, and whether several may be taken."""

    gateway: str
    name: str
    several: bool
    ways: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Target:
    """An earlier activity the paper can be returned to."""

    activity: str
    name: str
    people: tuple[str, ...]
    straight_back: bool


@dataclass(frozen=True)
class Handling:
    """The form of one work item."""

    activity: Activity
    questions: tuple[Question, ...]
    choices: tuple[Choice, ...]
    targets: tuple[Target, ...]
    partings: tuple[Parting, ...] = ()


def activity_of(item: WorkItem) -> Activity:
    """The settings of the item's activity: its button, opinion, outcomes, whether content may be edited."""
    return definition_of(item.instance).activity(item.activity)


def handling_of(item: WorkItem) -> Handling:
    """Everything the page of an open item needs."""
    instance: ProcessInstance = item.instance
    position = position_of(instance)
    activity = position.definition.activity(item.activity)
    if position.marking.item(item.number).kind in engine.HELPING:
        # Who helps gives an opinion; all else is for the handler who asked.
        return Handling(
            replace(activity, outcomes=(), opinion=engine.Opinion.REQUIRED, button=_ANSWER), (), (), ()
        )
    source = subject_of(instance.key)
    resolver = OrganizationResolver(instance.agency_id, source, instance.paper)
    targets = engine.targets_for_return(position.definition, position.marking, item.number, resolver)
    handlers = {person for target in targets for person in target.people}
    names = dict(User.objects.filter(pk__in=handlers).values_list("pk", "name"))
    return Handling(
        activity,
        tuple(_question(variable, instance, resolver) for variable in activity.variables),
        tuple(
            Choice(one.id, one.name, one.quorum is not Quorum.ONE, _people(one.who.among, instance, resolver))
            for one in position.definition.choices_ahead(activity.id, instance.variables)
        ),
        tuple(
            Target(one.activity, one.name, tuple(names[person] for person in one.people), one.straight_back)
            for one in targets
        ),
        tuple(
            _parting(one, position.definition)
            for one in position.definition.gateways_ahead(activity.id, instance.variables)
        ),
    )


def _parting(gateway: engine.Gateway, definition: engine.ProcessDefinition) -> Parting:
    ways = tuple(
        (flow.id, flow.name or engine.label(definition.nodes[flow.target])) for flow in definition.ways(gateway)
    )
    return Parting(gateway.id, engine.label(gateway), not isinstance(gateway, engine.ExclusiveGateway), ways)


def _question(variable: Variable, instance: ProcessInstance, resolver: OrganizationResolver) -> Question:
    people: tuple[User, ...] = ()
    units: tuple[Unit, ...] = ()
    if variable.kind is VariableKind.PEOPLE:
        people = _people(variable.among, instance, resolver)
    elif variable.kind is VariableKind.UNITS:
        today = timezone.localdate()
        valid = Unit.objects.filter(agency=instance.agency, is_leadership=False, starts_on__lte=today)
        units = tuple(valid.exclude(ends_on__lt=today))
    return Question(variable, people, units, instance.variables.get(variable.name))


def _people(among: Who | None, instance: ProcessInstance, resolver: OrganizationResolver) -> tuple[User, ...]:
    if among is None:
        return tuple(people_of(resolver.agency))
    groups = resolver.groups(among.kind, among.argument, instance.variables)
    numbers = list(dict.fromkeys(person for group in groups for person in group.people))
    users = User.objects.in_bulk(numbers)
    return tuple(users[number] for number in numbers)
