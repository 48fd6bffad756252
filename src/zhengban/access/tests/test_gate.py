from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.people import Cast
from zhengban.access.actions import disable_account, enable_account, open_account
from zhengban.access.errors import GateClosed, Refused
from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry, Outcome
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Agency, Role, RoleGrant

TODAY = date(2026, 11, 24)


def test_an_action_changes_saves_and_leaves_one_entry(cast: Cast) -> None:
    organize.end_agency(cast.finance, actor=cast.system_administrator, ends_on=TODAY, reason="机构改革")

    assert Agency.objects.get(pk=cast.finance.pk).ends_on == TODAY
    [entry] = AuditEntry.objects.filter(code="organizations.end_agency")
    assert (entry.actor_name, entry.target_id, entry.summary) == ("系统管理员甲", cast.finance.pk, "机构改革")
    assert entry.changes == {"ends_on": [None, "2026-11-24"]}


def test_a_refusal_changes_nothing_and_is_recorded(cast: Cast) -> None:
    with pytest.raises(Refused, match="只有系统管理员可以撤销机关"):
        organize.end_agency(cast.finance, actor=cast.drafter, ends_on=TODAY, reason="试试")

    assert Agency.objects.get(pk=cast.finance.pk).ends_on is None
    assert not AuditEntry.objects.filter(code="organizations.end_agency").exists()
    [entry] = AuditEntry.objects.filter(code="access.refused")
    assert (entry.actor_id, entry.outcome) == (cast.drafter.pk, Outcome.REFUSED)


def test_a_failing_body_undoes_everything(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        organize.end_agency(cast.finance, actor=cast.system_administrator, ends_on="never", reason="")

    assert Agency.objects.get(pk=cast.finance.pk).ends_on is None


def test_business_rows_cannot_be_written_outside_a_gate(cast: Cast) -> None:
    cast.finance.name = "别的局"
    for write in (
        cast.finance.save,
        lambda: Agency.objects.filter(pk=cast.finance.pk).update(name="别的局"),
        lambda: Agency.objects.create(name="新局"),
        cast.finance.delete,
        lambda: Agency.objects.all().delete(),
        lambda: setattr(cast.drafter, "duty", Duty.SYSTEM),
        lambda: User.objects.filter(pk=cast.drafter.pk).update(is_active=False),
    ):
        with pytest.raises(GateClosed):
            write()


def test_the_three_administrators_are_kept_apart(cast: Cast) -> None:
    with pytest.raises(Refused, match="只有系统管理员可以新建账号"):
        open_account(
            actor=cast.security_administrator,
            username="x",
            name="某",
            password="Abcd-1234",
            duty=Duty.BUSINESS,
        )
    with pytest.raises(Refused, match="只有安全保密管理员可以授予岗位"):
        organize.grant_role(
            actor=cast.system_administrator,
            user=cast.drafter,
            agency=cast.city_office,
            role=Role.REGISTRAR,
            starts_on=TODAY,
        )
    with pytest.raises(Refused, match="安全审计员不能办理业务"):
        organize.delegate(actor=cast.auditor, deputy=cast.drafter, starts_on=TODAY, ends_on=TODAY, reason="出差")
    with pytest.raises(Refused, match="不能管理自己的账号"):
        disable_account(cast.security_administrator, actor=cast.security_administrator, reason="")
    assert not RoleGrant.objects.filter(user=cast.drafter).exists()


def test_a_new_account_sleeps_until_the_security_administrator_enables_it(cast: Cast) -> None:
    user = open_account(
        actor=cast.system_administrator, username="new", name="新人", password="Abcd-1234", duty=Duty.BUSINESS
    )
    assert user.is_active is False

    enable_account(user, actor=cast.security_administrator)

    assert User.objects.get(pk=user.pk).is_active is True
    entry = AuditEntry.objects.get(code="access.open_account", target_id=user.pk)
    assert entry.changes["password"] == ["…", "…"]


def test_a_disabled_person_does_nothing(cast: Cast) -> None:
    disable_account(cast.drafter, actor=cast.security_administrator, reason="调离")
    today = timezone.localdate()

    with pytest.raises(Refused, match="已停用"):
        organize.delegate(actor=cast.drafter, deputy=cast.reviewer, starts_on=today, ends_on=today, reason="出差")
