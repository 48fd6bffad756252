"""However much was found and kept, a page and a press of a button ask the database a bounded number of questions."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.documents.actions.findings import confirm_ignore, ignore_finding
from zhengban.documents.findings import Named, name_of, named, report_for
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.tests.lives import open_office
from zhengban.proofing.actions.exceptions import agree_exception
from zhengban.proofing.actions.lexicon import Wording, accept_entry, propose_entry
from zhengban.quality.tallies import tally_due
from zhengban.quality.tests.papers import ONE_ERROR, TWO_ERRORS, drafted_with, issued_with

BUDGET = 25
PAGE_BUDGET = 12
_BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")


class Meter:
    """Counts the queries inside the block."""

    def __enter__(self) -> Meter:
        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._captured.__exit__(None, None, None)
        asked = [one["sql"] for one in self._captured.captured_queries]
        self.asked = [sql for sql in asked if not sql.startswith(_BOOKKEEPING)]


@pytest.fixture
def office(cast: Cast) -> Cast:
    """An office with words, exceptions, a finished round and counted papers."""
    open_office(cast)
    for body in (ONE_ERROR, TWO_ERRORS):
        issued_with(cast, body)
    for number in range(12):
        wording = Wording(f"市府{number}办", "市政府办公室", "规范简称")
        entry = propose_entry(actor=cast.reviewer, agency=cast.city_office, wording=wording)
        if number % 2:
            accept_entry(entry, actor=cast.rechecker)
    run_queued_jobs()
    tally_due()
    return cast


def _found(document: OutgoingDocument, cast: Cast, rule: str) -> Named:
    one = next(one for one in report_for(document, cast.drafter).standing if one.finding.rule == rule)
    return named(document, name_of(document, one))


@pytest.mark.parametrize(
    "address",
    [
        "/proofing/lexicon/",
        "/proofing/rules/",
        "/proofing/rules/TYP001/",
        "/proofing/exceptions/",
        "/quality/rounds/",
        "/quality/statistics/",
    ],
)
def test_lists_need_few_queries(office: Cast, client: Client, address: str) -> None:
    client.force_login(office.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    client.get(address)

    with Meter() as meter:
        assert client.get(address).status_code == 200

    assert len(meter.asked) <= PAGE_BUDGET, "\n".join(meter.asked)


def test_what_people_do_about_findings_keeps_the_budget(office: Cast) -> None:
    document = drafted_with(office, TWO_ERRORS + "\n请{{单位名称}}报送。")
    typo, leftover = _found(document, office, "TYP001"), _found(document, office, "RES001")
    counts = {}

    with Meter() as meter:
        ignore = ignore_finding(actor=office.drafter, document=document, found=typo, reason="引用原文")
    counts["忽略"] = len(meter.asked)
    with Meter() as meter:
        blocker = ignore_finding(actor=office.drafter, document=document, found=leftover, reason="字段说明")
    counts["提出忽略"] = len(meter.asked)
    with Meter() as meter:
        confirm_ignore(blocker, actor=office.unit_head)
    counts["确认忽略"] = len(meter.asked)
    with Meter() as meter:
        agree_exception(actor=office.reviewer, ignore=ignore)
    counts["确定例外"] = len(meter.asked)

    assert {name: count for name, count in counts.items() if count > BUDGET} == {}
