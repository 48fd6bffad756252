"""Writing what a move changed (保存流转结果): new and changed rows, the trail, and what is given to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, DateTimeField, Value, When

from zhengban.access.authority import Authority
from zhengban.workflow import engine
from zhengban.workflow.deadlines import due_on, expires_on
from zhengban.workflow.engine import Event, EventKind, Group, Item, Marking
from zhengban.workflow.models import (
    Circulation,
    ProcessInstance,
    Token,
    WorkflowEvent,
    WorkItem,
    WorkItemCandidate,
)
from zhengban.workflow.position import Position

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
            change_item(row, item, before.definition)
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


def change_item(row: WorkItem, item: Item, definition: engine.ProcessDefinition) -> None:
    """Bring the row of an item to what the engine says of it now."""
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


def _plain_groups(groups: tuple[Group, ...]) -> list[list[object]]:
    return [[list(group.people), group.label] for group in groups]
