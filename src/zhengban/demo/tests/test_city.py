"""The city's data hold together before any of it is founded."""

from __future__ import annotations

from collections import Counter

import pytest

from zhengban.demo.city import ADMINISTRATORS, AGENCIES, CONNECTED, CityAgency


def test_superiors_stand_before_their_subordinates() -> None:
    seen: set[str] = {""}
    for agency in AGENCIES:
        assert agency.superior in seen
        seen.add(agency.key)


def test_nobody_shares_a_name_or_an_account() -> None:
    people = [person for agency in AGENCIES for person in agency.people]
    usernames = [person.username for person in people] + [username for username, _, _ in ADMINISTRATORS]
    names = [person.name for person in people] + [agency.outside_contact for agency in AGENCIES]

    assert [name for name, count in Counter(usernames).items() if count > 1] == []
    assert [name for name, count in Counter(filter(None, names)).items() if count > 1] == []
    assert len(people) > 60


def test_no_code_belongs_to_two_agencies() -> None:
    codes = Counter(code for agency in AGENCIES for code in agency.codes)

    assert [code for code, count in codes.items() if count > 1] == []


@pytest.mark.parametrize("agency", CONNECTED, ids=lambda one: one.key)
def test_everybody_a_paper_needs_works_in_each_agency(agency: CityAgency) -> None:
    roles = {role for person in agency.people for role in person.roles}

    assert roles >= {"REGISTRAR", "OFFICE_REVIEWER", "RECHECKER", "NUMBERING_CLERK", "ARCHIVIST"}
    assert [person.kind for person in agency.leaders][:2] == ["PRINCIPAL", "DEPUTY"]
    assert agency.drafting_units
    assert all(unit.people[0].kind == "UNIT_HEAD" for unit in agency.units if not unit.is_leadership)
