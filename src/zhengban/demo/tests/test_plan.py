"""The plan of a year holds together whenever it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest

from gongwen.document import dump_source, recognize
from gongwen.proofread import Severity, check
from zhengban.core.workdays import is_workday
from zhengban.demo.city import CONNECTED
from zhengban.demo.texts.drafts import Form
from zhengban.demo.year import Year, plan_year
from zhengban.demo.year.hours import CHINA
from zhengban.demo.year.scripts import Edition, IncomingScript, OutgoingScript, Verb, cues

MOMENTS = ("2026-11-24 18:40", "2026-01-05 09:10", "2026-02-20 03:00", "2026-05-31 12:30", "2027-03-01 08:31")


@pytest.fixture(scope="module", params=MOMENTS)
def year(request: pytest.FixtureRequest) -> Year:
    return plan_year(600, datetime.fromisoformat(request.param).replace(tzinfo=CHINA))


def test_everything_happens_in_office_hours_of_the_year(year: Year) -> None:
    for cue in cues(year.scripts):
        moment = cue.act.at.astimezone(CHINA)
        assert year.began <= moment < year.now
        assert is_workday(moment.date())
        assert 8 <= moment.hour < 18


def test_nobody_writes_two_titles_alike_in_a_year(year: Year) -> None:
    titles = Counter(
        (script.writer.key, script.commission.on.year, script.paper.document.title)
        for script in year.outgoing
        if script.paper is not None
    )

    assert {title: count for title, count in titles.items() if count > 1} == {}


def test_numbers_follow_the_days(year: Year) -> None:
    numbered: dict[str, list[tuple[datetime, int]]] = {}
    for script in year.outgoing:
        for act in script.acts:
            if act.verb is Verb.COMPLETE and act.activity == "number":
                run, _, ordinal = script.number.removesuffix("号").partition("〕")
                numbered.setdefault(run, []).append((act.at, int(ordinal)))

    assert len(numbered) >= 9
    for given in numbered.values():
        ordinals = [ordinal for _moment, ordinal in sorted(given)]
        assert ordinals == list(range(ordinals[0], ordinals[0] + len(ordinals)))


def test_answers_cite_the_number_of_what_they_answer(year: Year) -> None:
    answers = [script for script in year.outgoing if script.answers is not None]

    assert len(answers) > 5
    for script in answers:
        asked = script.answers.sent if script.answers else None
        assert asked is not None
        assert asked.number
        assert f"（{asked.number}）收悉" in script.texts[Edition.FIRST].body
        assert script.commission.form is (Form.REPLY if asked.commission.form is Form.REQUEST else Form.ANSWER)
        assert asked.acts[0].at < script.acts[0].at


def test_every_agency_writes_and_receives(year: Year) -> None:
    received = {script.receiver.key for script in year.scripts if isinstance(script, IncomingScript)}

    assert {script.writer.key for script in year.outgoing} == {agency.key for agency in CONNECTED}
    assert received == {agency.key for agency in CONNECTED}


def _signed_on(script: OutgoingScript) -> date | None:
    return next(
        (act.at.date() for act in script.acts if act.verb is Verb.COMPLETE and act.activity.endswith("sign")), None
    )


def test_what_is_issued_is_sound_and_some_drafts_are_not(year: Year) -> None:
    faulty = 0
    for script in year.outgoing:
        text = replace(list(script.texts.values())[-1], written_on=_signed_on(script))
        grave = {
            finding.rule
            for finding in check(recognize(dump_source(text)), today=year.now.date())
            if finding.severity in {Severity.BLOCKER, Severity.MAJOR} and finding.rule != "RTE005"
        }
        if script.number:
            assert grave == set(), text.title
        faulty += bool(grave)
    assert faulty >= 3


def test_a_paper_from_outside_was_written_before_it_arrived(year: Year) -> None:
    outside = [
        script for script in year.scripts if isinstance(script, IncomingScript) and script.arrived is not None
    ]

    assert len(outside) > 40
    assert len({script.arrived.number for script in outside if script.arrived}) == len(outside)
    for script in outside:
        assert script.arrived is not None
        assert script.arrived.commission.on < script.acts[0].at.date()
