"""The first password opens nothing but the page to change it; everybody changes only the own one."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.people import FIRST_PASSWORD, PASSWORD, Cast
from zhengban.access.actions import change_password, reset_password
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry

NEW = "Qingxi-2027"
PAGE = "/account/password/"


@pytest.fixture
def newcomer(cast: Cast, client: Client) -> User:
    reset_password(cast.drafter, actor=cast.system_administrator, password=FIRST_PASSWORD)
    client.post("/sign-in/", {"username": "drafter", "password": FIRST_PASSWORD})
    return cast.drafter


def _change(client: Client, present: str, password: str, again: str):
    return client.post(PAGE, {"present": present, "password": password, "again": again})


@pytest.mark.parametrize("address", ["/", "/to-do/", "/organization/me/", "/documents/draft/"])
def test_nothing_opens_before_the_first_password_is_changed(client: Client, newcomer: User, address: str):
    answer = client.get(address)
    partial = client.get(address, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert (partial.status_code, partial["HX-Redirect"]) == (401, PAGE)


def test_a_change_posted_elsewhere_is_not_carried_out(client: Client, newcomer: User):
    before = AuditEntry.objects.count()

    answer = client.post("/organization/delegations/new/", {"deputy": "1"})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert AuditEntry.objects.count() == before


def test_the_newcomer_may_leave(client: Client, newcomer: User):
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


def test_after_the_change_everything_opens(client: Client, newcomer: User):
    answer = _change(client, FIRST_PASSWORD, NEW, NEW)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/to-do/").status_code == 200
    person = User.objects.get(pk=newcomer.pk)
    assert (person.check_password(NEW), person.must_change_password) == (True, False)
    entry = AuditEntry.objects.filter(code="access.change_password").last()
    assert entry is not None
    assert entry.changes == {"password": ["…", "…"], "must_change_password": [True, False]}


@pytest.mark.parametrize(
    ("present", "password", "again", "sentence"),
    [
        ("wrong", NEW, NEW, "原密码不正确。"),
        (FIRST_PASSWORD, NEW, "Other-2027x", "两次输入的新密码不一致。"),
        (FIRST_PASSWORD, FIRST_PASSWORD, FIRST_PASSWORD, "新密码不能与原密码相同。"),
        (FIRST_PASSWORD, "Ab-1", "Ab-1", "密码至少8个字符。"),
        (FIRST_PASSWORD, "qingxihehua", "qingxihehua", "密码须含大写字母、小写字母、数字、符号中的三种。"),
    ],
)
def test_a_bad_change_says_why_and_changes_nothing(
    client: Client, newcomer: User, present: str, password: str, again: str, sentence: str
):
    answer = _change(client, present, password, again)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert password not in answer.content.decode() or password in sentence
    person = User.objects.get(pk=newcomer.pk)
    assert (person.check_password(FIRST_PASSWORD), person.must_change_password) == (True, True)


def test_a_change_ends_the_sessions_elsewhere_and_keeps_this_one(cast: Cast):
    here, elsewhere = Client(), Client()
    for one in (here, elsewhere):
        one.post("/sign-in/", {"username": "drafter", "password": PASSWORD})

    _change(here, PASSWORD, NEW, NEW)

    assert here.get("/to-do/").status_code == 200
    assert elsewhere.get("/to-do/").status_code == 302


def test_the_form_posted_twice_changes_once(client: Client, newcomer: User):
    _change(client, FIRST_PASSWORD, NEW, NEW)

    again = _change(client, FIRST_PASSWORD, NEW, NEW)

    assert again.status_code == 422
    assert "原密码不正确。" in again.content.decode()


def test_nobody_changes_the_password_of_another(cast: Cast):
    with pytest.raises(Refused, match="只能修改自己的密码"):
        change_password(cast.drafter, actor=cast.reviewer, password=NEW)

    assert User.objects.get(pk=cast.drafter.pk).check_password(PASSWORD)


@pytest.mark.parametrize("who", ["security_administrator", "auditor"])
def test_the_system_administrator_gives_the_other_two_no_password(cast: Cast, who: str):
    with pytest.raises(Refused, match="的密码只能由运维人员在服务器上重置"):
        reset_password(getattr(cast, who), actor=cast.system_administrator, password=NEW)

    assert User.objects.get(pk=getattr(cast, who).pk).check_password(PASSWORD)
