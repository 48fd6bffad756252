"""Every view states who may open it; a view that says nothing is closed to all (默认拒绝)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import Duty, User

V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Permission:
    """What a view demands of the person; ``ask`` is None for a public view."""

    ask: Callable[[User], Decision] | None


def public(view: V) -> V:
    """Anyone may open it, signed in or not."""
    return _state(view, Permission(None))


def signed_in(view: V) -> V:
    """Anyone who is signed in may open it."""
    return _state(view, Permission(lambda user: ALLOWED))


def business(view: V) -> V:
    """Anyone signed in but the three administrators, who never see business (三员分立)."""
    return _state(view, Permission(_is_business))


def requires(ask: Callable[[User], Decision]) -> Callable[[V], V]:
    """Only those for whom ``ask`` says yes."""
    return lambda view: _state(view, Permission(ask))


def administrator(*duties: Duty) -> Callable[[V], V]:
    """Only the named administrators."""
    names = "、".join(str(Duty(duty).label) for duty in duties)

    def ask(user: User) -> Decision:
        return ALLOWED if user.duty in duties else Refusal(f"此页只对{names}开放。", source="三员分立")

    return requires(ask)


def permission_of(view: Callable[..., Any]) -> Permission | None:
    """What the view demands; None where it says nothing and so is closed."""
    return getattr(view, "permission", None)


def _is_business(user: User) -> Decision:
    if user.is_administrator:
        return Refusal(f"{user.get_duty_display()}不能查看业务内容。", source="三员分立")
    return ALLOWED


def _state(view: V, permission: Permission) -> V:
    view.permission = permission  # type: ignore[attr-defined]
    return view
