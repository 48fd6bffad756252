"""The demo city loads, tells believable stories, and leaves something on every desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from gongwen.seal import verify
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.demo.accounts import demo_accounts
from zhengban.demo.city import CONNECTED
from zhengban.documents.models import Delivery, IncomingDocument, OutgoingDocument, Reconciliation
from zhengban.documents.models.delivery import DeliveryState
from zhengban.documents.models.incoming import IncomingState
from zhengban.documents.models.outgoing import OutgoingState
from zhengban.files.storage import read_stored
from zhengban.sealing.models import SealUse
from zhengban.sealing.trust import trust
from zhengban.search.models import Entry
from zhengban.workflow.lamps import Lamp
from zhengban.workflow.models import Circulation, WorkItem


@pytest.fixture
def loaded(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.STATE = settings.MEDIA_ROOT = tmp_path
    call_command("load_demo", documents=150, verbosity=0)


@pytest.mark.usefixtures("loaded")
def test_the_demo_city_is_alive(settings: Settings) -> None:
    _every_state_occurs()
    _every_desk_has_something()
    _a_paper_tells_its_whole_story()
    _seals_papers_and_copies_agree()
    assert Entry.objects.count() == OutgoingDocument.objects.count() + IncomingDocument.objects.count()
    assert demo_accounts()[0].username in (settings.STATE / "demo-accounts.txt").read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="系统中已有用户"):
        call_command("load_demo", documents=40, verbosity=0)


def _every_state_occurs() -> None:
    assert set(OutgoingDocument.objects.values_list("state", flat=True)) >= set(OutgoingState) - {
        OutgoingState.VOIDED
    }
    assert set(IncomingDocument.objects.values_list("state", flat=True)) >= set(IncomingState) - {
        IncomingState.RETURNED
    }
    assert set(Delivery.objects.values_list("state", flat=True)) >= set(DeliveryState) - {DeliveryState.RETURNED}


def _seals_papers_and_copies_agree() -> None:
    made = list(Reconciliation.objects.all())
    assert len(made) == len(CONNECTED)
    assert [one.differences for one in made if one.differences] == []
    assert sum(one.sealed for one in made) == sum(one.issued + one.waiting for one in made) > 20
    use = SealUse.objects.order_by("pk").first()
    assert use is not None
    assert verify(read_stored(use.ofd), trust()).signatures[0].signed_at == use.used_at.replace(microsecond=0)


def _every_desk_has_something() -> None:
    lamps: set[Lamp] = set()
    for account in demo_accounts():
        user = User.objects.get(username=account.username)
        items = list(WorkItem.objects.awaiting(user))
        lamps |= {item.lamp for item in items}
        if not user.is_administrator:
            assert items, account
            assert WorkItem.objects.done_by(user).exists(), account
    assert lamps >= {Lamp.OVERDUE, Lamp.YELLOW, Lamp.GREEN}
    for account in (demo_accounts()[0], demo_accounts()[1]):
        assert Circulation.objects.unread_by(User.objects.get(username=account.username)).exists(), account
    for agency in set(Delivery.objects.values_list("agency", flat=True).filter(agency__is_connected=True)):
        assert Delivery.objects.filter(agency=agency, state=DeliveryState.SENT).exists()


def _a_paper_tells_its_whole_story() -> None:
    """A paper that was filed has its acts in the trail, one after the other, by different people."""
    document = OutgoingDocument.objects.filter(state=OutgoingState.ARCHIVED).order_by("pk").first()
    assert document is not None
    entries = list(AuditEntry.objects.about(document))
    codes = [entry.code for entry in entries]

    assert codes[0] == "documents.draft"
    assert codes[-6:] == [
        "documents.sign",
        "documents.recheck",
        "documents.number",
        "documents.seal",
        "documents.distribute",
        "documents.archive",
    ]
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    assert len({entry.actor_id for entry in entries}) >= 5
