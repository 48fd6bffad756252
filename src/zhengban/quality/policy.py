"""Who checks papers in rounds and sees the figures (条例 art. 6: 办公室对下级机关公文处理工作进行督促检查)."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import SYSTEM_USERNAME, User
from zhengban.organizations.directory import Membership, membership_of
from zhengban.organizations.models import Role
from zhengban.quality.models import Round, RoundState

_ROLES = frozenset({Role.OFFICE_REVIEWER, Role.SUPERVISOR})


def _checks(membership: Membership) -> bool:
    return membership.leads or bool(membership.roles & _ROLES)


def may_see(user: User) -> Decision:
    """Reviewers, supervisors and leaders, who see all papers of the agency."""
    if user.is_administrator:
        return Refusal(f"{user.get_duty_display()}不能查看业务内容。", source="三员分立")
    membership = membership_of(user)
    if membership is None or not _checks(membership):
        return Refusal("只有核稿、督查人员和机关负责人可以查看公文差错情况。")
    return ALLOWED


def may_start(actor: User) -> Decision:
    """Those who see the figures have papers checked."""
    return may_see(actor)


def may_act_on(actor: User, round: Round) -> Decision:
    """Only for a round of the own agency."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != round.agency_id or not _checks(membership):
        return Refusal("只有组织这次查错的机关的核稿、督查人员和负责人可以办理。")
    return ALLOWED


def may_draft_circular(actor: User, round: Round) -> Decision:
    """Once a round is finished its 通报 is drafted once."""
    if round.state != RoundState.FINISHED:
        return Refusal("检查完成后才能起草通报。")
    if round.circular_id is not None:
        return Refusal("这次查错的通报已经起草。")
    return may_act_on(actor, round)


def is_the_system(actor: User, round: Round) -> Decision:
    """What the background work does."""
    return ALLOWED if actor.username == SYSTEM_USERNAME else Refusal("检查由系统在后台进行。")
