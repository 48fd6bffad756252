"""Moving forward (流转): from a finished activity over gateways to the next ones."""

from dataclasses import dataclass

from .conditions import Value, holds
from .marking import EventKind, Token, TokenState, Unit
from .nodes import (
    Activity,
    AutomaticStep,
    EndEvent,
    ExclusiveGateway,
    Flow,
    Gateway,
    InclusiveGateway,
    Node,
    ParallelGateway,
    Passage,
    SubprocessEntry,
    SubprocessExit,
    TimerEvent,
)
from .refusals import InvalidEntry, NoWayOn
from .resolving import arranged, groups_for
from .soundness import label
from .working import WorkingMarking


@dataclass(frozen=True, slots=True)
class _Way:
    """A flow being walked: the tokens it comes from, and the units it belongs to."""

    flow: Flow
    parents: tuple[int, ...]
    units: tuple[Unit, ...]


def leave(working: WorkingMarking, token: Token, cause: int) -> None:
    """Consume the token of a finished activity and go on: straight back if it owes that, else onward."""
    working.change(token, TokenState.CONSUMED)
    if token.resume:
        owed = token.resume[-1]
        activity = working.definition.activity(owed.activity)
        serving = working.resolver.serving([person for group in owed.groups for person in group.people])
        if all(serving.intersection(group.people) for group in owed.groups):
            groups = owed.groups
        else:
            groups = groups_for(activity, working.known(token.units), working.resolver)
        working.open_activity(
            activity,
            arranged(activity, groups),
            flow=working.tokens[owed.token].flow,
            parents=(token.number,),
            units=token.units,
            cause=cause,
            resume=token.resume[:-1],
            continues=owed.token,
        )
        return
    follow(working, working.definition.outgoing[token.node][0], (token.number,), token.units, cause)


def follow(
    working: WorkingMarking, flow: Flow, parents: tuple[int, ...], units: tuple[Unit, ...], cause: int
) -> None:
    """Walk one flow until people, a waiting join or the end is met on every way."""
    # A worklist, not recursion: how deep gateways follow each other is up to the designer.
    waiting = [_Way(flow, parents, units)]
    while True:
        while waiting:
            waiting.extend(_arrive(working, waiting.pop(0), cause))
        # Who waits for all that can still come is asked when everything else has moved.
        waiting = _meet_late(working)
        if not waiting:
            return


def step_aside(working: WorkingMarking, timer: TimerEvent, item: int) -> None:
    """What a timer does beside the activity it leaves open."""
    flow = working.definition.outgoing[timer.id][0]
    while isinstance(step := working.definition.nodes[flow.target], AutomaticStep):
        working.tell(EventKind.ACTIVITY_COMPLETED, step.id, item, text=step.action)
        flow = working.definition.outgoing[step.id][0]


def _arrive(working: WorkingMarking, way: _Way, cause: int) -> list[_Way]:
    definition, flow = working.definition, way.flow
    node = definition.nodes[flow.target]
    leaving = definition.outgoing[node.id]
    match node:
        case Activity():
            _open(working, node, way, cause)
            return []
        case AutomaticStep():
            token = working.place(node.id, flow.id, way.parents, way.units, cause)
            working.change(token, TokenState.CONSUMED)
            working.tell(EventKind.ACTIVITY_COMPLETED, node.id, cause, text=node.action)
            return [_Way(leaving[0], (token.number,), way.units)]
        case EndEvent():
            # The process is proven: this was the last token.
            working.end()
            return []
        case ExclusiveGateway():
            return [_Way(_choose(working, node, way), way.parents, way.units)]
        case ParallelGateway() | InclusiveGateway() if len(definition.incoming[node.id]) > 1:
            working.place(node.id, flow.id, way.parents, way.units, cause)
            return _meet(working, node, way.units) if isinstance(node, ParallelGateway) else []
        case ParallelGateway():
            return [_Way(onward, way.parents, way.units) for onward in leaving]
        case InclusiveGateway():
            return [_Way(onward, way.parents, way.units) for onward in _several(working, node, way)]
        case SubprocessEntry():
            return _enter(working, node, way)
        case SubprocessExit() if node.each:
            working.place(node.id, flow.id, way.parents, way.units, cause)
            return []
        case SubprocessExit() | Passage():
            return [_Way(leaving[0], way.parents, way.units)]
        case _:
            # Start and timers have no way in; the shapes are checked before the definition exists.
            raise AssertionError(node)


def _open(working: WorkingMarking, activity: Activity, way: _Way, cause: int) -> None:
    known = working.known(way.units)
    groups = groups_for(activity, known, working.resolver)
    working.open_activity(activity, groups, flow=way.flow.id, parents=way.parents, units=way.units, cause=cause)
    if activity.circulate is not None:
        rule = activity.circulate
        readers = working.resolver.groups(rule.kind, rule.argument, known)
        people = dict.fromkeys(person for group in readers for person in group.people)
        if people:
            working.tell(EventKind.CIRCULATED, activity.id, people=people)


