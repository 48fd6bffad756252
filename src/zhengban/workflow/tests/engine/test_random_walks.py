"""Random walks over generated processes: whatever people do, no paper is lost and every process can end."""

from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengban.workflow import engine
from zhengban.workflow.engine import (
    Activity,
    EventKind,
    ItemKind,
    ItemState,
    Marking,
    MoveRefused,
    ProcessState,
    TokenState,
    VariableKind,
)
from zhengban.workflow.engine.nodes import Step

from .drawing import (
    Automatic,
    Exclusive,
    Inclusive,
    Loop,
    Parallel,
    Part,
    Picked,
    Sequence,
    Subprocess,
    Task,
    Timed,
    draw,
)
from .office import NOON, Office, Walk

PEOPLE = tuple(range(1, 9))
UNITS = (10, 11, 12)
OFFICE = Office({"one": (1,), "two": (2, 3), "three": (4, 5, 6)}, {10: (2, 4), 11: (3,), 12: (5,)})
ACTS = ("",) * 8 + ('action="x.do" undo="x.undo"', 'action="x.do"', 'action="x.do" repeatable="true"')
OUTCOMES = (
    '<zb:outcome code="agree" label="同意"/><zb:outcome code="no" label="不同意"/>'
    '<zb:outcome code="veto" label="否决" veto="true"/>'
)


@st.composite
def processes(draw_one: st.DrawFn) -> bytes:
    """A random process of every kind of block; what gateways read is set by the activities."""
    count = 0

    def name(prefix: str) -> str:
        nonlocal count
        count += 1
        return f"{prefix}{count}"

    def task(inner: str = "", who: str = "") -> Task:
        quorum = draw_one(
            st.sampled_from(
                (
                    "one",
                    "all",
                    "any",
                    "order",
                    'count" needed="2',
                    'percent" needed="60',
                    'count" needed="2" counted="agree',
                )
            )
        )
        decides = "counted" in quorum or draw_one(st.integers(0, 3)) == 0
        return Task(
            name("t"),
            who or "role:" + draw_one(st.sampled_from(("one", "two", "three"))),
            quorum,
            draw_one(st.sampled_from(ACTS)),
            inner + (OUTCOMES if decides else ""),
        )

    def again() -> tuple[Task, str]:
        variable = name("again")
        return task(f'<zb:variable name="{variable}" label="再来" kind="boolean"/>'), variable

    def part(depth: int, in_unit: bool = False) -> Part:
        kinds = ("task", "sequence", "parallel", "parallel", "exclusive", "inclusive", "loop", "timed", "other")
        kind = draw_one(st.sampled_from(kinds))
        if depth == 0 or kind == "task":
            return task(who="unit_heads_of:each" if in_unit else "")
        if kind == "loop":
            asked, variable = again()
            return Loop(Sequence((part(depth - 1, in_unit), asked)), variable)
        if kind == "timed":
            return Timed(task(), part(depth - 1, in_unit))
        if kind == "other":
            other = draw_one(st.sampled_from(("automatic", "subprocess", "units")))
            if other == "automatic":
                return Automatic(name("auto"), draw_one(st.sampled_from(ACTS[8:])))
            if other == "units":
                return Subprocess(name("sub"), part(depth - 1, True), "units")
            return Subprocess(name("sub"), part(depth - 1, in_unit))
        parts = tuple(part(depth - 1, in_unit) for _ in range(draw_one(st.integers(2, 3))))
        if kind == "parallel":
            return Parallel(parts)
        conditions = tuple(f"n == {number}" for number in range(len(parts) - 1))
        if kind == "exclusive":
            if draw_one(st.booleans()):
                return Picked(parts)
            return Exclusive(conditions, (*parts[:-1], draw_one(st.sampled_from((parts[-1], Sequence(()))))))
        if kind == "inclusive":
            return Inclusive(("n", "n == 2")[: len(parts) - 1], parts)
        return Sequence(parts)

    asked = (
        '<zb:variable name="n" label="数" kind="number"/><zb:variable name="units" label="协办单位" kind="units"/>'
    )
    first = Task("first", "role:one", inner=asked)
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

    # No two futures: never two live tokens on one way for one unit, and no token before one that came of it.
    places = [(token.flow, token.units) for token in live]
    assert len(set(places)) == len(places)
    counts = {
        token.number: token for token in marking.tokens if token.state in (TokenState.LIVE, TokenState.CONSUMED)
    }
    for token in counts.values():
        for parent in token.parents:
            assert counts[parent].state is TokenState.CONSUMED

    if marking.state in (ProcessState.RUNNING, ProcessState.SUSPENDED):
        assert marking.open_items
    else:
        assert (live, marking.open_items) == ((), ())

    check_history(before, marking)
    assert all(item.round == marking.token(item.token).round for item in marking.items)
    # Helpers always help somebody whose item is closed for the time being.
    for item in marking.open_items:
        if item.kind in (ItemKind.DELEGATED, ItemKind.ADDED_BEFORE):
            assert marking.item(item.origin).state in (ItemState.DELEGATED, ItemState.ASKED)


