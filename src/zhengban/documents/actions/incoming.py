"""The life of an incoming document (收文): register, check, plan, handle, complete, archive."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.documents import content, policy, steps
from zhengban.documents.actions.deliveries import send_back
from zhengban.documents.actions.files import keep_file
from zhengban.documents.models import FilePurpose, Handling, IncomingDocument, UrgencyChoice
from zhengban.documents.models import IncomingState as State
from zhengban.files.storage import ReceivedFile
from zhengban.numbering.allocation import allocate_incoming
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency, Unit

_LONGEST_REASON = 500


@create_action("incoming.register", "登记", allowed=policy.may_register)
def register_from_outside(
    *,
    actor: User,
    request_key: UUID,
    title: str,
    kind: str,
    sender_name: str,
    sender_number: str,
    urgency: UrgencyChoice,
    written_on: date | None,
    copies: int,
    source: str,
    sender: Agency | None = None,
    received: ReceivedFile | None = None,
) -> IncomingDocument:
    """Register a paper that came from outside this installation (登记)."""
    membership = membership_of(actor)
    assert membership is not None  # noqa: S101 - the policy demands one
    now = timezone.now()
    number = allocate_incoming(membership.agency, timezone.localdate().year, holder=title)
    incoming = IncomingDocument.objects.create(
        agency=membership.agency,
        number=number,
        register_number=str(number),
        sender=sender,
        sender_name=sender_name,
        sender_number=sender_number,
        title=title,
        kind=kind,
        urgency=urgency,
        written_on=written_on,
        copies=copies,
        received_at=now,
        registrar=actor,
        source=source,
        request_key=request_key,
    )
    if received is not None:
        keep_file(incoming, received, purpose=FilePurpose.ORIGINAL, actor=actor)
    content.involve(incoming, [actor.pk])
    content.make_findable(incoming, source)
    steps.begin(incoming, actor=actor)
    return incoming


@action(
    "incoming.accept",
    "初审",
    allowed=policy.at_step("incoming.accept"),
    moves={State.REGISTERED: State.IN_HANDLING},
)
def accept(document: IncomingDocument, *, actor: User, opinion: str = "") -> None:
    """The paper is ours to handle and in order (初审通过, 条例 art. 24)."""


@action(
    "incoming.reopen",
    "退回初审",
    allowed=policy.at_step("incoming.reopen"),
    moves={State.IN_HANDLING: State.REGISTERED},
)
def reopen(document: IncomingDocument, *, actor: User, opinion: str = "") -> None:
    """The paper is back before the preliminary check."""


@action(
    "incoming.send_back",
    "退文",
    allowed=policy.may_send_back_incoming,
    moves={State.REGISTERED: State.RETURNED},
)
def send_back_incoming(document: IncomingDocument, *, actor: User, opinion: str) -> None:
    """Return the paper to its sender with the reason (退文): not ours, or not in order (条例 art. 24)."""
    if not opinion.strip():
        raise Refused("退文须说明原因。")
    document.returned_reason = opinion.strip()[:_LONGEST_REASON]
    if document.delivery is not None:
        send_back(document.delivery, actor=actor, reason=document.returned_reason)


@action(
    "incoming.plan",
    "拟办",
    allowed=policy.at_step("incoming.plan"),
    moves={State.IN_HANDLING: State.IN_HANDLING},
)
def plan(
    document: IncomingDocument,
    *,
    actor: User,
    opinion: str = "",
    handling: Handling,
    host_unit: Unit | None = None,
    co_units: tuple[Unit, ...] = (),
    due_on: date | None = None,
) -> None:
    """Propose how the paper is handled (拟办): for action with one host unit, or for information."""
    if handling == Handling.FOR_ACTION and host_unit is None:
        raise Refused("批办件须明确主办处室。", source="条例 art.24")
    if host_unit is not None and host_unit in co_units:
        raise Refused(f"“{host_unit}”不能既主办又协办。")
    document.handling = handling
    document.host_unit = host_unit
    document.co_units.set(co_units)
    document.due_on = due_on


@action(
    "incoming.complete",
    "办结",
    allowed=policy.at_step("incoming.complete"),
    moves={State.IN_HANDLING: State.COMPLETED},
)
def complete(document: IncomingDocument, *, actor: User, opinion: str = "") -> None:
    """The matter is done (办结); the result is on record."""
    document.completed_at = timezone.now()
    document.result = opinion[:_LONGEST_REASON]


@action(
    "incoming.continue",
    "继续办理",
    allowed=policy.at_step("incoming.continue"),
    moves={State.COMPLETED: State.IN_HANDLING},
)
def resume(document: IncomingDocument, *, actor: User, opinion: str = "") -> None:
    """The matter is open again after a return or withdrawal (继续办理)."""
    document.completed_at = None
    document.result = ""


@action(
    "incoming.archive",
    "归档",
    allowed=policy.at_step("incoming.archive"),
    moves={State.COMPLETED: State.ARCHIVED},
)
def archive_incoming(document: IncomingDocument, *, actor: User, opinion: str = "") -> None:
    """File the paper with its handling sheet (归档)."""
    document.archived_at = timezone.now()
    document.archive_note = opinion[:200]
