"""Between rows and the engine: reading where a process stands, and writing what a move changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import Case, DateTimeField, Value, When
from django.utils import timezone

from zhengban.access.authority import Authority
from zhengban.core.workdays import add_workdays
from zhengban.workflow import engine
from zhengban.workflow.engine import Event, EventKind, Group, Item, ItemKind, Marking, Resume, Unit
from zhengban.workflow.models import (
    Circulation,
    ProcessDefinition,
    ProcessInstance,
    Token,
    WorkflowEvent,
    WorkItem,
    WorkItemCandidate,
)

#: More changed rows than this are written by one statement.
_FEW = 2
_ITEM_FIELDS = (
    "state",
    "superseded",
    "first_seen_at",
    "closed_at",
    "done_by",
    "on_behalf_of",
    "outcome",
    "outcome_label",
    "opinion",
    "expires_on",
    "expedited",
)


@dataclass(frozen=True)
class Position:
    """Where a process stands: its definition, the engine's marking, and the rows it came from."""

    definition: engine.ProcessDefinition
    marking: Marking
    tokens: dict[int, Token]
    items: dict[int, WorkItem]


def definition_of(instance: ProcessInstance) -> engine.ProcessDefinition:
    """The proven definition the process runs on."""
    return _definition(instance.definition_id)


def forget_definitions() -> None:
    """Called on publishing: SQLite gives the number of a row that was rolled back out again."""
    _definition.cache_clear()


@lru_cache(maxsize=64)
def _definition(pk: int) -> engine.ProcessDefinition:
    # A published version never changes, so a cache for the whole process cannot go stale.
    return engine.read(ProcessDefinition.objects.get(pk=pk).xml.encode())


def position_of(instance: ProcessInstance) -> Position:
    """Read the position once per loaded instance; ``refresh_from_db`` forgets it."""
    kept: Position | None = instance.__dict__.get("_position")
    if kept is None:
        kept = _read(instance)
        instance.__dict__["_position"] = kept
    return kept


def new_position(instance: ProcessInstance) -> Position:
    """The position of a process that has not started."""
    return Position(definition_of(instance), Marking(), {}, {})


def _read(instance: ProcessInstance) -> Position:
    tokens = {token.number: token for token in instance.tokens.order_by("number")}
    items = {item.number: item for item in instance.items.order_by("number")}
    people: dict[int, list[int]] = {}
    candidates = WorkItemCandidate.objects.filter(item__instance=instance).order_by("pk")
    for item_id, user_id in candidates.values_list("item_id", "user_id"):
        people.setdefault(item_id, []).append(user_id)
    numbers = {item.pk: item.number for item in items.values()}
    token_numbers = {token.pk: token.number for token in tokens.values()}
    marking = Marking(
        engine.ProcessState(instance.state),
        tuple(_token(token) for token in tokens.values()),
        tuple(
            _item(item, token_numbers[item.token_id], tuple(people.get(item.pk, ())), numbers)
            for item in items.values()
        ),
        instance.variables,
        # Tokens and items share one sequence of numbers, and all are kept.
        max((*tokens, *items), default=0),
    )
    return Position(definition_of(instance), marking, tokens, items)


def _token(row: Token) -> engine.Token:
    return engine.Token(
        row.number,
        row.node,
        row.flow,
        tuple(row.parents),
        row.cause,
        row.round,
        tuple(Unit(subprocess, number) for subprocess, number in row.units),
        tuple(Resume(activity, _groups(groups), token) for activity, groups, token in row.resume),
        row.continues,
        _groups(row.queue),
        tuple(row.fired),
        engine.TokenState(row.state),
    )


def _groups(plain: list[tuple[list[int], str]]) -> tuple[Group, ...]:
    return tuple(Group(tuple(people), label) for people, label in plain)


def _plain_groups(groups: tuple[Group, ...]) -> list[list[object]]:
    return [[list(group.people), group.label] for group in groups]


def _item(row: WorkItem, token: int, people: tuple[int, ...], numbers: dict[int, int]) -> Item:
    return Item(
        row.number,
        row.activity,
        token,
        row.round,
        Group(people, row.label),
        row.opened_at,
        engine.ItemState(row.state),
        row.first_seen_at,
        row.closed_at,
        row.done_by_id,
        row.on_behalf_of_id,
        row.outcome,
        row.opinion,
        None if row.transferred_from_id is None else numbers[row.transferred_from_id],
        row.superseded,
        ItemKind(row.kind),
        0 if row.origin_id is None else numbers[row.origin_id],
    )


