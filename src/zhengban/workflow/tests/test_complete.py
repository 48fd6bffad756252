from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import Cast
from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.audit.models import AuditEntry
from zhengban.organizations import actions as organize
from zhengban.organizations.actions import end_appointment
from zhengban.organizations.models import Appointment
from zhengban.workflow.actions import complete, see, transfer
from zhengban.workflow.errors import EntryRefused, NoHandler
from zhengban.workflow.models import WorkflowEvent, WorkItem, WorkItemCandidate
from zhengban.workflow.models.items import ItemStatus
from zhengban.workflow.models.processes import InstanceState, Urgency
from zhengban.workflow.tests.trial import SIGNED, SUBJECT, Trial

MOST_QUERIES = 25


def unchanged(trial: Trial, hands: dict[str, list[str]]) -> None:
    """A refusal has changed nothing: same hands, no entry of the action."""
    assert trial.hands == hands
    assert not AuditEntry.objects.filter(code="workflow.complete").exists()
    assert not WorkflowEvent.objects.filter(kind="COMPLETED").exists()


def test_the_drafter_holds_it_first(trial: Trial) -> None:
    instance = trial.instance

    assert trial.hands == {"draft": ["林晚青"]}
    assert (instance.title, instance.agency, instance.state) == (
        "关于青溪县人民政府办公室的通知",
        trial.cast.city_office,
        InstanceState.RUNNING,
    )
    assert SUBJECT.told == ["STARTED", "OPENED"]


def test_a_paper_runs_to_its_end(signed: Trial, cast: Cast) -> None:
    signed.paper.refresh_from_db()
    assert signed.paper.short_name == SIGNED
    assert signed.hands == {"recheck": ["宋予安"], "archive": ["程望舒"]}

    complete(signed.item("archive").at_hand, actor=cast.archivist)
    assert signed.hands == {"recheck": ["宋予安"]}
    complete(signed.item("recheck").at_hand, actor=cast.rechecker)
    complete(signed.item("number").at_hand, actor=cast.numbering_clerk)

    instance = signed.instance
    signed.paper.refresh_from_db()
    assert (instance.state, instance.ended_at is None, signed.hands) == (InstanceState.ENDED, False, {})
    assert signed.paper.order == 12
    assert not WorkItemCandidate.objects.filter(is_open=True).exists()
    assert set(instance.tokens.values_list("state", flat=True)) == {"CONSUMED"}
    sign = signed.item("sign")
    assert (sign.opinion, sign.outcome_label, sign.done_by, sign.state) == (
        "同意",
        "同意",
        cast.leader,
        ItemStatus.DONE,
    )


def test_every_move_leaves_an_audit_entry_and_its_trail(reviewed: Trial, cast: Cast) -> None:
    entries = AuditEntry.objects.filter(code="workflow.complete").order_by("pk")
    assert [(entry.actor_name, entry.summary) for entry in entries] == [("林晚青", "请审核"), ("何砚秋", "拟同意")]
    assert list(WorkflowEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        "STARTED",
        "OPENED",
        "COMPLETED",
        "ACTIVITY_COMPLETED",
        "OPENED",
        "COMPLETED",
        "ACTIVITY_COMPLETED",
        "OPENED",
    ]


def test_countersigning_goes_to_the_heads_of_the_chosen_units(trial: Trial, cast: Cast) -> None:
    units = [cast.second_unit.pk, cast.third_unit.pk]
    complete(trial.item("draft").at_hand, actor=cast.drafter, variables={"units": units})
    complete(trial.item("review").at_hand, actor=cast.unit_head)

    first, second = WorkItem.objects.filter(activity="countersign").order_by("number")
    assert [(first.label, second.label)] == [("秘书一科", "督查科")]
    complete(second.at_hand, actor=cast.third_head, opinion="同意")
    assert trial.hands == {"countersign": ["陆景和"]}
    complete(first.at_hand, actor=cast.second_head, opinion="同意", chosen={"sign": [cast.deputy_leader]})
    assert trial.hands == {"sign": ["沈若川"]}


def test_fields_reach_the_business_act(reviewed: Trial, cast: Cast) -> None:
    complete(
        reviewed.item("sign").at_hand,
        actor=cast.leader,
        outcome="agree",
        opinion="同意",
        fields={"mark": "会后签发"},
    )
    reviewed.paper.refresh_from_db()
    assert reviewed.paper.short_name == "会后签发"


def test_the_deadline_is_in_working_days_by_urgency_or_the_day_a_handler_set(trial: Trial, cast: Cast) -> None:
    SUBJECT.urgency_now = Urgency.URGENT
    complete(trial.item("draft").at_hand, actor=cast.drafter, variables={"due": "2026-12-18"})
    review = trial.item("review")
    # The urgency told by the subject is taken over after the move that opened this item.
    assert review.due_on is not None
    assert trial.instance.urgency == Urgency.URGENT

    complete(review.at_hand, actor=cast.unit_head, chosen={"sign": [cast.leader]})
    assert trial.item("sign").due_on == date(2026, 12, 18)


def test_a_stranger_cannot_complete(trial: Trial, stranger: object, cast: Cast) -> None:
    with pytest.raises(Refused, match="您不是“draft环节”环节的办理人。本件当前：“draft环节”由林晚青办理"):
        complete(trial.item("draft").at_hand, actor=cast.stranger)
    unchanged(trial, {"draft": ["林晚青"]})


