from __future__ import annotations

import pytest

from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.audit.models import AuditEntry
from zhengban.documents.models import DocumentFile, OutgoingDocument
from zhengban.documents.printing import prepare_print
from zhengban.documents.tests.lives import open_office, reviewed, step
from zhengban.rendering.models import RenderedFile


@pytest.fixture
def numbered(cast: Cast) -> OutgoingDocument:
    open_office(cast)
    document = reviewed(cast)
    for person in (cast.leader, cast.rechecker, cast.numbering_clerk):
        step(document, person)
    return document


def _prepared() -> int:
    return AuditEntry.objects.filter(code="rendering.prepare").count()


def test_the_print_waits_ready_for_whoever_distributes(cast: Cast, numbered: OutgoingDocument) -> None:
    run_queued_jobs()
    ready = RenderedFile.objects.get()

    step(numbered, cast.registrar)

    assert RenderedFile.objects.get() == ready
    assert DocumentFile.objects.get(outgoing=numbered, purpose="PRINT").file == ready.file
    assert AuditEntry.objects.get(code="rendering.prepare").actor_name == "系统"


def test_a_job_that_runs_twice_prepares_once(numbered: OutgoingDocument) -> None:
    for _time in range(2):
        prepare_print(numbered.pk)

    assert (_prepared(), RenderedFile.objects.count()) == (1, 1)


def test_nothing_is_prepared_for_a_paper_already_issued(cast: Cast, numbered: OutgoingDocument) -> None:
    step(numbered, cast.registrar)
    prepare_print(numbered.pk)

    assert _prepared() == 0
