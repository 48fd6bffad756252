from __future__ import annotations

import pytest

from tests.people import Cast
from zhengban.access.decisions import Refusal
from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.audit.models import AuditEntry
from zhengban.workflow.actions import complete, send_back, send_back_straight, withdraw
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.handling import handling_of
from zhengban.workflow.models import WorkflowEvent, WorkItem, WorkItemCandidate
from zhengban.workflow.models.items import ItemStatus
from zhengban.workflow.tests.trial import SIGNED, SUBJECT, Trial


def test_a_return_reopens_for_the_former_handler_and_keeps_every_opinion(reviewed: Trial, cast: Cast) -> None:
    send_back(reviewed.item("sign").at_hand, actor=cast.leader, to="draft", opinion="依据不足")

    assert reviewed.hands == {"draft": ["林晚青"]}
    rows = WorkItem.objects.order_by("number").values_list("activity", "round", "state", "superseded", "opinion")
    assert list(rows) == [
        ("draft", 1, ItemStatus.DONE, True, "请审核"),
        ("review", 1, ItemStatus.DONE, True, "拟同意"),
        ("sign", 1, ItemStatus.RETURNED, False, "依据不足"),
        ("draft", 2, ItemStatus.OPEN, False, ""),
    ]
    entry = AuditEntry.objects.get(code="workflow.return")
    assert (entry.actor_name, entry.summary) == ("周明远", "依据不足")
    assert "RETURNED" in SUBJECT.told


def test_a_return_undoes_the_acts_it_passes(signed: Trial, cast: Cast) -> None:
    signed.paper.refresh_from_db()
    assert signed.paper.short_name == SIGNED

    send_back(signed.item("recheck").at_hand, actor=cast.rechecker, to="review", opinion="事由有误")

    signed.paper.refresh_from_db()
    assert signed.paper.short_name == ""
    assert signed.hands == {"review": ["何砚秋"]}
    assert signed.item("archive").state == ItemStatus.WITHDRAWN
    assert AuditEntry.objects.filter(code="trial.unsign").count() == 1


def test_a_return_into_an_earlier_block_leaves_the_other_branch_done(signed: Trial, cast: Cast) -> None:
    complete(signed.item("archive").at_hand, actor=cast.archivist)
    complete(signed.item("recheck").at_hand, actor=cast.rechecker)
    send_back(signed.item("number").at_hand, actor=cast.numbering_clerk, to="recheck", opinion="漏页")
    assert signed.hands == {"recheck": ["宋予安"]}

    complete(signed.item("recheck").at_hand, actor=cast.rechecker)
    assert signed.hands == {"number": ["许清禾"]}


def test_straight_back_skips_the_review(reviewed: Trial, cast: Cast) -> None:
    send_back_straight(reviewed.item("sign").at_hand, actor=cast.leader, to="draft", opinion="改一个字")
    complete(reviewed.item("draft").at_hand, actor=cast.drafter)

    assert reviewed.hands == {"sign": ["周明远"]}
    assert reviewed.item("sign").round == 2


@pytest.mark.parametrize("verb", [send_back, send_back_straight])
def test_only_the_holder_returns(reviewed: Trial, cast: Cast, verb: object) -> None:
    assert callable(verb)
    with pytest.raises(Refused, match="您不是“sign环节”环节的办理人"):
        verb(reviewed.item("sign").at_hand, actor=cast.drafter, to="draft", opinion="撤")

    assert reviewed.hands == {"sign": ["周明远"]}
    assert not WorkflowEvent.objects.filter(kind="RETURNED").exists()
    assert not AuditEntry.objects.filter(code__startswith="workflow.return").exists()


@pytest.mark.parametrize(
    ("to", "opinion", "error"),
    [("draft", "  ", EntryRefused), ("number", "退", WrongState), ("../../", "退", WrongState)],
)
def test_a_return_without_reason_or_to_nowhere_is_refused(
    reviewed: Trial, cast: Cast, to: str, opinion: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        send_back(reviewed.item("sign").at_hand, actor=cast.leader, to=to, opinion=opinion)
    assert reviewed.hands == {"sign": ["周明远"]}


def test_the_page_offers_what_the_engine_takes(signed: Trial, cast: Cast) -> None:
    targets = handling_of(signed.item("recheck")).targets
    assert [(target.activity, target.people, target.straight_back) for target in targets] == [
        ("draft", ("林晚青",), False),
        ("review", ("何砚秋",), False),
        ("sign", ("周明远",), False),
    ]
    decision = send_back_straight.decision(signed.item("recheck").at_hand, cast.rechecker)
    assert decision == Refusal("此前的环节都须逐级重新办理，不能退回后直达。")


def test_the_first_step_has_nowhere_to_return(trial: Trial, cast: Cast) -> None:
    decision = send_back.decision(trial.item("draft").at_hand, cast.drafter)
    assert decision == Refusal("此前没有可以退回的环节。")


def test_a_return_of_what_has_been_taken_back_is_a_conflict(signed: Trial, cast: Cast) -> None:
    stale = signed.item("archive")
    send_back(signed.item("recheck").at_hand, actor=cast.rechecker, to="sign", opinion="重签")

    with pytest.raises(Conflict, match=r"“archive环节”的待办已于\d+月\d+日\d\d:\d\d被收回。"):
        send_back(stale.at_hand, actor=cast.archivist, to="sign", opinion="重签")
    assert signed.hands == {"sign": ["周明远"]}


def test_withdraw_while_nobody_has_looked(trial: Trial, cast: Cast) -> None:
    complete(trial.item("draft").at_hand, actor=cast.drafter)
    assert withdraw.decision(trial.item("draft").at_hand, cast.drafter)
    withdraw(trial.item("draft").at_hand, actor=cast.drafter)

    assert trial.hands == {"draft": ["林晚青"]}
    assert trial.item("review").state == ItemStatus.WITHDRAWN
    assert WorkItemCandidate.objects.filter(is_open=True).count() == 1


def test_withdrawing_a_signature_undoes_the_act(signed: Trial, cast: Cast) -> None:
    withdraw(signed.item("sign").at_hand, actor=cast.leader)
    signed.paper.refresh_from_db()
    assert (signed.paper.short_name, signed.hands) == ("", {"sign": ["周明远"]})


def test_withdraw_is_refused_once_touched_and_to_others(signed: Trial, cast: Cast) -> None:
    complete(signed.item("archive").at_hand, actor=cast.archivist)

    for actor, reason in (
        (cast.leader, "后续环节已经办理|已经阅看或办理"),
        (cast.drafter, "您不是“sign环节”环节的办理人"),
    ):
        assert not withdraw.decision(signed.item("sign").at_hand, actor)
        with pytest.raises(Refused, match=reason):
            withdraw(signed.item("sign").at_hand, actor=actor)
    signed.paper.refresh_from_db()
    assert (signed.paper.short_name, signed.hands) == (SIGNED, {"recheck": ["宋予安"]})
    assert not AuditEntry.objects.filter(code="workflow.withdraw").exists()
