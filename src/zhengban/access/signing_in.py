"""What the trail says of signing in (登录), signing out (退出) and trying in vain."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from zhengban.access.models import User
from zhengban.audit.models import Outcome
from zhengban.audit.trail import record

SIGNED_IN = "access.sign_in"
FAILED = "access.sign_in_failed"
LOCKED = "access.lock_out"
SIGN_IN_CODES = (SIGNED_IN, FAILED, LOCKED)


def connect() -> None:
    """Listen to Django and to axes; called once, in ``AppConfig.ready()``."""
    from axes.signals import user_locked_out

    user_logged_in.connect(_signed_in, dispatch_uid="trail")
    user_logged_out.connect(_signed_out, dispatch_uid="trail")
    user_login_failed.connect(_failed, dispatch_uid="trail")
    user_locked_out.connect(_locked, dispatch_uid="trail")


def _signed_in(sender: object, user: User, **facts: Any) -> None:
    record(SIGNED_IN, "登录", actor=user, target=user)


def _signed_out(sender: object, user: User | None, **facts: Any) -> None:
    if user is not None:
        record("access.sign_out", "退出", actor=user, target=user)


def _failed(sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **facts: Any) -> None:
    # While the lock lasts nothing is tried, and an attacker must not fill the trail.
    if not getattr(request, "axes_locked_out", False):
        _record_failure(FAILED, "登录失败", credentials.get("username"), "密码不正确，或者账号未启用")


def _locked(sender: object, request: HttpRequest, username: str | None, **facts: Any) -> None:
    # Sent again for each attempt during the lock; only the one that was counted began it.
    if getattr(request, "axes_failures_since_start", None):
        _record_failure(LOCKED, "登录锁定", username, "连续登录失败次数过多")


def _record_failure(code: str, label: str, username: str | None, reason: str) -> None:
    """Nobody has proven to be anybody, so the system speaks of the account that was tried."""
    account = User.objects.people().filter(username=username or "").first()
    summary = reason if account else f"没有用户名“{_veiled(username or '')}”的账号"
    record(code, label, actor=User.objects.system(), target=account, summary=summary, outcome=Outcome.REFUSED)


def _veiled(username: str) -> str:
    # People type their password into the wrong field.
    return f"{username[:1]}…（{len(username)}个字符）"
