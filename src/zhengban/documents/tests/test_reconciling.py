"""三对账: what agrees is silent, what does not is named to the keeper."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_q.models import Schedule

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.access.loading import loading
from zhengban.documents.actions.reconciling import PAGE, reconcile, reconcile_all
from zhengban.documents.models import Delivery, DocumentFile, OutgoingDocument, Reconciliation
from zhengban.documents.reconciling import compare
from zhengban.documents.tests.lives import issued, numbered, open_office, registered, step
from zhengban.jobs.periodic import ensure_schedules
from zhengban.notifications.models import Notification
from zhengban.sealing.models import SealUse


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _told(cast: Cast) -> list[str]:
    return list(Notification.objects.filter(user=cast.seal_keeper, url=PAGE).values_list("text", flat=True))


def test_what_agrees_is_counted_and_nobody_is_told(cast: Cast) -> None:
    registered(cast)
    step(numbered(cast), cast.seal_keeper)

    reconcile_all()

    made = Reconciliation.objects.get(agency=cast.city_office)
    counts = (made.sealed, made.issued, made.waiting, made.addressed, made.sent)
    assert counts == (2, 1, 1, 3, 3)
    assert (made.found, made.differences) == (0, [])
    assert _told(cast) == []


def _void_the_use(document: OutgoingDocument) -> None:
    SealUse.objects.update(voided_reason="改库", voided_at=document.signed_at)


def _void_the_paper(document: OutgoingDocument) -> None:
    OutgoingDocument.objects.filter(pk=document.pk).update(state="VOIDED", voided_reason="改库")


def _lose_the_delivery(document: OutgoingDocument) -> None:
    Delivery.objects.filter(document=document, agency__name="青溪县人民政府办公室").update(agency=document.agency)


def _swap_the_file(document: OutgoingDocument) -> None:
    pdf = DocumentFile.objects.get(outgoing=document, file__kind="PDF").file
    DocumentFile.objects.filter(outgoing=document, file__kind="OFD").update(file=pdf)


def _swap_what_was_received(document: OutgoingDocument) -> None:
    other = SealUse.objects.order_by("-pk").first()
    assert other is not None
    DocumentFile.objects.filter(incoming__isnull=False, file__kind="OFD").update(file=other.ofd)


@pytest.mark.parametrize(
    ("meddle", "words"),
    [
        (_void_the_use, ["没有有效的用印记录"]),
        (_void_the_paper, ["不是已用印、已印发的状态"]),
        (
            _lose_the_delivery,
            ["“青溪县人民政府办公室”在分发范围内，但没有发出", "发给了分发范围以外的“云江市人民政府办公室”"],
        ),
        (_swap_the_file, ["分发的文件不是用印登记的文件"]),
        (_swap_what_was_received, ["“云江市财政局”收到的文件不是用印登记的文件"]),
    ],
)
def test_every_difference_is_named_to_the_keeper(cast: Cast, meddle: object, words: list[str]) -> None:
    registered(cast)
    document = OutgoingDocument.objects.get()
    if meddle is _swap_what_was_received:
        issued(cast)
    with loading("越过系统改库"):
        meddle(document)  # type: ignore[operator]

    reconcile_all()

    made = Reconciliation.objects.get(agency=cast.city_office)
    sentences = [one["sentence"] for one in made.differences]
    for word in words:
        assert any(word in sentence and document.number_text in sentence for sentence in sentences), sentences
    [told] = _told(cast)
    assert f"{made.found}处不一致" in told


def test_people_do_not_compare_their_own_work(cast: Cast) -> None:
    with pytest.raises(Refused, match="每夜自动进行"):
        reconcile(actor=cast.seal_keeper, agency=cast.city_office)

    assert not Reconciliation.objects.exists()


def test_it_is_planned_for_each_night(db: None) -> None:
    ensure_schedules()

    planned = Schedule.objects.get(name="zhengban.reconcile")
    assert (planned.func, planned.cron) == ("zhengban.documents.actions.reconciling.reconcile_all", "10 2 * * *")


def test_the_questions_do_not_grow_with_the_papers(cast: Cast) -> None:
    issued(cast)
    with CaptureQueriesContext(connection) as few:
        compare(cast.city_office)
    issued(cast)
    issued(cast)
    with CaptureQueriesContext(connection) as more:
        compare(cast.city_office)

    assert len(more) == len(few) <= 12


@pytest.mark.parametrize(
    ("who", "status"), [("seal_keeper", 200), ("leader", 200), ("drafter", 403), ("auditor", 403)]
)
def test_the_page_is_for_keepers_and_leaders(client: Client, cast: Cast, who: str, status: int) -> None:
    issued(cast)
    with loading("越过系统改库"):
        _void_the_use(OutgoingDocument.objects.get())
    reconcile_all()
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get(PAGE)

    assert answer.status_code == status
    if status == 200:
        assert "没有有效的用印记录" in answer.content.decode()
