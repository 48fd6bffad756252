"""What the organisation's actions refuse, beyond whose duty they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from tests.people import FOUNDED, Cast
from zhengban.access.errors import Refused
from zhengban.organizations import actions as organize
from zhengban.organizations.directory import delegated_to, membership_of
from zhengban.organizations.models import (
    Agency,
    Appointment,
    Delegation,
    Post,
    PostKind,
    Role,
    RoleGrant,
    Standing,
    Unit,
)

DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def _post(cast: Cast, name: str = "督办专员") -> Post:
    return organize.add_post(
        actor=cast.system_administrator, unit=cast.third_unit, name=name, kind=PostKind.STAFF, rank=90
    )


def test_an_agency_is_renamed_and_moved(cast: Cast):
    organize.revise_agency(
        cast.finance,
        actor=cast.system_administrator,
        name="云江市财政和国资局",
        short_name="市财政国资局",
        superior=cast.outside,
        is_connected=True,
        order=3,
    )

    agency = Agency.objects.get(pk=cast.finance.pk)
    assert (agency.name, agency.superior, agency.order) == ("云江市财政和国资局", cast.outside, 3)


@pytest.mark.parametrize("superior", ["city_office", "finance"])
def test_an_agency_is_not_put_under_itself_or_its_own_subordinate(cast: Cast, superior: str):
    with pytest.raises(Refused, match="上级机关不能是本机关或者本机关的下级"):
        organize.revise_agency(
            cast.city_office,
            actor=cast.system_administrator,
            name=cast.city_office.name,
            short_name="",
            superior=getattr(cast, superior),
            is_connected=True,
            order=0,
        )

    assert Agency.objects.get(pk=cast.city_office.pk).superior == cast.outside


def test_what_has_ended_is_not_changed_again(cast: Cast, today: date):
    organize.end_agency(cast.county_office, actor=cast.system_administrator, ends_on=today - DAY, reason="撤并")

    assert not organize.end_agency.decision(cast.county_office, cast.system_administrator)
    with pytest.raises(Refused, match=r"已于.*撤销"):
        organize.add_unit(actor=cast.system_administrator, agency=cast.county_office, name="新科", starts_on=today)
    assert not Unit.objects.filter(name="新科").exists()


def test_a_unit_with_people_does_not_end(cast: Cast, today: date):
    with pytest.raises(Refused, match="何砚秋仍任“科长”，请先免职"):
        organize.end_unit(cast.unit, actor=cast.system_administrator, ends_on=today, reason="撤并")

    assert Unit.objects.get(pk=cast.unit.pk).ends_on is None


def test_a_unit_ends_when_the_last_has_left(cast: Cast, today: date):
    for held in Appointment.objects.filter(post__unit=cast.unit):
        organize.end_appointment(held, actor=cast.system_administrator, last_day=today - DAY)

    organize.end_unit(cast.unit, actor=cast.system_administrator, ends_on=today - DAY, reason="撤并")

    assert Unit.objects.get(pk=cast.unit.pk).ends_on == today - DAY
    assert cast.unit not in Unit.objects.valid(today)


def test_an_abolished_post_is_not_filled(cast: Cast, today: date):
    post = _post(cast)
    organize.end_post(post, actor=cast.system_administrator, ends_on=today - DAY)

    with pytest.raises(Refused, match=r"职务“督办专员”已于.*撤销"):
        organize.appoint(
            actor=cast.system_administrator, user=cast.stranger, post=post, starts_on=today, is_primary=False
        )

    assert not Appointment.objects.filter(post=post).exists()


def test_a_filled_post_is_not_abolished(cast: Cast, today: date):
    post = Appointment.objects.get(user=cast.leader).post

    with pytest.raises(Refused, match="周明远仍任“主任”"):
        organize.end_post(post, actor=cast.system_administrator, ends_on=today)

    assert Post.objects.get(pk=post.pk).ends_on is None


def test_the_same_post_is_not_added_twice(cast: Cast):
    _post(cast)

    with pytest.raises(Refused, match="已有位次为90的“督办专员”"):
        _post(cast)

    assert Post.objects.filter(name="督办专员").count() == 1


def test_a_second_post_is_held_besides_but_not_as_primary(cast: Cast, today: date):
    post = _post(cast)
    with pytest.raises(Refused, match="主要职务是“云江市人民政府办公室综合科科员”"):
        organize.appoint(actor=cast.system_administrator, user=cast.drafter, post=post, starts_on=today)

    organize.appoint(
        actor=cast.system_administrator, user=cast.drafter, post=post, starts_on=today, is_primary=False
    )

    membership = membership_of(cast.drafter)
    assert membership is not None
    assert membership.unit == cast.unit


def test_a_post_is_taken_once_in_the_same_time(cast: Cast, today: date):
    post = _post(cast)
    organize.appoint(
        actor=cast.system_administrator, user=cast.drafter, post=post, starts_on=today, is_primary=False
    )

    with pytest.raises(Refused, match="在此期间已任“督办专员”"):
        organize.appoint(
            actor=cast.system_administrator, user=cast.drafter, post=post, starts_on=today, is_primary=False
        )

    assert Appointment.objects.filter(user=cast.drafter, post=post).count() == 1


def test_a_successor_follows_on_the_next_day(cast: Cast, today: date):
    held = Appointment.objects.get(user=cast.drafter)
    organize.end_appointment(held, actor=cast.system_administrator, last_day=today)

    organize.appoint(actor=cast.system_administrator, user=cast.drafter, post=_post(cast), starts_on=today + DAY)

    assert Appointment.objects.filter(user=cast.drafter).overlapping(today, today).count() == 1
    assert not organize.end_appointment.decision(
        Appointment(starts_on=FOUNDED, ends_on=today - DAY), cast.system_administrator
    )


def test_a_role_is_granted_once_and_taken_back_at_once(cast: Cast, today: date):
    def grant() -> RoleGrant:
        return organize.grant_role(
            actor=cast.security_administrator,
            user=cast.drafter,
            agency=cast.city_office,
            role=Role.ARCHIVIST,
            starts_on=today,
        )

    granted = grant()
    with pytest.raises(Refused, match="已有云江市人民政府办公室的“档案管理”岗位"):
        grant()
    organize.revoke_role(granted, actor=cast.security_administrator, today=today, reason="误授")

    assert granted.standing(today) == Standing.REVOKED
    assert granted not in RoleGrant.objects.valid(today)
    membership = membership_of(type(cast.drafter).objects.get(pk=cast.drafter.pk))
    assert membership is not None
    assert membership.roles == frozenset()
    with pytest.raises(Refused, match="该岗位授权已收回"):
        organize.revoke_role(granted, actor=cast.security_administrator, today=today, reason="再收")
    assert grant().pk != granted.pk


def test_a_delegation_is_taken_back_at_once_by_who_gave_it(cast: Cast, today: date):
    def give() -> Delegation:
        return organize.delegate(
            actor=cast.unit_head, deputy=cast.drafter, starts_on=today, ends_on=today + DAY, reason="出差"
        )

    given = give()
    assert delegated_to(cast.drafter) == [(cast.unit_head.pk, "")]
    with pytest.raises(Refused, match="您在此期间已委托林晚青"):
        give()
    with pytest.raises(Refused, match="只能收回自己作出的委托"):
        organize.revoke_delegation(given, actor=cast.drafter, today=today)
    assert delegated_to(cast.drafter) == [(cast.unit_head.pk, "")]

    organize.revoke_delegation(given, actor=cast.unit_head, today=today)

    assert delegated_to(cast.drafter) == []
    assert (given.ends_on, given.standing(today)) == (today + DAY, Standing.REVOKED)


def test_where_dated_things_stand(today: date):
    assert Appointment(starts_on=today + DAY).standing(today) == Standing.COMING
    assert Appointment(starts_on=today, ends_on=today).standing(today) == Standing.VALID
    assert Appointment(starts_on=today - DAY, ends_on=today - DAY).standing(today) == Standing.OVER
    assert RoleGrant(starts_on=today, revoked_on=today + DAY).standing(today) == Standing.VALID


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_many_times_at_once_counts_once(committed_cast: Cast) -> None:
    cast = committed_cast
    today = timezone.localdate()
    ready = Barrier(8)

    def grant(turn: int) -> bool:
        ready.wait(timeout=30)
        try:
            organize.grant_role(
                actor=cast.security_administrator,
                user=cast.drafter,
                agency=cast.city_office,
                role=Role.ARCHIVIST,
                starts_on=today,
            )
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(grant, range(8)))

    assert granted.count(True) == 1
    assert RoleGrant.objects.filter(user=cast.drafter).count() == 1
