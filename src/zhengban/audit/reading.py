"""Reading the trail (查阅审计记录): narrowed, in steps that cost the same on the first page and on the last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from zhengban.audit.models import AuditEntry, AuditEntryQuerySet, Outcome

# What occurs is found by leaping from one code to the next along the index, so that a million rows cost as many
# steps as there are codes; SELECT DISTINCT would read them all.
_RECORDED = """
WITH RECURSIVE found(code) AS (
    SELECT MIN(code) FROM audit_auditentry
    UNION ALL
    SELECT (SELECT MIN(code) FROM audit_auditentry WHERE code > found.code) FROM found WHERE found.code IS NOT NULL
)
SELECT code, (SELECT label FROM audit_auditentry entry WHERE entry.code = found.code ORDER BY at DESC, id DESC LIMIT 1)
FROM found WHERE code IS NOT NULL
"""


@dataclass(frozen=True)
class Narrowing:
    """What the reader narrows the trail by; empty means all."""

    since: date | None = None
    until: date | None = None
    actor_ids: tuple[int, ...] | None = None
    code: str = ""
    target_type: str = ""
    target_id: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Step:
    """A page of entries, the newest first, with where to go on: before the last or after the first of them."""

    object_list: list[AuditEntry]
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class RecordedCode:
    """An action code that occurs in the trail, with its latest label."""

    code: str
    label: str


def narrowed(entries: AuditEntryQuerySet, narrowing: Narrowing) -> AuditEntryQuerySet:
    """The entries that fit."""
    if narrowing.since:
        entries = entries.filter(at__gte=_midnight(narrowing.since))
    if narrowing.until:
        entries = entries.filter(at__lt=_midnight(narrowing.until + timedelta(days=1)))
    if narrowing.actor_ids is not None:
        entries = entries.filter(actor_id__in=narrowing.actor_ids)
    if narrowing.code:
        entries = entries.filter(code=narrowing.code)
    if narrowing.target_type:
        entries = entries.filter(target_type=narrowing.target_type)
    if narrowing.target_id is not None:
        entries = entries.filter(target_id=narrowing.target_id)
    if narrowing.outcome:
        entries = entries.filter(outcome=Outcome(narrowing.outcome))
    return entries


def step(entries: AuditEntryQuerySet, size: int, *, before: int | None = None, after: int | None = None) -> Step:
    """The newest entries, those just before the entry ``before``, or those just after the entry ``after``.

    Nothing is counted and nothing skipped: the place is found by the entry's time and number.
    """
    if after is not None and (place := _moment(after)) is not None:
        upwards = entries.filter(at__gte=place).exclude(at=place, pk__lte=after).order_by("at", "pk")
        found = list(upwards[: size + 1])
        has_newer, rows = len(found) > size, found[:size][::-1]
        return Step(rows, rows[-1].pk if rows else None, rows[0].pk if has_newer else None)
    is_first = True
    if before is not None and (place := _moment(before)) is not None:
        is_first = False
        entries = entries.filter(at__lte=place).exclude(at=place, pk__gte=before)
    found = list(entries.order_by("-at", "-pk")[: size + 1])
    rows = found[:size]
    return Step(rows, rows[-1].pk if len(found) > size else None, rows[0].pk if rows and not is_first else None)


def recorded_codes() -> list[RecordedCode]:
    """Every action code that occurs in the trail."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDED)
        return [RecordedCode(code, label) for code, label in cursor.fetchall()]


def _moment(pk: int) -> datetime | None:
    return AuditEntry.objects.filter(pk=pk).values_list("at", flat=True).first()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
