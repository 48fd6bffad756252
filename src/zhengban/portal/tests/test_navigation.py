"""The navigation offers what is installed and allowed, and knows where the person is."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from tests.people import Cast
from zhengban.access.models import Duty
from zhengban.access.views import administrator, business
from zhengban.portal import navigation


@business
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse("desk")


@administrator(Duty.SYSTEM)
def office(request: HttpRequest) -> HttpResponse:
    return HttpResponse("office")


PLACES = (
    navigation.Section(
        "",
        (
            navigation.Place("案头", "inbox", "sample:desk", count=lambda user: 7, is_urgent=True),
            navigation.Place("案头明细", "eye", "sample:detail"),
        ),
    ),
    navigation.Section("管理", (navigation.Place("机房", "settings", "sample:office"),)),
    navigation.Section("未装", (navigation.Place("没有", "x", "absent:page"),)),
)
sample = (
    [
        path("desk/", desk, name="desk"),
        path("desk/detail/", desk, name="detail"),
        path("office/", office, name="office"),
    ],
    "sample",
)
urlpatterns = [path("sample/", include(sample)), path("", include("zhengban.portal.urls"))]
handler400 = "zhengban.portal.problems.bad_request"
handler403 = "zhengban.portal.problems.permission_denied"
handler404 = "zhengban.portal.problems.page_not_found"
handler500 = "zhengban.portal.problems.server_error"
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "SECTIONS", PLACES)
    monkeypatch.setattr(navigation, "FAVOURITES", frozenset({"sample:desk"}))


def test_each_sees_only_places_open_to_them(cast: Cast):
    drafter = navigation.navigation_for(cast.drafter, "/")
    administrator = navigation.navigation_for(cast.system_administrator, "/")

    assert _labels(drafter) == {"": ["案头", "案头明细"]}
    assert _labels(administrator) == {"管理": ["机房"]}
    assert [entry.label for entry in drafter.favourites] == ["案头"]
    assert administrator.favourites == ()


def test_the_nearest_place_is_the_current_one(cast: Cast):
    groups = navigation.navigation_for(cast.drafter, "/sample/desk/detail/12/").groups

    assert [(entry.label, entry.is_current) for entry in groups[0].entries] == [
        ("案头", False),
        ("案头明细", True),
    ]


def test_what_waits_is_counted(cast: Cast):
    desk_entry = navigation.navigation_for(cast.drafter, "/").groups[0].entries[0]

    assert (desk_entry.count, desk_entry.is_urgent) == (7, True)


def test_the_front_door_leads_to_the_first_place(client: Client, cast: Cast):
    client.force_login(cast.system_administrator)

    assert client.get("/")["Location"] == "/sample/office/"


def test_somebody_with_no_place_is_told_whom_to_ask(client: Client, cast: Cast):
    client.force_login(cast.auditor)

    response = client.get("/")

    text = response.content.decode()
    assert response.status_code == 200
    assert "请联系本单位安全保密管理员为您授权。" in text
    assert cast.auditor.name in text
    assert "安全审计员" in text


def _labels(one: navigation.Navigation) -> dict[str, list[str]]:
    return {group.label: [entry.label for entry in group.entries] for group in one.groups}
