"""Looking people up: where somebody works today, who holds a role, who heads a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zhengban.access.models import User, UserQuerySet
from zhengban.organizations.kinds import kind_of
from zhengban.organizations.models import (
    Agency,
    Appointment,
    Delegation,
    Post,
    PostKind,
    Role,
    RoleGrant,
    Unit,
)


@dataclass(frozen=True)
class Membership:
    """Where a person works today (任职情况): agency, unit, post, and roles in that agency."""

    user: User
    agency: Agency
    unit: Unit
    post: Post
    roles: frozenset[Role]

    @property
    def leads(self) -> bool:
        """Whether the person is one of the agency's leaders (领导)."""
        return self.post.kind in {PostKind.PRINCIPAL, PostKind.DEPUTY}


def membership_of(user: User) -> Membership | None:
    """The person's place today, two queries a request; None for administrators and people without a post."""
    kept: tuple[date, Membership | None] | None = user.__dict__.get("_membership")
    today = timezone.localdate()
    if kept is None or kept[0] != today:
        kept = (today, _membership(user, today))
        user.__dict__["_membership"] = kept
    return kept[1]


def holders_of_role(agency: Agency, role: Role, on: date | None = None) -> UserQuerySet:
    """Active people with that role in the agency."""
    day = on or timezone.localdate()
    grants = RoleGrant.objects.valid(day).filter(agency=agency, role=role)
    return User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("pk")


def heads_of_unit(unit: Unit, on: date | None = None) -> UserQuerySet:
    """Active people who head the unit."""
    day = on or timezone.localdate()
    held = Appointment.objects.valid(day).filter(post__unit=unit, post__kind=PostKind.UNIT_HEAD)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def leaders_of(agency: Agency, on: date | None = None) -> UserQuerySet:
    """Active leaders of the agency, by rank."""
    day = on or timezone.localdate()
    held = Appointment.objects.valid(day).filter(
        post__unit__agency=agency, post__kind__in=[PostKind.PRINCIPAL, PostKind.DEPUTY]
    )
    return User.objects.filter(is_active=True, appointments__in=held).order_by("appointments__post__rank", "pk")


def people_of(agency: Agency, on: date | None = None) -> UserQuerySet:
    """Active people who hold any post in the agency."""
    day = on or timezone.localdate()
    held = Appointment.objects.valid(day).filter(post__unit__agency=agency)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("pk")


def lineage(agency: Agency) -> list[Agency]:
    """The agency, its superior, the superior's superior and so on up."""
    found = [agency]
    while (superior := found[-1].superior) is not None and superior not in found:
        found.append(superior)
    return found


def delegated_to(deputy: User, on: date | None = None) -> list[tuple[int, str]]:
    """For whom the deputy may act, by key, and the kind of business, empty for all."""
    day = on or timezone.localdate()
    given = Delegation.objects.valid(day).filter(deputy=deputy, principal__is_active=True)
    return list(given.order_by("pk").values_list("principal", "kind"))


class DatedDelegations:
    """Answers the gate's question from the delegations in force today."""

    def principals(self, deputy: User, code: str, target: object) -> Iterable[User]:
        # A delegation is for the handling of papers: accounts, posts, delegations and seals stay personal.
        if code.startswith(("access.", "organizations.", "sealing.", "documents.seal")):
            return ()
        kind = kind_of(target)
        given = {person for person, limit in delegated_to(deputy) if limit in ("", kind)}
        return User.objects.filter(pk__in=given).order_by("pk") if given else ()


def posts_then(held: Iterable[tuple[User, date]]) -> dict[tuple[int, date], Post]:
    """The post each person held on that day, by pk and day, in one query; who held none is left out."""
    wanted = {(person.pk, day) for person, day in held}
    rows = (
        Appointment.objects.filter(user__in={person for person, _day in wanted})
        .select_related("post")
        .order_by("is_primary", "-pk")
    )
    # The last one to be put into the mapping is the primary, else the oldest, as for one person.
    return {
        (person, day): appointment.post
        for appointment in rows
        for person, day in wanted
        if appointment.user_id == person and appointment.is_valid(day)
    }


def _membership(user: User, day: date) -> Membership | None:
    appointment = (
        Appointment.objects.valid(day)
        .filter(user=user)
        .select_related("post__unit__agency")
        .order_by("-is_primary", "pk")
        .first()
    )
    if appointment is None:
        return None
    unit = appointment.post.unit
    grants = RoleGrant.objects.valid(day).filter(user=user, agency=unit.agency)
    roles = frozenset(Role(role) for role in grants.values_list("role", flat=True))
    return Membership(user, unit.agency, unit, appointment.post, roles)
