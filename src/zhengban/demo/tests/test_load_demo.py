"""The demo city loads through the real actions and leaves something on the desks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.demo.accounts import demo_accounts
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.workflow.models import WorkItem


@pytest.fixture
def loaded(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.STATE = tmp_path
    call_command("load_demo", documents=40, verbosity=0)


@pytest.mark.usefixtures("loaded")
def test_a_small_city_has_papers_in_many_states(settings: Settings) -> None:
    states = set(OutgoingDocument.objects.values_list("state", flat=True))

    assert {"DRAFT", "IN_REVIEW", "SIGNED", "NUMBERED", "ISSUED"} <= states
    assert IncomingDocument.objects.exists()
    drafter = User.objects.get(username=demo_accounts()[0].username)
    assert WorkItem.objects.awaiting(drafter).exists()
    assert AuditEntry.objects.filter(code="documents.sign").exists()
    assert demo_accounts()[0].username in (settings.STATE / "demo-accounts.txt").read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="系统中已有用户"):
        call_command("load_demo", documents=40, verbosity=0)
