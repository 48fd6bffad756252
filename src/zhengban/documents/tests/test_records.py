"""The office's records for the checker: what is on record, and what a reader may know of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongwen.proofread import NameChange, RecordedPost, Records, Relation
from tests.people import Cast
from zhengban.access.models import User
from zhengban.documents.tests.lives import CODE, issued, open_office, registered, reviewed
from zhengban.numbering.actions import open_series
from zhengban.numbering.models import SeriesKind
from zhengban.organizations.actions import add_agency, end_appointment, revise_agency
from zhengban.organizations.models import Agency, AgencyKind, Appointment, Level
from zhengban.proofing.papers import AskedRecords
from zhengban.proofing.papers import registered as papers

TODAY = timezone.localdate()
YEAR = TODAY.year


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _records(user: User) -> Records:
    return papers().known_to(user)


def test_an_issued_number_is_known_by_its_exact_title(cast: Cast) -> None:
    document = issued(cast)

    [recorded] = _records(cast.reviewer).documents([document.number_text]).values()

    assert (recorded.number, recorded.title) == (document.number_text, document.title)
    assert recorded.written_on == TODAY


def test_a_title_is_told_only_to_those_who_may_see_the_paper(cast: Cast) -> None:
    document = issued(cast)
    number = document.number_text

    assert _records(cast.drafter).documents([number])[number].title == document.title
    assert _records(cast.stranger).documents([number])[number].title == ""
    assert number not in _records(cast.county_registrar).documents([number])
    assert number not in _records(cast.auditor).documents([number])


def test_a_received_paper_is_known_to_those_who_see_it(cast: Cast) -> None:
    incoming = registered(cast)
    number = incoming.sender_number

    assert _records(cast.finance_registrar).documents([number])[number].title == incoming.title
    assert number not in _records(cast.finance_staff).documents([number])


def test_a_number_never_given_and_a_void_one_are_not_on_record(cast: Cast) -> None:
    document = issued(cast)
    never = f"{CODE}〔{YEAR}〕999号"

    assert never not in _records(cast.reviewer).documents([never, document.number_text])
    assert _records(cast.reviewer).series([CODE, "国发"]) == {CODE: "云江市人民政府办公室"}
    assert _records(cast.finance_reviewer).series([CODE]) == {}


def test_numbers_from_before_the_register_began_are_not_denied(cast: Cast) -> None:
    open_series(
        actor=cast.system_administrator,
        agency=cast.city_office,
        kind=SeriesKind.OUTGOING,
        code=CODE,
        year=YEAR,
        first_ordinal=50,
    )
    issued(cast)
    on_paper, years_ago = f"{CODE}〔{YEAR}〕49号", f"{CODE}〔{YEAR - 3}〕7号"
    never = f"{CODE}〔{YEAR}〕51号"

    found = _records(cast.reviewer).documents([on_paper, years_ago, never])

    assert {number: one.title for number, one in found.items()} == {on_paper: "", years_ago: ""}


def test_posts_are_those_of_the_day(cast: Cast) -> None:
    records = _records(cast.drafter)
    office = ("云江市人民政府办公室", "市政府办公室")

    assert records.posts(["周明远", "无此人"], TODAY) == {"周明远": (RecordedPost(office, "主任"),)}
    assert records.posts(["林晚青"], TODAY)["林晚青"] == (
        RecordedPost(("云江市人民政府办公室综合科", "市政府办公室综合科", "综合科"), "科员"),
    )
    held = Appointment.objects.get(user=cast.leader)
    end_appointment(held, actor=cast.system_administrator, last_day=date(2026, 6, 30))
    assert records.posts(["周明远"], date(2026, 7, 1)) == {"周明远": ()}
    assert records.posts(["周明远"], date(2026, 6, 30)) == {"周明远": (RecordedPost(office, "主任"),)}


def test_former_names_come_from_the_trail(cast: Cast) -> None:
    def rename(agency: Agency, name: str) -> None:
        revise_agency(
            agency,
            actor=cast.system_administrator,
            name=name,
            short_name=agency.short_name,
            superior=agency.superior,
            is_connected=agency.is_connected,
            order=agency.order,
        )

    rename(cast.finance, "云江市财政和国有资产局")

    assert list(_records(cast.drafter).former_names()) == [
        NameChange("云江市财政局", "云江市财政和国有资产局", TODAY)
    ]
    rename(cast.finance, "云江市财政局")
    assert NameChange("云江市财政局", "云江市财政局", TODAY) not in _records(cast.drafter).former_names()


def test_relations_follow_the_superiors(cast: Cast) -> None:
    add_agency(
        actor=cast.system_administrator,
        name="石桥区人民政府办公室",
        short_name="县政府办公室",
        kind=AgencyKind.OFFICE,
        level=Level.COUNTY,
        superior=cast.city_office,
        starts_on=date(2020, 1, 1),
    )
    records = _records(cast.drafter)

    assert records.relations("青溪县人民政府办公室", ["市政府办公室", "南岭省人民政府办公厅", "市财政局"]) == {
        "市政府办公室": Relation.SUPERIOR,
        "南岭省人民政府办公厅": Relation.HIGHER,
        "市财政局": Relation.PEER,
    }
    assert records.relations("云江市人民政府办公室", ["青溪县人民政府办公室", "某某公司"]) == {
        "青溪县人民政府办公室": Relation.SUBORDINATE
    }
    # A department reports through the office of its own level, which is no superior of it.
    assert records.relations("云江市财政局", ["市政府办公室", "南岭省人民政府办公厅"]) == {
        "南岭省人民政府办公厅": Relation.HIGHER
    }
    assert records.relations("市政府办公室", ["市财政局"]) == {}
    # Two agencies have this short name: nobody can tell which is meant.
    assert records.relations("云江市人民政府办公室", ["县政府办公室"]) == {}
    assert records.relations("某某公司", ["市财政局"]) == {}


def test_every_question_costs_a_bounded_number_of_queries(cast: Cast) -> None:
    document = issued(cast)
    records = _records(cast.drafter)
    questions = (
        lambda: records.documents([document.number_text, *(f"{CODE}〔{YEAR}〕{n}号" for n in range(2, 60))]),
        lambda: records.series([CODE]),
        lambda: records.posts(["周明远", "林晚青", "顾书言"], TODAY),
        records.former_names,
        lambda: records.relations("云江市财政局", ["市政府办公室"]),
    )
    for ask in questions:
        with CaptureQueriesContext(connection) as queries:
            ask()
        assert len(queries) <= 5


def test_asked_records_tell_whether_their_answers_still_hold(cast: Cast) -> None:
    number = f"{CODE}〔{YEAR}〕1号"
    asked = AskedRecords(_records(cast.reviewer))
    asked.documents([number])
    asked.posts(["周明远"], TODAY)
    asked.relations("云江市财政局", ["市政府办公室"])
    asked.former_names()
    asked.series([CODE])
    questions, before = list(asked.questions), asked.digest

    assert AskedRecords(_records(cast.reviewer)).answers_to(questions) == before
    assert AskedRecords(_records(cast.finance_reviewer)).answers_to(questions) != before
    assert issued(cast).number_text == number
    assert AskedRecords(_records(cast.reviewer)).answers_to(questions) != before


def test_a_paper_in_hand_has_no_number_on_record(cast: Cast) -> None:
    document = reviewed(cast)

    assert document.number_text == ""
    assert _records(cast.reviewer).documents([""]) == {}
