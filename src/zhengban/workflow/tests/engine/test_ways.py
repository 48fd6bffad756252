"""Ways a paper can take: inclusive branches, loops, the handler's choice, subprocesses, timers, jumps, pauses."""

import pytest

from zhengban.workflow import engine
from zhengban.workflow.engine import EventKind, ItemState, ProcessState

from .drawing import (
    HEAD,
    Automatic,
    Exclusive,
    Inclusive,
    Loop,
    Parallel,
    Picked,
    Sequence,
    Subprocess,
    Task,
    Timed,
    draw,
    task_xml,
)
from .office import Office, Walk

ASKS = '<zb:variable name="n" label="数" kind="number"/><zb:variable name="units" label="协办单位" kind="units"/>'
FIRST = Task("draft", inner=ASKS)


def office(**roles: tuple[int, ...]) -> Office:
    return Office(
        {"draft": (1,), "a": (2,), "b": (3,), "c": (4,), "last": (5,), "late": (6,), **roles},
        {10: (21,), 11: (22,), 12: (23,)},
    )


def begun(*parts: object, **variables: object) -> Walk:
    walk = Walk(draw(FIRST, *parts, Task("last")), office())  # type: ignore[arg-type]
    walk.complete("draft", 1, variables=variables)
    return walk


def jump(walk: Walk, activity: str, by: int, to: str, **fields: object) -> tuple[engine.Event, ...]:
    item = walk.held(activity, by).number
    return walk.apply(engine.Jump(by=9, at=walk.at, item=item, to=to, opinion="特事特办", **fields))  # type: ignore[arg-type]


# Inclusive gateways


@pytest.mark.parametrize(
    ("number", "hands"), [(0, {"c"}), (1, {"a"}), (2, {"a", "b"})]
)  # fmt: skip
def test_every_way_whose_condition_holds_is_taken_and_waited_for(number, hands):
    walk = begun(Inclusive(("n", "n == 2"), (Task("a"), Task("b"), Task("c"))), n=number)
    assert {activity for activity, _ in walk.hands} == hands
    for activity in sorted(hands):
        assert ("last", (5,)) not in walk.hands
        walk.complete(activity, {"a": 2, "b": 3, "c": 4}[activity])
    assert walk.hands == {("last", (5,))}


def test_a_return_within_an_inclusive_branch_leaves_the_other():
    first, second = Sequence((Task("a"), Task("late"))), Task("b")
    walk = begun(Inclusive(("n", "n == 2"), (first, second, Task("c"))), n=2)
    walk.complete("a", 2)
    walk.complete("b", 3)
    walk.send_back("late", 6, "a")
    assert (walk.hands, walk.waiting) == ({("a", (2,))}, 1)
    walk.complete("a", 2)
    walk.complete("late", 6)
    assert walk.hands == {("last", (5,))}


# Loops and the handler's choice


def test_a_drawn_loop_runs_until_its_condition_fails():
    again = Task("a", inner='<zb:variable name="again" label="再来" kind="boolean"/>')
    walk = begun(Loop(Sequence((again, Task("b"))), "again"))
    walk.complete("a", 2, variables={"again": True})
    walk.complete("b", 3)
    assert walk.hands == {("a", (2,))}
    assert walk.held("a", 2).round == 2
    walk.complete("a", 2, variables={"again": False})
    walk.send_back("b", 3, "a")
    assert walk.held("a", 2).round == 3
    walk.complete("a", 2)
    walk.complete("b", 3)
    assert walk.hands == {("last", (5,))}


def test_the_handler_picks_the_way_where_nothing_decides():
    walk = Walk(draw(FIRST, Picked((Task("a"), Task("b"))), Task("last")), office())
    (gateway,) = walk.definition.gateways_ahead("draft", {})
    to_a, to_b = walk.definition.ways(gateway)

    with pytest.raises(engine.InvalidEntry, match="请选择"):
        walk.complete("draft", 1)
    with pytest.raises(engine.InvalidEntry, match="只能选择一个去向"):
        walk.complete("draft", 1, ways={gateway.id: (to_a.id, to_b.id)})
    with pytest.raises(engine.InvalidEntry, match="不是"):
        walk.complete("draft", 1, ways={gateway.id: ("f1",)})

    walk.complete("draft", 1, ways={gateway.id: (to_b.id,)})
    assert walk.hands == {("b", (3,))}


# Subprocesses of several units


