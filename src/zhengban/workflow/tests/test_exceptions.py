"""Jumps, pauses, deadlines that pass, and the daily digest."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.people import Cast
from zhengban.access.actions import disable_account
from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.notifications.models import Notification
from zhengban.workflow import clock
from zhengban.workflow.actions import complete, expedite, expire, jump, resume, suspend
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import WorkflowEvent
from zhengban.workflow.models.processes import InstanceState
from zhengban.workflow.overview import holders
from zhengban.workflow.tests.engine.drawing import Parallel, Task, Timed, draw
from zhengban.workflow.tests.trial import Trial

THURSDAY = datetime(2026, 11, 19, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TIMED = draw(
    Task("draft", "drafter"),
    Parallel(
        (
            Timed(Task("review", "drafter_unit_head"), Task("late", "role:OFFICE_REVIEWER")),
            Task("archive", "role:ARCHIVIST", inner='<zb:deadline ordinary="1"/>'),
        )
    ),
    facts="title",
).decode()


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The clock: the last moment in the list is now."""
    moments = [THURSDAY]
    monkeypatch.setattr(timezone, "now", lambda: moments[-1])
    return moments


# Jumps


def test_a_leader_jumps_with_a_reason_and_the_trail_says_so(reviewed: Trial, cast: Cast) -> None:
    item = reviewed.item("sign")
    assert str(jump.decision(item.at_hand, cast.drafter)) == "只有本机关领导和核稿岗位可以跳转。"
    with pytest.raises(Refused):
        jump(item.at_hand, actor=cast.finance_leader, to="draft", opinion="越权")

    jump(item.at_hand, actor=cast.reviewer, to="draft", opinion="内容重大变化，重新拟稿")

    assert reviewed.hands == {"draft": ["林晚青"]}
    event = WorkflowEvent.objects.get(kind="JUMPED")
    assert (event.activity, event.actor, event.text) == (
        "sign",
        cast.reviewer,
        "draft环节：内容重大变化，重新拟稿",
    )
    item.refresh_from_db()
    assert item.get_state_display() == "已跳转"


def test_a_jump_without_reason_or_people_is_refused(trial: Trial, cast: Cast) -> None:
    with pytest.raises(EntryRefused, match="请填写意见"):
        jump(trial.item("draft").at_hand, actor=cast.leader, to="review", opinion="")
    with pytest.raises(EntryRefused, match="请选择“sign环节”环节的办理人"):
        jump(trial.item("draft").at_hand, actor=cast.leader, to="sign", opinion="特急")
    jump(trial.item("draft").at_hand, actor=cast.leader, to="sign", opinion="特急", chosen=[cast.leader])
    assert trial.hands == {"sign": ["周明远"]}


# Pauses


def test_a_pause_stops_work_and_moves_every_deadline(trial: Trial, cast: Cast, today: list[datetime]) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    item = trial.item("review")
    assert item.due_on == date(2026, 11, 24)
    with pytest.raises(EntryRefused, match="依据"):
        suspend(trial.instance, actor=cast.unit_head, opinion="等待批复", ground=" ")
    with pytest.raises(Refused, match="只有当前办理人"):
        suspend(trial.instance, actor=cast.stranger, opinion="等待批复", ground="条例")

    suspend(trial.instance, actor=cast.unit_head, opinion="等待批复", ground="《行政许可法》第四十五条")

    instance = trial.instance
    assert (instance.state, instance.suspension_ground) == (InstanceState.SUSPENDED, "《行政许可法》第四十五条")
    with pytest.raises(WrongState, match="流程已挂起"):
        complete(trial.item("review").at_hand, actor=cast.unit_head)
    assert str(expedite.decision(instance, cast.drafter)) == "流程已挂起，无需催办。"

    # Friday to Monday: one weekend and two working days.
    today.append(THURSDAY + timedelta(days=4))
    resume(trial.instance, actor=cast.unit_head)
    item.refresh_from_db()
    assert item.due_on == date(2026, 11, 26)
    assert (trial.instance.state, trial.instance.suspended_at) == (InstanceState.RUNNING, None)
    complete(trial.item("review").at_hand, actor=cast.unit_head, chosen={"sign": [cast.leader]})
    assert str(resume.decision(trial.instance, cast.unit_head)) == "流程没有挂起，无需恢复。"


# Deadlines


@pytest.fixture
def timed(cast: Cast, today: list[datetime]) -> Trial:
    trial = Trial(cast, TIMED)
    trial.begin()
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    return trial


def test_a_passed_deadline_goes_the_drawn_way_once(timed: Trial, cast: Cast, today: list[datetime]) -> None:
    # Three working days from Thursday, over a weekend.
    assert timed.item("review").expires_on == date(2026, 11, 24)
    today.append(THURSDAY + timedelta(days=5))
    assert clock.pass_deadlines() == 0

    today.append(THURSDAY + timedelta(days=6))
    with pytest.raises(Refused, match="系统自动"):
        expire(timed.item("review").at_hand, actor=cast.leader)
    assert clock.pass_deadlines() == 1
    assert clock.pass_deadlines() == 0

    assert timed.hands == {"archive": ["程望舒"], "late": ["顾书言"]}
    event = WorkflowEvent.objects.get(kind="EXPIRED")
    assert (event.actor.username, event.people) == ("system", [cast.unit_head.pk])
    with pytest.raises(Conflict, match="被收回"):
        complete(timed.item("review").at_hand, actor=cast.unit_head)


def test_a_deadline_does_not_pass_while_it_is_suspended(timed: Trial, cast: Cast, today: list[datetime]) -> None:
    suspend(timed.instance, actor=cast.unit_head, opinion="等待批复", ground="需征求意见")
    today.append(THURSDAY + timedelta(days=20))
    assert clock.pass_deadlines() == 0
    resume(timed.instance, actor=cast.unit_head)
    assert timed.item("review").expires_on > today[-1].date()


def test_where_nobody_would_hold_it_the_paper_stays_and_is_overdue(
    timed: Trial, cast: Cast, today: list[datetime]
) -> None:
    disable_account(cast.reviewer, actor=cast.security_administrator, reason="调离")
    today.append(THURSDAY + timedelta(days=6))
    assert clock.pass_deadlines() == 0
    assert timed.hands["review"] == ["何砚秋"]


# Pressing


def test_the_digest_tells_everybody_once_a_day(timed: Trial, cast: Cast, today: list[datetime]) -> None:
    today.append(THURSDAY + timedelta(days=1))  # Friday: the archivist's is due
    assert clock.remind_of_due() == 1
    clock.remind_of_due()
    told = Notification.objects.filter(text__startswith="催办提醒")
    assert [(notice.user, notice.text) for notice in told] == [
        (cast.archivist, "催办提醒：您有1件今日到期，请尽快办理。")
    ]

    today.append(THURSDAY + timedelta(days=2))  # Saturday
    assert clock.remind_of_due() == 0
    today.append(THURSDAY + timedelta(days=4))
    clock.remind_of_due()
    assert told.order_by("pk").last().text == "催办提醒：您有1件已超期，请尽快办理。"


def test_how_often_somebody_was_pressed_is_shown(timed: Trial, cast: Cast) -> None:
    expedite(timed.instance, actor=cast.drafter, opinion="请尽快")
    expedite(timed.instance, actor=cast.drafter, items=[timed.item("review")])
    pressed = {held.activity: held.expedited for held in holders([timed.instance])[timed.instance.pk]}
    assert pressed == {"review": 2, "archive": 1}
