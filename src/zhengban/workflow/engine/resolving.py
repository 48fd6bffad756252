"""Finding the people of an activity (确定办理人)."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from .conditions import Value
from .marking import Group, Person
from .nodes import Activity, Quorum, WhoKind
from .refusals import InvalidEntry, NobodyChosen, NoOneToHandle


class Resolver(Protocol):
    """Knows the organization; the engine does not."""

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        """The groups a rule names; a vacant post or unit gives a group with its label and nobody in it."""
        ...

    def serving(self, people: Iterable[Person]) -> frozenset[Person]:
        """Those of the people who can still handle work."""
        ...


def groups_for(activity: Activity, variables: Mapping[str, Value], resolver: Resolver) -> tuple[Group, ...]:
    """The groups an activity is opened for, one work item each; NoOneToHandle rather than a lost paper."""
    if activity.who.kind is WhoKind.CHOSEN:
        chosen = variables.get(activity.people_variable)
        if not isinstance(chosen, tuple | list) or not chosen:
            raise NobodyChosen(activity.name)
        serving = resolver.serving(person for person in chosen if isinstance(person, int))
        groups: tuple[Group, ...] = tuple(
            Group((person,)) for person in chosen if isinstance(person, int) and person in serving
        )
    else:
        groups = resolver.groups(activity.who.kind, activity.who.argument, variables)
    return arranged(activity, groups)


def arranged(activity: Activity, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """One item for all of them where one suffices; otherwise one each, nobody twice for the same thing."""
    for group in groups:
        if not group.people:
            raise NoOneToHandle(activity.name, group.label)
    if not groups:
        raise NoOneToHandle(activity.name)
    if activity.quorum is Quorum.ONE:
        everyone = dict.fromkeys(person for group in groups for person in group.people)
        return (Group(tuple(everyone), _labels(groups)),)
    together: dict[tuple[Person, ...], list[Group]] = {}
    for group in groups:
        together.setdefault(group.people, []).append(group)
    return tuple(Group(people, _labels(same)) for people, same in together.items())


def check_chosen(activity: Activity, people: tuple[Person, ...], resolver: Resolver) -> None:
    """The people a handler chose for a later activity must lie within its filter."""
    if not people:
        raise NobodyChosen(activity.name)
    if activity.who.among is None:
        allowed = resolver.serving(people)
    else:
        among = activity.who.among
        allowed = frozenset(
            person for group in resolver.groups(among.kind, among.argument, {}) for person in group.people
        )
    if not allowed.issuperset(people):
        raise InvalidEntry(activity.people_variable, f"所选人员不在“{activity.name}”环节的可选范围内。")


def _labels(groups: Iterable[Group]) -> str:
    return "、".join(dict.fromkeys(group.label for group in groups if group.label))