def test_each_unit_has_its_own_run_of_the_subprocess():
    inside = Sequence((Task("x", "unit_heads_of:each"), Task("y", "unit_heads_of:each")))
    walk = begun(Subprocess("assist", inside, "units"), units=(10, 11))
    assert walk.hands == {("x", (21,)), ("x", (22,))}

    walk.complete("x", 21)
    walk.complete("y", 21)
    assert (walk.hands, walk.waiting) == ({("x", (22,))}, 1)
    walk.complete("x", 22)
    walk.send_back("y", 22, "x")
    assert walk.hands == {("x", (22,))}
    walk.complete("x", 22)
    walk.complete("y", 22)
    assert walk.hands == {("last", (5,))}


def test_one_unit_returning_to_before_takes_it_from_all():
    walk = begun(Subprocess("assist", Task("x", "unit_heads_of:each"), "units"), units=(10, 11, 12))
    walk.complete("x", 21)
    walk.send_back("x", 22, "draft")
    assert walk.hands == {("draft", (1,))}
    walk.complete("draft", 1, variables={"units": (12,)})
    assert walk.hands == {("x", (23,))}


def test_without_units_the_subprocess_is_passed_over():
    assert begun(Subprocess("assist", Task("x", "unit_heads_of:each"), "units")).hands == {("last", (5,))}


def test_what_one_unit_answers_is_not_known_to_another():
    asked = Task("x", "unit_heads_of:each", inner='<zb:variable name="own" label="有无" kind="boolean"/>')
    inside = Sequence((asked, Exclusive(("own",), (Task("y", "unit_heads_of:each"), Sequence(())))))
    walk = begun(Subprocess("assist", inside, "units"), units=(10, 11))
    walk.complete("x", 21, variables={"own": True})
    walk.complete("x", 22)
    assert walk.hands == {("y", (21,))}
    assert "own" not in walk.marking.variables


# Automatic steps and timers


def test_an_automatic_step_performs_its_act_in_passing_and_is_undone_by_a_return():
    walk = Walk(draw(FIRST, Automatic("auto", 'action="x.do" undo="x.undo"'), Task("last")), office())
    events = walk.complete("draft", 1)
    assert [event.text for event in events if event.kind is EventKind.ACTIVITY_COMPLETED and event.text] == [
        "x.do"
    ]
    events = walk.send_back("last", 5, "draft")
    assert [event.text for event in events if event.kind is EventKind.ACTIVITY_UNDONE] == ["x.undo"]


def test_an_automatic_step_that_cannot_be_undone_is_a_barrier():
    walk = Walk(draw(FIRST, Automatic("auto", 'action="x.do"'), Task("last")), office())
    walk.complete("draft", 1)
    with pytest.raises(engine.CannotUndo, match="auto自动"):
        walk.send_back("last", 5, "draft")
    with pytest.raises(engine.CannotUndo):
        walk.withdraw("draft", 1)


@pytest.fixture
def timed() -> Walk:
    return begun(Parallel((Timed(Task("a"), Task("late")), Task("b"))))


def test_a_passed_deadline_takes_the_activity_away(timed):
    (timer,) = timed.definition.timers["a"]
    item = timed.held("a", 2).number
    timed.apply(engine.Expire(by=9, at=timed.at, item=item, timer=timer.id))
    assert timed.hands == {("late", (6,)), ("b", (3,))}
    assert timed.marking.item(item).state is ItemState.EXPIRED
    with pytest.raises(engine.StaleItem):
        timed.apply(engine.Expire(by=9, at=timed.at, item=item, timer=timer.id))

    timed.complete("b", 3)
    timed.complete("late", 6)
    assert timed.hands == {("last", (5,))}


def test_a_timer_beside_the_activity_acts_once_and_leaves_it_open():
    xml = (
        HEAD + '<process id="p" name="试验"><startEvent id="s"/>' + task_xml(Task("a")) + '<endEvent id="e"/>'
        '<boundaryEvent id="t" name="提醒" attachedToRef="a" cancelActivity="false"><timerEventDefinition>'
        "<timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>"
        '<serviceTask id="remind" name="提醒"><extensionElements><zb:activity action="x.remind"/></extensionElements>'
        '</serviceTask><endEvent id="e2"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/>'
        '<sequenceFlow id="f2" sourceRef="a" targetRef="e"/><sequenceFlow id="f3" sourceRef="t" targetRef="remind"/>'
        '<sequenceFlow id="f4" sourceRef="remind" targetRef="e2"/></process></definitions>'
    ).encode()
    walk = Walk(xml, office())
    expire = engine.Expire(by=9, at=walk.at, item=walk.held("a", 2).number, timer="t")
    events = walk.apply(expire)
    assert [event.text for event in events] == ["提醒", "x.remind"]
    assert walk.hands == {("a", (2,))}
    with pytest.raises(engine.InvalidEntry, match="已经到期处理"):
        walk.apply(expire)
    walk.complete("a", 2)
    assert walk.marking.state is ProcessState.ENDED


