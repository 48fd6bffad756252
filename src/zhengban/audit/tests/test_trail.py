from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.people import Cast
from zhengban.audit.batches import close_batch, verify
from zhengban.audit.models import AuditEntry
from zhengban.audit.trail import record


def _entries(cast: Cast, count: int) -> list[AuditEntry]:
    return [
        record("test.act", "试验", actor=cast.drafter, target=cast.city_office, summary=f"第{n}次")
        for n in range(count)
    ]


def test_entries_cannot_be_changed_or_deleted(cast: Cast) -> None:
    [entry] = _entries(cast, 1)

    for change in (
        lambda: AuditEntry.objects.filter(pk=entry.pk).update(summary="别的"),
        lambda: AuditEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()

    assert AuditEntry.objects.get(pk=entry.pk).summary == "第0次"


def test_closed_batches_are_proven_and_chained(cast: Cast) -> None:
    before = AuditEntry.objects.count()
    _entries(cast, 3)
    first = close_batch()
    _entries(cast, 2)
    second = close_batch()
    _entries(cast, 1)

    assert first is not None
    assert second is not None
    assert (first.size, second.size) == (before + 3, 2)
    assert close_batch() is not None
    assert close_batch() is None
    result = verify()
    assert (result.proven, result.open, result.broken_at) == (before + 6, 0, None)


@pytest.mark.parametrize(
    "crime",
    ["UPDATE audit_auditentry SET summary='改' WHERE id={}", "DELETE FROM audit_auditentry WHERE id={}"],
)
def test_verification_names_the_entry_that_was_tampered_with(cast: Cast, crime: str) -> None:
    entries = _entries(cast, 5)
    close_batch()
    _without_triggers(crime.format(entries[2].pk))

    result = verify()

    expected = entries[2].pk if crime.startswith("UPDATE") else entries[3].pk
    assert result.broken_at == expected
    assert result.reason


def _without_triggers(statement: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_auditentry_no_update")
            cursor.execute("DROP TRIGGER audit_auditentry_no_delete")
        cursor.execute(statement)
