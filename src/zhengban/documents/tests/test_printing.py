from __future__ import annotations

import pytest

from tests.people import Cast
from tests.queued import run_queued_jobs
from zhengban.audit.models import AuditEntry
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.printing import prepare_print
from zhengban.documents.tests.lives import numbered as before_sealing
from zhengban.documents.tests.lives import open_office, step
from zhengban.rendering.forms import FORMS
from zhengban.rendering.models import RenderedFile


@pytest.fixture
def numbered(cast: Cast) -> OutgoingDocument:
    open_office(cast)
    return before_sealing(cast)


def _prepared() -> int:
    return AuditEntry.objects.filter(code="rendering.prepare").count()


def test_the_print_waits_ready_in_every_form_for_whoever_seals(cast: Cast, numbered: OutgoingDocument) -> None:
    run_queued_jobs()
    ready = set(RenderedFile.objects.all())
    assert {one.form for one in ready} == set(FORMS)

    step(numbered, cast.seal_keeper)

    assert set(RenderedFile.objects.all()) == ready
    assert {entry.actor_name for entry in AuditEntry.objects.filter(code="rendering.prepare")} == {"系统"}


def test_a_job_that_runs_twice_prepares_once(numbered: OutgoingDocument) -> None:
    for _time in range(2):
        prepare_print(numbered.pk)

    assert (_prepared(), RenderedFile.objects.count()) == (len(FORMS), len(FORMS))


def test_nothing_is_prepared_for_a_paper_already_sealed(cast: Cast, numbered: OutgoingDocument) -> None:
    step(numbered, cast.seal_keeper)
    prepare_print(numbered.pk)

    assert _prepared() == 0
