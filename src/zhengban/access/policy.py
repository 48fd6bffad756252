"""Who may administer accounts."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User


def may_administer(actor: User) -> Decision:
    """The duty itself is asked by the gate."""
    return ALLOWED


def may_administer_other(actor: User, user: User) -> Decision:
    """Nobody administers the own account."""
    return Refusal("不能管理自己的账号。", source="三员分立") if actor.pk == user.pk else ALLOWED


def is_own_account(actor: User, user: User) -> Decision:
    """Only the person changes the own password."""
    return ALLOWED if actor.pk == user.pk else Refusal("只能修改自己的密码。")
