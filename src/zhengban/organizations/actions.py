"""Changes of the organisation: posts by the system administrator, roles by the security administrator."""

from __future__ import annotations

from datetime import date, timedelta

from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User
from zhengban.organizations import policy
from zhengban.organizations.models import (
    Agency,
    AgencyKind,
    Appointment,
    Delegation,
    Level,
    Post,
    PostKind,
    Role,
    RoleGrant,
    Unit,
)


@create_action("organizations.add_agency", "新增机关", allowed=policy.may_organize, duty=Duty.SYSTEM)
def add_agency(
    *,
    actor: User,
    name: str,
    kind: AgencyKind,
    level: Level,
    starts_on: date,
    short_name: str = "",
    superior: Agency | None = None,
    is_connected: bool = True,
    order: int = 0,
) -> Agency:
    """Add an agency (机关)."""
    return Agency.objects.create(
        name=name,
        short_name=short_name,
        kind=kind,
        level=level,
        superior=superior,
        is_connected=is_connected,
        order=order,
        starts_on=starts_on,
    )


@action("organizations.end_agency", "撤销机关", allowed=policy.may_change_agency, duty=Duty.SYSTEM)
def end_agency(agency: Agency, *, actor: User, ends_on: date, reason: str) -> None:
    """Record that an agency ends (撤销机关); it can no longer receive."""
    agency.ends_on = ends_on


@create_action("organizations.add_unit", "新增处室", allowed=policy.may_organize, duty=Duty.SYSTEM)
def add_unit(
    *, actor: User, agency: Agency, name: str, starts_on: date, is_leadership: bool = False, order: int = 0
) -> Unit:
    """Add a division (处室)."""
    return Unit.objects.create(
        agency=agency, name=name, starts_on=starts_on, is_leadership=is_leadership, order=order
    )


@create_action("organizations.add_post", "新增职务", allowed=policy.may_organize, duty=Duty.SYSTEM)
def add_post(*, actor: User, unit: Unit, name: str, kind: PostKind, rank: int) -> Post:
    """Add a post (职务) to a unit."""
    return Post.objects.create(unit=unit, name=name, kind=kind, rank=rank)


@create_action("organizations.appoint", "任职", allowed=policy.may_appoint, duty=Duty.SYSTEM)
def appoint(
    *,
    actor: User,
    user: User,
    post: Post,
    starts_on: date,
    ends_on: date | None = None,
    is_primary: bool = True,
) -> Appointment:
    """Appoint a person to a post (任职)."""
    return Appointment.objects.create(
        user=user, post=post, starts_on=starts_on, ends_on=ends_on, is_primary=is_primary
    )


@action("organizations.end_appointment", "免职", allowed=policy.may_end_appointment, duty=Duty.SYSTEM)
def end_appointment(appointment: Appointment, *, actor: User, last_day: date) -> None:
    """End an appointment (免职); the last day still counts."""
    appointment.ends_on = last_day


@create_action("organizations.grant_role", "授予岗位", allowed=policy.may_grant, duty=Duty.SECURITY)
def grant_role(
    *, actor: User, user: User, agency: Agency, role: Role, starts_on: date, ends_on: date | None = None
) -> RoleGrant:
    """Grant a role (岗位) in an agency."""
    return RoleGrant.objects.create(user=user, agency=agency, role=role, starts_on=starts_on, ends_on=ends_on)


@action("organizations.revoke_role", "收回岗位", allowed=policy.may_revoke, duty=Duty.SECURITY)
def revoke_role(grant: RoleGrant, *, actor: User, last_day: date) -> None:
    """Take a role back (收回岗位)."""
    grant.ends_on = max(last_day, grant.starts_on)


@create_action("organizations.delegate", "委托", allowed=policy.may_delegate)
def delegate(*, actor: User, deputy: User, starts_on: date, ends_on: date, reason: str) -> Delegation:
    """Let another person act in the own name for a time (委托)."""
    return Delegation.objects.create(
        principal=actor, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason
    )


@action("organizations.revoke_delegation", "收回委托", allowed=policy.may_revoke_delegation)
def revoke_delegation(delegation: Delegation, *, actor: User, today: date) -> None:
    """Take a delegation back from today on (收回委托)."""
    delegation.ends_on = max(today - timedelta(days=1), delegation.starts_on)
