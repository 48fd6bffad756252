"""Random walks over generated processes: whatever people do, no paper is lost and every process can end."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengban.workflow import engine
from zhengban.workflow.engine import EventKind, ItemState, Marking, MoveRefused, ProcessState, TokenState
from zhengban.workflow.engine.definition import Activity, ParallelGateway

from .drawing import Exclusive, Parallel, Part, Sequence, Task, draw
from .office import NOON, Office, Walk

PEOPLE = tuple(range(1, 7))
OFFICE = Office({"one": (1,), "two": (2, 3), "three": (4, 5, 6)})


@st.composite
def processes(draw_one: st.DrawFn) -> bytes:
    """A random structured process; the gateway before each choice reads what the first activity set."""
    count = 0

    def task() -> Task:
        nonlocal count
        count += 1
        return Task(
            f"t{count}",
            "role:" + draw_one(st.sampled_from(("one", "two", "three"))),
            draw_one(st.sampled_from(("one", "all", "any"))),
            draw_one(
                st.sampled_from(
                    ("",) * 8 + ('action="x.do" undo="x.undo"', 'action="x.do"', 'action="x.do" repeatable="true"')
                )
            ),
        )

    def part(depth: int) -> Part:
        kind = draw_one(st.sampled_from(("task", "sequence", "parallel", "parallel", "exclusive")))
        if depth == 0 or kind == "task":
            return task()
        parts = tuple(part(depth - 1) for _ in range(draw_one(st.integers(2, 3))))
        if kind == "parallel":
            return Parallel(parts)
        if kind == "exclusive":
            conditions = tuple(f"n == {number}" for number in range(len(parts) - 1))
            return Exclusive(conditions, (*parts[:-1], draw_one(st.sampled_from((parts[-1], Sequence(()))))))
        return Sequence(parts)

    first = Task("first", "role:one", inner='<zb:variable name="n" label="数" kind="number"/>')
    return draw(first, *(part(3) for _ in range(draw_one(st.integers(1, 3)))))


def check(walk: Walk, before: Marking) -> None:
    """The promises that hold after every move."""
    marking = walk.marking
    live = marking.live_tokens

    at_activities = {token.number for token in live if isinstance(walk.definition.nodes[token.node], Activity)}
    assert at_activities == {item.token for item in marking.open_items}
    for item in marking.open_items:
        assert marking.token(item.token).node == item.activity
        assert item.group.people

    # No two futures: no live position lies inside, or at, another.
    for token in live:
        for other in live:
            if token is not other:
                assert other.lineage[: len(token.lineage)] != token.lineage
    # No dangling join: of every split that is in progress, every branch is alive.
    for token in live:
        for depth, fired in enumerate(token.lineage):
            alive = {
                other.lineage[depth].flow
                for other in live
                if len(other.lineage) > depth and other.lineage[depth].firing == fired.firing
            }
            assert alive == {flow.id for flow in walk.definition.outgoing[fired.split]}
        if isinstance(walk.definition.nodes[token.node], ParallelGateway):
            assert walk.definition.structure.join_of[token.lineage[-1].split] == token.node

    if marking.state is ProcessState.RUNNING:
        assert live
    else:
        assert (live, marking.open_items) == ((), ())

    # History only grows.
    assert [token.number for token in marking.tokens[: len(before.tokens)]] == [
        token.number for token in before.tokens
    ]
    for old, new in zip(before.tokens, marking.tokens, strict=False):
        assert old.state is TokenState.LIVE or old == new
    for old, new in zip(before.items, marking.items, strict=False):
        assert (old.number, old.activity, old.round, old.group) == (
            new.number,
            new.activity,
            new.round,
            new.group,
        )
        if old.state is not ItemState.OPEN:
            assert (old.state, old.opinion, old.done_by, old.outcome) == (
                new.state,
                new.opinion,
                new.done_by,
                new.outcome,
            )
            assert new.superseded or not old.superseded

    # Every new round of an activity has the next number, and its items carry it.
    rounds = Counter(token.node for token in before.tokens)
    for token in marking.tokens[len(before.tokens) :]:
        rounds[token.node] += 1
        if isinstance(walk.definition.nodes[token.node], Activity):
            assert token.round == rounds[token.node]
    assert all(item.round == marking.token(item.token).round for item in marking.items)

    # What stands done never follows something that has still to be done again, unless it owes to be sent back.
    for token in live:
        if not token.resume:
            after = walk.definition.structure.downstream[token.node]
            assert not [item for item in marking.items if item.stands and item.activity in after]

    # A token lies in exactly the branches its node is drawn in.
    for token in live:
        drawn = walk.definition.structure.lineage[token.node]
        inside = tuple(fired.branch for fired in token.lineage)
        assert inside[: len(drawn)] == drawn
        assert len(inside) - len(drawn) == isinstance(walk.definition.nodes[token.node], ParallelGateway)


def finish(walk: Walk) -> None:
    """Complete whatever is open until the process ends; a process that cannot end fails here."""
    most = 4 * (len(walk.definition.activities) + 1) * len(PEOPLE)
    for _ in range(most):
        if walk.marking.state is not ProcessState.RUNNING:
            return
        before = walk.marking
        item = walk.marking.open_items[0]
        walk.apply(engine.Complete(by=item.group.people[0], at=NOON, item=item.number, opinion="同意"))
        check(walk, before)
    raise AssertionError("the process does not end")


def random_move(walk: Walk, random: Random) -> engine.Move:
    item = random.choice(walk.marking.open_items)
    by = random.choice(item.group.people)
    kind = random.choice(("complete",) * 5 + ("return", "return", "straight", "withdraw", "transfer", "see"))
    match kind:
        case "complete":
            entered = {"n": random.randint(0, 2)} if item.activity == "first" else {}
            return engine.Complete(by=by, at=NOON, item=item.number, variables=entered, opinion="同意")
        case "return" | "straight":
            targets = engine.targets_for_return(walk.definition, walk.marking, item.number, OFFICE)
            offered = [one.activity for one in targets if one.straight_back or kind == "return"]
            move = engine.Return if kind == "return" else engine.ReturnForResubmission
            to = random.choice(offered or [item.activity])
            return move(by=by, at=NOON, item=item.number, to=to, opinion="请修改")
        case "withdraw":
            standing = [one for one in walk.marking.items if one.stands][-3:]
            chosen = random.choice(standing or [item])
            return engine.Withdraw(by=chosen.done_by or by, at=NOON, item=chosen.number)
        case "transfer":
            return engine.Transfer(by=by, at=NOON, item=item.number, to=random.choice(PEOPLE))
        case _:
            return engine.See(by=by, at=NOON, item=item.number)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(xml=processes(), seed=st.integers(0, 2**32))
def test_every_walk_keeps_the_promises_and_can_end(xml, seed):
    walk, random = Walk(xml, OFFICE), Random(seed)
    check(walk, Marking())

    for _ in range(random.randint(0, 60)):
        if walk.marking.state is not ProcessState.RUNNING:
            break
        before = walk.marking
        try:
            walk.apply(random_move(walk, random))
        except MoveRefused:
            # A refused move hands back nothing; the marking held is the one from before.
            continue
        check(walk, before)

    finish(walk)
    assert walk.trail[-1].kind is EventKind.ENDED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(xml=processes(), data=st.data())
def test_every_offered_return_is_accepted(xml, data):
    """What the page offers as a target is what the engine takes, and nothing more."""
    walk = Walk(xml, OFFICE)
    for _ in range(data.draw(st.integers(0, 12))):
        if walk.marking.state is not ProcessState.RUNNING:
            return
        item = data.draw(st.sampled_from(walk.marking.open_items))
        targets = engine.targets_for_return(walk.definition, walk.marking, item.number, OFFICE)
        offered = {target.activity: target.straight_back for target in targets}
        for activity in walk.definition.activities:
            by = item.group.people[0]
            move = engine.Return(by=by, at=NOON, item=item.number, to=activity.id, opinion="请修改")
            straight = engine.ReturnForResubmission(
                by=by, at=NOON, item=item.number, to=activity.id, opinion="请修改"
            )
            assert accepted(walk, move) is (activity.id in offered)
            assert accepted(walk, straight) is offered.get(activity.id, False)
        walk.apply(engine.Complete(by=item.group.people[0], at=NOON, item=item.number, opinion="同意"))


def accepted(walk: Walk, move: engine.Move) -> bool:
    try:
        engine.apply(walk.definition, walk.marking, move, OFFICE)
    except MoveRefused:
        return False
    return True


def test_the_check_itself_can_fail():
    """A marking with an item but no token is what the promises forbid."""
    walk = Walk(draw(Task("one")), OFFICE)
    broken = walk.marking
    walk.marking = Marking(broken.state, (), broken.items, broken.variables, broken.last_number)
    with pytest.raises(AssertionError):
        check(walk, broken)
