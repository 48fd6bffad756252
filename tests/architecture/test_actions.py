"""Every declared action is refused to those whose duty it is not, and a refusal changes nothing."""

from __future__ import annotations

import inspect
import uuid
from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.access.gate import Action, creations, registry
from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry, Outcome
from zhengban.designing.tests.drawings import begun
from zhengban.documents.actions.findings import ignore_finding
from zhengban.documents.findings import name_of, named, report_for
from zhengban.documents.tests.lives import drafted, notice, open_office, registered
from zhengban.organizations.actions import delegate
from zhengban.proofing.actions.exceptions import agree_exception
from zhengban.proofing.actions.lexicon import Wording, propose_entry
from zhengban.proofing.actions.settings import propose_setting
from zhengban.quality.actions.rounds import start_round
from zhengban.sealing.models import Custody, SealUse
from zhengban.workflow.actions import circulate, hand_over
from zhengban.workflow.models import ProcessInstance

# What anybody may do to the own things only; a stranger's attempt is tested instead of a wrong duty.
ANY_DUTY = {code for code, one in registry.items() if one.duty is None}


@pytest.fixture
def world(cast: Cast) -> Cast:
    """A world with at least one row of every kind that an action is about."""
    open_office(cast)
    incoming = registered(cast)
    instance = ProcessInstance.objects.about(incoming).get()
    circulate(instance, actor=cast.finance_registrar, people=[cast.finance_staff])
    hand_over(
        actor=cast.finance_reviewer, person=cast.finance_staff, successor=cast.finance_head, reason="岗位调整"
    )
    day = cast.unit.starts_on
    _proofing(cast)
    _round(cast)
    delegate(actor=cast.drafter, deputy=cast.stranger, starts_on=day, ends_on=day, reason="出差")
    begun(cast)
    assert Custody.objects.exists()
    assert SealUse.objects.exists()
    return cast


def _proofing(cast: Cast) -> None:
    """An ignore, an exception, a word of the lexicon and a rule setting."""
    document = drafted(cast, replace(notice([cast.finance]), body="请核对银行帐户信息。"))
    found = named(document, name_of(document, report_for(document, cast.drafter).standing[0]))
    ignore = ignore_finding(actor=cast.drafter, document=document, found=found, reason="引用原文")
    agree_exception(actor=cast.reviewer, ignore=ignore)
    propose_entry(
        actor=cast.reviewer, agency=cast.city_office, wording=Wording("市府办", "市政府办公室", "规范简称")
    )
    propose_setting(actor=cast.reviewer, agency=cast.city_office, rule="TYP001", severity=None, reason="试用")


def _round(cast: Cast) -> None:
    today = timezone.localdate()
    start_round(actor=cast.reviewer, request_key=uuid.uuid4(), since=today, until=today, units=[cast.unit])


def _rows() -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database but the trail."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("zhengban.") and model is not AuditEntry
    }


def _wrong_duty(cast: Cast, duty: Duty | None) -> User:
    return cast.auditor if duty != Duty.AUDIT else cast.drafter


@pytest.mark.parametrize("code", sorted(set(registry) - ANY_DUTY))
def test_a_wrong_duty_is_refused_and_nothing_changes(world: Cast, code: str) -> None:
    act: Action[models.Model, object] = registry[code]
    target = act.model._base_manager.order_by("pk").first()
    assert target is not None, f"the world has no {act.model.__name__}"
    actor = _wrong_duty(world, act.duty)
    if isinstance(target, User) and target == actor:
        target = world.drafter
    arguments = {
        name: None
        for name, parameter in list(inspect.signature(act.body).parameters.items())[1:]
        if name != "actor" and parameter.default is inspect.Parameter.empty
    }
    before, told = _rows(), AuditEntry.objects.count()

    with pytest.raises(Refused) as refusal:
        act(target, actor=actor, **arguments)

    assert str(refusal.value).strip()
    assert _rows() == before
    [entry] = AuditEntry.objects.order_by("pk")[told:]
    assert (entry.code, entry.outcome, entry.actor_id) == ("access.refused", Outcome.REFUSED, actor.pk)


@pytest.mark.parametrize("code", sorted(code for code, one in creations.items() if one.duty is not None))
def test_a_wrong_duty_creates_nothing(world: Cast, code: str) -> None:
    act = creations[code]
    actor = _wrong_duty(world, act.duty)
    names = [name for name in inspect.signature(act.body).parameters if name != "actor"]
    before = _rows()

    with pytest.raises(Refused):
        act(actor=actor, **dict.fromkeys(names))

    assert _rows() == before


def test_the_registry_is_not_empty() -> None:
    assert len(registry) + len(creations) > 40
