"""The trail is read in steps by time and number, narrowed, and its last batches are proven."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import Cast
from zhengban.audit.batches import close_batch, open_entries, verify_last
from zhengban.audit.models import AuditEntry, Outcome
from zhengban.audit.reading import Narrowing, RecordedCode, narrowed, recorded_codes, step

NOON = timezone.make_aware(datetime(2026, 3, 2, 12))


def _entries(*moments: datetime, **values: object) -> list[int]:
    made = AuditEntry.objects.bulk_create(
        AuditEntry(at=at, code="test.act", label="试验", actor_id=7, actor_name="某", **values) for at in moments
    )
    return [entry.pk for entry in made]


@pytest.mark.django_db
def test_steps_go_through_everything_once_and_back_though_times_are_equal_and_out_of_order():
    early = _entries(NOON, NOON, NOON)
    older = _entries(NOON - timedelta(days=1), NOON - timedelta(days=1))
    expected = [*reversed(early), *reversed(older)]
    entries = AuditEntry.objects.all()

    pages = [step(entries, 2)]
    while pages[-1].older is not None:
        pages.append(step(entries, 2, before=pages[-1].older))

    assert [[one.pk for one in page.object_list] for page in pages] == [expected[:2], expected[2:4], expected[4:]]
    assert (pages[0].newer, pages[-1].older) == (None, None)
    back = step(entries, 2, after=pages[2].newer)
    assert [one.pk for one in back.object_list] == expected[2:4]
    first = step(entries, 2, after=back.newer)
    assert ([one.pk for one in first.object_list], first.newer) == (expected[:2], None)


@pytest.mark.django_db
def test_a_step_asks_the_same_however_much_there_is():
    _entries(*[NOON] * 5)
    with CaptureQueriesContext(
        connection,
    ) as few:
        step(AuditEntry.objects.all(), 2, before=AuditEntry.objects.last().pk)
    _entries(*[NOON] * 200)
    with CaptureQueriesContext(connection) as many:
        step(AuditEntry.objects.all(), 2, before=AuditEntry.objects.last().pk)

    assert len(few) == len(many)
    assert not any("COUNT(" in query["sql"] or "OFFSET" in query["sql"] for query in many)


@pytest.mark.django_db
def test_the_place_of_an_unknown_entry_is_the_beginning():
    [pk] = _entries(NOON)

    assert [one.pk for one in step(AuditEntry.objects.all(), 2, before=pk + 99).object_list] == [pk]


@pytest.mark.django_db
def test_days_are_whole_days_of_the_office():
    midnight = timezone.make_aware(datetime(2026, 3, 2))
    before, first, last, after = _entries(
        midnight - timedelta(seconds=1),
        midnight,
        midnight + timedelta(days=1, seconds=-1),
        midnight + timedelta(days=1),
    )

    day = narrowed(AuditEntry.objects.all(), Narrowing(since=date(2026, 3, 2), until=date(2026, 3, 2)))

    assert set(day.values_list("pk", flat=True)) == {first, last}
    assert {before, after}.isdisjoint(day.values_list("pk", flat=True))


@pytest.mark.django_db
def test_every_condition_narrows():
    [wanted] = _entries(NOON, target_type="access.user", target_id=3, outcome=Outcome.REFUSED)
    _entries(NOON, target_type="access.user", target_id=4)

    for narrowing in (
        Narrowing(outcome="REFUSED"),
        Narrowing(target_type="access.user", target_id=3),
        Narrowing(code="test.act", actor_ids=(7,), outcome="REFUSED"),
    ):
        assert list(narrowed(AuditEntry.objects.all(), narrowing).values_list("pk", flat=True)) == [wanted]
    for narrowing in (Narrowing(actor_ids=()), Narrowing(actor_ids=(8,)), Narrowing(code="test.other")):
        assert not narrowed(AuditEntry.objects.all(), narrowing).exists()


@pytest.mark.django_db
def test_the_codes_that_occur_carry_their_latest_label():
    assert recorded_codes() == []
    _entries(NOON, NOON)
    AuditEntry.objects.create(at=NOON, code="a.first", label="旧名", actor_id=1, actor_name="某")
    AuditEntry.objects.create(
        at=NOON + timedelta(days=1), code="a.first", label="新名", actor_id=1, actor_name="某"
    )

    assert recorded_codes() == [RecordedCode("a.first", "新名"), RecordedCode("test.act", "试验")]


def test_the_last_batches_are_proven_each_against_the_one_before(cast: Cast):
    closed = []
    for _turn in range(3):
        entries = _entries(NOON, NOON, NOON)
        closed.append((close_batch(), entries))
    _entries(NOON)

    assert [(proof.batch.pk, proof.is_sound) for proof in verify_last(2)] == [
        (closed[2][0].pk, True),
        (closed[1][0].pk, True),
    ]
    assert open_entries().count() == 1
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER audit_auditentry_no_update")
        cursor.execute("UPDATE audit_auditentry SET label='改' WHERE id=%s", [closed[1][1][1]])

    proofs = verify_last(20)

    assert [proof.is_sound for proof in proofs] == [True, False, True]
    assert (proofs[1].broken_at, bool(proofs[1].reason)) == (closed[1][1][1], True)
