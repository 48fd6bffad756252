"""Handing everything over when a post changes, and undoing it; calling off and pressing readers."""

from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.access.errors import Refused, WrongState
from zhengban.workflow.actions import (
    cancel_readings,
    circulate,
    complete,
    finish_reading,
    hand_over,
    remind_readers,
    see,
    undo_handover,
)
from zhengban.workflow.actions.handovers import hand_over_item, preview
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import Circulation, WorkflowEvent
from zhengban.workflow.tests.trial import SUBJECT, Trial


@pytest.fixture
def loaded(reviewed: Trial, cast: Cast) -> Trial:
    """The leader has the paper to sign and something to read."""
    circulate(reviewed.instance, actor=cast.drafter, people=[cast.leader])
    return reviewed


def test_everything_open_changes_hands_on_one_sheet(loaded: Trial, cast: Cast) -> None:
    sheet = preview(cast.leader)
    assert ([item.activity for item in sheet.items], len(sheet.readings)) == (["sign"], 1)

    handover = hand_over(
        actor=cast.reviewer, person=cast.leader, successor=cast.deputy_leader, reason="周明远同志岗位调整"
    )

    assert loaded.hands == {"sign": ["沈若川"]}
    assert [row.reader for row in Circulation.objects.outstanding()] == [cast.deputy_leader]
    assert preview(cast.leader) == type(sheet)((), ())
    assert handover.lines.count() == 2
    event = WorkflowEvent.objects.get(kind="HANDED_OVER")
    assert (event.actor, event.people) == (cast.reviewer, [cast.leader.pk, cast.deputy_leader.pk])
    complete(loaded.item("sign").at_hand, actor=cast.deputy_leader, outcome="agree")


def test_a_handover_is_undone_where_nothing_was_touched(loaded: Trial, cast: Cast) -> None:
    handover = hand_over(actor=cast.leader, person=cast.leader, successor=cast.deputy_leader, reason="出国学习")
    with pytest.raises(Refused, match="可以撤销移交"):
        undo_handover(handover, actor=cast.stranger, reason="x")

    undo_handover(handover, actor=cast.leader, reason="行程取消")

    assert loaded.hands == {"sign": ["周明远"]}
    assert [row.reader for row in Circulation.objects.outstanding()] == [cast.leader]
    with pytest.raises(Refused, match="已经撤销"):
        undo_handover(handover, actor=cast.leader, reason="再次")


def test_what_the_successor_has_opened_stays_with_the_successor(loaded: Trial, cast: Cast) -> None:
    handover = hand_over(actor=cast.leader, person=cast.leader, successor=cast.deputy_leader, reason="出国学习")
    see(loaded.item("sign").at_hand, actor=cast.deputy_leader)
    undo_handover(handover, actor=cast.leader, reason="行程取消")
    assert loaded.hands == {"sign": ["沈若川"]}


@pytest.mark.parametrize(
    ("actor", "successor", "sentence"),
    [
        ("stranger", "deputy_leader", "只有移交人本人"),
        ("leader", "leader", "接收人不能是移交人本人"),
        ("leader", "finance_leader", "接收人不是移交人所在机关"),
        ("finance_leader", "deputy_leader", "只有移交人本人"),
    ],
)
def test_who_may_hand_over_to_whom(loaded: Trial, cast: Cast, actor: str, successor: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        hand_over(
            actor=getattr(cast, actor), person=cast.leader, successor=getattr(cast, successor), reason="岗位调整"
        )
    assert loaded.hands == {"sign": ["周明远"]}


def test_a_sheet_needs_a_reason_and_something_on_it(loaded: Trial, cast: Cast) -> None:
    with pytest.raises(EntryRefused, match="事由"):
        hand_over(actor=cast.leader, person=cast.leader, successor=cast.deputy_leader, reason=" ")
    with pytest.raises(EntryRefused, match="无需移交"):
        hand_over(actor=cast.stranger, person=cast.stranger, successor=cast.drafter, reason="岗位调整")


def test_one_item_is_not_handed_over_beside_a_sheet(loaded: Trial, cast: Cast) -> None:
    with pytest.raises(Refused, match="移交单"):
        hand_over_item(
            loaded.item("sign").at_hand, actor=cast.leader, person=cast.leader, to=cast.deputy_leader, reason="x"
        )


# Readers


def test_readers_are_pressed_and_called_off_in_one_go(trial: Trial, cast: Cast) -> None:
    people = [cast.leader, cast.second_head, cast.third_head]
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=people)
    first = Circulation.objects.get(reader=cast.leader)
    finish_reading(first, actor=cast.leader)

    SUBJECT.told.clear()
    remind_readers(trial.instance, actor=cast.drafter)
    assert SUBJECT.told == ["READING_EXPEDITED"]
    assert sorted(Circulation.objects.values_list("reminders", flat=True)) == [0, 1, 1]
    second = Circulation.objects.get(reader=cast.second_head)
    cancel_readings(trial.instance, actor=cast.drafter, readings=[second])
    assert [row.reader for row in Circulation.objects.outstanding()] == [cast.third_head]
    second.refresh_from_db()
    with pytest.raises(WrongState, match="的传阅已于"):
        finish_reading(second, actor=cast.second_head)

    cancel_readings(trial.instance, actor=cast.drafter, readings=[])
    with pytest.raises(WrongState, match="都已阅毕"):
        remind_readers(trial.instance, actor=cast.drafter)
    first.refresh_from_db()
    assert first.cancelled_at is None


def test_only_who_sent_it_or_watches_may_press_readers(trial: Trial, cast: Cast) -> None:
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.leader])
    assert "只有送阅的人" in str(remind_readers.decision(trial.instance, cast.leader))
    assert bool(remind_readers.decision(trial.instance, cast.registrar))


def test_who_was_called_off_can_be_given_it_again(trial: Trial, cast: Cast) -> None:
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.leader])
    cancel_readings(trial.instance, actor=cast.drafter, readings=[])
    circulate(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.leader])
    assert Circulation.objects.outstanding().count() == 1
