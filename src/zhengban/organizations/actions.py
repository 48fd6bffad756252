"""Changes of the organisation: posts by the system administrator, roles by the security administrator."""

from __future__ import annotations

from datetime import date

from zhengban.access.errors import WrongState
from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User
from zhengban.organizations import policy
from zhengban.organizations.directory import lineage
from zhengban.organizations.kinds import kinds
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


@action("organizations.revise_agency", "变更机关", allowed=policy.may_revise_agency, duty=Duty.SYSTEM)
def revise_agency(
    agency: Agency,
    *,
    actor: User,
    name: str,
    short_name: str,
    superior: Agency | None,
    is_connected: bool,
    order: int,
) -> None:
    """Change an agency's names, superior, connection or place in the order (变更机关)."""
    if superior is not None and agency.pk in {one.pk for one in lineage(superior)}:
        raise WrongState("上级机关不能是本机关或者本机关的下级。")
    agency.name = name
    agency.short_name = short_name
    agency.superior = superior
    agency.is_connected = is_connected
    agency.order = order


@action("organizations.end_agency", "撤销机关", allowed=policy.may_end_agency, duty=Duty.SYSTEM)
def end_agency(agency: Agency, *, actor: User, ends_on: date, reason: str) -> None:
    """Record that an agency ends (撤销机关); it can no longer receive."""
    agency.ends_on = ends_on


@create_action("organizations.add_unit", "新增处室", allowed=policy.may_add_unit, duty=Duty.SYSTEM)
def add_unit(
    *, actor: User, agency: Agency, name: str, starts_on: date, is_leadership: bool = False, order: int = 0
) -> Unit:
    """Add a division (处室)."""
    return Unit.objects.create(
        agency=agency, name=name, starts_on=starts_on, is_leadership=is_leadership, order=order
    )


@action("organizations.rename_unit", "更改处室名称", allowed=policy.may_rename_unit, duty=Duty.SYSTEM)
def rename_unit(unit: Unit, *, actor: User, name: str) -> None:
    """Give a division another name (更改处室名称)."""
    unit.name = name


@action("organizations.end_unit", "撤销处室", allowed=policy.may_end_unit, duty=Duty.SYSTEM)
def end_unit(unit: Unit, *, actor: User, ends_on: date, reason: str) -> None:
    """Record that a division ends (撤销处室); nobody may hold a post in it any more."""
    unit.ends_on = ends_on


@create_action("organizations.add_post", "新增职务", allowed=policy.may_add_post, duty=Duty.SYSTEM)
def add_post(*, actor: User, unit: Unit, name: str, kind: PostKind, rank: int) -> Post:
    """Add a post (职务) to a unit."""
    # The same form sent twice at once: the second waits here and then sees what the first has made.
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if Post.objects.filter(unit=unit, name=name, rank=rank, ends_on=None).exists():
        raise WrongState(f"“{unit}”已有位次为{rank}的“{name}”，同名职务请用不同的位次。")
    return Post.objects.create(unit=unit, name=name, kind=kind, rank=rank)


@action("organizations.end_post", "撤销职务", allowed=policy.may_end_post, duty=Duty.SYSTEM)
def end_post(post: Post, *, actor: User, ends_on: date) -> None:
    """Record that a post is abolished (撤销职务)."""
    post.ends_on = ends_on


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
    _lock(user)
    held = Appointment.objects.filter(user=user).overlapping(starts_on, ends_on)
    if held.filter(post=post).exists():
        raise WrongState(f"{user}在此期间已任“{post}”，不必重复任职。")
    primary = held.filter(is_primary=True).select_related("post__unit__agency").first()
    if is_primary and primary is not None:
        place = f"{primary.post.unit.agency}{primary.post.unit}{primary.post}"
        raise WrongState(f"{user}在此期间的主要职务是“{place}”，请先免去，或者作为兼任。")
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
    _lock(user)
    held = RoleGrant.objects.filter(user=user, agency=agency, role=role)
    if held.overlapping(starts_on, ends_on).exists():
        raise WrongState(f"{user}在此期间已有{agency}的“{Role(role).label}”岗位，不必重复授予。")
    return RoleGrant.objects.create(user=user, agency=agency, role=role, starts_on=starts_on, ends_on=ends_on)


@action("organizations.revoke_role", "收回岗位", allowed=policy.may_revoke, duty=Duty.SECURITY)
def revoke_role(grant: RoleGrant, *, actor: User, today: date, reason: str) -> None:
    """Take a role back from today on (收回岗位)."""
    grant.revoked_on = today


@create_action("organizations.delegate", "委托", allowed=policy.may_delegate)
def delegate(
    *, actor: User, deputy: User, starts_on: date, ends_on: date, reason: str, kind: str = ""
) -> Delegation:
    """Let another person act in the own name for a time (委托), in all business or in one kind of it."""
    _lock(actor)
    if kind and kind not in dict(kinds()):
        raise WrongState("没有这一类业务，请重新选择委托范围。")
    held = Delegation.objects.filter(principal=actor, deputy=deputy, kind__in=["", kind])
    held = held.overlapping(starts_on, ends_on)
    if held.exists():
        raise WrongState(f"您在此期间已委托{deputy}，不必重复委托。")
    return Delegation.objects.create(
        principal=actor, deputy=deputy, starts_on=starts_on, ends_on=ends_on, reason=reason, kind=kind
    )


@action("organizations.revoke_delegation", "收回委托", allowed=policy.may_revoke_delegation)
def revoke_delegation(delegation: Delegation, *, actor: User, today: date) -> None:
    """Take a delegation back from today on (收回委托)."""
    delegation.revoked_on = today


def _lock(user: User) -> None:
    # As in add_post.
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
