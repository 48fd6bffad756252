"""Findings computed once and kept: by content, day, editions of checker and house, and what the records say."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from gongwen.proofread import Category, Finding, Records, Severity
from zhengban.proofing.checking import PlacedFinding, proofread
from zhengban.proofing.edition import checker_edition
from zhengban.proofing.house import HouseRules, edition_of
from zhengban.proofing.models import KeptCheck
from zhengban.proofing.papers import AskedRecords

# Readers who may know different things of the records; beyond them a paper is checked anew.
MOST_READERS = 8
KEPT_FOR = timedelta(days=60)


def kept_findings(source: str, *, day: date, records: Records, house: HouseRules) -> tuple[PlacedFinding, ...]:
    """The findings in this content (查错结果), checked now only where nothing that decides them was kept.

    One query, and one more for each kind of question that the rules ask of the records.
    """
    content = _content(source, day)
    asked = AskedRecords(records)
    for row in KeptCheck.objects.filter(content=content, house=house.edition).order_by("-pk")[:MOST_READERS]:
        if asked.answers_to(row.questions) == row.answers:
            return tuple(_loaded(one) for one in row.findings)
    lexicons = (house.lexicon,) if house.lexicon.entries else ()
    found = proofread(source, day=day, records=asked, lexicons=lexicons)
    # Two requests may check the same at once; the findings are the same then.
    KeptCheck.objects.bulk_create(
        [
            KeptCheck(
                content=content,
                house=house.edition,
                questions=asked.questions,
                answers=asked.digest,
                findings=[_dumped(one) for one in found],
                made_at=timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )
    return found


def is_kept_clean(source: str, *, day: date, agency_id: int) -> bool:
    """Whether this content was checked under the rules of today and nobody was shown a blocker in it; one query."""
    kept = KeptCheck.objects.filter(content=_content(source, day), house=edition_of(agency_id))
    rows = list(kept.order_by("-pk").values_list("findings", flat=True)[:MOST_READERS])
    grave = Severity.BLOCKER.value
    return bool(rows) and all(one["finding"]["severity"] != grave for findings in rows for one in findings)


def forget_old() -> int:
    """Throw away what was kept long ago; whoever needs it checks again."""
    count, _models = KeptCheck.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
    return count


def _content(source: str, day: date) -> str:
    parts = (checker_edition(), day.isoformat(), source)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _dumped(placed: PlacedFinding) -> dict[str, Any]:
    finding = asdict(placed.finding)
    finding["category"] = placed.finding.category.value
    finding["severity"] = placed.finding.severity.value
    return {
        "finding": finding,
        "element": placed.element,
        "fingerprint": placed.fingerprint,
        "start": placed.start,
        "end": placed.end,
    }


def _loaded(kept: dict[str, Any]) -> PlacedFinding:
    finding = dict(kept["finding"])
    finding["category"] = Category(finding["category"])
    finding["severity"] = Severity(finding["severity"])
    return PlacedFinding(Finding(**finding), kept["element"], kept["fingerprint"], kept["start"], kept["end"])
