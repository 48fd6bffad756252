"""The buttons of a page of administration: what the reader's duty is for, and why it may not be done just now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhengban.access.decisions import ALLOWED, Decision
from zhengban.access.gate import Action, CreateAction
from zhengban.access.models import User


@dataclass(frozen=True)
class Offer:
    """A button that leads to the form of an action."""

    code: str
    label: str
    url: str
    icon: str
    decision: Decision
    kind: str


def offers(*wanted: Offer | None) -> tuple[Offer, ...]:
    """Those of the wanted buttons that are of the reader's duty; what another duty does is not shown."""
    return tuple(one for one in wanted if one is not None)


def offer(
    user: User, action: Action[Any, Any], target: Any, view: str, *arguments: int, icon: str, kind: str = ""
) -> Offer | None:
    """The button of an action on a thing; None where the action is of another duty."""
    if action.duty != user.duty:
        return None
    url = reverse(view, args=arguments or (target.pk,))
    return Offer(f"{action.code}-{target.pk}", action.label, url, icon, action.decision(target, user), kind)


def offer_new(
    user: User,
    action: CreateAction[Any, Any],
    url: str,
    *,
    icon: str,
    kind: str = "",
    decision: Decision = ALLOWED,
) -> Offer | None:
    """The button of an action that makes something; None where the action is of another duty."""
    if action.duty != user.duty:
        return None
    return Offer(action.code, action.label, url, icon, decision, kind)
