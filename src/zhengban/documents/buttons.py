"""The buttons of a document page: which moves are offered, each with its decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhengban.access.decisions import ALLOWED, Decision
from zhengban.access.gate import Action
from zhengban.access.models import User
from zhengban.documents import steps
from zhengban.workflow import actions as moves
from zhengban.workflow.models import ProcessInstance, WorkItem


@dataclass(frozen=True)
class Move:
    """A button: what it does, where, and whether it may be done now."""

    code: str
    label: str
    icon: str
    url: str
    decision: Decision = ALLOWED
    kind: str = ""


@dataclass(frozen=True)
class _Button:
    """A move and the page that asks for what it needs."""

    act: Action[ProcessInstance, Any]
    icon: str
    page: str

    def offered(self, instance: ProcessInstance, user: User, pk: int, label: str = "") -> Move:
        return Move(
            self.act.code,
            label or self.act.label,
            self.icon,
            reverse(self.page, args=[pk]),
            self.act.decision(instance, user),
        )


_WITH_THE_ITEM = (
    _Button(moves.send_back, "arrow-back-up", "documents:send_back"),
    _Button(moves.transfer, "user-plus", "documents:transfer"),
)
_WITH_THE_PAPER = (
    _Button(moves.circulate, "users", "documents:circulate"),
    _Button(moves.expedite, "bell", "documents:expedite"),
)
_WITHDRAW = _Button(moves.withdraw, "history", "documents:withdraw")
_GIVE_UP = _Button(moves.terminate, "trash", "documents:terminate")
_SEND_AWAY = _Button(moves.terminate, "arrow-back-up", "documents:terminate")


def item_moves(item: WorkItem, user: User) -> tuple[Move, ...]:
    """What may be done with a work item besides finishing it."""
    return tuple(button.offered(item.at_hand, user, item.pk) for button in _WITH_THE_ITEM)


def paper_moves(instance: ProcessInstance, user: User) -> tuple[Move, ...]:
    """What may be done about the paper as a whole; the last own step may be withdrawn."""
    found = []
    last = WorkItem.objects.done_by(user).filter(instance=instance, state="DONE").first()
    if last is not None:
        found.append(_WITHDRAW.offered(last.at_hand, user, last.pk))
    instance.at_hand = None
    found += [button.offered(instance, user, instance.pk) for button in _WITH_THE_PAPER]
    if instance.key == steps.OUTGOING:
        found.append(_GIVE_UP.offered(instance, user, instance.pk, _("作废")))
    else:
        found.append(_SEND_AWAY.offered(instance, user, instance.pk, _("退文")))
    return tuple(found)
