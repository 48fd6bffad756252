"""A round of checking: chosen, carried on in chunks that may be lost or run twice, ranked, compared, told."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from gongwen.document import recognize
from gongwen.proofread import Category, Severity, check
from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.access.errors import Refused, WrongState
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.documents.actions.findings import ignore_finding
from zhengban.documents.findings import checked_source, name_of, named, report_for
from zhengban.documents.models import OutgoingDocument, OutgoingState
from zhengban.documents.tests.lives import open_office
from zhengban.notifications.models import Notification
from zhengban.organizations.models import Unit
from zhengban.quality.actions import rounds as actions
from zhengban.quality.models import Round, RoundFinding, RoundPaper, RoundState
from zhengban.quality.results import results_of
from zhengban.quality.rounds import carry_on
from zhengban.quality.tests.papers import CLEAN, ONE_ERROR, TWO_ERRORS, drafted_with, issued_with


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _as(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _started(cast: Cast, *, units: tuple[Unit, ...] = ()) -> Round:
    today = timezone.localdate()
    return actions.start_round(
        actor=cast.reviewer,
        request_key=uuid.uuid4(),
        since=today - timedelta(days=1),
        until=today,
        units=units or (cast.unit, cast.second_unit),
    )


def _finished(cast: Cast) -> Round:
    round = _started(cast)
    run_queued_jobs()
    round.refresh_from_db()
    assert round.state == RoundState.FINISHED
    return round


def test_a_round_checks_every_issued_paper_and_tells_who_started_it(cast: Cast) -> None:
    for body in (CLEAN, ONE_ERROR, TWO_ERRORS):
        issued_with(cast, body)
    drafted_with(cast, TWO_ERRORS)

    round = _finished(cast)

    assert (round.total, round.checked) == (3, 3)
    found = RoundFinding.objects.filter(paper__round=round, category="typo")
    assert sorted(found.values_list("quote", flat=True)) == ["一如继往", "帐户", "帐户"]
    [told] = Notification.objects.filter(text__contains="集中查错已完成")
    assert (told.user, told.url) == (cast.reviewer, f"/quality/rounds/{round.pk}/")


def test_what_was_let_stand_is_no_error(cast: Cast) -> None:
    document = issued_with(cast, ONE_ERROR)
    one = next(one for one in report_for(document, cast.drafter).standing if one.finding.rule == "TYP001")
    found = named(document, name_of(document, one))
    ignore_finding(actor=cast.drafter, document=document, found=found, reason="引用原文")

    round = _finished(cast)

    assert not RoundFinding.objects.filter(paper__round=round, category="typo").exists()


def test_hints_are_no_errors(cast: Cast) -> None:
    issued_with(cast, TWO_ERRORS)
    round = _finished(cast)

    assert not RoundFinding.objects.filter(paper__round=round, severity=Severity.INFO.value).exists()


def test_a_chunk_may_run_twice_and_be_lost(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhengban.quality.rounds.CHECKED_AT_ONCE", 1)
    for body in (ONE_ERROR, TWO_ERRORS):
        issued_with(cast, body)
    round = _started(cast)
    OrmQ.objects.all().delete()

    carry_on(round.pk)
    papers = list(RoundPaper.objects.filter(round=round).order_by("pk"))
    assert [paper.checked_at is not None for paper in papers] == [True, False]
    # The worker died after this chunk was kept and before its job was taken off: the job comes again.
    waiting = OrmQ.objects.count()
    stale = actions.CheckedPaper(papers[0], 9, ())
    actions.keep_findings(round, actor=User.objects.system(), papers=[stale])
    assert OrmQ.objects.count() == waiting
    run_queued_jobs()

    round.refresh_from_db()
    assert (round.state, round.checked) == (RoundState.FINISHED, 2)
    assert RoundFinding.objects.filter(paper__round=round, quote="帐户").count() == 2


def test_units_are_ranked_by_errors_per_ten_thousand_characters(cast: Cast) -> None:
    issued_with(cast, TWO_ERRORS)
    results = results_of(_finished(cast))

    [unit] = results.units
    characters = len("".join(TWO_ERRORS.split()))
    assert (unit.name, unit.figures.papers, unit.figures.characters) == ("综合科", 1, characters)
    assert unit.figures.rate == round(unit.figures.errors * 10_000 / characters, 2)
    typos = next(kind for kind in results.kinds if kind.category is Category.TYPO)
    assert (typos.count, typos.before, typos.rules) == (2, None, (("错别字", 2),))
    assert [sample.quote for sample in typos.samples] == ["一如继往", "帐户"]


def test_a_round_is_compared_with_the_one_before(cast: Cast) -> None:
    issued_with(cast, TWO_ERRORS)
    first = results_of(_finished(cast))
    issued_with(cast, CLEAN)
    second = results_of(_finished(cast))

    assert second.before == first.total
    assert second.units[0].before == first.units[0].figures.rate
    assert second.units[0].figures.rate < first.units[0].figures.rate
    assert second.kinds[0].before == second.kinds[0].count


def test_only_own_units_and_subordinate_agencies_are_checked(cast: Cast) -> None:
    issued_with(cast, CLEAN)
    today = timezone.localdate()

    def start(actor: User, units: tuple[Unit, ...], **more: object) -> Round:
        return actions.start_round(
            actor=actor, request_key=uuid.uuid4(), since=today, until=today, units=units, **more
        )

    with pytest.raises(Refused, match="只能检查本机关"):
        start(cast.finance_reviewer, (cast.unit,))
    with pytest.raises(Refused, match="只能检查本机关"):
        start(cast.finance_reviewer, (cast.finance_unit,), agencies=(cast.city_office,))
    with pytest.raises(Refused, match="没有印发公文"):
        start(cast.finance_reviewer, (cast.finance_unit,))
    with pytest.raises(Refused, match="核稿、督查人员"):
        start(cast.drafter, (cast.unit,))
    assert not Round.objects.exists()
    start(cast.reviewer, (cast.unit,), agencies=(cast.finance, cast.county_office))


def test_one_round_runs_at_a_time_and_may_be_stopped(cast: Cast) -> None:
    issued_with(cast, CLEAN)
    round = _started(cast)
    with pytest.raises(Refused, match="还没有完成"):
        _started(cast)
    with pytest.raises(Refused, match="组织这次查错的机关"):
        actions.stop_round(round, actor=cast.finance_reviewer)

    actions.stop_round(round, actor=cast.leader)
    run_queued_jobs()

    round.refresh_from_db()
    assert (round.state, round.checked) == (RoundState.STOPPED, 0)


def test_nobody_but_the_system_keeps_findings(cast: Cast) -> None:
    issued_with(cast, CLEAN)
    round = _started(cast)

    for act in (
        lambda: actions.keep_findings(round, actor=cast.reviewer, papers=[]),
        lambda: actions.finish_round(round, actor=cast.leader),
    ):
        with pytest.raises(Refused, match="系统在后台"):
            act()


def test_the_circular_is_a_draft_from_the_real_figures_and_free_of_errors(cast: Cast) -> None:
    for body in (ONE_ERROR, TWO_ERRORS):
        issued_with(cast, body)
    round = _started(cast)
    with pytest.raises(Refused, match="检查完成后"):
        actions.draft_circular(round, actor=cast.reviewer)
    run_queued_jobs()
    round.refresh_from_db()

    actions.draft_circular(round, actor=cast.reviewer)

    circular = round.circular
    assert isinstance(circular, OutgoingDocument)
    assert (circular.state, circular.kind, circular.drafter) == (OutgoingState.DRAFT, "通报", cast.reviewer)
    assert circular.title.endswith("公文集中查错情况的通报")
    results = results_of(round)
    text = circular.current_version.text if circular.current_version else ""
    assert f"共检查公文2件、{results.total.characters}字，查出差错{results.total.errors}处" in text
    assert f"| 1 | 综合科 | 2 | {results.total.characters} | {results.total.errors} |" in text
    graver = [
        one
        for one in check(recognize(checked_source(circular)), today=date(2026, 11, 24))
        if one.severity is not Severity.INFO
    ]
    assert graver == []
    with pytest.raises(Refused, match="已经起草"):
        actions.draft_circular(round, actor=cast.reviewer)


def test_a_finished_round_keeps_what_it_found(cast: Cast) -> None:
    issued_with(cast, ONE_ERROR)
    round = _finished(cast)

    with pytest.raises(WrongState):
        actions.keep_findings(round, actor=User.objects.system(), papers=[])
    carry_on(round.pk)

    assert OrmQ.objects.count() == 0


def test_the_pages_show_progress_and_results(cast: Cast, client: Client) -> None:
    issued_with(cast, TWO_ERRORS)
    today = timezone.localdate()
    form = {"since": today, "until": today, "units": [cast.unit.pk], "request_key": uuid.uuid4()}
    _as(client, cast.reviewer)
    assert client.get("/quality/rounds/start/").status_code == 200
    answers = [client.post("/quality/rounds/start/", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    address = answers[0]["Location"]
    assert answers[1]["Location"] == address

    assert "已完成 0／1 件" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<label")
    run_queued_jobs()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(address).content.decode()
    assert "一如继往" in page
    assert "综合科" in page

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}export/").content))
    assert sheet.sheetnames == ["各单位情况", "差错类型", "差错明细"]
    rows = list(sheet["差错明细"].values)
    assert rows[1][0] == "综合科"
    assert AuditEntry.objects.filter(code="quality.export").count() == 1
    answer = client.post(f"{address}circular/")
    assert answer["Location"] == f"/documents/out/{Round.objects.get().circular_id}/edit/"


def test_rounds_of_another_agency_are_not_found(cast: Cast, client: Client) -> None:
    issued_with(cast, CLEAN)
    round = _finished(cast)
    _as(client, cast.finance_reviewer)

    for address in ("", "export/"):
        assert client.get(f"/quality/rounds/{round.pk}/{address}").status_code == 404
    for address in ("stop/", "circular/"):
        assert client.post(f"/quality/rounds/{round.pk}/{address}").status_code == 404
    assert _as(client, cast.drafter).get("/quality/rounds/").status_code == 403


@pytest.mark.parametrize(
    ("since", "until"), [("2026-12-01", "2026-11-01"), ("", "2026-11-01"), ("2026-02-30", "2026-11-01")]
)
def test_a_wrong_period_comes_back(cast: Cast, client: Client, since: str, until: str) -> None:
    form = {"since": since, "until": until, "units": [cast.unit.pk], "request_key": uuid.uuid4()}

    assert _as(client, cast.reviewer).post("/quality/rounds/start/", form).status_code == 422
    assert _as(client, cast.reviewer).get(f"/quality/statistics/?since={since}&until={until}").status_code == 422
