"""What is done with accounts: opened by the system administrator, enabled by the security administrator."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zhengban.access import policy
from zhengban.access.gate import action, create_action
from zhengban.access.lockout import unlock
from zhengban.access.models import Duty, User


@create_action("access.open_account", "新建账号", allowed=policy.may_open_account, duty=Duty.SYSTEM)
def open_account(*, actor: User, username: str, name: str, password: str, duty: Duty) -> User:
    """Open an account (新建账号); it can sign in only after the security administrator enables it."""
    user = User(username=username, name=name, duty=duty)
    validate_password(password, user)
    user.set_password(password)
    user.save()
    return user


@action("access.enable_account", "启用账号", allowed=policy.may_enable, duty=Duty.SECURITY)
def enable_account(user: User, *, actor: User) -> None:
    """Enable an account (启用账号)."""
    user.is_active = True


@action("access.disable_account", "停用账号", allowed=policy.may_disable, duty=Duty.SECURITY)
def disable_account(user: User, *, actor: User, reason: str) -> None:
    """Disable an account (停用账号); what the person did stays as it is."""
    user.is_active = False


@action("access.rename_account", "更改姓名", allowed=policy.may_administer_other, duty=Duty.SYSTEM)
def rename_account(user: User, *, actor: User, name: str, reason: str) -> None:
    """Correct a person's name (更改姓名); entries of the trail keep the name of their time."""
    user.name = name


@action("access.reset_password", "重置密码", allowed=policy.may_reset_password, duty=Duty.SYSTEM)
def reset_password(user: User, *, actor: User, password: str) -> None:
    """Give a person a first password anew (重置密码), to be changed at the next sign-in."""
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    # Who forgot the password has usually locked the account by trying.
    unlock(user)


@action("access.change_password", "修改密码", allowed=policy.is_own_account, duty=None)
def change_password(user: User, *, actor: User, password: str) -> None:
    """Change one's own password (修改密码), whatever the person's duty."""
    if user.check_password(password):
        raise ValidationError(_("新密码不能与原密码相同。"), code="password_unchanged")
    validate_password(password, user)
    user.set_password(password)
    user.must_change_password = False
