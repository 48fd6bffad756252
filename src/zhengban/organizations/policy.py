"""Who may change the organisation."""

from __future__ import annotations

from datetime import date

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import Duty, User
from zhengban.organizations.models import Agency, Appointment, Delegation, RoleGrant


def may_organize(actor: User) -> Decision:
    """The duty itself is asked by the gate."""
    return ALLOWED


def may_change_agency(actor: User, agency: Agency) -> Decision:
    return ALLOWED


def may_appoint(actor: User, user: User) -> Decision:
    """An administrator holds no post (三员分立)."""
    if user.duty != Duty.BUSINESS:
        return Refusal("管理员账号不能任职。", source="三员分立")
    return ALLOWED


def may_end_appointment(actor: User, appointment: Appointment) -> Decision:
    return ALLOWED


def may_grant(actor: User, user: User) -> Decision:
    """Roles go to people who do business, never to an administrator."""
    if user.duty != Duty.BUSINESS:
        return Refusal("管理员账号不能授予业务岗位。", source="三员分立")
    return ALLOWED


def may_revoke(actor: User, grant: RoleGrant) -> Decision:
    return ALLOWED


def may_delegate(actor: User, deputy: User, starts_on: date, ends_on: date) -> Decision:
    """A person delegates the own work, for a time that has an end, to somebody who can take it."""
    if deputy.pk == actor.pk:
        return Refusal("不能委托给自己。")
    if deputy.duty != Duty.BUSINESS or not deputy.is_active:
        return Refusal("只能委托给在用的业务人员。")
    if ends_on < starts_on:
        return Refusal("委托截止日期不能早于起始日期。")
    return ALLOWED


def may_revoke_delegation(actor: User, delegation: Delegation) -> Decision:
    return ALLOWED if delegation.principal_id == actor.pk else Refusal("只能收回自己作出的委托。")
