"""Telling people, inside the action they are told of, and counting what they have not read."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from zhengban.access.models import User
from zhengban.notifications.models import LONGEST_TEXT, LONGEST_URL, Notification

MOST_COUNTED = 100


def notify(users: Iterable[User], text: str, url: str) -> None:
    """Tell each of them once (提醒); ``url`` is a page of this installation. An undone action tells nobody."""
    if not url.startswith("/") or url.startswith(("//", "/\\")) or len(url) > LONGEST_URL:
        raise ValueError(f"A notice leads to a page of our own, not to {url!r}.")
    now = timezone.now()
    told = {user.pk: user for user in users if user.is_active}
    Notification.objects.bulk_create(
        Notification(user=user, text=text[:LONGEST_TEXT], url=url, at=now) for user in told.values()
    )


def unread_count(user: User) -> int:
    """How many notices the person has not read, counted up to 100; one query."""
    unread = Notification.objects.filter(user=user, read_at=None).order_by()
    return int(unread[:MOST_COUNTED].count())
