"""The moves of a process, each one transaction under the lock of its row.

A move about a work item is called on ``item.at_hand``; the gate locks the process and asks the policy, and this
module lets the engine decide, performs the business act of a finished activity, and writes the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db import models
from django.utils import timezone

from zhengban.access import gate
from zhengban.access.authority import current_authority
from zhengban.access.errors import Conflict, WrongState
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.workflow import engine, policy
from zhengban.workflow.engine import EventKind, Value
from zhengban.workflow.errors import refused
from zhengban.workflow.models import ProcessDefinition, ProcessInstance, WorkItem
from zhengban.workflow.position import Position, keep, new_position, position_of
from zhengban.workflow.resolver import OrganizationResolver
from zhengban.workflow.subjects import performing, subject_of


@create_action("workflow.start", "启动流程", allowed=policy.may_start)
def start(*, actor: User, key: str, subject: models.Model) -> ProcessInstance:
    """Start the process of that key about a thing (启动流程), on the latest published version."""
    definition = ProcessDefinition.objects.latest_of(key)
    if definition is None:
        raise WrongState("尚未发布该业务的流程，请联系系统管理员。")
    if ProcessInstance.objects.about(subject).running().filter(key=key).exists():
        raise Conflict("该件已有正在办理的流程。")
    source = subject_of(key)
    now = timezone.now()
    instance: ProcessInstance = ProcessInstance.objects.create(
        definition=definition,
        key=key,
        subject=subject,
        agency=source.agency(subject),
        title=source.title(subject),
        urgency=source.urgency(subject),
        due_on=source.due_on(subject),
        started_by=actor,
        started_at=now,
    )
    instance.paper_in_act = subject
    position = new_position(instance)
    move = engine.Start(by=actor.pk, at=now, variables=declared_facts(position.definition, source.facts(subject)))
    _make(instance, position, subject, move, actor=actor, opinion="", fields={})
    instance.save()
    return instance


@action("workflow.see", "首次阅看", allowed=policy.may_handle)
def see(instance: ProcessInstance, *, actor: User) -> None:
    """Note that a handler has opened the item (首次阅看); from then on it cannot be withdrawn."""
    _move(
        instance,
        engine.See(by=actor.pk, on_behalf_of=_principal(), at=timezone.now(), item=_number(instance)),
        actor=actor,
    )


@action("workflow.complete", "办理", allowed=policy.may_complete)
def complete(
    instance: ProcessInstance,
    *,
    actor: User,
    outcome: str = "",
    opinion: str = "",
    variables: Mapping[str, Value] | None = None,
    chosen: Mapping[str, Sequence[User]] | None = None,
    fields: Mapping[str, object] | None = None,
) -> None:
    """Finish the item at hand (办理); ``fields`` go to the business act of the activity."""
    move = engine.Complete(
        by=actor.pk,
        on_behalf_of=_principal(),
        at=timezone.now(),
        item=_number(instance),
        outcome=outcome,
        opinion=opinion,
        variables=variables or {},
        chosen={name: tuple(person.pk for person in people) for name, people in (chosen or {}).items()},
    )
    _move(instance, move, actor=actor, opinion=opinion, fields=fields)


@action("workflow.return", "退回", allowed=policy.may_return)
def send_back(instance: ProcessInstance, *, actor: User, to: str, opinion: str) -> None:
    """Return to an earlier activity (退回); everything after it is done again in order."""
    move = engine.Return(
        by=actor.pk, on_behalf_of=_principal(), at=timezone.now(), item=_number(instance), to=to, opinion=opinion
    )
    _move(instance, move, actor=actor, opinion=opinion)


@action("workflow.return_straight", "退回后直达", allowed=policy.may_return_straight)
def send_back_straight(instance: ProcessInstance, *, actor: User, to: str, opinion: str) -> None:
    """Return to an earlier activity whose handler sends it straight back (退回后直达)."""
    move = engine.ReturnForResubmission(
        by=actor.pk, on_behalf_of=_principal(), at=timezone.now(), item=_number(instance), to=to, opinion=opinion
    )
    _move(instance, move, actor=actor, opinion=opinion)


@action("workflow.withdraw", "撤回", allowed=policy.may_withdraw)
def withdraw(instance: ProcessInstance, *, actor: User, opinion: str = "") -> None:
    """Take back the item at hand one has just completed (撤回)."""
    _move(
        instance,
        engine.Withdraw(by=actor.pk, on_behalf_of=_principal(), at=timezone.now(), item=_number(instance)),
        actor=actor,
        opinion=opinion,
    )


@action("workflow.transfer", "转办", allowed=policy.may_transfer)
def transfer(instance: ProcessInstance, *, actor: User, to: User, opinion: str = "") -> None:
    """Hand the item at hand to somebody else of the agency (转办)."""
    move = engine.Transfer(
        by=actor.pk,
        on_behalf_of=_principal(),
        at=timezone.now(),
        item=_number(instance),
        to=to.pk,
        opinion=opinion,
    )
    _move(instance, move, actor=actor, opinion=opinion)


@action("workflow.circulate", "传阅", allowed=policy.may_circulate)
def circulate(instance: ProcessInstance, *, actor: User, people: Iterable[User], opinion: str = "") -> None:
    """Let others read the paper (传阅); who has not yet read it is not sent it twice."""
    move = engine.Circulate(
        by=actor.pk,
        at=timezone.now(),
        people=tuple(person.pk for person in people),
        item=0 if instance.at_hand is None else instance.at_hand.number,
        opinion=opinion,
    )
    _move(instance, move, actor=actor, opinion=opinion)


@action("workflow.expedite", "催办", allowed=policy.may_expedite)
def expedite(instance: ProcessInstance, *, actor: User, items: Iterable[WorkItem] = (), opinion: str = "") -> None:
    """Press the holders of these items, or of all that are open (催办)."""
    move = engine.Expedite(
        by=actor.pk, at=timezone.now(), items=tuple(item.number for item in items), opinion=opinion
    )
    _move(instance, move, actor=actor, opinion=opinion)


@action("workflow.terminate", "终止流程", allowed=policy.may_terminate)
def terminate(instance: ProcessInstance, *, actor: User, opinion: str) -> None:
    """End the process before its time (终止), together with the business act that ends the paper."""
    _move(
        instance, engine.Terminate(by=actor.pk, at=timezone.now(), opinion=opinion), actor=actor, opinion=opinion
    )
    code = subject_of(instance.key).termination()
    with performing(instance.paper, code):
        gate.perform(code, instance.paper, actor=actor, opinion=opinion)


def _principal() -> int | None:
    """In whose name the actor acts, where a delegation lets them."""
    principal = current_authority().on_behalf_of
    return None if principal is None else principal.pk


def _number(instance: ProcessInstance) -> int:
    if instance.at_hand is None:
        raise AssertionError("A move about an item is called on item.at_hand.")
    return instance.at_hand.number


def _move(
    instance: ProcessInstance,
    move: engine.Move,
    *,
    actor: User,
    opinion: str = "",
    fields: Mapping[str, object] | None = None,
) -> None:
    _make(instance, position_of(instance), instance.paper, move, actor=actor, opinion=opinion, fields=fields or {})


def _make(
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
