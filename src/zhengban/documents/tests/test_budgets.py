"""However many papers there are, a press of a button asks the database a bounded number of questions."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Cast
from zhengban.documents.actions.deliveries import receive, register
from zhengban.documents.models import (
    Delivery,
    Handling,
    IncomingDocument,
    IncomingState,
    OutgoingDocument,
    OutgoingState,
)
from zhengban.documents.tests.lives import drafted, issued, open_office, registered
from zhengban.documents.upkeep import prepare_issue
from zhengban.workflow.actions import complete
from zhengban.workflow.models import ProcessInstance

BUDGET = 25
# Not questions: where a transaction begins and ends.
_BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")


class Meter:
    """Counts the queries of each act."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}

    @contextmanager
    def of(self, act: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = [query for query in captured.captured_queries if not query["sql"].startswith(_BOOKKEEPING)]
        self.counts[act] = len(asked)

    @property
    def beyond(self) -> dict[str, int]:
        return {act: count for act, count in self.counts.items() if count > BUDGET}


@pytest.fixture
def office(cast: Cast) -> Cast:
    """An office that has issued a paper this year, and one that has registered it: every series is open."""
    open_office(cast)
    registered(cast)
    return cast


class Life:
    """Takes one document from hand to hand, whoever holds it, under the meter."""

    def __init__(self, meter: Meter, document: OutgoingDocument | IncomingDocument) -> None:
        self.meter = meter
        self.document = document

    def step(self, **arguments: object) -> None:
        process = ProcessInstance.objects.about(self.document).get()
        item = process.items.filter(state="OPEN").order_by("number").first()
        person = item.candidates.order_by("pk").first().user
        arguments.setdefault("opinion", "" if item.activity == "number" else "同意。")
        with self.meter.of(f"{item.number} {item.activity_name}"):
            complete(item.at_hand, actor=person, **arguments)

    def finish(self) -> None:
        while ProcessInstance.objects.about(self.document).running().exists():
            self.step()


def test_every_step_of_an_outgoing_document_keeps_the_budget(office: Cast) -> None:
    meter = Meter()
    units = {"countersign_units": [office.second_unit.pk, office.third_unit.pk]}
    with meter.of("拟稿"):
        document = drafted(office)
    life = Life(meter, document)

    life.step(variables=units)
    life.step(variables=units)
    life.step(outcome="agree")
    life.step(outcome="agree")
    life.step(chosen={"sign": [office.leader]})
    for _act in ("签发", "复核", "编号"):
        life.step()
    prepare_issue(document.pk)
    life.finish()

    document.refresh_from_db()
    assert document.state == OutgoingState.ARCHIVED
    assert len(meter.counts) == 12
    assert meter.beyond == {}


def test_every_step_of_an_incoming_document_keeps_the_budget(office: Cast) -> None:
    meter = Meter()
    delivery = Delivery.objects.get(agency=office.finance, document=issued(office))
    with meter.of("签收"):
        receive(delivery, actor=office.finance_registrar)
    with meter.of("登记"):
        register(delivery, actor=office.finance_registrar, request_key=uuid.uuid4())
    document = IncomingDocument.objects.get(delivery=delivery)
    life = Life(meter, document)

    life.step()
    life.step(
        opinion="请预算科办理。",
        variables={
            "handling": "FOR_ACTION",
            "leaders": [office.finance_leader.pk],
            "host_unit": [office.finance_unit.pk],
            "co_units": [],
            "readers": [],
            "due_on": None,
        },
        fields={"handling": Handling.FOR_ACTION, "host_unit": office.finance_unit, "co_units": (), "due_on": None},
    )
    life.finish()

    document.refresh_from_db()
    assert document.state == IncomingState.ARCHIVED
    assert len(meter.counts) == 8
    assert meter.beyond == {}
