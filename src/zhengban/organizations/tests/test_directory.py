from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import Cast
from zhengban.organizations.actions import add_post, appoint, end_appointment
from zhengban.organizations.directory import posts_then
from zhengban.organizations.models import Appointment, PostKind

pytestmark = pytest.mark.django_db


def test_a_post_is_the_one_held_on_that_day(cast: Cast) -> None:
    today = timezone.localdate()
    tomorrow, long_ago = today + timedelta(days=1), cast.unit.starts_on - timedelta(days=1)
    end_appointment(Appointment.objects.get(user=cast.unit_head), actor=cast.system_administrator, last_day=today)
    post = add_post(
        actor=cast.system_administrator, unit=cast.second_unit, name="调研员", kind=PostKind.STAFF, rank=40
    )
    appoint(actor=cast.system_administrator, user=cast.unit_head, post=post, starts_on=tomorrow)

    posts = posts_then((cast.unit_head, day) for day in (long_ago, today, tomorrow))

    head = cast.unit_head.pk
    assert {key: post.name for key, post in posts.items()} == {(head, today): "科长", (head, tomorrow): "调研员"}


def test_the_primary_post_stands_before_others(cast: Cast) -> None:
    post = add_post(
        actor=cast.system_administrator, unit=cast.second_unit, name="联络员", kind=PostKind.STAFF, rank=50
    )
    appoint(
        actor=cast.system_administrator,
        user=cast.unit_head,
        post=post,
        starts_on=cast.unit.starts_on,
        is_primary=False,
    )
    today = timezone.localdate()

    assert posts_then([(cast.unit_head, today)])[cast.unit_head.pk, today].name == "科长"
