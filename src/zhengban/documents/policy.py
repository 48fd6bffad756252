"""Who may do what with a document: pure questions with one-sentence answers, shared by gate and buttons."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from gongwen.document import DocumentType
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.documents import steps
from zhengban.documents.completeness import ready_to_distribute, ready_to_submit
from zhengban.documents.elements import KINDS
from zhengban.documents.findings import free_of_blockers
from zhengban.documents.models import Delivery, IncomingDocument, OutgoingDocument, OutgoingState
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency, PostKind, Role
from zhengban.proofing.models import Ignore
from zhengban.sealing.actions.uses import official_seals_in_hand
from zhengban.sealing.models import Seal
from zhengban.workflow.subjects import requires_process


def may_draft(actor: User) -> Decision:
    """Everybody with a post may draft."""
    if membership_of(actor) is None:
        return Refusal("您目前没有任职信息，不能拟稿，请联系系统管理员。")
    return ALLOWED


def may_revise(actor: User, document: OutgoingDocument) -> Decision:
    """The text changes only in the hands of somebody whose step allows it."""
    if document.state not in {OutgoingState.DRAFT, OutgoingState.RETURNED, OutgoingState.IN_REVIEW}:
        return Refusal("已签发的公文不能修改，确需修改的应退回签发人重新签发。", source="条例 art.25")
    return steps.may_edit(actor, document)


def at_step(code: str) -> Callable[[User, OutgoingDocument | IncomingDocument], Decision]:
    """The person is at the step whose completion performs this act."""

    def ask(actor: User, document: OutgoingDocument | IncomingDocument) -> Decision:
        return requires_process(document, code)

    return ask


def may_submit(actor: User, document: OutgoingDocument) -> Decision:
    return ready_to_submit(document) and requires_process(document, "documents.submit")


def may_sign(actor: User, document: OutgoingDocument) -> Decision:
    """Leaders sign; upward documents the principal head in person (条例 art. 22)."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != document.agency_id or not membership.leads:
        return Refusal("只有本机关负责人可以签发。", source="条例 art.22")
    if is_upward(document) and membership.post.kind != PostKind.PRINCIPAL:
        return Refusal("上行文应由主要负责人签发。", source="条例 art.22")
    return requires_process(document, "documents.sign") and free_of_blockers(actor, document)


def may_recheck(actor: User, document: OutgoingDocument) -> Decision:
    """Whoever signed does not recheck the own signature."""
    if document.signer_id == actor.pk:
        return Refusal("签发人不能复核自己签发的公文。")
    return requires_process(document, "documents.recheck")


def may_number(actor: User, document: OutgoingDocument) -> Decision:
    if document.rechecked_at is None:
        return Refusal("复核后才能编号。", source="条例 art.25")
    return requires_process(document, "documents.number")


def may_seal(actor: User, document: OutgoingDocument) -> Decision:
    """Whoever has the agency's own seal in hand, at the step of sealing (用印)."""
    if not bears_seal(document):
        return Refusal("纪要不加盖印章。", source="GB/T 9704 10.3")
    performed = requires_process(document, "documents.seal")
    if performed and not seals_in_hand(actor, document):
        return Refusal(f"{document.agency}的公章不在您手中，须由持有人用印；公章由他人保管的，请先办理借用。")
    return performed


def may_distribute(actor: User, document: OutgoingDocument) -> Decision:
    """What was found only after signing, in number, date or by a newer rule, stops the printing too."""
    if document.state == OutgoingState.NUMBERED and bears_seal(document):
        return Refusal("用印后才能分发。", source="条例 art.9")
    return (
        ready_to_distribute(document, timezone.localdate())
        and requires_process(document, "documents.distribute")
        and free_of_blockers(actor, document)
    )


def may_archive(actor: User, document: OutgoingDocument) -> Decision:
    return requires_process(document, "documents.archive")


def may_void(actor: User, document: OutgoingDocument) -> Decision:
    """The drafter gives up the own draft; once signed, only the signer does."""
    performed = requires_process(document, "documents.void")
    if document.state in {OutgoingState.SIGNED, OutgoingState.NUMBERED, OutgoingState.SEALED}:
        if document.signer_id == actor.pk:
            return performed
        return Refusal("已签发的公文只能由签发人作废。")
    return performed if document.drafter_id == actor.pk else Refusal("只能作废自己拟的稿。")