# Jumps


@pytest.fixture
def forked() -> Walk:
    """拟稿 → 并行（a → c；b）→ last → late."""
    parts = (Parallel((Sequence((Task("a"), Task("c"))), Task("b"))), Task("last"), Task("late"))
    walk = Walk(draw(FIRST, *parts), office())
    walk.complete("draft", 1)
    return walk


def test_a_jump_within_a_branch_leaves_the_sister_alone(forked):
    events = jump(forked, "a", 2, "c")
    assert forked.hands == {("c", (4,)), ("b", (3,))}
    assert [event.text for event in events if event.kind is EventKind.JUMPED] == ["c环节：特事特办"]


def test_a_jump_out_of_a_block_ends_all_its_branches(forked):
    jump(forked, "a", 2, "late")
    assert forked.hands == {("late", (6,))}
    states = {item.activity: item.state for item in forked.marking.items}
    assert (states["a"], states["b"]) == (ItemState.JUMPED, ItemState.JUMPED)
    forked.complete("late", 6)
    assert forked.marking.state is ProcessState.ENDED


def test_what_was_left_by_a_jump_is_open_again_after_a_return_to_before_it(forked):
    forked.complete("b", 3)
    jump(forked, "a", 2, "late")
    forked.send_back("late", 6, "b")
    assert forked.hands == {("a", (2,)), ("b", (3,))}


def test_a_jump_into_a_branch_passes_over_its_sisters(forked):
    walk = Walk(draw(FIRST, Task("late"), Parallel((Task("a"), Task("b"))), Task("last")), office())
    walk.complete("draft", 1)
    jump(walk, "late", 6, "b")
    assert (walk.hands, walk.waiting) == ({("b", (3,))}, 1)
    walk.complete("b", 3)
    assert walk.hands == {("last", (5,))}


def test_a_jump_back_undoes_what_followed(forked):
    forked.complete("a", 2)
    jump(forked, "c", 4, "a")
    assert forked.hands == {("a", (2,)), ("b", (3,))}
    assert [item.superseded for item in forked.marking.items if item.activity == "a"] == [True, False]


@pytest.mark.parametrize(
    ("to", "refusal"),
    [
        ("b", engine.CannotJump),
        ("a", engine.CannotJump),
        ("start", engine.NotEarlier),
        ("nothing", engine.NotEarlier),
    ],
)
def test_where_nobody_can_jump(forked, to, refusal):
    before = forked.marking
    with pytest.raises(refusal):
        jump(forked, "a", 2, to)
    assert forked.marking == before


def test_a_jump_to_before_where_it_has_not_been_is_refused():
    walk = begun(Exclusive(("n",), (Task("a"), Task("b"))), n=0)
    walk.complete("b", 3)
    with pytest.raises(engine.CannotJump, match="此前没有经过"):
        jump(walk, "last", 5, "a")


def test_a_jump_needs_a_reason_and_people(forked):
    item = forked.held("a", 2).number
    with pytest.raises(engine.InvalidEntry, match="请填写意见"):
        forked.apply(engine.Jump(by=9, at=forked.at, item=item, to="c", opinion=" "))
    forked.office.left.add(4)
    with pytest.raises(engine.NoOneToHandle):
        jump(forked, "a", 2, "c")


# Pauses


def test_nothing_is_done_while_it_is_suspended(forked):
    forked.apply(engine.Suspend(by=1, at=forked.at, opinion="等待上级批复"))
    assert forked.marking.state is ProcessState.SUSPENDED
    with pytest.raises(engine.ProcessSuspended):
        forked.complete("a", 2)
    with pytest.raises(engine.ProcessSuspended):
        forked.apply(engine.Suspend(by=1, at=forked.at, opinion="再次"))
    forked.apply(engine.See(by=2, at=forked.at, item=forked.held("a", 2).number))

    forked.apply(engine.Continue(by=1, at=forked.at))
    forked.complete("a", 2)
    assert forked.hands == {("c", (4,)), ("b", (3,))}
    with pytest.raises(engine.InvalidEntry, match="没有挂起"):
        forked.apply(engine.Continue(by=1, at=forked.at))


def test_what_is_suspended_can_be_terminated(forked):
    forked.apply(engine.Suspend(by=1, at=forked.at, opinion="等待上级批复"))
    forked.apply(engine.Terminate(by=1, at=forked.at, opinion="不再办理"))
    assert forked.marking.state is ProcessState.TERMINATED
