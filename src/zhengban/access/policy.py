"""Who may administer accounts."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import SYSTEM_USERNAME, Duty, User


def may_open_account(actor: User, username: str) -> Decision:
    """A user name belongs to one person for good."""
    if User.objects.filter(username__iexact=username).exists():
        return Refusal(f"用户名“{username}”已被使用。")
    return ALLOWED


def may_administer_other(actor: User, user: User) -> Decision:
    """Nobody administers the own account, nor the system's."""
    if user.username == SYSTEM_USERNAME:
        return Refusal("系统自身的账号不能登录，也不能管理。")
    return Refusal("不能管理自己的账号。", source="三员分立") if actor.pk == user.pk else ALLOWED


def may_reset_password(actor: User, user: User) -> Decision:
    """Whoever could give the other two administrators a password could act as one of them."""
    if user.duty in {Duty.SECURITY, Duty.AUDIT}:
        return Refusal(f"{user.get_duty_display()}的密码只能由运维人员在服务器上重置。", source="三员分立")
    return may_administer_other(actor, user)


def may_enable(actor: User, user: User) -> Decision:
    return Refusal("该账号已启用。") if user.is_active else may_administer_other(actor, user)


def may_disable(actor: User, user: User) -> Decision:
    return may_administer_other(actor, user) if user.is_active else Refusal("该账号未启用。")


def is_own_account(actor: User, user: User) -> Decision:
    """Only the person changes the own password."""
    return ALLOWED if actor.pk == user.pk else Refusal("只能修改自己的密码。")
