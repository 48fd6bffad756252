"""Bringing others in on the item at hand: 委派、前加签、后加签、减签."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.workflow import engine, policy
from zhengban.workflow.actions.making import make_move, number_at_hand, principal
from zhengban.workflow.engine import Value
from zhengban.workflow.models import ProcessInstance


@action("workflow.delegate", "委派", allowed=policy.may_delegate)
def delegate(instance: ProcessInstance, *, actor: User, to: User, opinion: str = "") -> None:
    """Let somebody of the agency prepare the item at hand; it comes back for confirmation (委派)."""
    move = engine.Delegate(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        to=to.pk,
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.add_before", "前加签", allowed=policy.may_add_before)
def add_before(instance: ProcessInstance, *, actor: User, people: Iterable[User], opinion: str = "") -> None:
    """Ask others for their opinions first; the item comes back when all have answered (前加签)."""
    move = engine.AskBefore(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        people=tuple(person.pk for person in people),
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.add_after", "后加签", allowed=policy.may_add_after)
def add_after(
    instance: ProcessInstance,
    *,
    actor: User,
    people: Iterable[User],
    outcome: str = "",
    opinion: str = "",
    variables: Mapping[str, Value] | None = None,
    chosen: Mapping[str, Sequence[User]] | None = None,
    ways: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Finish the item at hand and have others handle it too before the activity is complete (后加签)."""
    move = engine.Complete(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        outcome=outcome,
        opinion=opinion,
        variables=variables or {},
        chosen={name: tuple(one.pk for one in some) for name, some in (chosen or {}).items()},
        ways={gateway: tuple(flows) for gateway, flows in (ways or {}).items()},
        then=tuple(person.pk for person in people),
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.remove", "减签", allowed=policy.may_remove)
def remove(instance: ProcessInstance, *, actor: User, opinion: str = "") -> None:
    """Relieve the holder of the item at hand, whom the actor brought in (减签)."""
    move = engine.Remove(
        by=actor.pk,
        on_behalf_of=principal(),
        at=timezone.now(),
        item=number_at_hand(instance),
        opinion=opinion,
    )
    make_move(instance, move, actor=actor, opinion=opinion)
