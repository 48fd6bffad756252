"""A seal on its way through the hands of the cast."""

from __future__ import annotations

from datetime import date

from tests.people import Cast
from zhengban.access.models import User
from zhengban.organizations.actions import grant_role
from zhengban.organizations.models import Role
from zhengban.sealing.actions.register import approve, make, request
from zhengban.sealing.models import Seal, SealKind


def requested_seal(cast: Cast, *, kind: SealKind = SealKind.OFFICIAL, title: str = "") -> Seal:
    """The city office's seal as its keeper has asked for it."""
    return request(
        actor=cast.seal_keeper,
        kind=kind,
        name=cast.city_office.name if kind != SealKind.SIGNATURE else cast.leader.name,
        title=title,
        diameter=42 if kind != SealKind.SIGNATURE else 20,
        reason="本机关发文用印。",
    )


def approved_seal(cast: Cast, **asked: object) -> Seal:
    seal = requested_seal(cast, **asked)  # type: ignore[arg-type]
    approve(seal, actor=cast.leader, reason="同意。")
    return seal


def made_seal(cast: Cast, **asked: object) -> Seal:
    """The city office's seal, in use in the hands of its keeper."""
    seal = approved_seal(cast, **asked)
    make(seal, actor=cast.security_administrator, keeper=cast.seal_keeper)
    return seal


def second_keeper(cast: Cast) -> User:
    """Somebody else of the office who may keep seals."""
    grant_role(
        actor=cast.security_administrator,
        user=cast.stranger,
        agency=cast.city_office,
        role=Role.SEAL_KEEPER,
        starts_on=date(2020, 1, 1),
    )
    cast.stranger.__dict__.pop("_membership", None)
    return cast.stranger
