"""The life of a seal (印章): request, approval, making, stop, destruction."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.utils import timezone

from gongwen.seal import SealError
from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import Duty, User
from zhengban.files.storage import store
from zhengban.notifications.notices import notify
from zhengban.organizations.directory import holders_of_role, leaders_of, membership_of
from zhengban.organizations.models import Role
from zhengban.sealing import keys, policy
from zhengban.sealing.models import Custody, CustodyKind, Seal, SealKind, SealMaterial
from zhengban.sealing.models import SealState as State
from zhengban.sealing.picture import png_of

LONGEST_REASON = 200
_CODE_DIGITS = 13


@create_action("sealing.request", "申请刻制印章", allowed=policy.may_request)
def request(*, actor: User, kind: SealKind, name: str, title: str, diameter: int, reason: str) -> Seal:
    """Ask for a seal (申请刻制) for the own agency; its leaders are told."""
    membership = membership_of(actor)
    assert membership is not None  # noqa: S101 - the policy demands one
    agency = membership.agency
    if kind != SealKind.SIGNATURE and name != agency.name:
        raise Refused(f"印文应为本机关全称“{agency.name}”。")
    if (kind == SealKind.SPECIAL) != bool(title):
        raise Refused("专用章须写明专用章名称，其他印章不写。")
    made = Seal(
        agency=agency,
        kind=kind,
        name=name,
        title=title,
        diameter=diameter,
        reason=reason[:LONGEST_REASON],
        requested_by=actor,
        requested_at=timezone.now(),
    )
    live = Seal.objects.filter(agency=agency, name=name, title=title)
    if live.exclude(state__in=[State.REJECTED, State.STOPPED, State.DESTROYED]).exists():
        raise Refused(f"“{made}”已在印章登记簿中，同一印章不能重复刻制。")
    try:
        keys.draw(made)
    except SealError as error:
        raise Refused(str(error)) from error
    made.save()
    notify(leaders_of(agency).values_list("pk", flat=True), f"待审批刻制印章：{made}", made.get_absolute_url())
    return made


@action("sealing.approve", "批准刻制", allowed=policy.may_decide, moves={State.REQUESTED: State.APPROVED})
def approve(seal: Seal, *, actor: User, reason: str = "") -> None:
    """Let the seal be made (批准刻制)."""
    _decide(seal, actor, reason)


@action("sealing.reject", "不予批准", allowed=policy.may_decide, moves={State.REQUESTED: State.REJECTED})
def reject(seal: Seal, *, actor: User, reason: str) -> None:
    """Refuse the request with the reason (不予批准)."""
    if not reason.strip():
        raise Refused("不予批准须说明原因。")
    _decide(seal, actor, reason)


@action("sealing.make", "制发", allowed=policy.may_make, moves={State.APPROVED: State.IN_USE}, duty=Duty.SECURITY)
def make(seal: Seal, *, actor: User, keeper: User) -> None:
    """Make the seal with the installation's own maker and hand it to its first keeper (制发、领取)."""
    now = timezone.now()
    until = now + timedelta(days=keys.VALID_DAYS)
    seal.code = _code(seal, now)
    try:
        material = keys.make_material(seal, at=now.replace(microsecond=0), valid_until=until)
    except SealError as error:
        raise Refused(str(error)) from error
    _put_in_use(seal, material, keeper=keeper, actor=actor, at=now)


@action(
    "sealing.bring_in",
    "导入印章",
    allowed=policy.may_make,
    moves={State.APPROVED: State.IN_USE},
    duty=Duty.SECURITY,
)
def bring_in(
    seal: Seal, *, actor: User, keeper: User, data: bytes, certificate: bytes, key: bytes, password: str
) -> None:
    """Take in a seal that an authorised maker has made for the office, and hand it to its first keeper (导入)."""
    now = timezone.now()
    seal.code = _code(seal, now)
    try:
        material = keys.material_brought(seal, data=data, certificate=certificate, key=key, password=password)
    except SealError as error:
        raise Refused(str(error)) from error
    _put_in_use(seal, material, keeper=keeper, actor=actor, at=now)


@action("sealing.stop", "停用", allowed=policy.may_stop, moves={State.IN_USE: State.STOPPED})
def stop(seal: Seal, *, actor: User, reason: str, is_compromised: bool = False) -> None:
    """Stop the seal for good (停用); lost or disclosed, its certificate is revoked too, with all that follows."""
    if not reason.strip():
        raise Refused("停用须说明原因。")
    now = timezone.now()
    seal.stopped_at = now
    seal.stop_reason = reason.strip()[:LONGEST_REASON]
    seal.holder = seal.keeper
    Custody.objects.filter(seal=seal, ended_at__isnull=True).update(ended_at=now)
    if is_compromised:
        keys.revoke(SealMaterial.objects.get(seal=seal), at=now)
    people = holders_of_role(seal.agency, Role.SEAL_KEEPER).values_list("pk", flat=True)
    notify(
        [person for person in people if person != actor.pk],
        f"“{seal}”已停用：{seal.stop_reason}",
        seal.get_absolute_url(),
    )


@action(
    "sealing.destroy",
    "销毁",
    allowed=policy.may_destroy,
    moves={State.STOPPED: State.DESTROYED},
    duty=Duty.SECURITY,
)
def destroy(seal: Seal, *, actor: User, reason: str) -> None:
    """Hand in and destroy a stopped seal (缴销): its key is erased, its record and certificate stay."""
    seal.destroyed_at = timezone.now()
    SealMaterial.objects.filter(seal=seal).update(private_key="")


def _decide(seal: Seal, actor: User, note: str) -> None:
    seal.decided_by = actor
    seal.decided_at = timezone.now()
    seal.decision_note = note.strip()[:LONGEST_REASON]


def _put_in_use(seal: Seal, material: SealMaterial, *, keeper: User, actor: User, at: datetime) -> None:
    if not holders_of_role(seal.agency, Role.SEAL_KEEPER).filter(pk=keeper.pk).exists():
        raise Refused(f"{keeper}不是{seal.agency}的印章管理员，不能保管印章。")
    working = keys.working(material)
    if working.seal.valid_until <= at:
        raise Refused("印章的有效期已经届满，不能启用。")
    seal.made_at = at
    seal.valid_until = working.seal.valid_until
    seal.picture = store(png_of(working.seal.picture), name="seal.png")
    seal.keeper = seal.holder = keeper
    material.save()
    Custody.objects.create(
        seal=seal,
        kind=CustodyKind.ISSUED,
        given_by=actor,
        given_to=keeper,
        given_at=at,
        accepted_at=at,
        reason=seal.reason,
    )
    notify([keeper.pk], f"“{seal}”已制发，由您保管。", seal.get_absolute_url())


def _code(seal: Seal, at: datetime) -> str:
    """A code of digits and letters that no other seal has: of agency, row and moment."""
    digest = hashlib.sha256(f"{seal.agency_id}/{seal.pk}/{at.isoformat()}".encode()).hexdigest()
    return f"ZB{int(digest, 16) % 10**_CODE_DIGITS:0{_CODE_DIGITS}d}"
