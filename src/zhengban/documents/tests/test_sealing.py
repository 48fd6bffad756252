"""用印: by the holder of the agency's seal, at the step, on exactly what was signed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongwen.seal import verify
from tests.people import Cast
from zhengban.access.errors import Conflict, Refused
from zhengban.access.loading import loading
from zhengban.audit.models import AuditEntry
from zhengban.demo.clock import at
from zhengban.documents.actions.outgoing import distribute, revise
from zhengban.documents.actions.sealing import affix_seal
from zhengban.documents.models import Delivery, DocumentFile, DocumentVersion, OutgoingDocument
from zhengban.documents.models import OutgoingState as State
from zhengban.documents.tests.lives import (
    drafted,
    issued,
    item_of,
    notice,
    numbered,
    open_office,
    registered,
    step,
)
from zhengban.files.storage import path_of, read_stored
from zhengban.organizations.actions import delegate
from zhengban.rendering.models import RenderedFile
from zhengban.sealing.actions.custody import accept, lend
from zhengban.sealing.actions.register import destroy, stop
from zhengban.sealing.actions.uses import Sealable, use, void_use
from zhengban.sealing.models import Custody, Seal, SealMaterial, SealUse
from zhengban.sealing.tests.seals import made_seal, second_keeper
from zhengban.sealing.trust import trust
from zhengban.workflow.actions import complete, send_back, terminate, withdraw
from zhengban.workflow.models import ProcessInstance, WorkItem


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _press(cast: Cast, document: OutgoingDocument) -> None:
    complete(item_of(cast.seal_keeper, document).at_hand, actor=cast.seal_keeper)


def _unsealed(document: OutgoingDocument) -> bool:
    """Nothing came of it."""
    document.refresh_from_db()
    used = SealUse.objects.exists() or DocumentFile.objects.filter(outgoing=document).exists()
    return document.state == State.NUMBERED and document.issued_on is None and not used


def test_the_sealed_file_holds_what_was_signed_and_proves_it(cast: Cast) -> None:
    document = numbered(cast)

    step(document, cast.seal_keeper, opinion="")

    made = SealUse.objects.get()
    assert document.state == State.SEALED
    assert document.issued_on == timezone.localdate()
    assert (made.used_by, made.number, made.copies) == (cast.seal_keeper, document.number_text, document.copies)
    assert made.content_sha256 == document.signed_version.sha256
    report = verify(read_stored(made.ofd), trust())
    [signature] = report.signatures
    assert signature.seal is not None
    assert signature.seal.name == "云江市人民政府办公室印"
    codes = AuditEntry.objects.filter(actor_id=cast.seal_keeper.pk).values_list("code", flat=True)
    assert set(codes) >= {"documents.seal", "sealing.use", "workflow.complete"}


def test_the_receiver_gets_the_sealed_file(cast: Cast) -> None:
    incoming = registered(cast)

    made = SealUse.objects.get()
    received = DocumentFile.objects.filter(incoming=incoming, purpose="PRINT")
    assert {file.file for file in received} == {made.ofd, made.pdf}


def test_minutes_go_from_numbering_to_distribution(cast: Cast) -> None:
    document = drafted(cast, notice([cast.finance], kind="纪要"))
    step(document, cast.drafter)
    step(document, cast.unit_head)
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    for person in (cast.leader, cast.rechecker, cast.numbering_clerk, cast.registrar):
        step(document, person)

    assert document.state == State.ISSUED
    assert not SealUse.objects.exists()
    assert DocumentFile.objects.filter(outgoing=document, purpose="PRINT").count() == 2


def test_what_became_minutes_while_it_was_drafted_is_not_sealed(cast: Cast) -> None:
    document = drafted(cast)
    revise(document, actor=cast.drafter, elements=notice([cast.finance], kind="纪要"), why="改文种")
    step(document, cast.drafter)
    step(document, cast.unit_head)
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    for person in (cast.leader, cast.rechecker, cast.numbering_clerk):
        step(document, person)

    assert item_of(cast.registrar, document).activity == "distribute"


def test_a_seal_is_used_at_its_step_only(cast: Cast) -> None:
    document = numbered(cast)
    seal = Seal.objects.get()
    beside = Sealable(document, "documents.seal", "", "", 1, seal.name, "0" * 64, b"", b"")

    with pytest.raises(Refused, match="须在流程待办中办理"):
        affix_seal(document, actor=cast.seal_keeper)
    with pytest.raises(Refused, match="须在流程待办中办理"):
        use(seal, actor=cast.seal_keeper, sealable=beside)

    assert _unsealed(document)


def test_nothing_is_distributed_unsealed(cast: Cast) -> None:
    document = numbered(cast)

    with pytest.raises(Refused, match="用印后才能分发"):
        distribute(document, actor=cast.registrar)

    assert not Delivery.objects.exists()


def test_a_keeper_without_the_seal_in_hand_cannot_use_it(cast: Cast) -> None:
    other = second_keeper(cast)
    document = numbered(cast)

    with pytest.raises(Refused, match="公章不在您手中"):
        complete(item_of(other, document).at_hand, actor=other)

    assert _unsealed(document)


def test_a_borrower_seals_and_the_keeper_cannot_meanwhile(cast: Cast) -> None:
    other = second_keeper(cast)
    lend(Seal.objects.get(), actor=cast.seal_keeper, to=other, reason="休假", due_on=timezone.localdate())
    accept(Custody.objects.get(kind="LENT"), actor=other)
    document = numbered(cast)

    with pytest.raises(Refused, match="公章不在您手中"):
        _press(cast, document)
    complete(item_of(other, document).at_hand, actor=other)

    assert SealUse.objects.get().used_by == other


def test_a_deputy_for_papers_is_no_deputy_for_the_seal(cast: Cast) -> None:
    document = numbered(cast)
    day = timezone.localdate()
    delegate(actor=cast.seal_keeper, deputy=cast.drafter, starts_on=day, ends_on=day, reason="出差")

    with pytest.raises(Refused, match="公章不在您手中"):
        complete(item_of(cast.drafter, document).at_hand, actor=cast.drafter)

    assert _unsealed(document)


def test_two_keepers_at_once_one_wins_and_the_other_is_told(cast: Cast) -> None:
    other = second_keeper(cast)
    document = numbered(cast)
    late = item_of(other, document)
    _press(cast, document)

    with pytest.raises(Conflict, match="已由温如玉于"):
        complete(late.at_hand, actor=other)

    assert SealUse.objects.count() == 1


def test_a_seal_stopped_between_opening_and_pressing(cast: Cast) -> None:
    document = numbered(cast)
    opened = item_of(cast.seal_keeper, document)
    chosen = Seal.objects.get()
    stop(Seal.objects.get(), actor=cast.leader, reason="印模磨损")
    made_seal(cast)

    with pytest.raises(Refused, match="当前状态为“停用”，不能用印"):
        complete(opened.at_hand, actor=cast.seal_keeper, fields={"seal": chosen})

    assert _unsealed(document)


def test_a_destroyed_key_seals_nothing(cast: Cast) -> None:
    document = numbered(cast)
    seal = Seal.objects.get()
    stop(seal, actor=cast.leader, reason="机关更名")
    destroy(seal, actor=cast.security_administrator, reason="缴销")
    assert SealMaterial.objects.get().private_key == ""

    with pytest.raises(Refused, match="公章不在您手中"):
        _press(cast, document)

    assert _unsealed(document)


def test_an_expired_seal_is_not_used(cast: Cast) -> None:
    document = numbered(cast)

    with at(timezone.now() + timedelta(days=1900)), pytest.raises(Refused, match="有效期已于"):
        _press(cast, document)

    assert _unsealed(document)


@pytest.mark.parametrize(("back", "words"), [(1, "可能被调回"), (30, "早于")])
def test_a_clock_set_back_stops_the_seal(cast: Cast, back: int, words: str) -> None:
    document = numbered(cast)
    with at(timezone.now() + timedelta(days=2)):
        issued(cast)
    used = SealUse.objects.count()

    with at(timezone.now() - timedelta(days=back)), pytest.raises(Refused, match=words):
        _press(cast, document)

    assert SealUse.objects.count() == used


def test_a_signed_version_that_was_tampered_with_is_not_sealed(cast: Cast) -> None:
    document = numbered(cast)
    signed = document.signed_version
    with loading("被换过的签发稿"):
        other = DocumentVersion.objects.create(
            document=document,
            ordinal=99,
            source=signed.source.replace("防汛", "抗旱"),
            text=signed.text,
            sha256=signed.sha256,
            author=signed.author,
            made_at=signed.made_at,
            why="",
        )
        row = OutgoingDocument.objects.filter(pk=document.pk)
        row.update(signed_version=other, current_version=other)

    with pytest.raises(Refused, match="与签发时的摘要不符"):
        _press(cast, document)

    assert _unsealed(document)


def test_a_typeset_file_changed_on_the_disk_is_not_sealed(cast: Cast) -> None:
    document = numbered(cast)
    _press(cast, document)
    send_back(item_of(cast.registrar, document).at_hand, actor=cast.registrar, to="seal", opinion="印章偏斜。")
    path = path_of(RenderedFile.objects.get(form="ofd").file.sha256)
    path.chmod(0o640)
    path.write_bytes(path.read_bytes() + b" ")

    with pytest.raises(Refused, match="已被改动"):
        _press(cast, document)

    document.refresh_from_db()
    assert document.state == State.NUMBERED
    assert not SealUse.objects.standing().exists()


def test_back_from_distribution_the_use_is_void_and_kept(cast: Cast) -> None:
    document = numbered(cast)
    step(document, cast.seal_keeper)

    send_back(item_of(cast.registrar, document).at_hand, actor=cast.registrar, to="seal", opinion="印章偏斜。")
    document.refresh_from_db()
    assert (document.state, document.issued_on) == (State.NUMBERED, None)
    first = SealUse.objects.get()
    assert (first.voided_reason, first.voided_by) == ("印章偏斜。", cast.registrar)
    assert not DocumentFile.objects.current().filter(outgoing=document).exists()

    step(document, cast.seal_keeper)
    assert document.state == State.SEALED
    assert SealUse.objects.standing().get() != first
    assert DocumentFile.objects.current().filter(outgoing=document).count() == 2


def test_the_keeper_withdraws_the_own_sealing_while_untouched(cast: Cast) -> None:
    document = numbered(cast)
    step(document, cast.seal_keeper)
    done = WorkItem.objects.done_by(cast.seal_keeper).get()

    withdraw(done.at_hand, actor=cast.seal_keeper)

    document.refresh_from_db()
    assert document.state == State.NUMBERED
    assert SealUse.objects.get().voided_reason == "公文退回"


def test_a_sealed_paper_given_up_takes_its_use_along(cast: Cast) -> None:
    document = numbered(cast)
    step(document, cast.seal_keeper)

    terminate(ProcessInstance.objects.about(document).get(), actor=cast.leader, opinion="情况变化，不再印发。")

    document.refresh_from_db()
    assert document.state == State.VOIDED
    assert SealUse.objects.get().voided_reason == "情况变化，不再印发。"


def test_a_use_is_voided_with_its_paper_only(cast: Cast) -> None:
    document = numbered(cast)
    step(document, cast.seal_keeper)

    with pytest.raises(Refused, match="只能随公文"):
        void_use(SealUse.objects.get(), actor=cast.seal_keeper, reason="不算")

    assert SealUse.objects.standing().exists()
