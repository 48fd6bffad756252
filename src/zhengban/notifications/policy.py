"""A notice is the person's own."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.notifications.models import Notification


def may_read(actor: User, notification: Notification) -> Decision:
    return ALLOWED if notification.user_id == actor.pk else Refusal("只能处理自己的消息。")


def may_read_all(actor: User, user: User) -> Decision:
    return ALLOWED if user.pk == actor.pk else Refusal("只能处理自己的消息。")
