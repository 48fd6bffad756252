"""Bringing others in: delegation, asking before, adding after, relieving, handing over; also inside branches."""

import pytest

from zhengban.workflow import engine
from zhengban.workflow.engine import EventKind, ItemKind, ItemState, ProcessState

from .drawing import Parallel, Task, draw
from .office import Office, Walk

DRAFTER, LEADER, OTHER, CLERK, HELPER, SECOND = 1, 3, 4, 5, 8, 9
OUTCOMES = '<zb:outcome code="agree" label="同意"/><zb:outcome code="disagree" label="不同意"/>'


def office() -> Office:
    return Office({"draft": (1,), "sign": (3, 4), "number": (5,), "b": (6,)})


def signing(quorum: str = "all", inner: str = "") -> Walk:
    """拟稿 → 会签（3、4）→ 编号, the drafter having handed it on."""
    walk = Walk(draw(Task("draft"), Task("sign", "role:sign", quorum, inner=inner), Task("number")), office())
    walk.complete("draft", DRAFTER)
    return walk


@pytest.fixture
def branched() -> Walk:
    """拟稿 → 并行（会签；b）→ 编号."""
    sign = Task("sign", "role:sign", "all")
    walk = Walk(draw(Task("draft"), Parallel((sign, Task("b"))), Task("number")), office())
    walk.complete("draft", DRAFTER)
    return walk


def move(walk: Walk, kind: type, by: int, activity: str = "sign", **fields: object) -> tuple[engine.Event, ...]:
    return walk.apply(kind(by=by, at=walk.at, item=walk.held(activity, by).number, **fields))


def test_what_is_delegated_comes_back_for_confirmation():
    walk = signing()
    move(walk, engine.Delegate, LEADER, to=HELPER, opinion="请先研究")
    assert walk.hands == {("sign", (HELPER,)), ("sign", (OTHER,))}

    walk.complete("sign", HELPER, opinion="建议同意")
    assert walk.hands == {("sign", (LEADER,)), ("sign", (OTHER,))}
    walk.complete("sign", OTHER)
    walk.complete("sign", LEADER)

    assert walk.hands == {("number", (CLERK,))}
    helped = [item for item in walk.marking.items if item.kind is ItemKind.DELEGATED]
    assert [(item.holder, item.opinion, item.state) for item in helped] == [(HELPER, "建议同意", ItemState.DONE)]


def test_all_who_were_asked_before_answer_first():
    walk = signing("one")
    move(walk, engine.AskBefore, LEADER, people=(HELPER, SECOND), opinion="请会核")
    assert walk.hands == {("sign", (HELPER,)), ("sign", (SECOND,))}

    walk.complete("sign", SECOND, opinion="无意见")
    assert walk.hands == {("sign", (HELPER,))}
    walk.complete("sign", HELPER, opinion="同意")
    assert walk.hands == {("sign", (LEADER, OTHER))}


def test_helpers_may_ask_helpers_and_pass_it_on():
    walk = signing("one")
    move(walk, engine.Delegate, LEADER, to=HELPER)
    move(walk, engine.AskBefore, HELPER, people=(SECOND,))
    move(walk, engine.Transfer, SECOND, to=7)
    walk.complete("sign", 7, opinion="数据已核")
    assert walk.hands == {("sign", (HELPER,))}
    walk.complete("sign", HELPER, opinion="建议同意")
    assert walk.hands == {("sign", (LEADER, OTHER))}


def test_helping_is_an_opinion_and_no_decision():
    walk = signing(inner=OUTCOMES)
    move(walk, engine.Delegate, LEADER, to=HELPER)
    with pytest.raises(engine.InvalidEntry, match="只填写意见"):
        walk.complete("sign", HELPER, outcome="agree", opinion="同意")
    with pytest.raises(engine.InvalidEntry, match="请填写意见"):
        walk.complete("sign", HELPER)
    with pytest.raises(engine.NotOffered, match="退回"):
        walk.send_back("sign", HELPER, "draft")


def test_those_added_after_handle_it_before_it_goes_on():
    walk = signing("one")
    walk.complete("sign", LEADER, then=(HELPER,))
    assert walk.hands == {("sign", (HELPER,))}
    walk.complete("sign", HELPER)
    assert walk.hands == {("number", (CLERK,))}


def test_one_who_was_added_counts_like_the_others():
    walk = signing(inner=OUTCOMES)
    walk.complete("sign", LEADER, outcome="agree", then=(HELPER,))
    walk.complete("sign", OTHER, outcome="agree")
    assert walk.hands == {("sign", (HELPER,))}
    walk.complete("sign", HELPER, outcome="disagree")
    assert walk.hands == {("number", (CLERK,))}


