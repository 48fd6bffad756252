"""The moves of a process, each one transaction under the lock of its row.

A move about a work item is called on ``item.at_hand``; the gate locks the process and asks the policy, and this
module lets the engine decide, performs the business act of a finished activity, and writes the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import models
from django.utils import timezone

from zhengban.access import gate
from zhengban.access.errors import Conflict, WrongState
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.workflow import engine, policy
from zhengban.workflow.actions.making import declared_facts, make, make_move, number_at_hand, principal
from zhengban.workflow.engine import Value
from zhengban.workflow.models import ProcessDefinition, ProcessInstance, WorkItem
from zhengban.workflow.position import new_position
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
    make(instance, position, subject, move, actor=actor, opinion="", fields={})
    instance.save()
    return instance


@action("workflow.see", "首次阅看", allowed=policy.may_handle)
def see(instance: ProcessInstance, *, actor: User) -> None:
    """Note that a handler has opened the item (首次阅看); from then on it cannot be withdrawn."""
    make_move(
        instance,
        engine.See(by=actor.pk, on_behalf_of=principal(), at=timezone.now(), item=number_at_hand(instance)),
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
    ways: Mapping[str, Sequence[str]] | None = None,
    fields: Mapping[str, object] | None = None,
) -> None:
    """Finish the item at hand (办理); ``ways`` are the flows taken where the handler picks them, ``fields`` go to
    the business act of the activity.
    """
    move = engine.Complete(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        outcome=outcome,
        opinion=opinion,
        variables=variables or {},
        chosen={name: tuple(person.pk for person in people) for name, people in (chosen or {}).items()},
        ways={gateway: tuple(flows) for gateway, flows in (ways or {}).items()},
    )
    make_move(instance, move, actor=actor, opinion=opinion, fields=fields)


@action("workflow.return", "退回", allowed=policy.may_return)
def send_back(instance: ProcessInstance, *, actor: User, to: str, opinion: str) -> None:
    """Return to an earlier activity (退回); everything after it is done again in order."""
    move = engine.Return(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        to=to,
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.return_straight", "退回后直达", allowed=policy.may_return_straight)
def send_back_straight(instance: ProcessInstance, *, actor: User, to: str, opinion: str) -> None:
    """Return to an earlier activity whose handler sends it straight back (退回后直达)."""
    move = engine.ReturnForResubmission(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        to=to,
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.withdraw", "撤回", allowed=policy.may_withdraw)
def withdraw(instance: ProcessInstance, *, actor: User, opinion: str = "") -> None:
    """Take back the item at hand one has just completed (撤回)."""
    make_move(
        instance,
        engine.Withdraw(by=actor.pk, on_behalf_of=principal(), at=timezone.now(), item=number_at_hand(instance)),
        actor=actor,
        opinion=opinion,
    )


@action("workflow.transfer", "转办", allowed=policy.may_transfer)
def transfer(instance: ProcessInstance, *, actor: User, to: User, opinion: str = "") -> None:
    """Hand the item at hand to somebody else of the agency (转办)."""
    move = engine.Transfer(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        to=to.pk,
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)


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
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.expedite", "催办", allowed=policy.may_expedite)
def expedite(instance: ProcessInstance, *, actor: User, items: Iterable[WorkItem] = (), opinion: str = "") -> None:
    """Press the holders of these items, or of all that are open (催办)."""
    move = engine.Expedite(
        by=actor.pk, at=timezone.now(), items=tuple(item.number for item in items), opinion=opinion
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.terminate", "终止流程", allowed=policy.may_terminate)
def terminate(instance: ProcessInstance, *, actor: User, opinion: str) -> None:
    """End the process before its time (终止), together with the business act that ends the paper."""
    make_move(
        instance, engine.Terminate(by=actor.pk, at=timezone.now(), opinion=opinion), actor=actor, opinion=opinion
    )
    code = subject_of(instance.key).termination()
    with performing(instance.paper, code):
        gate.perform(code, instance.paper, actor=actor, opinion=opinion)
