from __future__ import annotations

import uuid

import pytest

from tests.people import Cast
from zhengban.access.errors import Conflict, Refused
from zhengban.audit.models import AuditEntry
from zhengban.documents.actions.deliveries import receive, register, send_again, send_back
from zhengban.documents.actions.outgoing import draft, number, revise, sign
from zhengban.documents.models import (
    AddressMode,
    Delivery,
    DeliveryState,
    DocumentFile,
    FilePurpose,
    OutgoingDocument,
)
from zhengban.documents.models import OutgoingState as State
from zhengban.documents.tests.lives import drafted, issued, item_of, notice, numbered, open_office, reviewed, step
from zhengban.organizations.actions import end_agency
from zhengban.workflow.actions import complete, terminate, withdraw
from zhengban.workflow.actions import send_back as return_to
from zhengban.workflow.models import ProcessInstance, WorkItem


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def test_a_document_goes_through_its_whole_life(cast: Cast) -> None:
    document = reviewed(cast, countersign=[cast.second_unit, cast.third_unit])
    assert document.state == State.IN_REVIEW

    step(document, cast.leader, opinion="同意印发。")
    assert (document.state, document.signer, document.number_text) == (State.SIGNED, cast.leader, "")
    step(document, cast.rechecker)
    step(document, cast.numbering_clerk)
    assert document.state == State.NUMBERED
    assert document.number_text.startswith("云政办发〔")
    assert document.number_text.endswith("〕1号")
    step(document, cast.seal_keeper)
    assert document.state == State.SEALED
    step(document, cast.registrar)
    assert document.state == State.ISSUED
    step(document, cast.archivist)
    assert document.state == State.ARCHIVED

    states = dict(Delivery.objects.filter(document=document).values_list("agency__name", "state"))
    assert states == {
        "云江市财政局": DeliveryState.SENT,
        "青溪县人民政府办公室": DeliveryState.SENT,
        "南岭省人民政府办公厅": DeliveryState.BY_HAND,
    }
    prints = DocumentFile.objects.filter(outgoing=document, purpose=FilePurpose.PRINT)
    assert {(file.file.kind, file.name) for file in prints} == {
        ("PDF", f"{document.number_text}.pdf"),
        ("OFD", f"{document.number_text}.ofd"),
    }
    assert list(AuditEntry.objects.about(document).values_list("code", flat=True)) == [
        "documents.draft",
        "documents.submit",
        "documents.sign",
        "documents.recheck",
        "documents.number",
        "documents.seal",
        "documents.distribute",
        "documents.archive",
    ]


def test_a_return_after_signing_takes_the_signature_back_and_keeps_the_story(cast: Cast) -> None:
    document = reviewed(cast)
    step(document, cast.leader)
    item = item_of(cast.rechecker, document)

    return_to(item.at_hand, actor=cast.rechecker, to="draft", opinion="附件与正文不一致。")

    document.refresh_from_db()
    assert (document.state, document.signer, document.signed_version) == (State.RETURNED, None, None)
    assert item_of(cast.drafter, document).round == 2
    opinions = WorkItem.objects.filter(instance__subject_id=document.pk, activity="sign")
    assert [one.opinion for one in opinions] == ["同意。"]


def test_what_is_withdrawn_untouched_is_back_in_the_own_hands(cast: Cast) -> None:
    document = drafted(cast)
    step(document, cast.drafter)
    done = WorkItem.objects.done_by(cast.drafter).get()

    withdraw(done.at_hand, actor=cast.drafter)

    document.refresh_from_db()
    assert document.state == State.RETURNED
    assert item_of(cast.drafter, document).activity == "draft"


def test_nobody_acts_beside_the_process(cast: Cast) -> None:
    document = reviewed(cast)
    for act, person in ((sign, cast.leader), (number, cast.numbering_clerk)):
        with pytest.raises(Refused):
            act(document, actor=person, opinion="")

    document.refresh_from_db()
    assert (document.state, document.signer) == (State.IN_REVIEW, None)
    assert not AuditEntry.objects.filter(code="documents.sign").exists()


def test_a_stranger_cannot_handle_it_and_is_told_who_holds_it(cast: Cast) -> None:
    document = reviewed(cast)
    item = item_of(cast.leader, document)

    with pytest.raises(Refused, match="周明远"):
        complete(item.at_hand, actor=cast.stranger, opinion="同意")

    document.refresh_from_db()
    assert document.state == State.IN_REVIEW


