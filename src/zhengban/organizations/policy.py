"""Who may change the organisation."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import Duty, User
from zhengban.organizations.models import (
    Agency,
    Appointment,
    Delegation,
    Post,
    RoleGrant,
    Standing,
    Unit,
)
from zhengban.organizations.models.people import DatedQuerySet


def may_organize(actor: User) -> Decision:
    """The duty itself is asked by the gate."""
    return ALLOWED


def may_revise_agency(actor: User, agency: Agency) -> Decision:
    """What has ended stays as it was."""
    return _living("机关", agency)


def may_end_agency(actor: User, agency: Agency) -> Decision:
    return _living("机关", agency)


def may_add_unit(actor: User, agency: Agency) -> Decision:
    return _living("机关", agency)


def may_rename_unit(actor: User, unit: Unit) -> Decision:
    return _living("处室", unit)


def may_end_unit(actor: User, unit: Unit) -> Decision:
    """A division ends when nobody works in it any more."""
    return _living("处室", unit) and _vacant(Appointment.objects.filter(post__unit=unit))


def may_add_post(actor: User, unit: Unit) -> Decision:
    return _living("处室", unit)


def may_end_post(actor: User, post: Post) -> Decision:
    """A post is abolished when nobody holds it any more."""
    return _living("职务", post) and _vacant(Appointment.objects.filter(post=post))


def may_appoint(actor: User, user: User, post: Post) -> Decision:
    """An administrator holds no post (三员分立); what has ended is not filled again."""
    if user.duty != Duty.BUSINESS:
        return Refusal("管理员账号不能任职。", source="三员分立")
    return _living("职务", post) and _living("处室", post.unit) and _living("机关", post.unit.agency)


def may_end_appointment(actor: User, appointment: Appointment) -> Decision:
    if appointment.standing(timezone.localdate()) == Standing.OVER:
        return Refusal(f"该任职已于{appointment.ends_on:%Y-%m-%d}结束。")
    return ALLOWED


def may_grant(actor: User, user: User) -> Decision:
    """Roles go to people who do business, never to an administrator."""
    if user.duty != Duty.BUSINESS:
        return Refusal("管理员账号不能授予业务岗位。", source="三员分立")
    return ALLOWED


def may_revoke(actor: User, grant: RoleGrant) -> Decision:
    return _in_force("岗位授权", grant)


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
    if delegation.principal_id != actor.pk:
        return Refusal("只能收回自己作出的委托。")
    return _in_force("委托", delegation)


def _living(what: str, one: Agency | Unit | Post) -> Decision:
    if one.ends_on is None or timezone.localdate() <= one.ends_on:
        return ALLOWED
    return Refusal(f"{what}“{one}”已于{one.ends_on:%Y-%m-%d}撤销。")


def _vacant(appointments: DatedQuerySet[Appointment]) -> Decision:
    held = appointments.overlapping(timezone.localdate(), None).select_related("user").first()
    return ALLOWED if held is None else Refusal(f"{held.user}仍任“{held.post}”，请先免职。")


def _in_force(what: str, one: RoleGrant | Delegation) -> Decision:
    standing = one.standing(timezone.localdate())
    if standing in {Standing.OVER, Standing.REVOKED}:
        return Refusal(f"该{what}{standing.label}。")
    return ALLOWED