def check_history(before: Marking, after: Marking) -> None:
    """History only grows: what is closed stays as it was, and nothing is taken out."""
    for old, new in zip(before.tokens, after.tokens, strict=False):
        assert (old.number, old.node, old.parents) == (new.number, new.node, new.parents)
        if old.state in (TokenState.WITHDRAWN, TokenState.SUPERSEDED):
            assert new.state is old.state
        elif old.state is TokenState.CONSUMED:
            assert new.state in (TokenState.CONSUMED, TokenState.SUPERSEDED)
    assert len(after.tokens) >= len(before.tokens)
    assert len(after.items) >= len(before.items)
    for old, new in zip(before.items, after.items, strict=False):
        assert (old.number, old.activity, old.round, old.group, old.kind) == (
            new.number,
            new.activity,
            new.round,
            new.group,
            new.kind,
        )
        if old.state is not ItemState.OPEN:
            assert (old.state, old.opinion, old.done_by, old.outcome) == (
                new.state,
                new.opinion,
                new.done_by,
                new.outcome,
            )
            assert new.superseded or not old.superseded


def check_acts(walk: Walk) -> None:
    """An act is never done twice without having been undone, unless it may be repeated or is drawn in a loop."""
    standing: Counter[str] = Counter()
    for event in walk.trail:
        node = walk.definition.nodes.get(event.activity)
        if not isinstance(node, Step) or not node.action or node.repeatable:
            continue
        if event.kind is EventKind.ACTIVITY_COMPLETED:
            standing[node.id] += 1
        elif event.kind is EventKind.ACTIVITY_UNDONE:
            standing[node.id] -= 1
        repeats = walk.definition.leads_to(node.id, node.id) or walk.definition.several_units(node.id)
        assert standing[node.id] in (0, 1) or repeats


def finish(walk: Walk) -> None:
    """Complete whatever is open until the process ends; a process that cannot end fails here."""
    if walk.marking.state is ProcessState.SUSPENDED:
        walk.apply(engine.Continue(by=1, at=NOON))
    most = 20 * (len(walk.definition.activities) + 1) * len(PEOPLE)
    for _ in range(most):
        if walk.marking.state is not ProcessState.RUNNING:
            return
        before = walk.marking
        walk.apply(completing(walk, walk.marking.open_items[0], None))
        check(walk, before)
    raise AssertionError("the process does not end")


def completing(walk: Walk, item: engine.Item, random: Random | None) -> engine.Complete:
    """Completing the item with whatever it asks for; without chance, so that loops are left."""
    by = item.group.people[0]
    if item.kind in (ItemKind.DELEGATED, ItemKind.ADDED_BEFORE):
        return engine.Complete(by=by, at=NOON, item=item.number, opinion="建议同意")
    activity = walk.definition.activity(item.activity)
    variables: dict[str, engine.Value] = {}
    for variable in activity.variables:
        match variable.kind:
            case VariableKind.NUMBER:
                variables[variable.name] = random.randint(0, 2) if random else 0
            case VariableKind.BOOLEAN:
                variables[variable.name] = bool(random and random.randint(0, 1))
            case _:
                variables[variable.name] = tuple(one for one in UNITS if random and random.randint(0, 1))
    codes = [outcome.code for outcome in activity.outcomes]
    then = (random.choice(PEOPLE),) if random and random.randint(0, 9) == 0 else ()
    return engine.Complete(
        by=by,
        at=NOON,
        item=item.number,
        outcome=(random.choice(codes) if random else codes[0]) if codes else "",
        variables=variables,
        ways=ways(walk, random),
        then=then,
        opinion="同意",
    )


