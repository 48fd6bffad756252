"""A session ends when it was idle too long, when it is too old, and when the account is disabled."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from tests.people import Cast
from zhengban.access import middleware
from zhengban.access.actions import disable_account
from zhengban.audit.models import AuditEntry

MINUTE = 60
HOUR = 3600


class _Clock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = time.time()

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    clock = _Clock()
    monkeypatch.setattr(middleware, "time", clock)
    return clock


def _is_open(client: Client) -> bool:
    return client.get("/organization/me/").status_code == 200


@pytest.mark.parametrize(("who", "minutes"), [("drafter", 30), ("auditor", 10)])
def test_an_idle_session_ends(client: Client, cast: Cast, clock: _Clock, who: str, minutes: int):
    client.force_login(getattr(cast, who))
    assert _is_open(client)
    clock.now += minutes * MINUTE
    assert _is_open(client)
    clock.now += minutes * MINUTE + 1

    answer = client.get("/organization/me/")

    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/organization/me/")
    [entry] = AuditEntry.objects.filter(code="access.session_ended")
    assert (entry.actor_id, entry.summary) == (getattr(cast, who).pk, "闲置时间过长")
    assert not _is_open(client)


def test_a_session_in_use_ends_after_half_a_day(client: Client, cast: Cast, clock: _Clock):
    client.force_login(cast.drafter)
    for _turn in range(12 * HOUR // (20 * MINUTE)):
        assert _is_open(client)
        clock.now += 20 * MINUTE
    assert _is_open(client)
    clock.now += 1

    assert not _is_open(client)
    [entry] = AuditEntry.objects.filter(code="access.session_ended")
    assert entry.summary == "登录时间过长"


def test_a_form_posted_after_the_end_is_not_carried_out(client: Client, cast: Cast, clock: _Clock):
    client.force_login(cast.drafter)
    assert _is_open(client)
    clock.now += HOUR

    answer = client.post(
        "/organization/delegations/new/",
        {"deputy": cast.reviewer.pk},
        headers={"referer": "http://testserver/organization/delegations/new/"},
    )

    assert answer["Location"] == "/sign-in/?next=/organization/delegations/new/"
    assert not AuditEntry.objects.filter(code="organizations.delegate").exists()


def test_a_disabled_account_is_out_at_once(client: Client, cast: Cast):
    client.force_login(cast.drafter)
    assert _is_open(client)

    disable_account(cast.drafter, actor=cast.security_administrator, reason="调离")

    assert not _is_open(client)
