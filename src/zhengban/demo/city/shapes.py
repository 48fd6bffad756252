"""What an agency of the demo city is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["OFFICE", "DEPARTMENT", "OTHER"]
PostKind = Literal["PRINCIPAL", "DEPUTY", "UNIT_HEAD", "STAFF"]
Role = Literal[
    "REGISTRAR", "OFFICE_REVIEWER", "RECHECKER", "NUMBERING_CLERK", "SEAL_KEEPER", "ARCHIVIST", "SUPERVISOR"
]
PROVINCE, CITY, COUNTY = 2, 3, 4


@dataclass(frozen=True)
class Territory:
    """The place an agency speaks about: its name, how texts call it, and the places within."""

    name: str
    whole: str
    """“全市”."""
    prefix: str
    """How its bureaus are called: “市” in “市财政局”."""
    places: tuple[str, ...]
    """The next lower level: the rows of every table."""
    spots: tuple[str, ...]
    """Towns, streets and parks that a text may name."""


@dataclass(frozen=True)
class Person:
    """Somebody who works in the city: account, name, post, and the roles held in the own agency."""

    username: str
    name: str
    post: str
    kind: PostKind
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class CityUnit:
    """A unit (处室) with its people, the head first."""

    name: str
    people: tuple[Person, ...]
    is_leadership: bool = False


@dataclass(frozen=True)
class CityAgency:
    """An agency: in the installation when it has units, else an outside sender or addressee."""

    key: str
    name: str
    short_name: str
    kind: Kind
    level: int
    superior: str
    """Key of the superior agency, empty at the top."""
    territory: Territory
    own: str
    """What the agency calls itself in a text: “我局”."""
    writer: str
    """The voice in which it writes: one of the topics’ ``writers``."""
    codes: tuple[str, ...] = ()
    units: tuple[CityUnit, ...] = ()
    phone: str = ""
    outside_contact: str = ""
    """Who answers questions in an agency whose people the installation does not know."""
    outside_head: str = ""
    """Who signs there."""

    @property
    def is_connected(self) -> bool:
        return bool(self.units)

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for unit in self.units for person in unit.people)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.people if role in person.roles)

    @property
    def contacts(self) -> tuple[str, ...]:
        """Names of those who answer questions about a paper: the drafters."""
        drafting = [person for unit in self.drafting_units for person in unit.people]
        return tuple(one.name for one in drafting if one.kind == "STAFF") or (self.outside_contact,)

    @property
    def leaders(self) -> tuple[Person, ...]:
        """Principal and deputies, by rank."""
        return tuple(person for person in self.people if person.kind in {"PRINCIPAL", "DEPUTY"})

    @property
    def drafting_units(self) -> tuple[CityUnit, ...]:
        """Units with a head and somebody to draft."""
        return tuple(
            unit for unit in self.units if not unit.is_leadership and len(unit.people) > 1 and _drafts(unit)
        )


def _drafts(unit: CityUnit) -> bool:
    return any(person.kind == "STAFF" and not person.roles for person in unit.people)