def keep(
    instance: ProcessInstance, before: Position, applied: engine.Applied, authority: Authority, at: datetime
) -> list[WorkflowEvent]:
    """Write the difference a move made, and its trail; the gate saves the instance itself."""
    tokens = _keep_tokens(instance, before, applied.marking)
    items = _keep_items(instance, before, applied.marking, tokens, applied.events)
    marking = applied.marking
    instance.variables = _plain(marking.variables)
    if instance.state != marking.state:
        instance.state = marking.state
        instance.ended_at = (
            at if marking.state in (engine.ProcessState.ENDED, engine.ProcessState.TERMINATED) else None
        )
    instance.__dict__["_position"] = Position(before.definition, marking, tokens, items)
    _keep_circulations(instance, applied.events, authority, at)
    return _keep_events(instance, before.definition, items, applied.events, authority, at)


def token_row(instance: ProcessInstance, token: engine.Token) -> Token:
    """The row of a new token."""
    return Token(
        instance=instance,
        number=token.number,
        node=token.node,
        flow=token.flow,
        parents=list(token.parents),
        cause=token.cause,
        round=token.round,
        units=[[unit.subprocess, unit.number] for unit in token.units],
        resume=[[owed.activity, _plain_groups(owed.groups), owed.token] for owed in token.resume],
        continues=token.continues,
        queue=_plain_groups(token.queue),
        fired=list(token.fired),
        state=token.state,
    )


def _keep_tokens(instance: ProcessInstance, before: Position, after: Marking) -> dict[int, Token]:
    tokens = dict(before.tokens)
    old = {token.number: token for token in before.marking.tokens}
    changed: list[Token] = []
    added: list[Token] = []
    for token in after.tokens:
        if token.number not in old:
            added.append(token_row(instance, token))
        elif token != old[token.number]:
            row = tokens[token.number]
            row.state = token.state
            row.queue = _plain_groups(token.queue)
            row.fired = list(token.fired)
            changed.append(row)
    _write(changed, ("state", "queue", "fired"))
    for row in Token.objects.bulk_create(added) if added else ():
        tokens[row.number] = row
    return tokens


def _keep_items(
    instance: ProcessInstance,
    before: Position,
    after: Marking,
    tokens: dict[int, Token],
    events: Sequence[Event],
) -> dict[int, WorkItem]:
    items = dict(before.items)
    old = {item.number: item for item in before.marking.items}
    closed: list[WorkItem] = []
    changed: list[WorkItem] = []
    added: list[Item] = []
    touched = {
        event.item: event.kind for event in events if event.kind in (EventKind.EXPEDITED, EventKind.EXPIRED)
    }
    for item in after.items:
        if item.number not in old:
            added.append(item)
        elif item != old[item.number] or item.number in touched:
            row = items[item.number]
            _change(row, item, before.definition)
            if item.number in touched:
                _note(row, item, instance, before.definition, after, touched[item.number])
            changed.append(row)
            if old[item.number].state is engine.ItemState.OPEN and item.state is not engine.ItemState.OPEN:
                closed.append(row)
    _write(changed, _ITEM_FIELDS)
    if closed:
        _close_candidates(closed, tuple(person for row in closed for person in old[row.number].group.people))
    if added:
        rows = [item_row(instance, item, before.definition, tokens, items, after) for item in added]
        for row in WorkItem.objects.bulk_create(rows):
            items[row.number] = row
        WorkItemCandidate.objects.bulk_create(
            [
                WorkItemCandidate(item=items[item.number], user_id=person)
                for item in added
                for person in item.group.people
            ]
        )
    return items


