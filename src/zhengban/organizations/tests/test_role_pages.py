"""Roles: granted and taken back by the security administrator alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import Cast
from zhengban.organizations.models import Role, RoleGrant

MOST_QUERIES = 12
GRANT = "/organization/roles/grant/"


@pytest.fixture
def security(client: Client, cast: Cast) -> Client:
    client.force_login(cast.security_administrator)
    return client


def _given(cast: Cast, **changed: object) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    return {"user": cast.drafter.pk, "role": "ARCHIVIST", "starts_on": today} | changed


def test_a_role_is_granted_in_the_persons_own_agency(security: Client, cast: Cast):
    answer = security.post(f"{GRANT}?user={cast.drafter.pk}", _given(cast))

    assert answer["Location"] == f"/organization/people/{cast.drafter.pk}/"
    grant = RoleGrant.objects.get(user=cast.drafter)
    assert (grant.agency, grant.role, grant.ends_on) == (cast.city_office, Role.ARCHIVIST, None)


def test_the_form_posted_twice_grants_once(security: Client, cast: Cast):
    security.post(GRANT, _given(cast))

    again = security.post(GRANT, _given(cast))

    assert again.status_code == 422
    assert "已有云江市人民政府办公室的“档案管理”岗位" in again.content.decode()
    assert RoleGrant.objects.filter(user=cast.drafter).count() == 1


def test_a_grant_that_makes_no_sense_says_why(security: Client, cast: Cast):
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for changed, sentence in (
        ({"agency": cast.finance.pk}, "林晚青不在该机关任职。"),
        ({"agency": cast.outside.pk}, "没有这个机关，请重新选择。"),
        ({"ends_on": yesterday}, "截止日期不能早于起始日期。"),
        ({"role": "EMPEROR"}, "选择一个有效的选项"),
        ({"user": cast.auditor.pk}, "没有这个人，请重新选择。"),
        ({"starts_on": "2019-01-01", "ends_on": "2019-02-01"}, "林晚青在此期间没有任职"),
    ):
        answer = security.post(GRANT, _given(cast, **changed))
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence

    assert not RoleGrant.objects.filter(user=cast.drafter).exists()


def test_a_role_is_taken_back_with_a_reason_and_at_once(security: Client, cast: Cast):
    grant = RoleGrant.objects.get(user=cast.registrar)
    address = f"/organization/roles/{grant.pk}/revoke/"

    assert security.post(address, {"reason": " "}).status_code == 422
    security.post(address, {"reason": "轮岗"})
    again = security.post(address, {"reason": "再收"})

    assert RoleGrant.objects.get(pk=grant.pk).revoked_on == timezone.localdate()
    assert (again.status_code, "该岗位授权已收回。" in again.content.decode()) == (422, True)
    registrar = Client()
    registrar.force_login(cast.registrar)
    assert registrar.get("/documents/register/").status_code in {403, 404}


def test_the_list_shows_who_has_which_role(security: Client, cast: Cast):
    def found(**query: object) -> set[str]:
        page = security.get("/organization/roles/", query).context["page"]
        return {f"{grant.user} {grant.get_role_display()}" for grant in page.object_list}

    assert found(words="叶知") == {"叶知秋 机要文书"}
    assert found(agency=cast.county_office.pk) == {"柳含烟 机要文书"}
    assert found(role="RECHECKER") == {"宋予安 复核"}
    grant = RoleGrant.objects.get(user=cast.rechecker)
    security.post(f"/organization/roles/{grant.pk}/revoke/", {"reason": "轮岗"})
    assert found(role="RECHECKER") == set()
    assert found(role="RECHECKER", standing="all") == {"宋予安 复核"}


def test_the_list_stays_within_its_queries(security: Client, cast: Cast):
    security.get("/organization/roles/")

    with CaptureQueriesContext(connection) as queries:
        security.get("/organization/roles/", {"agency": cast.city_office.pk, "words": "i"})

    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("who", ["system_administrator", "auditor", "leader"])
def test_nobody_else_grants_or_takes_back(client: Client, cast: Cast, who: str):
    client.force_login(getattr(cast, who))
    grant = RoleGrant.objects.get(user=cast.registrar)

    for address in ("/organization/roles/", GRANT, f"/organization/roles/{grant.pk}/revoke/"):
        assert client.get(address).status_code == 403
    assert client.post(GRANT, _given(cast)).status_code == 403
    assert client.post(f"/organization/roles/{grant.pk}/revoke/", {"reason": "x"}).status_code == 403

    assert RoleGrant.objects.get(pk=grant.pk).revoked_on is None
    assert not RoleGrant.objects.filter(user=cast.drafter).exists()


def test_an_unknown_grant_is_not_found(security: Client):
    assert security.get("/organization/roles/999999/revoke/").status_code == 404
