"""The organisation's pages, for the system administrator alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import FOUNDED, Cast
from zhengban.audit.models import AuditEntry
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Agency, AgencyKind, Level, Post, PostKind, Unit
from zhengban.organizations.tree import branches

MOST_QUERIES = 12
NEW_AGENCY = {
    "name": "云江市水务局",
    "short_name": "市水务局",
    "kind": "DEPARTMENT",
    "level": "3",
    "superior": "",
    "is_connected": "on",
    "order": "7",
    "starts_on": "2026-01-01",
}


@pytest.fixture
def system(client: Client, cast: Cast) -> Client:
    client.force_login(cast.system_administrator)
    return client


def test_the_tree_puts_each_agency_under_its_superior(cast: Cast):
    rows = branches(timezone.localdate(), with_ended=False)

    assert [(one.agency, one.depth) for one in rows] == [
        (cast.outside, 0),
        (cast.city_office, 1),
        (cast.finance, 2),
        (cast.county_office, 2),
    ]
    assert [(one.units, one.people) for one in rows] == [(0, 0), (5, 13), (3, 6), (1, 1)]


def test_what_hangs_under_an_ended_agency_is_still_shown(cast: Cast):
    today = timezone.localdate()
    organize.end_agency(
        cast.city_office, actor=cast.system_administrator, ends_on=today - timedelta(days=1), reason="撤并"
    )

    living = branches(today, with_ended=False)
    everything = branches(today, with_ended=True)

    assert [(one.agency, one.depth) for one in living] == [
        (cast.outside, 0),
        (cast.finance, 0),
        (cast.county_office, 0),
    ]
    assert [(one.agency, one.is_over) for one in everything][1] == (cast.city_office, True)


def test_the_pages_stay_within_their_queries_however_big_the_office(system: Client, cast: Cast):
    for number in range(5):
        agency = organize.add_agency(
            actor=cast.system_administrator,
            name=f"第{number}局",
            kind=AgencyKind.DEPARTMENT,
            level=Level.CITY,
            starts_on=FOUNDED,
            superior=cast.city_office,
        )
        unit = organize.add_unit(
            actor=cast.system_administrator, agency=cast.city_office, name=f"第{number}科", starts_on=FOUNDED
        )
        organize.add_post(actor=cast.system_administrator, unit=unit, name="科长", kind=PostKind.UNIT_HEAD, rank=1)
        assert agency.pk

    for address in ("/organization/", f"/organization/agencies/{cast.city_office.pk}/"):
        system.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert system.get(address).status_code == 200
        assert len(queries) <= MOST_QUERIES, address


def test_an_agency_is_founded_with_a_unit_and_a_post(system: Client, cast: Cast):
    answer = system.post("/organization/agencies/new/", NEW_AGENCY | {"superior": cast.city_office.pk})
    agency = Agency.objects.get(name="云江市水务局")
    assert answer["Location"] == f"/organization/agencies/{agency.pk}/"
    assert (agency.superior, agency.level, agency.is_connected) == (cast.city_office, Level.CITY, True)

    system.post(
        f"/organization/agencies/{agency.pk}/units/new/",
        {"name": "办公室", "order": "0", "starts_on": "2026-01-01"},
    )
    unit = Unit.objects.get(agency=agency)
    system.post(f"/organization/units/{unit.pk}/posts/new/", {"name": "主任", "kind": "UNIT_HEAD", "rank": "30"})

    text = system.get(f"/organization/agencies/{agency.pk}/").content.decode()
    assert [post.name for post in Post.objects.filter(unit=unit)] == ["主任"]
    assert "空缺" in text
    assert f"/organization/people/appoint/?post={unit.posts.get().pk}" in text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": "云江市财政局"}, "已有同名的机关"),
        ({"name": ""}, "这个字段是必填项。"),
        ({"name": "长" * 101}, "100"),
        ({"level": "9"}, "选择一个有效的选项"),
        ({"kind": "KINGDOM"}, "选择一个有效的选项"),
        ({"superior": "999999"}, "没有这个机关，请重新选择。"),
        ({"order": "-1"}, "确保该值大于或等于0。"),
        ({"starts_on": "昨天"}, "输入一个有效的日期。"),
    ],
)
def test_a_bad_agency_says_why_and_is_not_added(system: Client, changed: dict[str, str], sentence: str):
    before = Agency.objects.count()

    answer = system.post("/organization/agencies/new/", NEW_AGENCY | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Agency.objects.count() == before


def test_forms_posted_twice_add_once(system: Client, cast: Cast):
    unit = {"name": "法规科", "order": "0", "starts_on": "2026-01-01"}
    post = {"name": "科长", "kind": "UNIT_HEAD", "rank": "30"}
    for address, given, sentence in (
        ("/organization/agencies/new/", NEW_AGENCY, "已有同名的机关"),
        (f"/organization/agencies/{cast.finance.pk}/units/new/", unit, "本机关已有处室“法规科”"),
        (f"/organization/units/{cast.unit.pk}/posts/new/", post | {"name": "专员"}, "已有位次为30的“专员”"),
    ):
        assert system.post(address, given).status_code == 302
        entries = AuditEntry.objects.exclude(code="access.refused").count()

        again = system.post(address, given)

        assert (again.status_code, sentence in again.content.decode()) == (422, True), address
        assert AuditEntry.objects.exclude(code="access.refused").count() == entries


def test_an_agency_is_revised_and_ended(system: Client, cast: Cast):
    base = f"/organization/agencies/{cast.finance.pk}/"
    system.post(f"{base}revise/", {"name": "云江市财政和国资局", "superior": cast.city_office.pk, "order": "1"})
    agency = Agency.objects.get(pk=cast.finance.pk)
    assert (agency.name, agency.is_connected) == ("云江市财政和国资局", False)

    early = system.post(f"{base}end/", {"ends_on": "2019-01-01", "reason": "机构改革"})
    assert "撤销日期不能早于设立日期 2020-01-01。" in early.content.decode()
    system.post(f"{base}end/", {"ends_on": "2026-01-01", "reason": "机构改革"})

    assert str(Agency.objects.get(pk=cast.finance.pk).ends_on) == "2026-01-01"
    again = system.post(f"{base}end/", {"ends_on": "2026-01-02", "reason": "再撤"})
    assert (again.status_code, "已于2026-01-01撤销。" in again.content.decode()) == (422, True)


def test_an_agency_is_not_put_under_its_own_subordinate(system: Client, cast: Cast):
    answer = system.post(
        f"/organization/agencies/{cast.city_office.pk}/revise/",
        {"name": cast.city_office.name, "superior": cast.finance.pk, "order": "0"},
    )

    assert answer.status_code == 422
    assert "上级机关不能是本机关或者本机关的下级。" in answer.content.decode()


def test_a_unit_with_people_shows_why_it_cannot_end(system: Client, cast: Cast):
    address = f"/organization/units/{cast.unit.pk}/end/"

    page = system.get(address).content.decode()
    answer = system.post(address, {"ends_on": timezone.localdate().isoformat(), "reason": "撤并"})

    assert "何砚秋仍任“科长”，请先免职。" in page
    assert 'aria-disabled="true"' in page
    assert answer.status_code == 422
    assert Unit.objects.get(pk=cast.unit.pk).ends_on is None


def test_a_unit_gets_another_name_that_is_free(system: Client, cast: Cast):
    address = f"/organization/units/{cast.unit.pk}/rename/"

    taken = system.post(address, {"name": "秘书一科"})
    assert "本机关已有处室“秘书一科”（包括已撤销的）。" in taken.content.decode()
    system.post(address, {"name": "综合调研科"})

    assert Unit.objects.get(pk=cast.unit.pk).name == "综合调研科"


def test_an_empty_post_is_abolished(system: Client, cast: Cast):
    post = organize.add_post(
        actor=cast.system_administrator, unit=cast.unit, name="专员", kind=PostKind.STAFF, rank=99
    )
    yesterday = timezone.localdate() - timedelta(days=1)

    system.post(f"/organization/posts/{post.pk}/end/", {"ends_on": yesterday.isoformat()})

    base = f"/organization/agencies/{cast.city_office.pk}/"
    assert "专员" not in system.get(base).content.decode()
    assert "专员" in system.get(f"{base}?ended=1").content.decode()


@pytest.mark.parametrize("who", ["security_administrator", "auditor", "drafter"])
def test_nobody_else_opens_or_changes_anything(client: Client, cast: Cast, who: str):
    client.force_login(getattr(cast, who))
    pk = cast.city_office.pk

    for address in (
        "",
        f"agencies/{pk}/",
        "agencies/new/",
        f"agencies/{pk}/revise/",
        f"agencies/{pk}/end/",
        f"agencies/{pk}/units/new/",
        f"units/{cast.unit.pk}/rename/",
        f"units/{cast.unit.pk}/posts/new/",
        "people/appoint/",
        "posts/find/",
    ):
        assert client.get(f"/organization/{address}").status_code == 403, address
        assert client.post(f"/organization/{address}", {"name": "x"}).status_code in {403, 405}, address


@pytest.mark.parametrize(
    "address",
    ["agencies/{}/", "agencies/{}/end/", "units/{}/end/", "posts/{}/end/", "people/appointments/{}/end/"],
)
def test_what_does_not_exist_is_not_found(system: Client, address: str):
    for pk in (999_999, 2**70):
        assert system.get("/organization/" + address.format(pk)).status_code == 404
