from __future__ import annotations

import pytest
from django.db import transaction

from tests.people import Cast
from zhengban.access.authority import Authority, acting
from zhengban.access.errors import GateClosed, Refused
from zhengban.access.models import User
from zhengban.notifications.actions import read, read_all
from zhengban.notifications.models import Notification
from zhengban.notifications.notices import notify, unread_count


def _tell(cast: Cast, *users: User, text: str = "《通知》已退回", url: str = "/outgoing/1/") -> None:
    with acting(Authority(cast.reviewer, None, None)):
        notify([user.pk for user in users], text, url)


def test_each_is_told_once(cast: Cast) -> None:
    _tell(cast, cast.drafter, cast.unit_head, cast.drafter)

    assert sorted(Notification.objects.values_list("user__name", "text", "url")) == [
        ("何砚秋", "《通知》已退回", "/outgoing/1/"),
        ("林晚青", "《通知》已退回", "/outgoing/1/"),
    ]


def test_nobody_is_told_of_what_was_undone(cast: Cast) -> None:
    with transaction.atomic():
        _tell(cast, cast.drafter)
        transaction.set_rollback(True)
    with pytest.raises(GateClosed):
        notify([cast.drafter.pk], "通知", "/")

    assert not Notification.objects.exists()


@pytest.mark.parametrize("url", ["https://example.test/", "//example.test/", "/\\example.test", "", "/" * 400])
def test_a_notice_never_leads_outside(cast: Cast, url: str) -> None:
    with pytest.raises(ValueError, match="page of our own"):
        _tell(cast, cast.drafter, url=url)


def test_a_long_text_is_cut(cast: Cast) -> None:
    _tell(cast, cast.drafter, text="长" * 500)

    assert len(Notification.objects.get().text) == 200


def test_a_person_sees_the_own_notices_newest_first(cast: Cast) -> None:
    for text in ("一", "二"):
        _tell(cast, cast.drafter, text=text)
    _tell(cast, cast.leader, text="别人的")

    assert [str(one) for one in Notification.objects.visible_to(cast.drafter)] == ["二", "一"]


def test_reading_counts_once_and_down(cast: Cast, django_assert_num_queries: object) -> None:
    _tell(cast, cast.drafter, cast.leader, text="一")
    _tell(cast, cast.drafter, text="二")
    first = Notification.objects.visible_to(cast.drafter).last()
    assert first is not None

    read(first, actor=cast.drafter)
    read_at = Notification.objects.get(pk=first.pk).read_at
    read(first, actor=cast.drafter)

    assert Notification.objects.get(pk=first.pk).read_at == read_at is not None
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert unread_count(cast.drafter) == 1
    assert unread_count(cast.leader) == 1


def test_all_are_read_at_once(cast: Cast) -> None:
    for text in ("一", "二"):
        _tell(cast, cast.drafter, cast.leader, text=text)

    read_all(cast.drafter, actor=cast.drafter)

    assert (unread_count(cast.drafter), unread_count(cast.leader)) == (0, 2)


def test_nobody_reads_for_another(cast: Cast) -> None:
    _tell(cast, cast.drafter)

    with pytest.raises(Refused, match="只能处理自己的消息"):
        read(Notification.objects.get(), actor=cast.leader)
    with pytest.raises(Refused, match="只能处理自己的消息"):
        read_all(cast.drafter, actor=cast.system_administrator)
    assert unread_count(cast.drafter) == 1


def test_administrators_have_notices_too(cast: Cast) -> None:
    _tell(cast, cast.auditor)

    read_all(cast.auditor, actor=cast.auditor)

    assert unread_count(cast.auditor) == 0
