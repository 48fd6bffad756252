"""A seal passes from hand to hand (移交、借用、归还); each side signs for its own part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from zhengban.access.errors import Refused
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.notifications.notices import notify
from zhengban.organizations.directory import holders_of_role
from zhengban.organizations.models import Role
from zhengban.sealing import policy
from zhengban.sealing.actions.register import LONGEST_REASON
from zhengban.sealing.models import Custody, CustodyKind, Seal
from zhengban.sealing.models import SealState as State

_IN_USE: Mapping[str, str] = {State.IN_USE: State.IN_USE}


@action("sealing.hand_over", "移交", allowed=policy.may_hand_over, moves=_IN_USE)
def hand_over(seal: Seal, *, actor: User, to: User, reason: str) -> None:
    """Offer the custody of the seal to another keeper (移交); until that one signs for it, it stays here."""
    _offer(seal, CustodyKind.HANDED_OVER, actor, to, reason, None)


@action("sealing.lend", "借出", allowed=policy.may_hand_over, moves=_IN_USE)
def lend(seal: Seal, *, actor: User, to: User, reason: str, due_on: date) -> None:
    """Lend the seal to another keeper until a day (借出); the own custody does not end."""
    if due_on < timezone.localdate():
        raise Refused("应归还日期不能早于今天。")
    _offer(seal, CustodyKind.LENT, actor, to, reason, due_on)


@action("sealing.accept", "接收", allowed=policy.may_accept)
def accept(custody: Custody, *, actor: User) -> None:
    """Sign for a seal (接收); from now on it is in the own hands."""
    receive(custody.seal, actor=actor, custody=custody)
    custody.accepted_at = timezone.now()


@action("sealing.take_back", "撤回移交", allowed=policy.may_take_back)
def take_back(custody: Custody, *, actor: User) -> None:
    """Take an offer back that nobody has signed for (撤回)."""
    custody.ended_at = timezone.now()


@action("sealing.receive", "转入保管", allowed=policy.may_receive, moves=_IN_USE)
def receive(seal: Seal, *, actor: User, custody: Custody) -> None:
    """The seal changes hands; the part of ``accept`` that locks the seal."""
    now = timezone.now()
    if custody.kind == CustodyKind.HANDED_OVER:
        Custody.objects.filter(seal=seal, accepted_at__isnull=False, ended_at__isnull=True).update(ended_at=now)
        seal.keeper = actor
    seal.holder = actor
    notify([custody.given_by_id], f"{actor}已接收“{seal}”。", seal.get_absolute_url())


@action("sealing.give_back", "归还", allowed=policy.may_give_back, moves=_IN_USE)
def give_back(seal: Seal, *, actor: User) -> None:
    """Return a borrowed seal to its keeper (归还)."""
    loans = Custody.objects.filter(
        seal=seal, kind=CustodyKind.LENT, accepted_at__isnull=False, ended_at__isnull=True
    )
    loans.update(ended_at=timezone.now())
    seal.holder = seal.keeper
    assert seal.keeper is not None  # noqa: S101 - a seal in use has one
    notify([seal.keeper.pk], f"{actor}已归还“{seal}”。", seal.get_absolute_url())


def _offer(seal: Seal, kind: CustodyKind, actor: User, to: User, reason: str, due_on: date | None) -> None:
    if not reason.strip():
        raise Refused("移交或者借出须说明事由。")
    if to.pk == actor.pk:
        raise Refused("接收人不能是您自己。")
    if not holders_of_role(seal.agency, Role.SEAL_KEEPER).filter(pk=to.pk).exists():
        raise Refused(f"{to}不是{seal.agency}的印章管理员，不能保管或者借用印章。")
    pending = Custody.objects.filter(seal=seal, accepted_at__isnull=True, ended_at__isnull=True).first()
    if pending is not None:
        raise Refused(f"“{seal}”正等待{pending.given_to}接收，请先撤回。")
    Custody.objects.create(
        seal=seal,
        kind=kind,
        given_by=actor,
        given_to=to,
        given_at=timezone.now(),
        reason=reason.strip()[:LONGEST_REASON],
        due_on=due_on,
    )
    notify([to.pk], f"请接收{kind.label}的印章“{seal}”。", seal.get_absolute_url())
