"""The organisation as a tree (组织机构): who is under whom, how many divisions and people each agency has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from zhengban.organizations.models import Agency, Appointment, Post, Unit

DEEPEST = 5


@dataclass(frozen=True)
class Branch:
    """An agency in its place in the tree."""

    agency: Agency
    depth: int
    units: int
    people: int
    is_over: bool


@dataclass(frozen=True)
class StaffedPost:
    """A post and who holds it on the day."""

    post: Post
    holders: tuple[Appointment, ...]
    is_over: bool


@dataclass(frozen=True)
class StaffedUnit:
    """A division with its posts."""

    unit: Unit
    posts: tuple[StaffedPost, ...]
    is_over: bool


def branches(on: date, *, with_ended: bool) -> list[Branch]:
    """Every agency under its superior, in order; three queries, however many there are."""
    agencies = list(Agency.objects.all() if with_ended else Agency.objects.valid(on))
    units = _counts(Unit.objects.valid(on).order_by().values_list("agency").annotate(Count("pk")))
    held = Appointment.objects.valid(on).order_by()
    people = _counts(held.values_list("post__unit__agency").annotate(Count("user", distinct=True)))
    shown = {one.pk for one in agencies}
    under: dict[int | None, list[Agency]] = defaultdict(list)
    for one in agencies:
        # An agency whose superior has ended stands at the top until it is given another.
        under[one.superior_id if one.superior_id in shown else None].append(one)

    def walk(superior: int | None, depth: int) -> Iterator[Branch]:
        for one in under[superior]:
            yield Branch(
                one, min(depth, DEEPEST), units.get(one.pk, 0), people.get(one.pk, 0), not one.is_valid(on)
            )
            yield from walk(one.pk, depth + 1)

    return list(walk(None, 0))


def staffed_units(agency: Agency, on: date, *, with_ended: bool) -> list[StaffedUnit]:
    """The agency's divisions with posts and holders; three queries, however many there are."""
    units = Unit.objects.filter(agency=agency)
    posts = Post.objects.filter(unit__agency=agency)
    if not with_ended:
        units = units.exclude(ends_on__lt=on)
        posts = posts.exclude(ends_on__lt=on)
    holders: dict[int, list[Appointment]] = defaultdict(list)
    held = Appointment.objects.valid(on).filter(post__unit__agency=agency).select_related("user")
    for appointment in held.order_by("pk"):
        holders[appointment.post_id].append(appointment)
    by_unit: dict[int, list[StaffedPost]] = defaultdict(list)
    for post in posts:
        is_over = post.ends_on is not None and post.ends_on < on
        by_unit[post.unit_id].append(StaffedPost(post, tuple(holders[post.pk]), is_over))
    return [StaffedUnit(unit, tuple(by_unit[unit.pk]), not unit.is_valid(on)) for unit in units]


def _counts(pairs: object) -> dict[int, int]:
    return dict(pairs)  # type: ignore[call-overload, no-any-return]