@pytest.mark.parametrize("people", [(OTHER,), (LEADER,), (), (HELPER, OTHER)])
def test_nobody_is_added_who_has_it_already(people):
    walk = signing()
    before = walk.marking
    with pytest.raises(engine.InvalidEntry):
        move(walk, engine.AskBefore, LEADER, people=people)
    assert walk.marking == before


def test_who_added_somebody_may_relieve_them():
    walk = signing("one")
    move(walk, engine.AskBefore, LEADER, people=(HELPER, SECOND))
    helper = walk.held("sign", HELPER).number
    with pytest.raises(engine.CannotRemove, match="只有加签的人"):
        walk.apply(engine.Remove(by=OTHER, at=walk.at, item=helper))

    walk.apply(engine.Remove(by=LEADER, at=walk.at, item=helper))
    assert walk.hands == {("sign", (SECOND,))}
    walk.apply(engine.Remove(by=LEADER, at=walk.at, item=walk.held("sign", SECOND).number))
    assert walk.hands == {("sign", (LEADER, OTHER))}
    assert walk.marking.item(helper).state is ItemState.REMOVED


def test_who_sent_it_to_be_countersigned_may_relieve_signers_but_not_the_last():
    walk = signing()
    walk.apply(engine.Remove(by=DRAFTER, at=walk.at, item=walk.held("sign", LEADER).number))
    assert walk.hands == {("sign", (OTHER,))}
    with pytest.raises(engine.CannotRemove, match="至少保留一名"):
        walk.apply(engine.Remove(by=DRAFTER, at=walk.at, item=walk.held("sign", OTHER).number))


def test_relieving_the_one_still_missing_completes_the_activity():
    walk = signing()
    walk.complete("sign", LEADER)
    events = walk.apply(engine.Remove(by=DRAFTER, at=walk.at, item=walk.held("sign", OTHER).number))
    assert walk.hands == {("number", (CLERK,))}
    assert EventKind.ACTIVITY_COMPLETED in {event.kind for event in events}


def test_handing_over_puts_the_successor_in_the_same_place():
    walk = signing("one")
    item = walk.held("sign", LEADER).number
    walk.apply(engine.HandOver(by=99, at=walk.at, item=item, person=LEADER, to=HELPER, opinion="岗位调整"))

    assert walk.hands == {("sign", (HELPER, OTHER))}
    assert walk.marking.item(item).state is ItemState.TRANSFERRED
    with pytest.raises(engine.StaleItem):
        walk.apply(engine.HandOver(by=99, at=walk.at, item=item, person=LEADER, to=SECOND))


def test_helping_inside_a_branch_leaves_the_sister_alone(branched):
    move(branched, engine.AskBefore, LEADER, people=(HELPER,))
    branched.complete("b", 6)
    assert (branched.hands, branched.waiting) == ({("sign", (HELPER,)), ("sign", (OTHER,))}, 1)
    branched.complete("sign", OTHER)
    branched.complete("sign", HELPER, opinion="同意")
    branched.complete("sign", LEADER, then=(SECOND,))
    assert branched.hands == {("sign", (SECOND,))}
    branched.complete("sign", SECOND)
    assert branched.hands == {("number", (CLERK,))}


def test_a_return_takes_it_from_helpers_too_and_asks_the_handlers_again(branched):
    branched.complete("sign", OTHER)
    move(branched, engine.Delegate, LEADER, to=HELPER)
    branched.send_back("b", 6, "draft")
    assert branched.hands == {("draft", (DRAFTER,))}
    branched.complete("draft", DRAFTER)
    assert branched.hands == {("sign", (LEADER,)), ("sign", (OTHER,)), ("b", (6,))}


def test_a_helper_may_take_the_answer_back_until_it_is_seen():
    walk = signing("one")
    move(walk, engine.Delegate, LEADER, to=HELPER)
    walk.complete("sign", HELPER, opinion="建议同意")
    walk.withdraw("sign", HELPER)
    assert walk.hands == {("sign", (HELPER,))}

    walk.complete("sign", HELPER, opinion="建议不同意")
    move(walk, engine.See, LEADER)
    with pytest.raises(engine.CannotWithdraw):
        walk.withdraw("sign", HELPER)


def test_the_number_of_people_added_at_once_is_bounded():
    walk = signing("one")
    with pytest.raises(engine.InvalidEntry):
        move(walk, engine.AskBefore, LEADER, people=tuple(range(100, 151)))
    assert walk.marking.state is ProcessState.RUNNING
