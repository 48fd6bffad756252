"""Moving a document through its life, step by step, each by its own person."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

from tests.people import Cast
from zhengban.access.models import User
from zhengban.documents.actions.deliveries import receive, register
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.elements import Elements
from zhengban.documents.models import Delivery, Disclosure, IncomingDocument, OutgoingDocument
from zhengban.numbering.actions import add_code
from zhengban.organizations.models import Agency, Unit
from zhengban.sealing.tests.seals import made_seal
from zhengban.workflow.actions import complete, publish_if_changed
from zhengban.workflow.models import WorkItem

PROCESSES = Path(__file__).resolve().parents[1] / "processes"
CODE = "云政办发"
BODY = "为做好防汛工作，现将有关事项通知如下：\n\n一、压实责任\n各县（区）要落实包保责任。\n二、加强值守\n严格执行值班制度。"


def open_office(cast: Cast) -> None:
    """Publish the processes and give the agencies their codes."""
    for name in ("outgoing", "incoming"):
        xml = (PROCESSES / f"{name}.bpmn").read_text(encoding="utf-8")
        publish_if_changed(actor=cast.system_administrator, xml=xml)
    add_code(actor=cast.system_administrator, agency=cast.city_office, text=CODE)
    add_code(actor=cast.system_administrator, agency=cast.finance, text="云财")
    made_seal(cast)


def notice(main: Sequence[Agency], cc: Sequence[Agency] = (), *, kind: str = "通知", title: str = "") -> Elements:
    return Elements(
        kind=kind,
        title=title or f"云江市人民政府办公室关于做好防汛工作的{kind}",
        code=CODE,
        body=BODY,
        disclosure=Disclosure.ACTIVE,
        to_names=tuple(agency.name for agency in main),
        main=tuple(main),
        cc=tuple(cc),
        cc_names=tuple(agency.name for agency in cc),
    )


def drafted(cast: Cast, elements: Elements | None = None) -> OutgoingDocument:
    return draft(
        actor=cast.drafter,
        request_key=uuid.uuid4(),
        elements=elements or notice([cast.finance, cast.county_office], [cast.outside]),
    )


def item_of(user: User, document: OutgoingDocument | IncomingDocument) -> WorkItem:
    key = "outgoing" if isinstance(document, OutgoingDocument) else "incoming"
    items = WorkItem.objects.awaiting(user).filter(instance__key=key, instance__subject_id=document.pk)
    item = items.get()
    assert isinstance(item, WorkItem)
    return item


def step(document: OutgoingDocument | IncomingDocument, user: User, **arguments: object) -> None:
    """The person finishes the own item on the document."""
    opinion = arguments.pop("opinion", "同意。")
    item = item_of(user, document)
    if item.activity == "number":
        opinion = ""
    complete(item.at_hand, actor=user, opinion=opinion, **arguments)
    document.refresh_from_db()


def reviewed(cast: Cast, *, countersign: Sequence[Unit] = ()) -> OutgoingDocument:
    """A document that lies before the leader."""
    document = drafted(cast)
    step(document, cast.drafter, variables={"countersign_units": [unit.pk for unit in countersign]})
    step(document, cast.unit_head, variables={"countersign_units": [unit.pk for unit in countersign]})
    for unit in countersign:
        head = {cast.second_unit: cast.second_head, cast.third_unit: cast.third_head}[unit]
        step(document, head, outcome="agree")
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    return document


def numbered(cast: Cast) -> OutgoingDocument:
    """A document that was signed and numbered and lies before the seal keeper."""
    document = reviewed(cast)
    for person in (cast.leader, cast.rechecker, cast.numbering_clerk):
        step(document, person)
    return document


def issued(cast: Cast) -> OutgoingDocument:
    """A document that was signed, numbered, sealed and distributed."""
    document = numbered(cast)
    for person in (cast.seal_keeper, cast.registrar):
        step(document, person)
    return document


def registered(cast: Cast) -> IncomingDocument:
    """The finance bureau has registered the city office's paper."""
    document = issued(cast)
    delivery = Delivery.objects.get(document=document, agency=cast.finance)
    receive(delivery, actor=cast.finance_registrar)
    register(delivery, actor=cast.finance_registrar, request_key=uuid.uuid4())
    incoming = delivery.incoming
    assert isinstance(incoming, IncomingDocument)
    return incoming