def may_send_again(actor: User, document: OutgoingDocument) -> Decision:
    return _has_role(actor, document.agency, Role.REGISTRAR)


def may_receive(actor: User, delivery: Delivery) -> Decision:
    """The registrar of the receiving agency."""
    return _has_role(actor, delivery.agency, Role.REGISTRAR)


def may_register(actor: User) -> Decision:
    membership = membership_of(actor)
    if membership is None or Role.REGISTRAR not in membership.roles:
        return Refusal("只有机要文书可以登记来文。")
    return ALLOWED


def may_send_back_incoming(actor: User, document: IncomingDocument) -> Decision:
    """The registrar returns a paper before it was accepted (初审不通过, 条例 art. 24)."""
    return _has_role(actor, document.agency, Role.REGISTRAR) and requires_process(document, "incoming.send_back")


def is_upward(document: OutgoingDocument) -> bool:
    """Whether the type only travels upward (上行文)."""
    return document.kind in KINDS and DocumentType(document.kind).is_upward


def seals_in_hand(actor: User, document: OutgoingDocument) -> list[Seal]:
    """The issuing agency's own seals that the person has now; asked once until the document is read again."""
    known: dict[int, list[Seal]] = document.__dict__.setdefault("_seals_in_hand", {})
    if actor.pk not in known:
        known[actor.pk] = official_seals_in_hand(actor, document.agency)
    return known[actor.pk]


def bears_seal(document: OutgoingDocument) -> bool:
    """Whether the issuer's seal stands on it; minutes (纪要) have none."""
    return document.kind != DocumentType.MINUTES.value


def _has_role(actor: User, agency: Agency, role: Role) -> Decision:
    membership = membership_of(actor)
    if membership is not None and membership.agency.pk == agency.pk and role in membership.roles:
        return ALLOWED
    return Refusal(f"只有{agency}的{Role(role).label}可以办理。")


def may_ignore(actor: User, document: OutgoingDocument) -> Decision:
    """The drafter, whoever has the paper in hand, and those who review papers let a finding stand."""
    if document.state in {OutgoingState.ARCHIVED, OutgoingState.VOIDED}:
        return Refusal(f"公文{OutgoingState(document.state).label}，不再处理校核意见。")
    if document.drafter_id == actor.pk or _reviews(actor, document) or steps.items_of(actor, document):
        return ALLOWED
    return Refusal("只有拟稿人、当前办理人和核稿人员可以忽略校核意见。")


def may_confirm(actor: User, document: OutgoingDocument, ignore: Ignore) -> Decision:
    """Of what must be corrected a second person, who did not draft the paper, confirms that it may stand."""
    if ignore.ignored_by_id == actor.pk:
        return Refusal("提出忽略的人不能自己确认，请由另一人确认。")
    if document.drafter_id == actor.pk:
        return Refusal("拟稿人不能确认忽略本稿中必须改正的问题。")
    if not _reviews(actor, document):
        return Refusal("只有本处室负责人、核稿人员和机关负责人可以确认忽略。")
    return ALLOWED


def may_confirm_ignore(actor: User, ignore: Ignore) -> Decision:
    return may_confirm(actor, OutgoingDocument.objects.get(pk=ignore.object_id), ignore)


def may_let_stand_again(actor: User, document: OutgoingDocument, ignore: Ignore) -> Decision:
    """Whoever ignored a finding, and those who review the paper, have it stand again."""
    if ignore.ignored_by_id == actor.pk or _reviews(actor, document):
        return ALLOWED
    return Refusal("只有忽略人和核稿人员可以取消忽略。")


def may_withdraw_ignore(actor: User, ignore: Ignore) -> Decision:
    return may_let_stand_again(actor, OutgoingDocument.objects.get(pk=ignore.object_id), ignore)


def _reviews(actor: User, document: OutgoingDocument) -> bool:
    """The head of the drafting unit, those who review the agency's papers, and its leaders (审核)."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != document.agency_id:
        return False
    heads = membership.post.kind == PostKind.UNIT_HEAD and membership.unit.pk == document.unit_id
    return heads or membership.leads or bool(membership.roles & {Role.OFFICE_REVIEWER, Role.RECHECKER})
