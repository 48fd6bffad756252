"""Delegating, adding before and after, relieving: through the gate, with its decisions."""

from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.audit.models import AuditEntry
from zhengban.workflow.actions import add_after, add_before, complete, delegate, remove, send_back
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import WorkItem
from zhengban.workflow.models.items import ItemReason, ItemStatus
from zhengban.workflow.overview import holders
from zhengban.workflow.tests.trial import SIGNED, Trial


def test_what_the_leader_delegates_comes_back_and_only_the_leader_signs(reviewed: Trial, cast: Cast) -> None:
    delegate(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.reviewer, opinion="请先审阅")
    assert reviewed.hands == {"sign": ["顾书言"]}
    (holder,) = holders([reviewed.instance])[reviewed.instance.pk]
    assert holder.reason == "委派"

    # A reviewer could never sign; to prepare an opinion is no signature.
    helper = reviewed.item("sign")
    assert bool(complete.decision(helper.at_hand, cast.reviewer))
    complete(helper.at_hand, actor=cast.reviewer, opinion="建议签发")
    reviewed.paper.refresh_from_db()
    assert reviewed.paper.short_name != SIGNED
    assert reviewed.hands == {"sign": ["周明远"]}

    complete(reviewed.item("sign").at_hand, actor=cast.leader, outcome="agree")
    reviewed.paper.refresh_from_db()
    assert reviewed.paper.short_name == SIGNED
    rows = (
        WorkItem.objects.filter(activity="sign").order_by("number").values_list("state", "kind", "origin__number")
    )
    first = WorkItem.objects.filter(activity="sign").order_by("number").first()
    assert first is not None
    assert list(rows) == [
        (ItemStatus.DELEGATED, ItemReason.OWN, None),
        (ItemStatus.DONE, ItemReason.DELEGATED, first.number),
        (ItemStatus.DONE, ItemReason.OWN, None),
    ]


def test_who_prepares_neither_decides_nor_returns_nor_adds(reviewed: Trial, cast: Cast) -> None:
    delegate(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.reviewer)
    helper = reviewed.item("sign")

    with pytest.raises(EntryRefused, match="只填写意见"):
        complete(helper.at_hand, actor=cast.reviewer, outcome="agree", opinion="同意")
    assert str(send_back.decision(helper.at_hand, cast.reviewer)) == "此前没有可以退回的环节。"
    assert "不能后加签" in str(add_after.decision(helper.at_hand, cast.reviewer))
    assert reviewed.hands == {"sign": ["顾书言"]}


def test_others_are_asked_first_and_relieved_by_who_asked(reviewed: Trial, cast: Cast) -> None:
    people = [cast.second_head, cast.third_head]
    add_before(reviewed.item("sign").at_hand, actor=cast.leader, people=people, opinion="请会核")
    assert reviewed.hands == {"sign": ["方知夏"]} or len(WorkItem.objects.opened()) == 2

    second = WorkItem.objects.opened().get(candidates__user=cast.second_head)
    assert "才能减签" in str(remove.decision(second.at_hand, cast.drafter))
    with pytest.raises(Refused, match="才能减签"):
        remove(second.at_hand, actor=cast.drafter)
    remove(second.at_hand, actor=cast.leader, opinion="不必会核")
    third = WorkItem.objects.opened().get()
    complete(third.at_hand, actor=cast.third_head, opinion="无不同意见")

    assert reviewed.hands == {"sign": ["周明远"]}
    second.refresh_from_db()
    assert (second.state, second.opinion) == (ItemStatus.REMOVED, "不必会核")
    assert AuditEntry.objects.filter(code="workflow.remove").count() == 1


def test_one_added_after_handles_it_before_it_goes_on(trial: Trial, cast: Cast) -> None:
    add_after(trial.item("draft").at_hand, actor=cast.drafter, people=[cast.stranger], opinion="请补充数据")
    assert trial.hands == {"draft": ["白行简"]}
    complete(trial.item("draft").at_hand, actor=cast.stranger, opinion="已补充")
    assert trial.hands == {"review": ["何砚秋"]}


def test_nobody_outside_the_agency_is_asked(reviewed: Trial, cast: Cast) -> None:
    with pytest.raises(EntryRefused, match="在岗"):
        add_before(reviewed.item("sign").at_hand, actor=cast.leader, people=[cast.finance_leader])
    with pytest.raises(Refused, match="您不是"):
        delegate(reviewed.item("sign").at_hand, actor=cast.drafter, to=cast.stranger)
    assert reviewed.hands == {"sign": ["周明远"]}
