"""Statistics: each error of a signed paper is counted once, at the stage at which it was caught."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.people import Cast
from zhengban.documents.actions.outgoing import revise
from zhengban.documents.tests.lives import open_office
from zhengban.quality.models import ErrorTally, PaperTally, Stage
from zhengban.quality.statistics import statistics_of
from zhengban.quality.tallies import tally_due
from zhengban.quality.tests.papers import CLEAN, ONE_ERROR, TWO_ERRORS, drafted_with, elements, issue, issued_with


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _typos(stage: Stage) -> int:
    return sum(ErrorTally.objects.filter(stage=stage, category="typo").values_list("count", flat=True))


def test_an_error_counts_at_the_stage_that_caught_it(cast: Cast) -> None:
    document = drafted_with(cast, TWO_ERRORS)
    revise(document, actor=cast.drafter, elements=elements(cast, ONE_ERROR), why="自查")
    issue(cast, document, in_review=CLEAN)
    issued_with(cast, ONE_ERROR)

    tally_due()

    assert [_typos(stage) for stage in (Stage.DRAFTING, Stage.REVIEW, Stage.ISSUED)] == [1, 1, 1]


def test_counting_twice_changes_nothing(cast: Cast) -> None:
    issued_with(cast, ONE_ERROR)
    tally_due()
    before = list(ErrorTally.objects.order_by("pk").values_list("pk", "stage", "category", "count"))

    tally_due()

    assert before
    assert list(ErrorTally.objects.order_by("pk").values_list("pk", "stage", "category", "count")) == before
    assert PaperTally.objects.count() == 1


def test_papers_in_hand_are_not_counted(cast: Cast) -> None:
    drafted_with(cast, TWO_ERRORS)

    tally_due()

    assert not PaperTally.objects.exists()


def test_the_statistics_give_rates_by_unit_and_kind(cast: Cast, client: Client) -> None:
    issued_with(cast, TWO_ERRORS)
    tally_due()
    today = timezone.localdate()

    found = statistics_of(cast.city_office, today, today)

    characters = len("".join(TWO_ERRORS.split()))
    typos = next(line for line in found.kinds if line.name == "错别字")
    assert (typos.drafting, typos.review, typos.issued) == (0, 0, 2)
    assert typos.rate == round(2 * 10_000 / characters, 2)
    assert [line.name for line in found.units] == ["综合科"]
    assert found.total.characters == characters
    assert statistics_of(cast.city_office, today - timedelta(days=9), today - timedelta(days=2)).units == ()
    assert statistics_of(cast.finance, today, today).units == ()
    client.force_login(cast.reviewer, backend="django.contrib.auth.backends.ModelBackend")
    assert "错别字" in client.get("/quality/statistics/").content.decode()
