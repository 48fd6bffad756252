from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import transaction
from django_q.models import OrmQ, Schedule

from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.audit.models import AuditBatch, AuditEntry
from zhengban.jobs.periodic import Periodic, declare, declared
from zhengban.jobs.queue import enqueue
from zhengban.jobs.upkeep import close_audit

CLOSE = "zhengban.jobs.upkeep.close_audit"
_called: list[tuple[object, ...]] = []


def note(*arguments: object) -> None:
    _called.append(arguments)


@pytest.fixture(autouse=True)
def nothing_called() -> None:
    _called.clear()


@pytest.mark.django_db
def test_a_job_is_queued_with_its_arguments() -> None:
    enqueue(f"{__name__}.note", 7, "印发")

    assert _called == []
    run_queued_jobs()
    assert _called == [(7, "印发")]
    assert not OrmQ.objects.exists()


@pytest.mark.django_db
def test_an_undone_act_queues_nothing() -> None:
    with transaction.atomic():
        enqueue(f"{__name__}.note", 7)
        transaction.set_rollback(True)

    assert not OrmQ.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("function", ["zhengban.jobs.nowhere", "zhengban.nothing.at_all", "nonsense"])
def test_a_job_that_does_not_exist_fails_where_it_is_queued(function: str) -> None:
    with pytest.raises(ImportError):
        enqueue(function)

    assert not OrmQ.objects.exists()


@pytest.mark.django_db
def test_what_is_not_a_function_is_no_job() -> None:
    with pytest.raises(TypeError):
        enqueue("zhengban.jobs.periodic.declared")


@pytest.mark.django_db
def test_the_schedule_says_what_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("jobs", "schedule")
    planned = Schedule.objects.get(name="zhengban.audit")
    assert (planned.func, planned.cron, planned.repeats) == (CLOSE, "*/5 * * * *", -1)

    Schedule.objects.create(name="zhengban.gone", func=CLOSE)
    Schedule.objects.create(name="somebody's own", func=CLOSE)
    monkeypatch.setitem(declared, "audit", Periodic("audit", "封存", CLOSE, cron="0 * * * *"))
    call_command("jobs", "schedule")

    names = Schedule.objects.order_by("name").values_list("name", "cron")
    assert ("zhengban.audit", "0 * * * *") in names
    assert "somebody's own" in dict(names)
    assert "zhengban.gone" not in dict(names)
    planned_again = Schedule.objects.get(name="zhengban.audit")
    assert (planned_again.pk, planned_again.next_run) == (planned.pk, planned.next_run)


def test_a_periodic_is_declared_once_and_well() -> None:
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        declare(Periodic("audit", "别的", CLOSE, cron="0 * * * *"))
    with pytest.raises(ImproperlyConfigured, match="not a cron expression"):
        declare(Periodic("bad", "坏", CLOSE, cron="every day"))

    assert "bad" not in declared
    assert declared["audit"].cron == "*/5 * * * *"


def test_the_trail_is_closed_by_the_clock(cast: Cast) -> None:
    assert close_audit() == 1
    assert close_audit() == 0

    assert AuditBatch.objects.get().size == AuditEntry.objects.count()
