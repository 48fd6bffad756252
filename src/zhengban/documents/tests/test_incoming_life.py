from __future__ import annotations

import uuid
from datetime import date

import pytest

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.audit.models import AuditEntry
from zhengban.documents.actions.incoming import register_from_outside
from zhengban.documents.actions.outgoing import draft
from zhengban.documents.models import Delivery, DeliveryState, Handling, IncomingDocument, UrgencyChoice
from zhengban.documents.models import IncomingState as State
from zhengban.documents.replying import reply_elements
from zhengban.documents.tests.lives import item_of, open_office, registered, step
from zhengban.workflow.actions import circulate, finish_reading, terminate
from zhengban.workflow.models import Circulation, ProcessInstance


@pytest.fixture(autouse=True)
def office(cast: Cast) -> None:
    open_office(cast)


def _planned(cast: Cast, document: IncomingDocument, **answers: object) -> None:
    step(document, cast.finance_registrar)
    step(
        document,
        cast.finance_reviewer,
        opinion="请预算科办理。",
        variables={
            "handling": "FOR_ACTION",
            "leaders": [cast.finance_leader.pk],
            "host_unit": [cast.finance_unit.pk],
            "co_units": [],
            "readers": [],
            "due_on": None,
        },
        fields={"handling": Handling.FOR_ACTION, "host_unit": cast.finance_unit, "co_units": (), "due_on": None},
        **answers,
    )


def test_a_paper_for_action_goes_through_its_whole_life(cast: Cast) -> None:
    document = registered(cast)
    assert document.register_number
    _planned(cast, document)
    assert (document.state, document.host_unit) == (State.IN_HANDLING, cast.finance_unit)

    step(document, cast.finance_leader, opinion="请认真落实。")
    step(document, cast.finance_head, opinion="已按要求安排资金。")
    assert document.state == State.IN_HANDLING
    held = ProcessInstance.objects.about(document).get().items.get(state="OPEN")
    person = held.candidates.get().user
    step(document, person, opinion="已办结。")
    assert (document.state, document.result) == (State.COMPLETED, "已办结。")
    step(document, cast.finance_archivist)
    assert document.state == State.ARCHIVED

    codes = list(AuditEntry.objects.about(document).values_list("code", flat=True))
    assert codes == ["incoming.accept", "incoming.plan", "incoming.complete", "incoming.archive"]


def test_a_paper_that_is_not_ours_goes_back_to_its_sender(cast: Cast) -> None:
    document = registered(cast)
    instance = ProcessInstance.objects.about(document).get()

    terminate(instance, actor=cast.finance_registrar, opinion="不属于我局职责。")

    document.refresh_from_db()
    delivery = Delivery.objects.get(pk=document.delivery_id)
    assert (document.state, document.returned_reason) == (State.RETURNED, "不属于我局职责。")
    assert (delivery.state, delivery.returned_reason) == (DeliveryState.RETURNED, "不属于我局职责。")


def test_a_plan_without_a_host_is_refused(cast: Cast) -> None:
    document = registered(cast)
    step(document, cast.finance_registrar)

    with pytest.raises(Refused):
        step(
            document,
            cast.finance_reviewer,
            variables={"handling": "FOR_ACTION", "leaders": [cast.finance_leader.pk]},
        )

    document.refresh_from_db()
    assert (document.handling, document.host_unit) == ("", None)
    assert item_of(cast.finance_reviewer, document).activity == "plan"


def test_circulation_never_blocks_and_keeps_reading_times(cast: Cast) -> None:
    document = registered(cast)
    instance = ProcessInstance.objects.about(document).get()
    circulate(instance, actor=cast.finance_registrar, people=[cast.finance_staff], opinion="请阅。")
    reading = Circulation.objects.unread_by(cast.finance_staff).get()
    assert IncomingDocument.objects.visible_to(cast.finance_staff).filter(pk=document.pk).exists()

    step(document, cast.finance_registrar)
    finish_reading(reading, actor=cast.finance_staff, opinion="已阅。")

    reading.refresh_from_db()
    assert reading.read_at is not None
    assert not Circulation.objects.unread_by(cast.finance_staff).exists()


def test_a_paper_from_outside_is_registered_with_its_own_number(cast: Cast) -> None:
    made = [
        register_from_outside(
            actor=cast.registrar,
            request_key=uuid.uuid4(),
            title="关于做好汛期值守的通知",
            kind="通知",
            sender_name=cast.outside.name,
            sender_number="南政办发〔2026〕3号",
            urgency=UrgencyChoice.URGENT,
            written_on=date(2026, 6, 1),
            copies=1,
            source="---\ntitle: 关于做好汛期值守的通知\n---\n请做好值守。",
        )
        for _ in range(2)
    ]

    assert made[0].register_number != made[1].register_number
    assert item_of(cast.registrar, made[0]).activity == "check"


def test_only_the_registrar_registers(cast: Cast) -> None:
    with pytest.raises(Refused, match="只有机要文书可以登记来文"):
        register_from_outside(
            actor=cast.drafter,
            request_key=uuid.uuid4(),
            title="关于做好汛期值守的通知",
            kind="通知",
            sender_name="某厅",
            sender_number="",
            urgency=UrgencyChoice.NORMAL,
            written_on=None,
            copies=1,
            source="",
        )

    assert not IncomingDocument.objects.exists()


def test_an_answer_is_linked_to_what_it_answers(cast: Cast) -> None:
    document = registered(cast)

    answer = draft(
        actor=cast.finance_staff,
        request_key=uuid.uuid4(),
        elements=reply_elements(document, cast.finance_staff),
        reply_to=document,
    )

    assert list(document.replies.all()) == [answer]
    assert answer.to_names == [cast.city_office.name]
    assert document.title in answer.basis
