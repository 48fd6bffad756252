"""Both stages write the same rows: what is loaded in bulk is what the real actions would have made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from pytest_django import Settings

from zhengban.access.loading import loading
from zhengban.audit.models import AuditEntry
from zhengban.demo.city import DEPARTMENTS, OFFICE, PROVINCIAL
from zhengban.demo.founding import found_city
from zhengban.demo.playing import open_registers
from zhengban.demo.stages.casting import Casting
from zhengban.demo.stages.memory import MemoryStage
from zhengban.demo.stages.real import RealStage
from zhengban.demo.texts import FLAWS
from zhengban.demo.texts.drafts import Form
from zhengban.demo.year.hours import CHINA, after
from zhengban.demo.year.incoming import Handling
from zhengban.demo.year.outgoing import Fate
from zhengban.demo.year.plan import settle
from zhengban.demo.year.planner import Planner, Wanted, Year
from zhengban.demo.year.scripts import Verb, cues
from zhengban.files.models import StoredFile
from zhengban.proofing.models import KeptCheck
from zhengban.rendering.models import RenderedFile

BEGAN, NOW = (datetime(2025, 12, day, 9, 0, tzinfo=CHINA) for day in (1, 31))
NOTICE = (Form.NOTICE, Form.CIRCULAR)
# Rows whose numbers depend on an order nobody has promised.
_UNORDERED = (
    "documents.OutgoingInvolvement",
    "documents.IncomingInvolvement",
    "documents.IncomingDocument_co_units",
)


def _eventful_year() -> Year:
    """A few papers that between them go through everything that is ever played."""
    year = Year(BEGAN, NOW)
    dice = Random(11)
    planner = Planner(year, dice)
    flaw = next(one for one in FLAWS if one.rule == "DUP003")
    lives = [
        (OFFICE, Wanted(NOTICE, fate=Fate(countersigners=3, circulated=True, polished=True, expedited=True))),
        (OFFICE, Wanted(NOTICE, flaw=flaw, fate=Fate(returned_from="section_review"))),
        (OFFICE, Wanted(NOTICE, fate=Fate(returned_from="office_review", countersigners=2))),
        (OFFICE, Wanted(NOTICE, fate=Fate(withdrawn=True), handling=Handling(sent_back=True))),
        (OFFICE, Wanted(NOTICE, fate=Fate(), handling=Handling(returned=True))),
        (OFFICE, Wanted(NOTICE, fate=Fate(), handling=Handling(assisting=2, leaders=2, transferred=True))),
        (OFFICE, Wanted(NOTICE, fate=Fate(), handling=Handling(slow=True, circulated=True))),
        (OFFICE, Wanted(NOTICE, fate=Fate(), handling=Handling(for_action=False))),
        (OFFICE, Wanted(NOTICE, fate=Fate(voided=True))),
        (OFFICE, Wanted(NOTICE, fate=Fate(voided_when_numbered=True))),
        (DEPARTMENTS[1], Wanted((Form.REQUEST,), fate=Fate(), handling=Handling())),
        (DEPARTMENTS[1], Wanted((Form.LETTER,), fate=Fate(), handling=Handling())),
        (DEPARTMENTS[2], Wanted(urgency="TOP_URGENT", fate=Fate(stop_before="archive"))),
    ]
    for at, (writer, wanted) in enumerate(lives):
        planner.outgoing(writer, after(BEGAN, 60 * at), wanted)
    for sender in PROVINCIAL[:2]:
        planner.from_outside(sender, OFFICE, after(BEGAN, 200))
    settle(year, dice)
    return year


@pytest.fixture
def stored(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("stored")
def test_memory_writes_what_the_actions_write() -> None:
    city = found_city(BEGAN)
    year = _eventful_year()
    open_registers(city, year)
    acts = cues(year.scripts)
    assert {cue.act.verb for cue in acts} == set(Verb)

    with _undone():
        real = RealStage(Casting(city))
        for cue in acts:
            real.play(cue)
        by_actions = _all_rows()
    with _undone(), loading("同样的公文"):
        memory = MemoryStage(Casting(city))
        for cue in acts:
            memory.play(cue)
        memory.write()
        in_memory = _all_rows()

    assert len(by_actions["documents.OutgoingDocument"]) > 14
    assert len(by_actions["documents.IncomingDocument"]) > 30
    for label, rows in by_actions.items():
        assert in_memory[label] == rows, label


@contextmanager
def _undone() -> Iterator[None]:
    """A transaction that starts from the first free row numbers and leaves nothing behind, not even used ones."""
    _free_row_numbers()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    _free_row_numbers()


def _free_row_numbers() -> None:
    # Tests before this one have used up numbers of PostgreSQL's sequences, which no rollback gives back.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_models())):
            cursor.execute(statement)


def _all_rows() -> dict[str, list[dict[str, object]]]:
    """Every row of our own tables, by table; findings kept by the way are no part of the story."""
    return {model._meta.label: list(_rows(model)) for model in _models() if model is not KeptCheck}


def _models() -> Iterator[type]:
    return (
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhengban.")
    )


def _rows(model: type) -> Iterator[dict[str, object]]:
    found = model._base_manager.order_by("pk")  # type: ignore[attr-defined]
    if model is AuditEntry:
        # Only the bulk says that it was loaded.
        found = found.exclude(code="access.load")
    rows = list(found.values())
    if model is StoredFile:
        # A signature is never the same twice, nor is what is made from it.
        typeset = set(RenderedFile.objects.values_list("file", flat=True))
        for row in rows:
            if row["id"] not in typeset:
                row["sha256"], row["size"] = "", 0
    if model._meta.label in _UNORDERED:  # type: ignore[attr-defined]
        for row in rows:
            del row["id"]
        rows.sort(key=lambda row: sorted(map(str, row.values())))
    return iter(rows)