def _choose(working: WorkingMarking, node: ExclusiveGateway, way: _Way) -> Flow:
    leaving = working.definition.outgoing[node.id]
    if len(leaving) == 1:
        return leaving[0]
    if working.definition.ways(node):
        picked = _picked(working, node)
        if len(picked) != 1:
            raise InvalidEntry(node.id, f"“{label(node)}”只能选择一个去向。")
        return picked[0]
    known = working.known(way.units)
    for flow in leaving:
        if flow.condition is not None and holds(flow.condition, known):
            return flow
    default = next((flow for flow in leaving if flow.condition is None), None)
    if default is None:
        raise NoWayOn(label(node))
    return default


def _several(working: WorkingMarking, node: InclusiveGateway, way: _Way) -> tuple[Flow, ...]:
    leaving = working.definition.outgoing[node.id]
    if len(leaving) == 1:
        return leaving
    if working.definition.ways(node):
        return _picked(working, node)
    known = working.known(way.units)
    taken = tuple(flow for flow in leaving if flow.condition is not None and holds(flow.condition, known))
    taken = taken or tuple(flow for flow in leaving if flow.condition is None)
    if not taken:
        raise NoWayOn(label(node))
    return taken


def _picked(working: WorkingMarking, node: Gateway) -> tuple[Flow, ...]:
    named = working.ways.get(node.id, ())
    if not named:
        raise InvalidEntry(node.id, f"请选择“{label(node)}”的去向。")
    picked = tuple(flow for flow in working.definition.outgoing[node.id] if flow.id in named)
    if len(picked) != len(set(named)):
        raise InvalidEntry(node.id, f"所选去向不是“{label(node)}”的流向。")
    return picked


def _enter(working: WorkingMarking, node: SubprocessEntry, way: _Way) -> list[_Way]:
    (onward,) = working.definition.outgoing[node.id]
    if not node.each:
        return [_Way(onward, way.parents, way.units)]
    numbers = _numbers(working.known(way.units).get(node.each))
    if not numbers:
        # Nobody to help: the subprocess is passed over.
        (leaving,) = working.definition.outgoing[f"{node.id}.exit"]
        return [_Way(leaving, way.parents, way.units)]
    return [_Way(onward, way.parents, (*way.units, Unit(node.id, number))) for number in numbers]


def _numbers(value: Value) -> tuple[int, ...]:
    if not isinstance(value, list | tuple):
        return ()
    return tuple(dict.fromkeys(number for number in value if isinstance(number, int)))


def _meet(working: WorkingMarking, node: Node, units: tuple[Unit, ...]) -> list[_Way]:
    """Go on from a parallel join when every way in holds a token."""
    here = [token for token in working.live() if token.node == node.id and token.units == units]
    if len({token.flow for token in here}) < len(working.definition.incoming[node.id]):
        return []
    return _pass(working, node, here, units)


def _pass(working: WorkingMarking, node: Node, here: list[Token], units: tuple[Unit, ...]) -> list[_Way]:
    for token in here:
        working.change(token, TokenState.CONSUMED)
    parents = tuple(token.number for token in here)
    if isinstance(node, InclusiveGateway):
        way = _Way(working.definition.incoming[node.id][0], parents, units)
        return [_Way(flow, parents, units) for flow in _several(working, node, way)]
    return [_Way(flow, parents, units) for flow in working.definition.outgoing[node.id]]


def _meet_late(working: WorkingMarking) -> list[_Way]:
    """The first inclusive join or end of a subprocess of several units that waits for nobody any more."""
    if not working.definition.has_late_joins:
        return []
    for token in working.live():
        node = working.definition.nodes[token.node]
        if isinstance(node, InclusiveGateway) and not _may_still_come(working, token):
            return _pass(working, node, _beside(working, token), token.units)
        if isinstance(node, SubprocessExit):
            inside = [one for one in working.live() if _is_inside(one, token.units)]
            if all(one.node == node.id for one in inside):
                return _pass(working, node, inside, token.units[:-1])
    return []


def _beside(working: WorkingMarking, token: Token) -> list[Token]:
    """The tokens that wait at the same place for the same unit."""
    return [one for one in working.live() if one.node == token.node and one.units == token.units]


def _is_inside(token: Token, units: tuple[Unit, ...]) -> bool:
    depth = len(units)
    return (
        token.units[: depth - 1] == units[:-1]
        and len(token.units) >= depth
        and token.units[depth - 1].subprocess == units[-1].subprocess
    )


def _may_still_come(working: WorkingMarking, waiting: Token) -> bool:
    """Whether somebody elsewhere can reach a way into the join that is still empty, and no other (BPMN 2.0.2)."""
    ways = working.definition.inclusive_joins[waiting.node]
    held = {token.flow for token in _beside(working, waiting)}
    depth = len(waiting.units)
    for token in working.live():
        if token.node != waiting.node and token.units[:depth] == waiting.units:
            ahead = {flow for flow, nodes in ways.items() if token.place in nodes}
            if ahead and not ahead & held:
                return True
    return False