def test_two_people_at_once_one_wins_and_the_other_is_told(cast: Cast) -> None:
    document = reviewed(cast)
    first, second = item_of(cast.leader, document), item_of(cast.leader, document)
    complete(first.at_hand, actor=cast.leader, opinion="同意。")

    with pytest.raises(Conflict, match="已由周明远于"):
        complete(second.at_hand, actor=cast.leader, opinion="同意。")

    assert AuditEntry.objects.filter(code="documents.sign").count() == 1


def test_signed_text_does_not_change(cast: Cast) -> None:
    document = reviewed(cast)
    step(document, cast.leader)
    version = document.current_version

    with pytest.raises(Refused, match="已签发的公文不能修改"):
        revise(document, actor=cast.drafter, elements=notice([cast.finance]), why="改")

    document.refresh_from_db()
    assert document.current_version == version


def test_a_request_goes_to_one_organ_only(cast: Cast) -> None:
    document = drafted(cast, notice([cast.finance, cast.county_office], kind="请示"))

    with pytest.raises(Refused, match="只主送一个上级机关"):
        step(document, cast.drafter)

    document.refresh_from_db()
    assert document.state == State.DRAFT


def test_only_the_principal_head_signs_upward(cast: Cast) -> None:
    document = drafted(cast, notice([cast.outside], kind="请示"))
    step(document, cast.drafter)
    step(document, cast.unit_head)
    step(document, cast.reviewer)

    assert item_of(cast.leader, document).activity == "principal_sign"
    assert not WorkItem.objects.awaiting(cast.deputy_leader).exists()


def test_an_abolished_recipient_stops_distribution_and_nothing_is_lost(cast: Cast) -> None:
    document = numbered(cast)
    step(document, cast.seal_keeper)
    end_agency(cast.county_office, actor=cast.system_administrator, ends_on=cast.unit.starts_on, reason="撤并")

    with pytest.raises(Refused, match="青溪县人民政府办公室”已撤销"):
        step(document, cast.registrar)

    document.refresh_from_db()
    assert document.state == State.SEALED
    assert not Delivery.objects.filter(document=document).exists()


def test_a_void_keeps_its_number_and_reason(cast: Cast) -> None:
    document = numbered(cast)
    instance = ProcessInstance.objects.about(document).get()

    terminate(instance, actor=cast.leader, opinion="情况变化，不再印发。")

    document.refresh_from_db()
    assert (document.state, document.voided_reason) == (State.VOIDED, "情况变化，不再印发。")
    assert document.number is not None
    assert (document.number.state, document.number.void_reason) == ("VOID", "情况变化，不再印发。")


def test_a_recipient_returns_it_with_a_reason_and_it_is_sent_again(cast: Cast) -> None:
    document = issued(cast)
    delivery = Delivery.objects.get(document=document, agency=cast.finance)

    send_back(delivery, actor=cast.finance_registrar, reason="非我局职责。")
    send_again(document, actor=cast.registrar, agency=cast.finance, mode=AddressMode.MAIN)

    states = Delivery.objects.filter(document=document, agency=cast.finance).order_by("pk")
    assert [one.state for one in states] == [DeliveryState.RETURNED, DeliveryState.SENT]


def test_a_delivery_is_signed_for_once(cast: Cast) -> None:
    delivery = Delivery.objects.get(document=issued(cast), agency=cast.finance)
    receive(delivery, actor=cast.finance_registrar)

    with pytest.raises(Conflict, match="苏晓棠已于"):
        receive(delivery, actor=cast.finance_registrar)
    register(delivery, actor=cast.finance_registrar, request_key=uuid.uuid4())
    assert delivery.incoming.title == delivery.document.title


def test_a_secrecy_mark_in_the_text_is_stopped_at_the_door(cast: Cast) -> None:
    elements = notice([cast.finance])
    secret = type(elements)(**{**elements.__dict__, "body": "机密★3年\n" + elements.body})

    with pytest.raises(Refused, match="超出本系统允许的涉密等级"):
        draft(actor=cast.drafter, request_key=uuid.uuid4(), elements=secret)

    assert not OutgoingDocument.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "system_administrator", "security_administrator", "stranger"])
def test_who_has_nothing_to_do_with_it_does_not_see_it(cast: Cast, who: str) -> None:
    issued(cast)

    assert not OutgoingDocument.objects.visible_to(getattr(cast, who)).exists()
