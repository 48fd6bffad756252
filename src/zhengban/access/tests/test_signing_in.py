"""Signing in, trying in vain and signing out are in the trail; too many tries lock."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import FIRST_PASSWORD, PASSWORD, Cast
from zhengban.access.actions import reset_password
from zhengban.access.models import SYSTEM_USERNAME
from zhengban.audit.models import AuditEntry, Outcome

FAILURES_TO_LOCK = 5


def _try(client: Client, username: str, password: str):
    return client.post("/sign-in/", {"username": username, "password": password})


def _told(code: str) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(code=code).order_by("pk"))


def test_signing_in_and_out_is_told(client: Client, cast: Cast):
    _try(client, "drafter", PASSWORD)
    client.post("/sign-out/")

    [entry] = _told("access.sign_in")
    assert (entry.actor_id, entry.target_id, entry.address) == (cast.drafter.pk, cast.drafter.pk, "127.0.0.1")
    [left] = _told("access.sign_out")
    assert left.actor_id == cast.drafter.pk


def test_a_failure_is_told_of_the_account_and_by_nobody_in_particular(client: Client, cast: Cast):
    _try(client, "drafter", "wrong")

    [entry] = _told("access.sign_in_failed")
    assert (entry.actor_name, entry.target_id, entry.outcome) == ("系统", cast.drafter.pk, Outcome.REFUSED)
    assert _told("access.sign_in") == []


def test_a_password_typed_as_a_user_name_does_not_enter_the_trail(client: Client, cast: Cast):
    _try(client, "Secret-Word-9", "x")

    [entry] = _told("access.sign_in_failed")
    assert entry.target_id is None
    assert entry.summary == "没有用户名“S…（13个字符）”的账号"


@pytest.mark.parametrize("username", ["drafter", "nobody"])
def test_too_many_failures_lock_for_some_minutes(client: Client, cast: Cast, username: str):
    for _turn in range(FAILURES_TO_LOCK - 1):
        assert _try(client, username, "wrong").status_code == 200

    locked = _try(client, username, "wrong")

    assert locked.status_code == 429
    assert "登录失败次数过多，请 20 分钟后再试。" in locked.content.decode()
    assert locked["Retry-After"] == "1200"
    assert [entry.outcome for entry in _told("access.lock_out")] == [Outcome.REFUSED]


def test_during_the_lock_the_right_password_does_not_open_and_tries_do_not_fill_the_trail(
    client: Client, cast: Cast
):
    for _turn in range(FAILURES_TO_LOCK):
        _try(client, "drafter", "wrong")
    before = AuditEntry.objects.count()

    answer = _try(client, "drafter", PASSWORD)

    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session
    assert AuditEntry.objects.count() == before


def test_another_person_at_the_same_machine_still_signs_in(client: Client, cast: Cast):
    for _turn in range(FAILURES_TO_LOCK):
        _try(client, "drafter", "wrong")

    assert _try(client, "reviewer", PASSWORD).status_code == 302


def test_a_new_first_password_lifts_the_lock(client: Client, cast: Cast):
    for _turn in range(FAILURES_TO_LOCK):
        _try(client, "drafter", "wrong")
    reset_password(cast.drafter, actor=cast.system_administrator, password=FIRST_PASSWORD)

    assert _try(client, "drafter", FIRST_PASSWORD).status_code == 302


def test_nobody_signs_in_as_the_system_or_with_a_sleeping_account(client: Client, cast: Cast):
    assert _try(client, SYSTEM_USERNAME, "").status_code == 200
    assert _try(client, SYSTEM_USERNAME, "!").status_code == 200
    assert "_auth_user_id" not in client.session
