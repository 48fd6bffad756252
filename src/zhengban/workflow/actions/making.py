"""How a move is made: the engine decides, the business act is performed, the difference is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import models

from zhengban.access import gate
from zhengban.access.authority import current_authority
from zhengban.access.models import User
from zhengban.workflow import engine
from zhengban.workflow.engine import EventKind, Value
from zhengban.workflow.errors import refused
from zhengban.workflow.keeping import keep
from zhengban.workflow.models import ProcessInstance
from zhengban.workflow.position import Position, position_of
from zhengban.workflow.resolver import OrganizationResolver
from zhengban.workflow.subjects import performing, subject_of


def principal() -> int | None:
    """In whose name the actor acts, where a delegation lets them."""
    found = current_authority().on_behalf_of
    return None if found is None else found.pk


def number_at_hand(instance: ProcessInstance) -> int:
    """The number of the item a move is about."""
    if instance.at_hand is None:
        raise AssertionError("A move about an item is called on item.at_hand.")
    return instance.at_hand.number


def make_move(
    instance: ProcessInstance,
    move: engine.Move,
    *,
    actor: User,
    opinion: str = "",
    fields: Mapping[str, object] | None = None,
) -> None:
    """Make a move of a running process inside the action that asked for it."""
    make(instance, position_of(instance), instance.paper, move, actor=actor, opinion=opinion, fields=fields or {})


def make(
    instance: ProcessInstance,
    position: Position,
    subject: models.Model,
    move: engine.Move,
    *,
    actor: User,
    opinion: str,
    fields: Mapping[str, object],
) -> None:
    """Decide, act, write, tell: all inside the gate's transaction, so that any refusal undoes all."""
    source = subject_of(instance.key)
    if isinstance(move, engine.Complete):
        # A draft may have become another kind of document since: the way is chosen by what it is now.
        facts = declared_facts(position.definition, source.facts(subject))
        variables = {**position.marking.variables, **facts}
        position = replace(position, marking=replace(position.marking, variables=variables))
    resolver = OrganizationResolver(instance.agency_id, source, subject)
    try:
        applied = engine.apply(position.definition, position.marking, move, resolver)
    except engine.MoveRefused as refusal:
        raise refused(refusal, instance) from refusal
    for event in applied.events:
        if event.kind is EventKind.ACTIVITY_COMPLETED and event.text:
            _act(event.text, subject, actor, opinion, fields)
        elif event.kind is EventKind.ACTIVITY_UNDONE:
            _act(event.text, subject, actor, opinion, {})
    instance.title = source.title(subject)
    instance.urgency = source.urgency(subject)
    events = keep(instance, position, applied, current_authority(), move.at)
    source.happened(instance, events, actor=actor)


def declared_facts(definition: engine.ProcessDefinition, facts: Mapping[str, Value]) -> dict[str, Value]:
    """Those of the subject's facts that this version of the process asks for."""
    return {name: value for name, value in facts.items() if name in definition.facts}


def _act(code: str, subject: models.Model, actor: User, opinion: str, fields: Mapping[str, object]) -> None:
    with performing(subject, code):
        gate.perform(code, subject, actor=actor, opinion=opinion, **fields)
