"""Locked out (登录锁定): after too many wrong passwords nobody signs in with that user name from there for a while."""

from __future__ import annotations

import math

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from zhengban.access.models import User


def minutes_locked(request: HttpRequest, username: str) -> int:
    """How many minutes the lock still lasts, at least one."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=request.META.get("REMOTE_ADDR"))
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(1, math.ceil(left.total_seconds() / 60))


def unlock(user: User) -> None:
    """Let the person try again at once."""
    AccessAttempt.objects.filter(username=user.username).delete()
