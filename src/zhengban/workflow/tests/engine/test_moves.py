"""Every move on a process small enough to follow by eye."""

import pytest

from zhengban.workflow import engine
from zhengban.workflow.engine import EventKind, ItemState, ProcessState

from .drawing import Exclusive, Parallel, Sequence, Task, draw
from .office import Office, Walk

DRAFTER, REVIEWER, LEADER, OTHER, CLERK = 1, 2, 3, 4, 5


def office(**roles: tuple[int, ...]) -> Office:
    return Office({"draft": (1,), "review": (2,), "sign": (3,), "number": (5,), **roles}, {10: (2, 4), 11: (3,)})


@pytest.fixture
def line() -> Walk:
    """拟稿 → 核稿 → 签发."""
    return Walk(draw(Task("draft"), Task("review"), Task("sign")), office())


@pytest.fixture
def forked() -> Walk:
    """拟稿 → 并行（a1 → a2；b1）→ 编号, everybody their own person."""
    xml = draw(
        Task("draft"),
        Parallel((Sequence((Task("a1"), Task("a2"))), Task("b1"))),
        Task("number"),
    )
    return Walk(xml, office(a1=(11,), a2=(12,), b1=(13,)))


# Forward


def test_a_line_ends_when_everybody_has_acted(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    events = line.complete("sign", LEADER)

    assert line.marking.state is ProcessState.ENDED
    assert line.marking.live_tokens == ()
    assert [item.state for item in line.marking.items] == [ItemState.DONE] * 3
    assert events[-1].kind is EventKind.ENDED


def test_one_of_several_candidates_takes_the_item():
    walk = Walk(draw(Task("review")), office(review=(2, 4)))
    assert walk.hands == {("review", (2, 4))}

    walk.complete("review", OTHER)

    assert walk.marking.state is ProcessState.ENDED
    assert walk.marking.items[0].done_by == OTHER


def test_all_must_act_before_the_process_goes_on():
    walk = Walk(draw(Task("review", quorum="all"), Task("sign")), office(review=(2, 4)))

    walk.complete("review", REVIEWER)
    assert walk.hands == {("review", (4,))}
    walk.complete("review", OTHER)
    assert walk.hands == {("sign", (3,))}


def test_any_one_relieves_the_others():
    walk = Walk(draw(Task("review", quorum="any"), Task("sign")), office(review=(2, 4)))

    events = walk.complete("review", OTHER)

    assert walk.hands == {("sign", (3,))}
    assert [item.state for item in walk.marking.items[:2]] == [ItemState.RELIEVED, ItemState.DONE]
    assert [event.people for event in events if event.kind is EventKind.RELIEVED] == [(2,)]


def test_units_get_one_item_each_for_all_their_heads():
    units = '<zb:variable name="units" label="会签单位" kind="units" required="true"/>'
    walk = Walk(draw(Task("draft", inner=units), Task("countersign", "unit_heads_of:units", "all")), office())

    walk.complete("draft", DRAFTER, variables={"units": (10, 11)})

    assert walk.hands == {("countersign", (2, 4)), ("countersign", (3,))}
    assert [item.group.label for item in walk.marking.open_items] == ["10处", "11处"]


def test_a_gateway_follows_its_condition_and_else_the_default():
    where = '<zb:variable name="way" label="去向" kind="text"/>'
    xml = draw(
        Task("draft", inner=where),
        Exclusive(("way == 'x'",), (Task("review"), Sequence(()))),
        Task("sign"),
    )
    for way, expected in (("x", {("review", (2,))}), ("y", {("sign", (3,))}), ("", {("sign", (3,))})):
        walk = Walk(xml, office())
        walk.complete("draft", DRAFTER, variables={"way": way})
        assert walk.hands == expected


def test_the_gravest_outcome_of_all_signers_is_the_result():
    outcomes = '<zb:outcome code="agree" label="同意"/><zb:outcome code="disagree" label="不同意"/>'
    xml = draw(
        Task("review", quorum="all", main='result="verdict"', inner=outcomes),
        Exclusive(("verdict == 'disagree'",), (Task("draft"), Task("sign"))),
    )
    walk = Walk(xml, office(review=(2, 4)))

    walk.complete("review", REVIEWER, outcome="disagree")
    walk.complete("review", OTHER, outcome="agree")

    assert walk.hands == {("draft", (1,))}


def test_branches_wait_for_each_other(forked):
    forked.complete("draft", DRAFTER)
    assert forked.hands == {("a1", (11,)), ("b1", (13,))}
    forked.complete("b1", 13)
    forked.complete("a1", 11)
    assert (forked.hands, forked.waiting) == ({("a2", (12,))}, 1)
    forked.complete("a2", 12)
    assert (forked.hands, forked.waiting) == ({("number", (5,))}, 0)


def test_the_registered_action_is_told_once_when_the_activity_is_complete():
    walk = Walk(draw(Task("sign", quorum="all", main='action="documents.sign"')), office(sign=(3, 4)))

    first = walk.complete("sign", LEADER)
    second = walk.complete("sign", OTHER)

    assert [event.text for event in first if event.kind is EventKind.ACTIVITY_COMPLETED] == []
    assert [event.text for event in second if event.kind is EventKind.ACTIVITY_COMPLETED] == ["documents.sign"]


def test_opening_an_activity_circulates_without_waiting():
    readers = '<zb:variable name="readers" label="传阅人员" kind="people"/>'
    xml = draw(
        Task("draft", inner=readers),
        Task("number", inner='<zb:circulate to="people:readers"/>'),
        Task("sign"),
    )
    walk = Walk(xml, office())

    events = walk.complete("draft", DRAFTER, variables={"readers": (3, 4)})
    walk.complete("number", CLERK)

    assert [event.people for event in events if event.kind is EventKind.CIRCULATED] == [(3, 4)]
    assert walk.hands == {("sign", (3,))}


# The people of the next activity


def test_the_handler_chooses_who_comes_next():
    walk = Walk(draw(Task("draft"), Task("sign", "chosen|role:sign")), office(sign=(3, 4)))
    assert [one.id for one in walk.definition.choices_ahead("draft", {})] == ["sign"]

    walk.complete("draft", DRAFTER, chosen={"sign": (OTHER,)})

    assert walk.hands == {("sign", (4,))}


def test_only_the_choices_that_can_come_are_asked():
    xml = draw(
        Task("draft", inner='<zb:variable name="way" label="去向" kind="text"/>'),
        Exclusive(("upward",), (Task("review"), Task("sign", "chosen|role:sign"))),
        Exclusive(("way",), (Task("number"), Sequence(()))),
        facts="upward",
    )
    upward, other = Walk(xml, office(), {"upward": True}), Walk(xml, office(), {"upward": False})

    def ahead(walk: Walk) -> list[str]:
        return [one.id for one in walk.definition.choices_ahead("draft", walk.marking.variables)]

    assert (ahead(upward), ahead(other)) == ([], ["sign"])


@pytest.mark.parametrize(
    ("chosen", "reason", "sentence"),
    [
        ({}, engine.NobodyChosen, "请选择“sign环节”环节的办理人。"),
        ({"sign": ()}, engine.NobodyChosen, "请选择“sign环节”环节的办理人。"),
        ({"sign": (CLERK,)}, engine.InvalidEntry, "所选人员不在“sign环节”环节的可选范围内。"),
        ({"draft": (LEADER,)}, engine.InvalidEntry, "所选环节不能由办理人指定人员。"),
    ],
)
def test_a_wrong_choice_is_refused_and_changes_nothing(chosen, reason, sentence):
    walk = Walk(draw(Task("draft"), Task("sign", "chosen|role:sign")), office(sign=(3, 4)))
    before = walk.marking

    with pytest.raises(reason) as refusal:
        walk.complete("draft", DRAFTER, chosen=chosen)

    assert str(refusal.value) == sentence
    assert walk.marking == before


def test_a_vacant_post_is_refused_by_the_name_of_its_step(line):
    line.office.left.add(LEADER)
    line.complete("draft", DRAFTER)

    with pytest.raises(engine.NoOneToHandle) as refusal:
        line.complete("review", REVIEWER)

    assert refusal.value.activity == "sign环节"
    assert line.hands == {("review", (2,))}


def test_a_unit_without_head_is_named():
    units = '<zb:variable name="units" label="会签单位" kind="units"/>'
    xml = draw(Task("draft", inner=units), Task("countersign", "unit_heads_of:units", "all"))
    walk = Walk(xml, office())

    with pytest.raises(engine.NoOneToHandle) as refusal:
        walk.complete("draft", DRAFTER, variables={"units": (10, 99)})

    assert refusal.value.label == "99处"


# Return


def test_return_reopens_for_the_one_who_did_it_in_a_new_round(line):
    line.complete("draft", DRAFTER, opinion="请审核")
    line.complete("review", REVIEWER, opinion="同意")
    line.send_back("sign", LEADER, "draft")

    assert line.hands == {("draft", (1,))}
    assert [(one.activity, one.round, one.state, one.superseded) for one in line.marking.items] == [
        ("draft", 1, ItemState.DONE, True),
        ("review", 1, ItemState.DONE, True),
        ("sign", 1, ItemState.RETURNED, False),
        ("draft", 2, ItemState.OPEN, False),
    ]
    assert [one.opinion for one in line.marking.items] == ["请审核", "同意", "请修改", ""]


def test_return_in_order_walks_every_step_again(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    line.send_back("sign", LEADER, "draft")
    line.complete("draft", DRAFTER)
    assert line.hands == {("review", (2,))}


def test_return_inside_a_branch_leaves_the_sister_alone(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("a1", 11)
    forked.send_back("a2", 12, "a1")
    assert forked.hands == {("a1", (11,)), ("b1", (13,))}

    forked.complete("b1", 13)
    forked.complete("a1", 11)
    forked.complete("a2", 12)
    assert forked.hands == {("number", (5,))}


def test_return_to_before_the_split_takes_back_all_sisters(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("a1", 11)
    events = forked.send_back("a2", 12, "draft")

    assert (forked.hands, forked.waiting) == ({("draft", (1,))}, 0)
    assert [event.people for event in events if event.kind is EventKind.TAKEN_BACK] == [(13,)]


def test_return_to_before_the_split_takes_back_a_sister_waiting_at_the_join(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("b1", 13)
    forked.send_back("a1", 11, "draft")
    assert (forked.hands, forked.waiting) == ({("draft", (1,))}, 0)

    forked.complete("draft", DRAFTER)
    assert forked.hands == {("a1", (11,)), ("b1", (13,))}


@pytest.mark.parametrize("last", ["a", "b"])
def test_return_into_a_branch_after_the_join_makes_only_that_branch_work_again(forked, last):
    forked.complete("draft", DRAFTER)
    if last == "a":
        forked.complete("b1", 13)
    forked.complete("a1", 11)
    forked.complete("a2", 12)
    if last == "b":
        forked.complete("b1", 13)

    forked.send_back("number", CLERK, "a1")

    assert (forked.hands, forked.waiting) == ({("a1", (11,))}, 1)
    standing = {item.activity for item in forked.marking.items if item.stands}
    assert standing == {"draft", "b1"}
    forked.complete("a1", 11)
    forked.complete("a2", 12)
    assert (forked.hands, forked.waiting) == ({("number", (5,))}, 0)


def test_a_sister_branch_is_not_earlier(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("b1", 13)
    with pytest.raises(engine.NotEarlier):
        forked.send_back("a1", 11, "b1")


@pytest.mark.parametrize("target", ["sign", "review", "start", "nothing"])
def test_only_a_step_already_done_can_be_returned_to(line, target):
    line.complete("draft", DRAFTER)
    before = line.marking
    with pytest.raises(engine.NotEarlier):
        line.send_back("review", REVIEWER, target)
    assert line.marking == before


def test_return_needs_a_reason(line):
    line.complete("draft", DRAFTER)
    with pytest.raises(engine.InvalidEntry, match="请填写意见"):
        line.apply(
            engine.Return(
                by=REVIEWER, at=line.at, item=line.held("review", REVIEWER).number, to="draft", opinion=" "
            )
        )


def test_one_signer_returning_takes_the_paper_from_all():
    walk = Walk(draw(Task("draft"), Task("sign", quorum="all")), office(sign=(3, 4, 6)))
    walk.complete("draft", DRAFTER)
    walk.complete("sign", LEADER, opinion="同意")
    walk.send_back("sign", OTHER, "draft")

    assert walk.hands == {("draft", (1,))}
    assert [(one.state, one.superseded, one.opinion) for one in walk.marking.items if one.activity == "sign"] == [
        (ItemState.DONE, True, "同意"),
        (ItemState.RETURNED, False, "请修改"),
        (ItemState.WITHDRAWN, False, ""),
    ]


def test_return_goes_to_whom_the_rule_names_when_the_former_handler_has_left(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    line.office.left.add(REVIEWER)
    line.office.roles["review"] = (2, 4)

    line.send_back("sign", LEADER, "review")

    assert line.hands == {("review", (4,))}


def test_an_act_with_legal_effect_is_a_barrier_unless_it_can_be_undone():
    def walk(main: str) -> Walk:
        walk = Walk(draw(Task("draft"), Task("sign", main=main), Task("number")), office())
        walk.complete("draft", DRAFTER)
        walk.complete("sign", LEADER)
        return walk

    final = walk('action="documents.sign"')
    with pytest.raises(engine.CannotUndo, match="“sign环节”已经办理完毕且不可撤销"):
        final.send_back("number", CLERK, "draft")
    assert (
        engine.targets_for_return(
            final.definition, final.marking, final.held("number", CLERK).number, final.office
        )
        == ()
    )

    undoable = walk('action="documents.sign" undo="documents.reopen"')
    events = undoable.send_back("number", CLERK, "draft")
    assert [event.text for event in events if event.kind is EventKind.ACTIVITY_UNDONE] == ["documents.reopen"]
    assert undoable.hands == {("draft", (1,))}


# Straight back


def test_straight_back_skips_what_lies_between(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    line.send_back_straight("sign", LEADER, "draft")
    line.complete("draft", DRAFTER)

    assert line.hands == {("sign", (3,))}
    assert [one.superseded for one in line.marking.items if one.activity == "review"] == [False]


def test_straight_back_asks_only_those_who_had_not_finished():
    walk = Walk(draw(Task("draft"), Task("sign", quorum="all"), Task("number")), office(sign=(3, 4, 6)))
    walk.complete("draft", DRAFTER)
    walk.complete("sign", LEADER)
    walk.send_back_straight("sign", OTHER, "draft")
    walk.complete("draft", DRAFTER)

    assert walk.hands == {("sign", (4,)), ("sign", (6,))}
    walk.complete("sign", OTHER)
    walk.complete("sign", 6)
    assert walk.hands == {("number", (5,))}


def test_debts_are_paid_in_turn(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    line.send_back_straight("sign", LEADER, "review")
    line.send_back_straight("review", REVIEWER, "draft")
    line.complete("draft", DRAFTER)
    assert line.hands == {("review", (2,))}
    line.complete("review", REVIEWER)
    assert line.hands == {("sign", (3,))}


def test_straight_back_across_a_split_is_refused(forked):
    forked.complete("draft", DRAFTER)
    with pytest.raises(engine.NoStraightBack, match="并行分支"):
        forked.send_back_straight("a1", 11, "draft")
    targets = engine.targets_for_return(
        forked.definition, forked.marking, forked.held("a1", 11).number, forked.office
    )
    assert [(one.activity, one.straight_back) for one in targets] == [("draft", False)]


def test_straight_back_to_the_one_who_signed_undoes_the_signature_and_has_it_signed_anew():
    xml = draw(Task("draft"), Task("sign", main='action="documents.sign" undo="documents.reopen"'), Task("number"))
    walk = Walk(xml, office())
    walk.complete("draft", DRAFTER)
    walk.complete("sign", LEADER)
    back = walk.send_back_straight("number", CLERK, "sign")
    again = walk.complete("sign", LEADER)

    assert [event.text for event in back if event.kind is EventKind.ACTIVITY_UNDONE] == ["documents.reopen"]
    assert [event.text for event in again if event.kind is EventKind.ACTIVITY_COMPLETED] == ["documents.sign"]
    assert walk.hands == {("number", (5,))}


def test_an_act_that_can_be_repeated_is_no_barrier():
    xml = draw(Task("draft"), Task("review", main='action="documents.recheck" repeatable="true"'), Task("sign"))
    walk = Walk(xml, office())
    walk.complete("draft", DRAFTER)
    walk.complete("review", REVIEWER)
    events = walk.send_back("sign", LEADER, "review")

    assert EventKind.ACTIVITY_UNDONE not in {event.kind for event in events}
    assert walk.hands == {("review", (2,))}


def test_straight_back_across_an_act_is_refused():
    xml = draw(Task("draft"), Task("sign", main='action="documents.sign" undo="documents.reopen"'), Task("number"))
    walk = Walk(xml, office())
    walk.complete("draft", DRAFTER)
    walk.complete("sign", LEADER)
    with pytest.raises(engine.NoStraightBack, match="越过了“sign环节”"):
        walk.send_back_straight("number", CLERK, "draft")


# Withdraw


def test_withdraw_while_nobody_has_looked(line):
    line.complete("draft", DRAFTER)
    events = line.withdraw("draft", DRAFTER)

    assert line.hands == {("draft", (1,))}
    assert [event.people for event in events if event.kind is EventKind.TAKEN_BACK] == [(2,)]
    assert line.held("draft", DRAFTER).round == 2


def test_withdraw_after_the_next_has_looked_is_refused(line):
    line.complete("draft", DRAFTER)
    line.apply(engine.See(by=REVIEWER, at=line.at, item=line.held("review", REVIEWER).number))
    before = line.marking

    with pytest.raises(engine.CannotWithdraw, match="“review环节”环节已经阅看或办理"):
        line.withdraw("draft", DRAFTER)
    assert line.marking == before


def test_withdraw_after_the_next_has_acted_is_refused(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    with pytest.raises(engine.CannotWithdraw, match="后续环节已经办理"):
        line.withdraw("draft", DRAFTER)


def test_withdraw_a_signature_while_others_are_still_signing():
    walk = Walk(draw(Task("sign", quorum="all"), Task("number")), office(sign=(3, 4)))
    walk.complete("sign", LEADER)
    walk.withdraw("sign", LEADER)
    assert walk.hands == {("sign", (3,)), ("sign", (4,))}
    walk.complete("sign", LEADER)
    walk.complete("sign", OTHER)
    assert walk.hands == {("number", (5,))}


def test_withdraw_from_the_join_and_from_behind_it(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("b1", 13)
    forked.withdraw("b1", 13)
    assert (forked.hands, forked.waiting) == ({("a1", (11,)), ("b1", (13,))}, 0)

    forked.complete("a1", 11)
    forked.complete("a2", 12)
    forked.complete("b1", 13)
    forked.withdraw("b1", 13)
    assert (forked.hands, forked.waiting) == ({("b1", (13,))}, 1)
    forked.withdraw("a2", 12)
    assert (forked.hands, forked.waiting) == ({("a2", (12,)), ("b1", (13,))}, 0)


def test_withdraw_before_a_split_needs_every_branch_untouched(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("b1", 13)
    with pytest.raises(engine.CannotWithdraw):
        forked.withdraw("draft", DRAFTER)


def test_withdraw_keeps_the_debt_of_a_straight_return(line):
    line.complete("draft", DRAFTER)
    line.complete("review", REVIEWER)
    line.send_back_straight("sign", LEADER, "draft")
    line.complete("draft", DRAFTER)
    line.withdraw("draft", DRAFTER)
    line.complete("draft", DRAFTER)
    assert line.hands == {("sign", (3,))}


def test_nobody_withdraws_for_another(line):
    line.complete("draft", DRAFTER)
    item = line.done("draft", DRAFTER).number
    with pytest.raises(engine.NotHolder):
        line.apply(engine.Withdraw(by=REVIEWER, at=line.at, item=item))


def test_what_has_been_superseded_cannot_be_withdrawn(line):
    line.complete("draft", DRAFTER)
    line.send_back("review", REVIEWER, "draft")
    with pytest.raises(engine.CannotWithdraw):
        line.withdraw("draft", DRAFTER)


# Transfer, circulate, expedite, terminate


def test_transfer_hands_the_item_on(line):
    line.apply(engine.Transfer(by=DRAFTER, at=line.at, item=line.held("draft", DRAFTER).number, to=OTHER))

    assert line.hands == {("draft", (4,))}
    old, new = line.marking.items
    assert (old.state, new.transferred_from, new.round) == (ItemState.TRANSFERRED, old.number, 1)
    line.complete("draft", OTHER)
    assert line.hands == {("review", (2,))}


def test_transfer_to_one_who_already_holds_it_is_refused():
    walk = Walk(draw(Task("sign", quorum="all")), office(sign=(3, 4)))
    item = walk.held("sign", LEADER).number
    for to in (LEADER, OTHER):
        with pytest.raises(engine.InvalidEntry, match="已是“sign环节”环节的办理人"):
            walk.apply(engine.Transfer(by=LEADER, at=walk.at, item=item, to=to))
    walk.office.left.add(CLERK)
    with pytest.raises(engine.InvalidEntry, match="在岗"):
        walk.apply(engine.Transfer(by=LEADER, at=walk.at, item=item, to=CLERK))


def test_circulating_never_blocks(line):
    item = line.held("draft", DRAFTER).number
    events = line.apply(engine.Circulate(by=DRAFTER, at=line.at, item=item, people=(3, 4, 3)))
    assert [(event.kind, event.people) for event in events] == [(EventKind.CIRCULATED, (3, 4))]
    assert line.hands == {("draft", (1,))}


def test_expedite_tells_all_holders_or_the_named_ones(forked):
    forked.complete("draft", DRAFTER)
    everyone = forked.apply(engine.Expedite(by=DRAFTER, at=forked.at))
    assert [event.people for event in everyone] == [(11,), (13,)]

    one = forked.apply(engine.Expedite(by=DRAFTER, at=forked.at, items=(forked.held("b1", 13).number,)))
    assert [event.people for event in one] == [(13,)]
    with pytest.raises(engine.StaleItem):
        forked.apply(engine.Expedite(by=DRAFTER, at=forked.at, items=(forked.marking.items[0].number,)))


def test_terminate_takes_everything_back(forked):
    forked.complete("draft", DRAFTER)
    forked.complete("b1", 13)
    forked.apply(engine.Terminate(by=DRAFTER, at=forked.at, opinion="不再办理"))

    assert forked.marking.state is ProcessState.TERMINATED
    assert (forked.marking.live_tokens, forked.marking.open_items) == ((), ())
    with pytest.raises(engine.ProcessClosed):
        forked.apply(engine.Expedite(by=DRAFTER, at=forked.at))


# Who may, and what is offered


def test_only_the_holder_or_one_acting_for_the_holder_may_act(line):
    item = line.held("draft", DRAFTER).number
    with pytest.raises(engine.NotHolder, match="您不是“draft环节”环节的办理人"):
        line.apply(engine.Complete(by=OTHER, at=line.at, item=item))

    line.apply(engine.Complete(by=OTHER, on_behalf_of=DRAFTER, at=line.at, item=item))
    line.send_back("review", REVIEWER, "draft")
    assert line.hands == {("draft", (1,))}


def test_an_item_is_done_once(line):
    item = line.held("draft", DRAFTER).number
    line.complete("draft", DRAFTER)
    with pytest.raises(engine.StaleItem):
        line.apply(engine.Complete(by=DRAFTER, at=line.at, item=item))
    with pytest.raises(engine.StaleItem):
        line.apply(engine.Complete(by=DRAFTER, at=line.at, item=9999))


def test_moves_the_designer_left_out_are_not_offered():
    walk = Walk(draw(Task("draft"), Task("review", main='moves=""')), office())
    walk.complete("draft", DRAFTER)
    with pytest.raises(engine.NotOffered, match="“review环节”环节不提供“退回”"):
        walk.send_back("review", REVIEWER, "draft")
    with pytest.raises(engine.NotOffered, match="催办"):
        walk.apply(engine.Expedite(by=DRAFTER, at=walk.at))
    item = walk.held("review", REVIEWER).number
    assert engine.targets_for_return(walk.definition, walk.marking, item, walk.office) == ()
