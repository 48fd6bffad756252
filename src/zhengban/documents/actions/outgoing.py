"""The life of an outgoing document (发文): draft, submit, sign, recheck, number, distribute, archive."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from zhengban.access.authority import current_authority
from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.documents import content, policy, steps
from zhengban.documents.actions.deliveries import send
from zhengban.documents.actions.sealing import void_uses
from zhengban.documents.elements import Elements
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.documents.models import OutgoingState as State
from zhengban.documents.printing import keep_unsealed
from zhengban.jobs.queue import enqueue
from zhengban.numbering.allocation import allocate, void
from zhengban.organizations.directory import membership_of


@create_action("documents.draft", "拟稿", allowed=policy.may_draft)
def draft(
    *, actor: User, request_key: UUID, elements: Elements, reply_to: IncomingDocument | None = None
) -> OutgoingDocument:
    """Begin an outgoing document (拟稿) in the drafter's own unit and start its process."""
    return begin(actor, request_key, elements, reply_to=reply_to, why="拟稿")


def begin(
    actor: User, request_key: UUID, elements: Elements, *, why: str, reply_to: IncomingDocument | None = None
) -> OutgoingDocument:
    """Make the document, its first version and its process; called inside the two actions that draft."""
    membership = membership_of(actor)
    assert membership is not None  # noqa: S101 - the policy demands one
    document = OutgoingDocument.objects.create(
        agency=membership.agency,
        unit=membership.unit,
        drafter=actor,
        drafted_at=timezone.now(),
        title=elements.title,
        kind=elements.kind,
        code=elements.code,
        disclosure=elements.disclosure,
        reply_to=reply_to,
        request_key=request_key,
    )
    content.keep_elements(document, elements, author=actor, why=why)
    document.save()
    content.involve(document, [actor.pk])
    steps.begin(document, actor=actor)
    return document


@action("documents.revise", "修改", allowed=policy.may_revise)
def revise(document: OutgoingDocument, *, actor: User, elements: Elements, why: str) -> None:
    """Change elements or text (修改) while the paper is with the person and the step allows it."""
    content.keep_elements(document, elements, author=actor, why=why)


@action(
    "documents.submit",
    "提交",
    allowed=policy.may_submit,
    moves={State.DRAFT: State.IN_REVIEW, State.RETURNED: State.IN_REVIEW},
)
def submit(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """Hand the draft over for review (提交审核)."""


@action(
    "documents.take_back",
    "退回修改",
    allowed=policy.at_step("documents.take_back"),
    moves={State.IN_REVIEW: State.RETURNED},
)
def take_back(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """The paper is back with its drafter (退回修改)."""


@action("documents.sign", "签发", allowed=policy.may_sign, moves={State.IN_REVIEW: State.SIGNED})
def sign(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """Sign the current version for issue (签发); what is signed is exactly this version (条例 art. 22)."""
    document.signed_version = document.current_version
    document.signer = current_authority().principal
    document.signed_at = timezone.now()


@action(
    "documents.unsign",
    "撤销签发",
    allowed=policy.at_step("documents.unsign"),
    moves={State.SIGNED: State.IN_REVIEW},
)
def unsign(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """A change of substance sends the paper back: the signature no longer holds (条例 art. 25)."""
    document.signed_version = None
    document.signer = None
    document.signed_at = None


@action("documents.recheck", "复核", allowed=policy.may_recheck, moves={State.SIGNED: State.SIGNED})
def recheck(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """Recheck trail, text, type and format before numbering (复核, 条例 art. 25)."""
    document.rechecked_at = timezone.now()


@action("documents.number", "编号", allowed=policy.may_number, moves={State.SIGNED: State.NUMBERED})
def number(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """Give the document its number (编号登记) and make the print file."""
    given = allocate(document.agency, document.code, timezone.localdate().year, holder=document.title)
    document.number = given
    document.number_text = str(given)
    assert document.signed_version is not None  # noqa: S101 - a signed document has one
    content.make_findable(document, document.signed_version.text)
    enqueue("zhengban.documents.upkeep.prepare_issue", document.pk)


@action(
    "documents.distribute",
    "分发",
    allowed=policy.may_distribute,
    moves={State.NUMBERED: State.ISSUED, State.SEALED: State.ISSUED},
)
def distribute(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """Print and send the document to everybody on its list (印制、核发); what was sealed is printed already."""
    if document.state == State.NUMBERED:
        document.issued_on = timezone.localdate()
        keep_unsealed(document, actor=actor)
    send(document, document.distribution, actor=actor)


@action("documents.archive", "归档", allowed=policy.may_archive, moves={State.ISSUED: State.ARCHIVED})
def archive(document: OutgoingDocument, *, actor: User, opinion: str = "") -> None:
    """File the document with everything that belongs to it (归档)."""
    document.archived_at = timezone.now()
    document.archive_note = opinion[:200]


@action(
    "documents.void",
    "作废",
    allowed=policy.may_void,
    moves=dict.fromkeys(
        (State.DRAFT, State.RETURNED, State.IN_REVIEW, State.SIGNED, State.NUMBERED, State.SEALED), State.VOIDED
    ),
)
def void_document(document: OutgoingDocument, *, actor: User, opinion: str) -> None:
    """Give the document up (作废); a number it already has stays on record with the reason."""
    if not opinion.strip():
        raise Refused("作废须说明原因。")
    document.voided_reason = opinion.strip()[:200]
    if document.state == State.SEALED:
        void_uses(document, actor=actor, reason=document.voided_reason)
    if document.number is not None:
        void(document.number, document.voided_reason)
