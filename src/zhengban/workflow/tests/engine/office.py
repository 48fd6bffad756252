"""A small office for the engine's tests: who is in which role, and a process being walked by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from zhengban.workflow import engine
from zhengban.workflow.engine import Group, Item, Marking, ProcessDefinition, Value, WhoKind

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Office:
    """Roles by code; whoever is in ``left`` has left the service."""

    roles: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unit_heads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        match kind:
            case WhoKind.ROLE:
                return tuple(Group((one,)) for one in self.roles[argument] if one not in self.left)
            case WhoKind.PEOPLE:
                return tuple(Group((one,)) for one in variables.get(argument) or () if one not in self.left)
            case WhoKind.UNIT_HEADS_OF:
                return tuple(
                    Group(self.unit_heads.get(unit, ()), f"{unit}处") for unit in variables.get(argument) or ()
                )
            case _:
                raise AssertionError(kind)

    def serving(self, people: Iterable[int]) -> frozenset[int]:
        return frozenset(people) - self.left


class Walk:
    """One process, moved step by step; people act by their number."""

    def __init__(self, xml: bytes, office: Office, variables: Mapping[str, Value] | None = None) -> None:
        self.definition: ProcessDefinition = engine.read(xml)
        self.office = office
        self.at = NOON
        self.marking = Marking()
        self.trail: list[engine.Event] = []
        self.apply(engine.Start(by=1, at=self.at, variables=variables or {}))

    def apply(self, move: engine.Move) -> tuple[engine.Event, ...]:
        applied = engine.apply(self.definition, self.marking, move, self.office)
        self.marking = applied.marking
        self.trail.extend(applied.events)
        self.at += timedelta(hours=1)
        return applied.events

    def held(self, activity: str, by: int) -> Item:
        """The open item of that person at that activity."""
        (item,) = [one for one in self.marking.open_items if one.activity == activity and by in one.group.people]
        return item

    def complete(self, activity: str, by: int, **fields: object) -> tuple[engine.Event, ...]:
        item = self.held(activity, by).number
        return self.apply(engine.Complete(by=by, at=self.at, item=item, **fields))  # type: ignore[arg-type]

    def send_back(self, activity: str, by: int, to: str) -> tuple[engine.Event, ...]:
        item = self.held(activity, by).number
        return self.apply(engine.Return(by=by, at=self.at, item=item, to=to, opinion="请修改"))

    def send_back_straight(self, activity: str, by: int, to: str) -> tuple[engine.Event, ...]:
        item = self.held(activity, by).number
        return self.apply(engine.ReturnForResubmission(by=by, at=self.at, item=item, to=to, opinion="请修改"))

    def done(self, activity: str, by: int) -> Item:
        return [one for one in self.marking.items if one.activity == activity and one.done_by == by][-1]

    def withdraw(self, activity: str, by: int) -> tuple[engine.Event, ...]:
        return self.apply(engine.Withdraw(by=by, at=self.at, item=self.done(activity, by).number))

    @property
    def hands(self) -> set[tuple[str, tuple[int, ...]]]:
        """Who holds it now: pairs of activity and people."""
        return {(item.activity, item.group.people) for item in self.marking.open_items}

    @property
    def waiting(self) -> int:
        """How many tokens wait at joins."""
        busy = {item.token for item in self.marking.open_items}
        return sum(token.number not in busy for token in self.marking.live_tokens)
