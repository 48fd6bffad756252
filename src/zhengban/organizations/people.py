"""The list of people (人员): who works where, with which account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from zhengban.access.models import Duty, User, UserQuerySet
from zhengban.organizations.models import Agency, Appointment


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed by; empty means all."""

    words: str = ""
    agency: Agency | None = None
    duty: str = ""
    status: str = ""


def listed(narrowing: Narrowing, on: date) -> UserQuerySet:
    """The people who fit, by name, each with ``current``: the appointments of that day."""
    held = Appointment.objects.valid(on)
    people = User.objects.people().order_by("name", "pk")
    if narrowing.words:
        people = named(people, narrowing.words)
    if narrowing.agency:
        people = people.filter(pk__in=held.filter(post__unit__agency=narrowing.agency).values("user"))
    if narrowing.duty:
        people = people.filter(duty=narrowing.duty)
    if narrowing.status in {"active", "asleep"}:
        people = people.filter(is_active=narrowing.status == "active")
    if narrowing.status == "placeless":
        people = people.filter(~Exists(held.filter(user=OuterRef("pk"))), duty=Duty.BUSINESS)
    return with_current(people, on)


def named(people: UserQuerySet, words: str) -> UserQuerySet:
    """Those whose name or user name contains the words."""
    return people.filter(Q(name__icontains=words) | Q(username__icontains=words))


def with_current(people: UserQuerySet, on: date) -> UserQuerySet:
    """Each person with ``current``: the appointments of that day, the primary first."""
    held = Appointment.objects.valid(on).select_related("post__unit__agency").order_by("-is_primary", "pk")
    return people.prefetch_related(Prefetch("appointments", held, to_attr="current"))


def place_of(user: User) -> str:
    """Where a person of ``with_current`` works."""
    current: list[Appointment] = user.current  # type: ignore[attr-defined]
    if not current:
        return str(user.get_duty_display()) if user.is_administrator else ""
    post = current[0].post
    return f"{post.unit.agency} {post.unit} {post}"