def ways(walk: Walk, random: Random | None) -> Mapping[str, tuple[str, ...]]:
    """One way at every gateway where the handler picks it."""
    found = {}
    for node in walk.definition.nodes.values():
        offered = walk.definition.ways(node) if isinstance(node, engine.Gateway) else ()
        if offered:
            found[node.id] = ((random.choice(offered) if random else offered[0]).id,)
    return found


MOVES = ("complete",) * 8 + ("return",) * 3 + (
    "straight", "withdraw", "transfer", "see", "delegate", "ask", "remove", "hand", "jump", "expire", "pause",
)  # fmt: skip


def random_move(walk: Walk, random: Random) -> engine.Move:
    if walk.marking.state is ProcessState.SUSPENDED:
        return engine.Continue(by=1, at=NOON)
    item = random.choice(walk.marking.open_items)
    by = random.choice(item.group.people)
    number = item.number
    match random.choice(MOVES):
        case "complete":
            return completing(walk, item, random)
        case "return" | "straight" as kind:
            targets = engine.targets_for_return(walk.definition, walk.marking, number, OFFICE)
            offered = [one.activity for one in targets if one.straight_back or kind == "return"]
            move = engine.Return if kind == "return" else engine.ReturnForResubmission
            to = random.choice(offered or [item.activity])
            return move(by=by, at=NOON, item=number, to=to, opinion="请修改")
        case "withdraw":
            standing = [one for one in walk.marking.items if one.stands][-3:]
            chosen = random.choice(standing or [item])
            return engine.Withdraw(by=chosen.done_by or by, at=NOON, item=chosen.number)
        case "transfer":
            return engine.Transfer(by=by, at=NOON, item=number, to=random.choice(PEOPLE))
        case "delegate":
            return engine.Delegate(by=by, at=NOON, item=number, to=random.choice(PEOPLE))
        case "ask":
            people = tuple(random.sample(PEOPLE, random.randint(1, 2)))
            return engine.AskBefore(by=by, at=NOON, item=number, people=people)
        case "remove":
            origin = walk.marking.token(item.token).cause if item.kind is ItemKind.OWN else item.origin
            asker = walk.marking.item(origin).holder if origin else None
            return engine.Remove(by=asker or by, at=NOON, item=number)
        case "hand":
            return engine.HandOver(by=1, at=NOON, item=number, person=by, to=random.choice(PEOPLE))
        case "jump":
            to = random.choice(walk.definition.activities).id
            return engine.Jump(by=1, at=NOON, item=number, to=to, opinion="特事特办")
        case "expire":
            timers = walk.definition.timers.get(item.activity, ())
            return engine.Expire(by=1, at=NOON, item=number, timer=timers[0].id if timers else "none")
        case "pause":
            return engine.Suspend(by=1, at=NOON, opinion="等待补正")
        case _:
            return engine.See(by=by, at=NOON, item=number)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(xml=processes(), seed=st.integers(0, 2**32))
def test_every_walk_keeps_the_promises_and_can_end(xml, seed):
    walk, random = Walk(xml, OFFICE), Random(seed)
    check(walk, Marking())

    for _ in range(random.randint(0, 60)):
        if walk.marking.state not in (ProcessState.RUNNING, ProcessState.SUSPENDED):
            break
        before = walk.marking
        try:
            walk.apply(random_move(walk, random))
        except MoveRefused:
            # A refused move hands back nothing; the marking held is the one from before.
            continue
        check(walk, before)

    finish(walk)
    check_acts(walk)
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
        move = completing(walk, item, Random(data.draw(st.integers(0, 99))))
        if accepted(walk, move):
            walk.apply(move)


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
