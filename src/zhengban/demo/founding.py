"""Founding the demo city by the real actions: agencies, people, roles, codes, processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password

from zhengban import documents
from zhengban.access.loading import loading
from zhengban.access.models import Duty, User
from zhengban.demo.city import ADMINISTRATORS, AGENCIES, CityAgency
from zhengban.demo.clock import at
from zhengban.numbering.actions import add_code
from zhengban.organizations import actions as organize
from zhengban.organizations.models import Agency, AgencyKind, Level, PostKind, Role, Unit
from zhengban.sealing.actions.register import approve, make, request
from zhengban.sealing.models import SealKind
from zhengban.workflow.actions import publish_if_changed

PASSWORD = "Yunjiang-2026"  # noqa: S105 - the demo's, printed at every start
FOUNDED = date(2020, 1, 1)
_RANKS = {"PRINCIPAL": 10, "DEPUTY": 20, "UNIT_HEAD": 30, "STAFF": 60}


@dataclass
class City:
    """The founded city: rows by the keys and usernames of the city's data."""

    agencies: dict[str, Agency]
    units: dict[tuple[str, str], Unit]
    people: dict[str, User]


def found_city(opened_at: datetime) -> City:
    """Found everything; needs an installation without people. The seals are there when the office opens."""
    city = City({}, {}, _accounts())
    system, security = (city.people[username] for username, _name, _duty in ADMINISTRATORS[:2])
    for order, data in enumerate(AGENCIES):
        city.agencies[data.key] = organize.add_agency(
            actor=system,
            name=data.name,
            short_name=data.short_name,
            kind=AgencyKind(data.kind),
            level=Level(data.level),
            superior=city.agencies.get(data.superior),
            is_connected=data.is_connected,
            order=order,
            starts_on=FOUNDED,
        )
        if data.is_connected:
            _people(city, data, system, security)
            for place, code in enumerate(data.codes):
                add_code(actor=system, agency=city.agencies[data.key], text=code, order=place)
    for name in ("outgoing", "incoming"):
        path = Path(documents.__file__).parent / "processes" / f"{name}.bpmn"
        publish_if_changed(actor=system, xml=path.read_text(encoding="utf-8"))
    with at(opened_at - timedelta(days=1)):
        for data in AGENCIES:
            if data.is_connected:
                _seal(city, data, security)
    return city


def _seal(city: City, data: CityAgency, security: User) -> None:
    """The agency's own seal, asked for by its keeper, approved by its head, made and handed over."""
    keeper = city.people[data.with_role("SEAL_KEEPER")[0].username]
    seal = request(
        actor=keeper,
        kind=SealKind.OFFICIAL,
        name=data.name,
        title="",
        diameter=42,
        reason="启用电子公文，本机关发文用印。",
    )
    approve(seal, actor=city.people[data.leaders[0].username], reason="同意刻制。")
    make(seal, actor=security, keeper=keeper)


def _people(city: City, data: CityAgency, system: User, security: User) -> None:
    agency = city.agencies[data.key]
    for order, unit_data in enumerate(data.units):
        unit = organize.add_unit(
            actor=system,
            agency=agency,
            name=unit_data.name,
            starts_on=FOUNDED,
            is_leadership=unit_data.is_leadership,
            order=order,
        )
        city.units[data.key, unit_data.name] = unit
        for place, person in enumerate(unit_data.people):
            user = city.people[person.username]
            rank = _RANKS[person.kind] + place
            post = organize.add_post(
                actor=system, unit=unit, name=person.post, kind=PostKind(person.kind), rank=rank
            )
            organize.appoint(actor=system, user=user, post=post, starts_on=FOUNDED)
            for role in person.roles:
                organize.grant_role(actor=security, user=user, agency=agency, role=Role(role), starts_on=FOUNDED)


def _accounts() -> dict[str, User]:
    """Everybody's account, with the one demo password hashed once: hashing is slow on purpose."""
    people = [person for data in AGENCIES for person in data.people]
    administrators = [(username, name, Duty(duty)) for username, name, duty in ADMINISTRATORS]
    password = make_password(PASSWORD)
    wanted = [(person.username, person.name, Duty.BUSINESS) for person in people] + administrators
    with loading("演示账号"):
        users = User.objects.bulk_create(
            User(
                username=username,
                name=name,
                duty=duty,
                password=password,
                is_active=True,
                must_change_password=False,
            )
            for username, name, duty in wanted
        )
    return {user.username: user for user in users}
