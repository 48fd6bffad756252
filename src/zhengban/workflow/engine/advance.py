"""Moving forward (流转): from a finished activity over gateways to the next ones."""

from .conditions import holds
from .definition import Activity, EndEvent, ExclusiveGateway, Flow, Node, ParallelGateway
from .marking import EventKind, Fired, Token, TokenState
from .resolving import arranged, groups_for
from .working import WorkingMarking


def leave(working: WorkingMarking, token: Token, cause: int) -> None:
    """Consume the token of a finished activity and go on: straight back if it owes that, else onward."""
    working.close_token(token, TokenState.CONSUMED)
    if token.resume:
        owed = token.resume[-1]
        activity = working.definition.activity(owed.activity)
        serving = working.resolver.serving(person for group in owed.groups for person in group.people)
        if all(serving.intersection(group.people) for group in owed.groups):
            groups = owed.groups
        else:
            groups = groups_for(activity, working.variables, working.resolver)
        working.open_activity(activity, token.lineage, cause, arranged(activity, groups), token.resume[:-1])
        return
    follow(working, working.definition.outgoing[token.node][0], token.lineage, cause)


def follow(working: WorkingMarking, flow: Flow, lineage: tuple[Fired, ...], cause: int) -> None:
    """Walk one flow until people, a waiting join or the end is met on every way."""
    # A worklist, not recursion: how deep gateways follow each other is up to the designer.
    waiting = [(flow, lineage)]
    while waiting:
        flow, lineage = waiting.pop(0)
        node = working.definition.nodes[flow.target]
        waiting.extend(_arrive(working, node, lineage, cause))


def _arrive(
    working: WorkingMarking, node: Node, lineage: tuple[Fired, ...], cause: int
) -> list[tuple[Flow, tuple[Fired, ...]]]:
    leaving = working.definition.outgoing[node.id]
    match node:
        case Activity():
            groups = groups_for(node, working.variables, working.resolver)
            working.open_activity(node, lineage, cause, groups)
            _circulate_on_opening(working, node)
            return []
        case EndEvent():
            # Ends lie outside every branch, so this was the last token.
            working.end()
            return []
        case ExclusiveGateway():
            return [(_choose(working, node, leaving), lineage)]
        case ParallelGateway() if len(leaving) > 1:
            firing = working.next_number()
            return [(flow, (*lineage, Fired(node.id, flow.id, firing))) for flow in leaving]
        case ParallelGateway():
            return _meet(working, node, lineage, cause, leaving[0])
        case _:
            # StartEvent has no way in; the structure is proven before the definition exists.
            raise AssertionError(node)


def _choose(working: WorkingMarking, node: ExclusiveGateway, leaving: tuple[Flow, ...]) -> Flow:
    for flow in leaving:
        if flow.condition is not None and holds(flow.condition, working.variables):
            return flow
    return next(flow for flow in leaving if flow.condition is None)


def _meet(
    working: WorkingMarking, node: Node, lineage: tuple[Fired, ...], cause: int, onward: Flow
) -> list[tuple[Flow, tuple[Fired, ...]]]:
    working.place(node.id, lineage, cause)
    firing, outside = lineage[-1].firing, lineage[:-1]
    here = working.live(lambda token: token.node == node.id and token.lineage[-1].firing == firing)
    if len(here) < len(working.definition.outgoing[lineage[-1].split]):
        return []
    for token in here:
        working.close_token(token, TokenState.CONSUMED)
    return [(onward, outside)]


def _circulate_on_opening(working: WorkingMarking, activity: Activity) -> None:
    if activity.circulate is None:
        return
    rule = activity.circulate
    groups = working.resolver.groups(rule.kind, rule.argument, working.variables)
    people = dict.fromkeys(person for group in groups for person in group.people)
    if people:
        working.tell(EventKind.CIRCULATED, activity.id, people=people)
