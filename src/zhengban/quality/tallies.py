"""Counting each issued paper once: which errors it had, and at which stage each was caught."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from zhengban.documents.findings import day_of
from zhengban.documents.models import DocumentVersion, OutgoingDocument, OutgoingState
from zhengban.jobs.queue import enqueue
from zhengban.proofing.reports import JudgedFinding
from zhengban.quality.findings import Counter, characters_of
from zhengban.quality.models import ErrorTally, PaperTally, Stage
from zhengban.workflow.models import ProcessInstance, WorkItem

COUNTED_AT_ONCE = 100
_ISSUED = (OutgoingState.ISSUED, OutgoingState.ARCHIVED)


def tally_due() -> None:
    """Count the papers issued since the last time (统计公文差错), some at a time; may run twice."""
    documents = OutgoingDocument.objects.filter(state__in=_ISSUED).exclude(
        pk__in=PaperTally.objects.filter(version=F("document__signed_version")).values("document")
    )
    rows = list(documents.select_related(*OutgoingDocument.read_with).order_by("-pk")[:COUNTED_AT_ONCE])
    counter = Counter(rows)
    submitted = _submissions(rows)
    for document in rows:
        _tally(document, counter, submitted.get(document.pk))
    if len(rows) == COUNTED_AT_ONCE:
        enqueue("zhengban.quality.tallies.tally_due")


def _submissions(documents: list[OutgoingDocument]) -> dict[int, datetime]:
    """When each paper first left its drafter's hands."""
    instances = ProcessInstance.objects.about_all(OutgoingDocument, [one.pk for one in documents])
    first = WorkItem.objects.filter(instance__in=instances.order_by().values("pk"), closed_at__isnull=False)
    rows = first.order_by().values("instance__subject_id").annotate(at=Min("closed_at"))
    return {row["instance__subject_id"]: row["at"] for row in rows}


def _tally(document: OutgoingDocument, counter: Counter, submitted_at: datetime | None) -> None:
    version = document.signed_version
    assert version is not None  # noqa: S101 - an issued document has one
    counts = _caught(document, version, counter, submitted_at)
    with transaction.atomic():
        paper, _made = PaperTally.objects.update_or_create(
            document=document,
            defaults={
                "version": version,
                "agency_id": document.agency_id,
                "unit_id": document.unit_id,
                "issued_on": document.issued_on or day_of(document),
                "characters": characters_of(version.text),
            },
        )
        ErrorTally.objects.filter(paper=paper).delete()
        ErrorTally.objects.bulk_create(
            ErrorTally(paper=paper, stage=stage, category=category, count=count)
            for (stage, category), count in counts.items()
        )


def _caught(
    document: OutgoingDocument, signed: DocumentVersion, counter: Counter, submitted_at: datetime | None
) -> Tally[tuple[str, str]]:
    """How many errors of each category were caught at each stage.

    An error is caught by the version in which it is gone; what the signed version still has was caught only after
    issue.
    """
    counts: Tally[tuple[str, str]] = Tally()
    before: Tally[tuple[str, str, str]] = Tally()
    for version in document.versions.filter(ordinal__lte=signed.ordinal).order_by("ordinal"):
        stage = Stage.DRAFTING if submitted_at is None or version.made_at <= submitted_at else Stage.REVIEW
        day = timezone.localdate(version.made_at)
        after = _errors(counter.errors_in_source(document, version.source, day))
        for (category, _rule, _quote), gone in (before - after).items():
            counts[(stage, category)] += gone
        before = after
    for (category, _rule, _quote), left in _errors(counter.errors_in(document)).items():
        counts[(Stage.ISSUED, category)] += left
    return counts


def _errors(found: Iterable[JudgedFinding]) -> Tally[tuple[str, str, str]]:
    """Errors by category, rule and words: an edit beside an error leaves it the same error."""
    return Tally((one.finding.category.value, one.finding.rule, one.finding.quote) for one in found)
