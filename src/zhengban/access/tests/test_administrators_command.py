"""The first administrators are founded on the server, and only there get the guarded ones a new password."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.people import Cast
from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry


def _run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("administrators", *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_the_three_are_founded_and_sign_in(client: Client):
    said = _run("open")

    accounts = re.findall(r"用户名 (\S+)　初始密码 (\S+)", said)
    assert [name for name, _password in accounts] == ["sysadmin", "secadmin", "auditor"]
    assert sorted(User.objects.people().values_list("duty", flat=True)) == [
        Duty.AUDIT,
        Duty.SECURITY,
        Duty.SYSTEM,
    ]
    for username, password in accounts:
        answer = client.post("/sign-in/", {"username": username, "password": password})
        assert answer.status_code == 302
        assert client.get("/organization/me/")["Location"] == "/account/password/"
    [entry] = AuditEntry.objects.filter(code="access.load")
    assert entry.summary == "设立首批管理员账号"


def test_they_are_founded_once(cast: Cast):
    before = User.objects.count()

    with pytest.raises(CommandError, match="已有管理员账号"):
        _run("open")

    assert User.objects.count() == before


def test_an_administrator_gets_a_new_first_password(cast: Cast):
    said = _run("reset", "auditor")

    password = said.rpartition("初始密码 ")[2].strip()
    auditor = User.objects.get(username="auditor")
    assert (auditor.check_password(password), auditor.must_change_password) == (True, True)
    entry = AuditEntry.objects.filter(code="access.load").last()
    assert entry is not None
    assert entry.summary == "重置安全审计员“auditor”的密码"


@pytest.mark.parametrize("username", ["drafter", "nobody", ""])
def test_nobody_else_does(cast: Cast, username: str):
    with pytest.raises(CommandError, match="没有用户名为"):
        _run("reset", username)
