"""Issuer codes and series on their page; for the system administrator alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import Cast
from zhengban.numbering.actions import add_code
from zhengban.numbering.models import IssuerCode, Series

MOST_QUERIES = 12


@pytest.fixture
def system(client: Client, cast: Cast) -> Client:
    client.force_login(cast.system_administrator)
    return client


def test_a_code_is_registered_once_and_for_one_agency(system: Client, cast: Cast):
    given = {"agency": cast.city_office.pk, "text": "云政办发", "order": "0"}

    assert system.post("/numbering/codes/new/", given).status_code == 302
    again = system.post("/numbering/codes/new/", given)
    other = system.post("/numbering/codes/new/", given | {"agency": cast.finance.pk})

    assert IssuerCode.objects.get().agency == cast.city_office
    for answer in (again, other):
        assert answer.status_code == 422
        assert "机关代字“云政办发”已由云江市人民政府办公室登记。" in answer.content.decode()
    year = timezone.localdate().year
    assert f"云政办发〔{year}〕1号" in system.get("/numbering/").content.decode()


@pytest.mark.parametrize("text", ["", "云 政", "云政〔2026〕", "<b>", "长" * 17])
def test_a_bad_code_is_not_registered(system: Client, cast: Cast, text: str):
    answer = system.post("/numbering/codes/new/", {"agency": cast.city_office.pk, "text": text, "order": "0"})

    assert answer.status_code == 422
    assert not IssuerCode.objects.exists()


def test_a_code_is_retired_with_a_reason(system: Client, cast: Cast):
    code = add_code(actor=cast.system_administrator, agency=cast.city_office, text="云政办发")
    address = f"/numbering/codes/{code.pk}/retire/"

    assert system.post(address, {"on": "2026-01-01", "reason": " "}).status_code == 422
    system.post(address, {"on": "2026-01-01", "reason": "机构改革"})
    again = system.post(address, {"on": "2026-02-01", "reason": "再停"})

    assert str(IssuerCode.objects.get(pk=code.pk).retired_on) == "2026-01-01"
    assert (again.status_code, "机关代字“云政办发”已停用。" in again.content.decode()) == (422, True)
    assert system.get("/numbering/codes/999999/retire/").status_code == 404


def test_a_series_goes_on_where_the_paper_register_stands(system: Client, cast: Cast):
    add_code(actor=cast.system_administrator, agency=cast.city_office, text="云政办发")
    year = timezone.localdate().year
    given = {
        "agency": cast.city_office.pk,
        "kind": "OUTGOING",
        "code": "云政办发",
        "year": year,
        "first_ordinal": 58,
    }

    assert system.post("/numbering/series/new/", given).status_code == 302
    again = system.post("/numbering/series/new/", given | {"first_ordinal": 1})

    assert Series.objects.get().next_ordinal == 58
    assert (again.status_code, "已启用，下一号为58" in again.content.decode()) == (422, True)
    assert f"云政办发〔{year}〕58号" in system.get("/numbering/").content.decode()
    unknown = system.post("/numbering/series/new/", given | {"code": "云财"})
    assert "没有机关代字“云财”" in unknown.content.decode()
    none = system.post("/numbering/series/new/", given | {"code": ""})
    assert "发文字号须有机关代字。" in none.content.decode()


def test_the_list_stays_within_its_queries(system: Client, cast: Cast):
    for number in range(15):
        add_code(actor=cast.system_administrator, agency=cast.city_office, text=f"云政办{number}")
    system.get("/numbering/")

    with CaptureQueriesContext(connection) as queries:
        system.get("/numbering/")

    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("who", ["security_administrator", "auditor", "numbering_clerk"])
def test_nobody_else_opens_them(client: Client, cast: Cast, who: str):
    client.force_login(getattr(cast, who))

    for address in ("", "codes/new/", "codes/1/retire/", "series/new/"):
        assert client.get(f"/numbering/{address}").status_code == 403
        assert client.post(f"/numbering/{address}", {"text": "x"}).status_code in {403, 405}