def _write(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write the changed rows: most moves change one, and a plain update costs a fraction of one for many."""
    if len(rows) > _FEW:
        type(rows[0])._base_manager.bulk_update(rows, fields)
        return
    for row in rows:
        row.save(update_fields=fields)


def _close_candidates(closed: list[WorkItem], people: tuple[int, ...]) -> None:
    """Nobody has these items to do any more; whoever acted, in the own or another's name, has done them."""
    acted = [
        (row.pk, person, row.closed_at)
        for row in closed
        for person in (row.done_by_id, row.on_behalf_of_id)
        if person is not None
    ]
    if len(closed) == len(acted) == len(people) == 1 and acted[0][1] == people[0]:
        WorkItemCandidate.objects.filter(item=closed[0]).update(is_open=False, acted_at=closed[0].closed_at)
        return
    times = [When(item=item, user=person, then=Value(at)) for item, person, at in acted]
    nobody = Value(None, output_field=DateTimeField())
    WorkItemCandidate.objects.filter(item__in=closed).update(
        is_open=False, acted_at=Case(*times, default=nobody) if times else None
    )
    # A deputy acts on what was never offered to the deputy.
    deputies = [
        WorkItemCandidate(item=row, user_id=row.done_by_id, is_open=False, acted_at=row.closed_at)
        for row in closed
        if row.done_by_id is not None and row.on_behalf_of_id is not None
    ]
    if deputies:
        WorkItemCandidate.objects.bulk_create(deputies, ignore_conflicts=True)


def _change(row: WorkItem, item: Item, definition: engine.ProcessDefinition) -> None:
    row.state = item.state
    row.superseded = item.superseded
    row.first_seen_at = item.first_seen_at
    row.closed_at = item.closed_at
    row.done_by_id = item.done_by
    row.on_behalf_of_id = item.on_behalf_of
    row.outcome = item.outcome
    row.opinion = item.opinion
    labels = {one.code: one.label for one in definition.activity(item.activity).outcomes}
    row.outcome_label = labels.get(item.outcome, "")


def _note(
    row: WorkItem,
    item: Item,
    instance: ProcessInstance,
    definition: engine.ProcessDefinition,
    marking: Marking,
    kind: EventKind,
) -> None:
    """What a move did to an item that the engine itself does not keep."""
    if kind is EventKind.EXPEDITED:
        row.expedited += 1
    else:
        row.expires_on = expires_on(instance, definition, marking, item)


def item_row(
    instance: ProcessInstance,
    item: Item,
    definition: engine.ProcessDefinition,
    tokens: dict[int, Token],
    items: dict[int, WorkItem],
    marking: Marking,
) -> WorkItem:
    """The row of a new work item; ``items`` holds those it came from."""
    activity = definition.activity(item.activity)
    return WorkItem(
        instance=instance,
        token=tokens[item.token],
        number=item.number,
        activity=item.activity,
        activity_name=activity.name,
        round=item.round,
        label=item.group.label[:200],
        opened_at=item.opened_at,
        due_on=due_on(activity.deadline, instance, marking, item.opened_at),
        expires_on=expires_on(instance, definition, marking, item),
        transferred_from=None if item.transferred_from is None else items[item.transferred_from],
        kind=item.kind,
        origin=items[item.origin] if item.origin else None,
    )


def due_on(
    deadline: engine.Deadline, instance: ProcessInstance, marking: Marking, opened_at: datetime
) -> date | None:
    """The last day for an item opened then: the day an earlier handler set, else working days by urgency."""
    if deadline.variable:
        day = marking.variables.get(deadline.variable)
        if isinstance(day, str) and day:
            return date.fromisoformat(day)
    days = deadline.days(engine.Urgency(instance.urgency))
    return None if days is None else add_workdays(timezone.localdate(opened_at), days)


def expires_on(
    instance: ProcessInstance, definition: engine.ProcessDefinition, marking: Marking, item: Item
) -> date | None:
    """The last day before the next timer of the activity passes; None where there is none any more."""
    days = [day for day, _ in _timers(instance, definition, marking, item)]
    return min(days, default=None)


def expired_timer(instance: ProcessInstance, number: int, day: date) -> engine.TimerEvent | None:
    """The first timer of the open item that passed on that day or before."""
    position = position_of(instance)
    row = position.items[number]
    if row.state != engine.ItemState.OPEN or row.expires_on is None or row.expires_on > day:
        return None
    timers = _timers(instance, position.definition, position.marking, position.marking.item(number))
    return min(timers, key=lambda one: one[0])[1] if timers else None


def _timers(
    instance: ProcessInstance, definition: engine.ProcessDefinition, marking: Marking, item: Item
) -> list[tuple[date, engine.TimerEvent]]:
    """The timers still to pass, each with its last day; an item handed on within a round keeps the time that has run."""
    timers = definition.timers.get(item.activity)
    if not timers:
        return []
    fired = marking.token(item.token).fired
    began = min(one.opened_at for one in marking.items if one.token == item.token)
    days = ((due_on(one.deadline, instance, marking, began), one) for one in timers if one.id not in fired)
    return [(day, one) for day, one in days if day is not None]


def _keep_circulations(
    instance: ProcessInstance, events: Sequence[Event], authority: Authority, at: datetime
) -> None:
    sent = {
        person: event.text for event in events if event.kind is EventKind.CIRCULATED for person in event.people
    }
    if not sent:
        return
    unread = Circulation.objects.outstanding().filter(instance=instance, reader__in=sent)
    already = set(unread.values_list("reader", flat=True))
    Circulation.objects.bulk_create(
        [
            Circulation(instance=instance, reader_id=person, sent_by=authority.principal, sent_at=at, note=note)
            for person, note in sent.items()
            if person not in already
        ]
    )


def _keep_events(
    instance: ProcessInstance,
    definition: engine.ProcessDefinition,
    items: dict[int, WorkItem],
    events: Sequence[Event],
    authority: Authority,
    at: datetime,
) -> list[WorkflowEvent]:
    rows = [
        WorkflowEvent(
            instance=instance,
            at=at,
            kind=event.kind,
            activity=event.activity,
            activity_name=definition.nodes[event.activity].name if event.activity else "",
            item=items[event.item] if event.item else None,
            actor=authority.actor,
            on_behalf_of=authority.on_behalf_of,
            people=list(event.people),
            text=event.text,
        )
        for event in events
    ]
    return WorkflowEvent.objects.bulk_create(rows)


def _plain(variables: Any) -> dict[str, Any]:
    """Variables in JSON values: the engine's tuples become lists, as they come back from the database."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in variables.items()}
