"""People and accounts: each administrator does the own part on the same pages, and sees no other buttons."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import PASSWORD, Cast
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Appointment, PostKind

MOST_QUERIES = 12
FIRST = "Chushi-Mima-9"
NEWCOMER = {"username": "xin.ren", "name": "辛仁", "duty": "BUSINESS", "password": FIRST}


@pytest.fixture
def system(client: Client, cast: Cast) -> Client:
    client.force_login(cast.system_administrator)
    return client


@pytest.fixture
def security(client: Client, cast: Cast) -> Client:
    client.force_login(cast.security_administrator)
    return client


def _shown(client: Client, **query: object) -> set[str]:
    return {user.username for user in client.get("/organization/people/", query).context["page"].object_list}


def test_an_account_is_opened_appointed_enabled_and_used(cast: Cast):
    system, security, newcomer = Client(), Client(), Client()
    system.force_login(cast.system_administrator)
    security.force_login(cast.security_administrator)
    today = timezone.localdate()
    post = organize.add_post(
        actor=cast.system_administrator, unit=cast.unit, name="见习", kind=PostKind.STAFF, rank=99
    )

    opened = system.post("/organization/people/new/", NEWCOMER)
    user = User.objects.get(username="xin.ren")
    assert opened["Location"] == f"/organization/people/{user.pk}/"
    appointed = system.post(
        f"/organization/people/appoint/?user={user.pk}",
        {"user": user.pk, "post": post.pk, "starts_on": today.isoformat(), "is_primary": "on"},
    )
    assert appointed["Location"] == f"/organization/people/{user.pk}/"
    refused = newcomer.post("/sign-in/", {"username": "xin.ren", "password": FIRST})
    assert refused.status_code == 200
    security.post(f"/organization/people/{user.pk}/enable/")
    newcomer.post("/sign-in/", {"username": "xin.ren", "password": FIRST})

    assert newcomer.get("/to-do/")["Location"] == "/account/password/"
    held = Appointment.objects.get(user=user)
    assert (held.post, held.starts_on, held.ends_on, held.is_primary) == (post, today, None, True)


def test_the_form_posted_twice_opens_one_account(system: Client):
    system.post("/organization/people/new/", NEWCOMER)

    again = system.post("/organization/people/new/", NEWCOMER)

    assert again.status_code == 422
    assert "用户名“xin.ren”已被使用。" in again.content.decode()
    assert User.objects.filter(username="xin.ren").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"username": "辛仁"}, "用户名以字母开头"),
        ({"username": "a b"}, "用户名以字母开头"),
        ({"username": "DRAFTER"}, "用户名“DRAFTER”已被使用。"),
        ({"username": "x" * 65}, "64"),
        ({"name": ""}, "这个字段是必填项。"),
        ({"name": "辛\0仁"}, "不允许是用"),
        ({"duty": "ROOT"}, "选择一个有效的选项"),
        ({"password": "12345678"}, "这个密码过于常见"),
        ({"password": "xin.ren-Aa1"}, "密码不能与用户名相近。"),
    ],
)
def test_a_bad_account_says_why_and_is_not_opened(system: Client, changed: dict[str, str], sentence: str):
    before = User.objects.count()

    answer = system.post("/organization/people/new/", NEWCOMER | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert User.objects.count() == before


def test_the_first_password_offered_is_new_each_time_and_good(system: Client):
    offered = [system.get("/organization/people/new/").context["form"]["password"].initial for _turn in range(2)]

    assert offered[0] != offered[1]
    assert system.post("/organization/people/new/", NEWCOMER | {"password": offered[0]}).status_code == 302


def test_a_password_is_reset_and_must_be_changed(system: Client, cast: Cast):
    answer = system.post(f"/organization/people/{cast.drafter.pk}/password/", {"password": FIRST})

    assert answer["Location"] == f"/organization/people/{cast.drafter.pk}/"
    user = User.objects.get(pk=cast.drafter.pk)
    assert (user.check_password(FIRST), user.must_change_password) == (True, True)
    assert not any(FIRST in str(entry.changes) + entry.summary for entry in AuditEntry.objects.all())


@pytest.mark.parametrize("who", ["auditor", "security_administrator", "system_administrator"])
def test_passwords_of_guarded_accounts_are_not_reset_here(system: Client, cast: Cast, who: str):
    target = getattr(cast, who)

    page = system.get(f"/organization/people/{target.pk}/password/").content.decode()
    answer = system.post(f"/organization/people/{target.pk}/password/", {"password": FIRST})

    assert 'aria-disabled="true"' in page
    assert answer.status_code == 422
    assert User.objects.get(pk=target.pk).check_password(PASSWORD)


def test_a_name_is_corrected(system: Client, cast: Cast):
    system.post(f"/organization/people/{cast.drafter.pk}/name/", {"name": "林婉清", "reason": "录入有误"})

    assert User.objects.get(pk=cast.drafter.pk).name == "林婉清"
    entry = AuditEntry.objects.filter(code="access.rename_account").last()
    assert entry is not None
    assert (entry.summary, entry.changes) == ("录入有误", {"name": ["林晚青", "林婉清"]})


def test_an_account_is_disabled_with_a_reason(security: Client, cast: Cast):
    address = f"/organization/people/{cast.drafter.pk}/disable/"

    assert security.post(address, {"reason": " "}).status_code == 422
    assert User.objects.get(pk=cast.drafter.pk).is_active
    security.post(address, {"reason": "调离"})
    again = security.post(address, {"reason": "调离"})

    assert not User.objects.get(pk=cast.drafter.pk).is_active
    assert again.status_code == 422
    assert "该账号未启用。" in again.content.decode()


def test_nobody_disables_the_own_account(security: Client, cast: Cast):
    answer = security.post(f"/organization/people/{cast.security_administrator.pk}/disable/", {"reason": "试试"})

    assert answer.status_code == 422
    assert "不能管理自己的账号" in answer.content.decode()
    assert User.objects.get(pk=cast.security_administrator.pk).is_active


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("system_administrator", {"password", "name"}, {"enable", "disable"}),
        ("security_administrator", {"disable"}, {"password", "name", "enable"}),
    ],
)
def test_each_duty_sees_its_own_buttons(client: Client, cast: Cast, who: str, shown: set[str], hidden: set[str]):
    client.force_login(getattr(cast, who))
    base = f"/organization/people/{cast.drafter.pk}/"

    text = client.get(base).content.decode()

    assert all(f'href="{base}{name}/"' in text for name in shown)
    assert not any(f'href="{base}{name}/"' in text for name in hidden)
    assert ("授予岗位" in text) == (who == "security_administrator")
    assert ("/organization/people/appoint/" in text) == (who == "system_administrator")


@pytest.mark.parametrize("name", ["new/", "{}/password/", "{}/name/"])
def test_the_security_administrator_opens_and_renames_nobody(security: Client, cast: Cast, name: str):
    answer = security.post("/organization/people/" + name.format(cast.drafter.pk), NEWCOMER | {"reason": "x"})

    assert answer.status_code == 403
    assert "此页只对系统管理员开放" in answer.content.decode()
    assert User.objects.get(pk=cast.drafter.pk).name == "林晚青"


@pytest.mark.parametrize("name", ["enable/", "disable/"])
def test_the_system_administrator_enables_and_disables_nobody(system: Client, cast: Cast, name: str):
    assert system.post(f"/organization/people/{cast.drafter.pk}/{name}", {"reason": "x"}).status_code == 403
    assert User.objects.get(pk=cast.drafter.pk).is_active


@pytest.mark.parametrize("who", ["drafter", "leader", "auditor"])
def test_the_list_is_closed_to_everybody_else(client: Client, cast: Cast, who: str):
    client.force_login(getattr(cast, who))

    for address in ("", f"{cast.drafter.pk}/", "find/"):
        assert client.get(f"/organization/people/{address}").status_code == 403


def test_an_unknown_person_and_the_system_itself_are_not_there(system: Client, cast: Cast):
    system_user = User.objects.system()

    for pk in (999_999, 2**70, system_user.pk):
        assert system.get(f"/organization/people/{pk}/").status_code == 404
        assert system.post(f"/organization/people/{pk}/password/", {"password": FIRST}).status_code == 404


def test_the_list_is_narrowed(system: Client, cast: Cast):
    assert _shown(system, words="林晚") == {"drafter"}
    assert _shown(system, words="F_REG") == {"f_registrar"}
    assert "drafter" not in _shown(system, agency=cast.finance.pk)
    assert _shown(system, agency=cast.county_office.pk) == {"c_registrar"}
    assert _shown(system, duty="AUDIT") == {"auditor"}
    assert _shown(system, status="asleep") == set()
    system.post("/organization/people/new/", NEWCOMER)
    assert _shown(system, status="asleep") == _shown(system, status="placeless") == {"xin.ren"}
    assert "xin.ren" not in _shown(system, status="active")


def test_the_list_stays_within_its_queries(system: Client, cast: Cast):
    system.get("/organization/people/")

    with CaptureQueriesContext(connection) as queries:
        page = system.get("/organization/people/", {"agency": cast.city_office.pk, "words": "i"})

    assert page.status_code == 200
    assert len(queries) <= MOST_QUERIES


def test_a_person_page_stays_within_its_queries(security: Client, cast: Cast):
    security.get(f"/organization/people/{cast.registrar.pk}/")

    with CaptureQueriesContext(connection) as queries:
        security.get(f"/organization/people/{cast.registrar.pk}/")

    assert len(queries) <= MOST_QUERIES


def test_an_appointment_ends_on_a_day_that_makes_sense(system: Client, cast: Cast):
    held = Appointment.objects.get(user=cast.drafter)
    address = f"/organization/people/appointments/{held.pk}/end/"
    yesterday = timezone.localdate() - timedelta(days=1)

    too_early = system.post(address, {"last_day": (held.starts_on - timedelta(days=1)).isoformat()})
    assert "免职日期不能早于任职日期" in too_early.content.decode()
    assert Appointment.objects.get(pk=held.pk).ends_on is None
    system.post(address, {"last_day": yesterday.isoformat()})
    again = system.post(address, {"last_day": yesterday.isoformat()})

    assert Appointment.objects.get(pk=held.pk).ends_on == yesterday
    assert (again.status_code, "该任职已于" in again.content.decode()) == (422, True)


@pytest.mark.parametrize("field", ["user", "post"])
def test_an_appointment_of_nobody_or_to_nothing_is_refused(system: Client, cast: Cast, field: str):
    post = Appointment.objects.get(user=cast.stranger).post
    given = {"user": cast.drafter.pk, "post": post.pk, "starts_on": "2026-01-01"}
    before = Appointment.objects.count()

    for value in ("999999", "x", "", str(2**70), str(cast.auditor.pk) if field == "user" else "0"):
        answer = system.post("/organization/people/appoint/", given | {field: value})
        assert answer.status_code == 422, value

    assert Appointment.objects.count() == before


def test_the_picker_finds_people_and_posts(system: Client, cast: Cast):
    people = system.get("/organization/people/find/", {"q": "林晚"}).json()["results"]
    posts = system.get("/organization/posts/find/", {"q": "财政局 预算 科长"}).json()["results"]

    assert people == [
        {"value": str(cast.drafter.pk), "label": "林晚青", "detail": "云江市人民政府办公室 综合科 科员"}
    ]
    assert [(one["label"], one["detail"]) for one in posts] == [("云江市财政局 预算科 科长", "处室负责人")]
    assert not any(
        one["label"] == cast.auditor.name
        for one in system.get("/organization/people/find/", {"q": ""}).json()["results"]
    )
    assert system.get("/organization/people/find/", {"q": "\0" * 500}).status_code == 200


def test_a_picked_select_carries_only_what_is_chosen(system: Client, cast: Cast):
    text = system.get(f"/organization/people/appoint/?user={cast.drafter.pk}").content.decode()

    assert text.count("<option") == 1
    assert f'<option value="{cast.drafter.pk}" selected>' in text
