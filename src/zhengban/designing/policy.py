"""Who may design and release processes."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import Duty, User
from zhengban.designing.judging import judge
from zhengban.designing.models import ProcessDraft
from zhengban.workflow.models import ProcessDefinition


def may_begin(actor: User, key: str) -> Decision:
    """One draft of a process at a time, so that nobody draws over another's work."""
    other = ProcessDraft.objects.unfinished().filter(key=key).select_related("author").first()
    if other is not None:
        return Refusal(f"{other.author.name}已有这个流程的草稿（{other.get_state_display()}），请先办完或放弃。")
    return ALLOWED


def may_draw(actor: User, draft: ProcessDraft) -> Decision:
    """A draft is changed by whoever began it."""
    if draft.author_id != actor.pk:
        return Refusal(f"这份草稿由{draft.author.name}设计，只能由其修改。")
    return ALLOWED


def may_submit(actor: User, draft: ProcessDraft) -> Decision:
    """Only a drawing that is proven and complete goes to review."""
    decision = may_draw(actor, draft)
    if not decision:
        return decision
    if draft.base is not None and draft.xml == draft.base.xml:
        return Refusal("与底稿相比没有改动，不必提交。")
    verdict = judge(draft.xml, key=draft.key)
    return ALLOWED if verdict.can_be_published else Refusal(verdict.sentence)


def may_review(actor: User, draft: ProcessDraft) -> Decision:
    """Set up by one, released by another (双人复核)."""
    if draft.author_id == actor.pk:
        return Refusal("流程的设计人不能审核自己的设计。", source="三员分立")
    return ALLOWED


def may_release(actor: User, draft: ProcessDraft) -> Decision:
    """A draft whose base was overtaken by another version would undo that version unseen."""
    decision = may_review(actor, draft)
    latest = ProcessDefinition.objects.latest_of(draft.key)
    if decision and latest is not None and latest.pk != draft.base_id:
        return Refusal(f"设计期间已发布第{latest.version}版，请退回后以新版为底稿重新设计。")
    return decision


def may_see(actor: User) -> Decision:
    """The set-up of the system is for those who administer and audit it."""
    if actor.duty in {Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT}:
        return ALLOWED
    return Refusal("流程设计只对三员开放。", source="三员分立")
