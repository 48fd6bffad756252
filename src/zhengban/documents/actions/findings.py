"""What people decide about findings of a document (校核意见): let stand with a reason, confirmed, taken back."""

from __future__ import annotations

from django.utils import timezone

from gongwen.proofread import Severity
from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.documents import policy
from zhengban.documents.findings import KIND, Named
from zhengban.documents.models import OutgoingDocument
from zhengban.notifications.notices import notify
from zhengban.organizations.directory import heads_of_unit, holders_of_role
from zhengban.organizations.models import Role
from zhengban.proofing.models import Ignore, IgnoreState
from zhengban.proofing.models.decisions import LONGEST_REASON
from zhengban.proofing.noise import tell_of_noise


@create_action("documents.ignore_finding", "忽略校核意见", allowed=policy.may_ignore)
def ignore_finding(*, actor: User, document: OutgoingDocument, found: Named, reason: str) -> Ignore:
    """Let a finding stand in this document, with the reason; what must be corrected waits for a second person."""
    if not reason.strip():
        raise Refused("忽略校核意见须说明理由。")
    if Ignore.objects.standing().of(KIND, document.pk).filter(fingerprint=found.fingerprint).exists():
        raise Refused("这处问题已经有人忽略，请刷新页面查看。")
    is_blocker = Severity(found.severity) is Severity.BLOCKER
    made: Ignore = Ignore.objects.create(
        kind=KIND,
        object_id=document.pk,
        agency_id=document.agency_id,
        rule=found.rule,
        category=found.category,
        severity=found.severity,
        quote=found.quote,
        message=found.message,
        fingerprint=found.fingerprint,
        reason=reason.strip()[:LONGEST_REASON],
        state=IgnoreState.PROPOSED if is_blocker else IgnoreState.IN_FORCE,
        ignored_by=actor,
        ignored_at=timezone.now(),
    )
    if is_blocker:
        heads = heads_of_unit(document.unit)
        reviewers = holders_of_role(document.agency, Role.OFFICE_REVIEWER)
        told = {person.pk for person in (*heads, *reviewers)} - {actor.pk, document.drafter_id}
        notify(told, f"有一处必须改正的问题待您确认是否忽略：《{document.title}》", document.get_absolute_url())
    tell_of_noise(document.agency, found.rule, found.quote)
    return made


@action(
    "documents.confirm_ignore",
    "确认忽略",
    allowed=policy.may_confirm_ignore,
    moves={IgnoreState.PROPOSED: IgnoreState.IN_FORCE},
)
def confirm_ignore(ignore: Ignore, *, actor: User) -> None:
    """Confirm as the second person that something that must be corrected is no fault here (确认忽略)."""
    ignore.decided_by = actor
    ignore.decided_at = timezone.now()


@action(
    "documents.decline_ignore",
    "不同意忽略",
    allowed=policy.may_confirm_ignore,
    moves={IgnoreState.PROPOSED: IgnoreState.DECLINED},
)
def decline_ignore(ignore: Ignore, *, actor: User) -> None:
    """The second person holds that it must be corrected (不同意忽略)."""
    ignore.decided_by = actor
    ignore.decided_at = timezone.now()


@action(
    "documents.withdraw_ignore",
    "取消忽略",
    allowed=policy.may_withdraw_ignore,
    moves={
        IgnoreState.PROPOSED: IgnoreState.WITHDRAWN,
        IgnoreState.IN_FORCE: IgnoreState.WITHDRAWN,
    },
)
def withdraw_ignore(ignore: Ignore, *, actor: User) -> None:
    """Let the finding stand again (取消忽略)."""
