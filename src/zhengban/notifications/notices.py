"""Telling people, inside the action they are told of, and counting what they have not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from zhengban.access.models import User
from zhengban.notifications.models import LONGEST_TEXT, LONGEST_URL, Notification

MOST_COUNTED = 100


@dataclass(frozen=True)
class Notice:
    """What one person, by key, is told (提醒); ``url`` is a page of this installation."""

    person: int
    text: str
    url: str


def notify(people: Iterable[int], text: str, url: str) -> None:
    """Tell each of these people, by key, once. An undone action tells nobody."""
    tell(Notice(person, text, url) for person in people)


def tell(notices: Iterable[Notice]) -> None:
    """Tell different people different things in one query; the same is said to nobody twice.

    Raises ValueError for a ``url`` that is no page of our own.
    """
    now = timezone.now()
    rows = []
    for notice in dict.fromkeys(notices):
        if not notice.url.startswith("/") or notice.url.startswith(("//", "/\\")) or len(notice.url) > LONGEST_URL:
            raise ValueError(f"A notice leads to a page of our own, not to {notice.url!r}.")
        rows.append(Notification(user_id=notice.person, text=notice.text[:LONGEST_TEXT], url=notice.url, at=now))
    Notification.objects.bulk_create(rows)


def unread_count(user: User) -> int:
    """How many notices the person has not read, counted up to 100; one query."""
    unread = Notification.objects.filter(user=user, read_at=None).order_by()
    return int(unread[:MOST_COUNTED].count())
