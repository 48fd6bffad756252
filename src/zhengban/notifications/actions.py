"""Marking notices as read; people of every duty have notices."""

from __future__ import annotations

from django.utils import timezone

from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.notifications import policy
from zhengban.notifications.models import Notification


@action("notifications.read", "阅读消息", allowed=policy.may_read, duty=None)
def read(notification: Notification, *, actor: User) -> None:
    """Mark a notice as read (已读); the first reading counts."""
    notification.read_at = notification.read_at or timezone.now()


@action("notifications.read_all", "全部已读", allowed=policy.may_read_all, duty=None)
def read_all(user: User, *, actor: User) -> None:
    """Mark everything the person was told so far as read (全部已读)."""
    Notification.objects.filter(user=user, read_at=None).update(read_at=timezone.now())
