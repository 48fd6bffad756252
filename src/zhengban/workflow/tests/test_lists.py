"""The inbox, what is done, who holds a paper, and its story."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.people import Cast
from zhengban.access.errors import Refused
from zhengban.audit.models import AuditEntry
from zhengban.core.workdays import add_workdays
from zhengban.organizations.actions import delegate
from zhengban.workflow.actions import circulate, complete, send_back, transfer
from zhengban.workflow.handling import activity_of, handling_of
from zhengban.workflow.lamps import Lamp, lamp
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.overview import holders, timeline
from zhengban.workflow.subjects import url_of
from zhengban.workflow.tests.trial import Trial


def activities(items: object) -> list[str]:
    return [item.activity for item in items]  # type: ignore[attr-defined]


def hand_over(cast: Cast) -> None:
    """The leader lets the second head act for some days."""
    today = timezone.localdate()
    delegate(
        actor=cast.leader,
        deputy=cast.second_head,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        reason="出差",
    )


def test_the_inbox_holds_what_one_can_handle(reviewed: Trial, cast: Cast) -> None:
    assert activities(WorkItem.objects.awaiting(cast.leader)) == ["sign"]
    for person in (cast.drafter, cast.unit_head, cast.deputy_leader, cast.stranger):
        assert activities(WorkItem.objects.awaiting(person)) == []


def test_the_inbox_holds_what_is_delegated(reviewed: Trial, cast: Cast) -> None:
    hand_over(cast)
    assert activities(WorkItem.objects.awaiting(cast.second_head)) == ["sign"]
    circulate(reviewed.instance, actor=cast.drafter, people=[cast.leader])
    assert Circulation.objects.unread_by(cast.second_head).count() == 1


def test_the_deputy_acts_in_the_name_of_the_principal(trial: Trial, cast: Cast) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    today = timezone.localdate()
    delegate(actor=cast.unit_head, deputy=cast.stranger, starts_on=today, ends_on=today, reason="请假")

    complete(trial.item("review").at_hand, actor=cast.stranger, opinion="代为核稿", chosen={"sign": [cast.leader]})

    review = trial.item("review")
    assert (review.done_by, review.on_behalf_of) == (cast.stranger, cast.unit_head)
    entry = AuditEntry.objects.filter(code="workflow.complete").latest("pk")
    assert (entry.actor_name, entry.on_behalf_of_name) == ("白行简", "何砚秋")
    for person in (cast.stranger, cast.unit_head):
        assert activities(WorkItem.objects.done_by(person)) == ["review"]

    send_back(trial.item("sign").at_hand, actor=cast.leader, to="review", opinion="请再核")
    assert trial.hands == {"review": ["何砚秋"]}


def test_no_delegation_no_handling(reviewed: Trial, cast: Cast) -> None:
    with pytest.raises(Refused):
        complete(reviewed.item("sign").at_hand, actor=cast.second_head, outcome="agree")


def test_what_one_has_done_stays_listed_through_later_rounds(reviewed: Trial, cast: Cast) -> None:
    send_back(reviewed.item("sign").at_hand, actor=cast.leader, to="draft", opinion="重拟")
    assert activities(WorkItem.objects.done_by(cast.unit_head)) == ["review"]
    assert activities(WorkItem.objects.done_by(cast.leader)) == ["sign"]
    assert activities(WorkItem.objects.done_by(cast.drafter)) == ["draft"]
    assert activities(WorkItem.objects.awaiting(cast.drafter)) == ["draft"]


def test_the_most_pressing_comes_first(reviewed: Trial, cast: Cast, django_assert_num_queries: object) -> None:
    item = WorkItem.objects.awaiting(cast.leader).get()
    assert item.due_on == add_workdays(timezone.localdate(), 1)
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(2):
        [shown] = WorkItem.objects.awaiting(cast.leader)
        assert (shown.instance.title, url_of(shown.instance)) == (
            "关于青溪县人民政府办公室的通知",
            f"/papers/{reviewed.paper.pk}",
        )


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (None, Lamp.NONE),
        (date(2026, 11, 23), Lamp.OVERDUE),
        (date(2026, 11, 24), Lamp.RED),
        (date(2026, 11, 25), Lamp.YELLOW),
        (date(2026, 11, 26), Lamp.YELLOW),
        (date(2026, 11, 27), Lamp.GREEN),
    ],
)
def test_lamps(due_on: date | None, expected: Lamp) -> None:
    assert lamp(due_on, today=date(2026, 11, 24)) == expected


def test_a_weekend_does_not_count() -> None:
    # From Friday on, Tuesday is two working days away.
    assert lamp(date(2026, 12, 1), today=date(2026, 11, 27)) == Lamp.YELLOW
    assert lamp(date(2026, 12, 2), today=date(2026, 11, 27)) == Lamp.GREEN


def test_holders_of_many_papers_in_two_queries(signed: Trial, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    instances = list(ProcessInstance.objects.about(signed.paper))
    with django_assert_num_queries(2):
        found = holders(instances)
    held = found[instances[0].pk]
    assert [(one.activity_name, one.names, one.workdays, one.seen) for one in held] == [
        ("recheck环节", ("宋予安",), 0, False),
        ("archive环节", ("程望舒",), 0, False),
    ]
    assert str(held[0]) == "recheck环节：宋予安"


def test_the_story_of_a_paper(reviewed: Trial, cast: Cast, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    transfer(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.deputy_leader, opinion="请签发")
    circulate(reviewed.instance, actor=cast.drafter, people=[cast.third_head])
    instance = reviewed.instance
    with django_assert_num_queries(3):
        story = timeline(instance)
        told = [
            (step.item.activity, step.names, step.on_behalf_of, step.item.opinion, step.item.is_open)
            for step in story.steps
        ]
        assert [reading.reader.name for reading in story.readings] == ["方知夏"]
    assert told == [
        ("draft", ("林晚青",), "", "请审核", False),
        ("review", ("何砚秋",), "", "拟同意", False),
        ("sign", ("周明远",), "", "请签发", False),
        ("sign", ("沈若川",), "", "", True),
    ]


def test_the_form_of_an_item(trial: Trial, cast: Cast) -> None:
    draft = handling_of(trial.item("draft"))
    assert activity_of(trial.item("draft")).editable
    assert (draft.activity.button, [question.variable.label for question in draft.questions]) == (
        "送审",
        ["会签单位", "办理时限"],
    )
    assert [unit.name for unit in draft.questions[0].units] == ["综合科", "秘书一科", "督查科", "文电科"]
    assert (draft.choices, draft.targets) == ((), ())

    complete(trial.item("draft").at_hand, actor=cast.drafter)
    [choice] = handling_of(trial.item("review")).choices
    assert (choice.activity, choice.several) == ("sign", False)
    assert choice.people == (cast.leader, cast.deputy_leader)
