"""What is done with accounts: opened by the system administrator, enabled by the security administrator."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password

from zhengban.access import policy
from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User


@create_action("access.open_account", "新建账号", allowed=policy.may_administer, duty=Duty.SYSTEM)
def open_account(*, actor: User, username: str, name: str, password: str, duty: Duty) -> User:
    """Open an account (新建账号); it can sign in only after the security administrator enables it."""
    user = User(username=username, name=name, duty=duty)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    return user


@action("access.enable_account", "启用账号", allowed=policy.may_administer_other, duty=Duty.SECURITY)
def enable_account(user: User, *, actor: User) -> None:
    """Enable an account (启用账号)."""
    user.is_active = True


@action("access.disable_account", "停用账号", allowed=policy.may_administer_other, duty=Duty.SECURITY)
def disable_account(user: User, *, actor: User, reason: str) -> None:
    """Disable an account (停用账号); what the person did stays as it is."""
    user.is_active = False


@action("access.reset_password", "重置密码", allowed=policy.may_administer_other, duty=Duty.SYSTEM)
def reset_password(user: User, *, actor: User, password: str) -> None:
    """Give a person a first password anew (重置密码), to be changed at the next sign-in."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = True


@action("access.change_password", "修改密码", allowed=policy.is_own_account, duty=None)
def change_password(user: User, *, actor: User, password: str) -> None:
    """Change one's own password (修改密码), whatever the person's duty."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = False
