"""Leaving the usual course: 跳转、挂起、恢复, and what a passed deadline does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.core.workdays import add_workdays, workdays_between
from zhengban.workflow import engine, policy
from zhengban.workflow.actions.making import make_move, number_at_hand
from zhengban.workflow.deadlines import expired_timer
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import ProcessInstance, WorkItem

LONGEST_GROUND = 200


@action("workflow.jump", "跳转", allowed=policy.may_jump)
def jump(instance: ProcessInstance, *, actor: User, to: str, opinion: str, chosen: Sequence[User] = ()) -> None:
    """Take the paper from the item at hand to any activity, as an exception the trail records (跳转)."""
    move = engine.Jump(
        by=actor.pk,
        at=timezone.now(),
        item=number_at_hand(instance),
        to=to,
        opinion=opinion,
        chosen=tuple(person.pk for person in chosen),
    )
    make_move(instance, move, actor=actor, opinion=opinion)


@action("workflow.suspend", "挂起", allowed=policy.may_suspend)
def suspend(instance: ProcessInstance, *, actor: User, opinion: str, ground: str) -> None:
    """Stop all work and all deadlines on a legal ground (挂起)."""
    if not ground.strip():
        raise EntryRefused("请填写挂起的依据。", "ground")
    if len(ground) > LONGEST_GROUND:
        raise EntryRefused(f"挂起的依据不得超过{LONGEST_GROUND}字。", "ground")
    now = timezone.now()
    make_move(instance, engine.Suspend(by=actor.pk, at=now, opinion=opinion), actor=actor, opinion=opinion)
    instance.suspended_at = now
    instance.suspension_ground = ground.strip()


@action("workflow.resume", "恢复", allowed=policy.may_resume)
def resume(instance: ProcessInstance, *, actor: User, opinion: str = "") -> None:
    """Take up work again (恢复); every deadline moves by the working days it was stopped."""
    now = timezone.now()
    make_move(instance, engine.Continue(by=actor.pk, at=now, opinion=opinion), actor=actor, opinion=opinion)
    if instance.suspended_at is None:
        return
    stopped = workdays_between(timezone.localdate(instance.suspended_at), timezone.localdate(now))
    instance.suspended_at = None
    instance.suspension_ground = ""
    if instance.due_on is not None:
        instance.due_on = add_workdays(instance.due_on, stopped)
    items = list(WorkItem.objects.opened().filter(instance=instance))
    for item in items:
        item.due_on = None if item.due_on is None else add_workdays(item.due_on, stopped)
        item.expires_on = None if item.expires_on is None else add_workdays(item.expires_on, stopped)
    WorkItem.objects.bulk_update(items, ["due_on", "expires_on"])
    instance.__dict__.pop("_position", None)


@action("workflow.expire", "到期转出", allowed=policy.may_expire, duty=None)
def expire(instance: ProcessInstance, *, actor: User) -> None:
    """Do what the drawing says for the passed deadline of the item at hand (到期)."""
    number = number_at_hand(instance)
    timer = expired_timer(instance, number, timezone.localdate() - timedelta(days=1))
    if timer is None:
        return  # Done already by a job that ran twice.
    move = engine.Expire(by=actor.pk, at=timezone.now(), item=number, timer=timer.id)
    make_move(instance, move, actor=actor)
