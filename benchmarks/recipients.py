"""Agencies that receive what a benchmark sends out, each with everybody the incoming life passes through."""

from __future__ import annotations

from dataclasses import dataclass

from tests.people import FOUNDED, Cast
from zhengban.access.loading import loading
from zhengban.access.models import Duty, User
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Agency, AgencyKind, Level, PostKind, Role, Unit


@dataclass(frozen=True)
class Recipient:
    """One bureau: who registers, plans, instructs, handles and files a paper there."""

    agency: Agency
    unit: Unit
    leader: User
    registrar: User


def make_recipients(cast: Cast, count: int) -> tuple[Recipient, ...]:
    """Found so many bureaus under the city office."""
    return tuple(_found(cast, at) for at in range(1, count + 1))


def _found(cast: Cast, at: int) -> Recipient:
    system = cast.system_administrator
    agency = organize.add_agency(
        actor=system,
        name=f"云江市第{at}局",
        short_name=f"第{at}局",
        kind=AgencyKind.DEPARTMENT,
        level=Level.CITY,
        superior=cast.city_office,
        starts_on=FOUNDED,
    )
    top = organize.add_unit(actor=system, agency=agency, name="局领导", starts_on=FOUNDED, is_leadership=True)
    office = organize.add_unit(actor=system, agency=agency, name="办公室", starts_on=FOUNDED)
    business = organize.add_unit(actor=system, agency=agency, name="业务科", starts_on=FOUNDED)

    def appoint(name: str, unit: Unit, post: str, kind: PostKind, rank: int, *roles: Role) -> User:
        user = User(username=f"bureau{at}_{rank}", name=name, duty=Duty.BUSINESS, is_active=True)
        user.set_unusable_password()
        with loading("基准人员"):
            user.save()
        held = organize.add_post(actor=system, unit=unit, name=post, kind=kind, rank=rank)
        organize.appoint(actor=system, user=user, post=held, starts_on=FOUNDED)
        for role in roles:
            organize.grant_role(
                actor=cast.security_administrator, user=user, agency=agency, role=role, starts_on=FOUNDED
            )
        return user

    appoint("业务科长", business, "科长", PostKind.UNIT_HEAD, 31)
    appoint("办公室主任", office, "主任", PostKind.UNIT_HEAD, 30, Role.OFFICE_REVIEWER)
    appoint("档案员", office, "档案员", PostKind.STAFF, 64, Role.ARCHIVIST)
    return Recipient(
        agency=agency,
        unit=business,
        leader=appoint("局长", top, "局长", PostKind.PRINCIPAL, 10),
        registrar=appoint("机要员", office, "机要员", PostKind.STAFF, 63, Role.REGISTRAR),
    )