def test_without_an_item_the_refusal_says_whose_hands_it_is_in(trial: Trial, cast: Cast) -> None:
    decision = complete.decision(trial.instance, cast.drafter)
    assert str(decision).startswith("本件当前：“draft环节”由林晚青办理（自")


def test_who_comes_second_learns_who_was_first_and_when(trial: Trial, cast: Cast) -> None:
    item = trial.item("draft")
    complete(trial.item("draft").at_hand, actor=cast.drafter)

    with pytest.raises(Conflict, match=r"“draft环节”已由林晚青于\d+月\d+日\d\d:\d\d办理。"):
        complete(item.at_hand, actor=cast.drafter)

    assert AuditEntry.objects.filter(code="workflow.complete").count() == 1
    assert trial.hands == {"review": ["何砚秋"]}


def test_a_wrong_entry_names_its_field(reviewed: Trial, cast: Cast) -> None:
    with pytest.raises(EntryRefused, match="请选择办理结果") as refusal:
        complete(reviewed.item("sign").at_hand, actor=cast.leader, opinion="同意")
    assert refusal.value.field == "outcome"
    assert reviewed.hands == {"sign": ["周明远"]}
    reviewed.paper.refresh_from_db()
    assert reviewed.paper.short_name == "县政府办公室"


def test_choosing_outside_the_filter_is_refused(trial: Trial, cast: Cast) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    for chosen in ({}, {"sign": [cast.stranger]}, {"sign": [cast.finance_leader]}):
        with pytest.raises(EntryRefused):
            complete(trial.item("review").at_hand, actor=cast.unit_head, chosen=chosen)
    assert trial.hands == {"review": ["何砚秋"]}


def test_a_vacant_post_refuses_the_move_and_names_the_step(trial: Trial, cast: Cast) -> None:
    appointment = Appointment.objects.get(user=cast.unit_head)
    end_appointment(appointment, actor=cast.system_administrator, last_day=date(2021, 1, 1))

    with pytest.raises(NoHandler, match="“review环节”环节（综合科）找不到办理人"):
        complete(trial.item("draft").at_hand, actor=cast.drafter)
    unchanged(trial, {"draft": ["林晚青"]})


def test_a_unit_of_another_agency_is_no_countersigner(trial: Trial, cast: Cast) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter, variables={"units": [cast.finance_unit.pk]})
    with pytest.raises(NoHandler, match="所选单位不属于本机关"):
        complete(trial.item("review").at_hand, actor=cast.unit_head)


def test_a_refused_act_refuses_the_move(reviewed: Trial, cast: Cast) -> None:
    """The act's own policy is asked for the button too: whoever got the item by transfer is no leader."""
    transfer(reviewed.item("sign").at_hand, actor=cast.leader, to=cast.stranger)
    item = reviewed.item("sign")

    assert str(complete.decision(item.at_hand, cast.stranger)) == "只有领导可以签发。"
    with pytest.raises(Refused, match="只有领导可以签发"):
        complete(item.at_hand, actor=cast.stranger, outcome="agree")
    assert reviewed.hands == {"sign": ["白行简"]}


def test_an_act_of_the_process_cannot_be_done_beside_it(reviewed: Trial, cast: Cast) -> None:
    from zhengban.workflow.tests.trial import sign

    with pytest.raises(Refused, match="“签发”须在流程待办中办理。"):
        sign(reviewed.paper, actor=cast.leader, opinion="同意")


def test_queries_of_a_move(reviewed: Trial, cast: Cast) -> None:
    item = WorkItem.objects.select_related("instance").get(pk=reviewed.item("sign").pk)
    with CaptureQueriesContext(connection) as queries:
        complete(item.at_hand, actor=cast.leader, outcome="agree", opinion="同意")
    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:150] for query in queries)


def test_seeing_is_noted_once(trial: Trial, cast: Cast) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    see(trial.item("review").at_hand, actor=cast.unit_head)
    seen = trial.item("review").first_seen_at
    assert seen is not None

    see(trial.item("review").at_hand, actor=cast.unit_head)
    assert trial.item("review").first_seen_at == seen
    assert WorkflowEvent.objects.filter(kind="SEEN").count() == 1
    with pytest.raises(Refused):
        see(trial.item("review").at_hand, actor=cast.stranger)


def test_a_deputy_for_one_kind_of_business_handles_no_other(reviewed: Trial, cast: Cast) -> None:
    today = timezone.localdate()
    given = {"actor": cast.leader, "starts_on": today, "ends_on": today, "reason": "出差"}
    organize.delegate(deputy=cast.stranger, kind="outgoing", **given)
    organize.delegate(deputy=cast.second_head, kind="drawn", **given)

    assert not WorkItem.objects.awaiting(cast.stranger).exists()
    with pytest.raises(Refused):
        complete(reviewed.item("sign").at_hand, actor=cast.stranger, outcome="agree")
    assert [item.activity for item in WorkItem.objects.awaiting(cast.second_head)] == ["sign"]
    complete(reviewed.item("sign").at_hand, actor=cast.second_head, outcome="agree")

    item = reviewed.item("sign")
    assert (item.done_by, item.on_behalf_of) == (cast.second_head, cast.leader)
    with pytest.raises(WrongState, match="没有这一类业务"):
        organize.delegate(deputy=cast.stranger, kind="unknown", **given)
