"""What everyone has: the own account, and for people of business delegations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import PASSWORD, Cast
from zhengban.organizations.actions import delegate
from zhengban.organizations.directory import delegated_to
from zhengban.organizations.models import Delegation

MOST_QUERIES = 12
NEW = "/organization/delegations/new/"
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def head(client: Client, cast: Cast) -> Client:
    client.force_login(cast.unit_head)
    return client


def _given(cast: Cast, today: date, **changed: object) -> dict[str, object]:
    return {
        "deputy": cast.drafter.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + DAY).isoformat(),
        "reason": "出差",
    } | changed


def test_a_delegation_is_given_seen_by_both_and_taken_back(head: Client, cast: Cast, today: date):
    assert head.post(NEW, _given(cast, today))["Location"] == "/organization/delegations/"
    given = Delegation.objects.get()
    deputy = Client()
    deputy.force_login(cast.drafter)

    assert "林晚青" in head.get("/organization/delegations/").content.decode()
    assert "何砚秋" in deputy.get("/organization/delegations/").content.decode()
    assert delegated_to(cast.drafter) == [(cast.unit_head.pk, "")]

    revoke = f"/organization/delegations/{given.pk}/revoke/"
    assert revoke not in deputy.get("/organization/delegations/").content.decode()
    assert head.post(revoke)["Location"] == "/organization/delegations/"
    again = head.post(revoke)

    assert delegated_to(cast.drafter) == []
    assert (again.status_code, "该委托已收回。" in again.content.decode()) == (422, True)


def test_the_form_posted_twice_delegates_once(head: Client, cast: Cast, today: date):
    head.post(NEW, _given(cast, today))

    again = head.post(NEW, _given(cast, today))

    assert (again.status_code, "您在此期间已委托林晚青" in again.content.decode()) == (422, True)
    assert Delegation.objects.count() == 1


def test_a_delegation_that_makes_no_sense_says_why(head: Client, cast: Cast, today: date):
    for changed, sentence in (
        ({"deputy": cast.unit_head.pk}, "不能委托给自己。"),
        ({"deputy": cast.auditor.pk}, "没有这个人，请重新选择。"),
        ({"deputy": ""}, "这个字段是必填项。"),
        ({"ends_on": ""}, "这个字段是必填项。"),
        ({"ends_on": (today - DAY).isoformat()}, "截止日期已经过去。"),
        ({"starts_on": (today + 3 * DAY).isoformat()}, "截止日期不能早于起始日期。"),
        ({"reason": "长" * 201}, "200"),
    ):
        answer = head.post(NEW, _given(cast, today, **changed))
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence

    assert not Delegation.objects.exists()


def test_the_delegation_of_another_is_not_there(head: Client, cast: Cast, today: date):
    given = delegate(actor=cast.leader, deputy=cast.unit_head, starts_on=today, ends_on=today, reason="出访")

    for pk in (given.pk, 999_999):
        assert head.get(f"/organization/delegations/{pk}/revoke/").status_code == 404
        assert head.post(f"/organization/delegations/{pk}/revoke/").status_code == 404
    assert Delegation.objects.get(pk=given.pk).revoked_on is None


@pytest.mark.parametrize("who", ["system_administrator", "security_administrator", "auditor"])
def test_administrators_delegate_nothing_and_have_an_account(client: Client, cast: Cast, who: str):
    client.force_login(getattr(cast, who))

    for address in ("", "new/", "find/"):
        assert client.get(f"/organization/delegations/{address}").status_code == 403
    account = client.get("/organization/me/")
    assert account.status_code == 200
    assert getattr(cast, who).name in account.content.decode()
    home = client.get("/", follow=True)
    assert home.status_code == 200
    assert "/organization/delegations/" not in home.content.decode()
    assert "搜索标题、文号、正文" not in home.content.decode()


def test_the_picker_offers_colleagues_but_not_oneself(head: Client, cast: Cast):
    found = head.get("/organization/delegations/find/", {"q": ""}).json()["results"]

    labels = {one["label"] for one in found}
    assert cast.drafter.name in labels
    assert {cast.unit_head.name, cast.auditor.name, "系统"}.isdisjoint(labels)


def test_the_own_account_tells_the_last_attempts_of_the_own_account_only(client: Client, cast: Cast):
    Client().post("/sign-in/", {"username": "drafter", "password": "wrong"})
    Client().post("/sign-in/", {"username": "reviewer", "password": "wrong"})
    client.post("/sign-in/", {"username": "drafter", "password": PASSWORD})

    answer = client.get("/organization/me/")

    assert [one.label for one in answer.context["attempts"]] == ["登录", "登录失败"]
    assert "127.0.0.1" in answer.content.decode()
    assert "云江市人民政府办公室 综合科 科员" in answer.content.decode()


def test_the_own_pages_stay_within_their_queries(head: Client, cast: Cast, today: date):
    head.post(NEW, _given(cast, today))
    for address in ("/organization/me/", "/organization/delegations/"):
        head.get(address)
        with CaptureQueriesContext(connection) as queries:
            head.get(address)
        assert len(queries) <= MOST_QUERIES, [query["sql"][:80] for query in queries]
