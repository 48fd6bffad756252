"""Sending and receiving between agencies: one transaction on each side, receipts back to the sender."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from gongwen.document import dump_source
from zhengban.access.errors import Refused
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.documents import content, policy, steps
from zhengban.documents.models import (
    Addressee,
    AddressMode,
    Delivery,
    DeliveryState,
    DocumentFile,
    IncomingDocument,
    OutgoingDocument,
    OutgoingState,
)
from zhengban.documents.printing import official
from zhengban.notifications.notices import notify
from zhengban.numbering.allocation import allocate_incoming
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency, Role, RoleGrant

_LONGEST_REASON = 500


def send(document: OutgoingDocument, addressees: Iterable[Addressee], *, actor: User) -> None:
    """Make a delivery for each of them; agencies outside this installation get the paper by hand."""
    now = timezone.now()
    deliveries = Delivery.objects.bulk_create(
        Delivery(
            document=document,
            agency=addressee.agency,
            mode=addressee.mode,
            state=DeliveryState.SENT if addressee.agency.is_connected else DeliveryState.BY_HAND,
            sent_at=now,
            sent_by=actor,
        )
        for addressee in addressees
    )
    reached = [delivery.agency_id for delivery in deliveries if delivery.state == DeliveryState.SENT]
    registrars = RoleGrant.objects.valid(timezone.localdate()).filter(
        agency__in=reached, role=Role.REGISTRAR, user__is_active=True
    )
    people = registrars.order_by("agency", "user").values_list("user", flat=True)
    notify(people, f"{document.agency}来文待签收：《{document.title}》", "/documents/deliveries/")


@action(
    "documents.send_again",
    "补发",
    allowed=policy.may_send_again,
    moves={state: state for state in (OutgoingState.ISSUED, OutgoingState.ARCHIVED)},
)
def send_again(document: OutgoingDocument, *, actor: User, agency: Agency, mode: AddressMode) -> None:
    """Send an issued document to one more agency, or again to one that returned it (补发)."""
    today = timezone.localdate()
    if not agency.is_valid(today):
        raise Refused(f"“{agency}”已撤销，不能补发。")
    if Delivery.objects.filter(document=document, agency=agency).exclude(state=DeliveryState.RETURNED).exists():
        raise Refused(f"“{agency}”已在分发范围内，无需补发。")
    listed = Addressee.objects.filter(document=document, agency=agency, removed_at__isnull=True).first()
    send(document, [listed or Addressee.objects.create(document=document, agency=agency, mode=mode)], actor=actor)


@action(
    "documents.receive",
    "签收",
    allowed=policy.may_receive,
    moves={DeliveryState.SENT: DeliveryState.RECEIVED},
)
def receive(delivery: Delivery, *, actor: User) -> None:
    """Sign for a delivery (签收, 条例 art. 24); the sender sees who and when."""
    delivery.received_at = timezone.now()
    delivery.received_by = actor


@action(
    "documents.send_back",
    "退回来文",
    allowed=policy.may_receive,
    moves={
        DeliveryState.SENT: DeliveryState.RETURNED,
        DeliveryState.RECEIVED: DeliveryState.RETURNED,
        DeliveryState.REGISTERED: DeliveryState.RETURNED,
    },
)
def send_back(delivery: Delivery, *, actor: User, reason: str) -> None:
    """Return a delivery to its sender with the reason (退回, 条例 art. 24)."""
    if not reason.strip():
        raise Refused("退回来文须说明原因。")
    delivery.returned_at = timezone.now()
    delivery.returned_by = actor
    delivery.returned_reason = reason.strip()[:_LONGEST_REASON]
    document = delivery.document
    notify(
        {document.drafter_id, delivery.sent_by_id},
        f"{delivery.agency}退回《{document.title}》：{delivery.returned_reason}",
        document.get_absolute_url(),
    )


@action(
    "documents.register",
    "登记",
    allowed=policy.may_receive,
    moves={DeliveryState.RECEIVED: DeliveryState.REGISTERED},
)
def register(delivery: Delivery, *, actor: User, request_key: UUID, copies: int = 1) -> None:
    """Register a delivery as an incoming document (登记); the elements come from the paper itself."""
    document = delivery.document
    membership = membership_of(actor)
    assert membership is not None  # noqa: S101 - the policy demands one
    number = allocate_incoming(delivery.agency, timezone.localdate().year, holder=document.title)
    incoming = IncomingDocument.objects.create(
        agency=delivery.agency,
        number=number,
        register_number=str(number),
        sender=document.agency,
        sender_name=document.agency.name,
        sender_number=document.number_text,
        title=document.title,
        kind=document.kind,
        urgency=document.urgency,
        written_on=timezone.localdate(document.signed_at),
        copies=copies,
        received_at=delivery.received_at or timezone.now(),
        registrar=actor,
        delivery=delivery,
        source=dump_source(official(document)),
        request_key=request_key,
    )
    _copy_files(document, incoming, actor)
    content.involve(incoming, [actor.pk])
    content.make_findable(incoming, incoming.source)
    steps.begin(incoming, actor=actor)


def _copy_files(document: OutgoingDocument, incoming: IncomingDocument, actor: User) -> None:
    """The receiver keeps the same files; content is stored once."""
    now = timezone.now()
    DocumentFile.objects.bulk_create(
        DocumentFile(
            incoming=incoming,
            purpose=file.purpose,
            title=file.title,
            name=file.name,
            file=file.file,
            position=file.position,
            added_by=actor,
            added_at=now,
        )
        for file in DocumentFile.objects.current()
        .filter(outgoing=document, purpose__in=["ATTACHMENT", "PRINT"])
        .select_related("file")
    )
