"""Leaving the drawn way (跳转、到期): a jump as a recorded exception, and what a passed deadline opens."""

from .advance import follow, leave, step_aside
from .blocks import Branch
from .entries import check_opinion
from .marking import EventKind, Item, ItemState, Token, TokenState
from .moves import Expire, Jump
from .nodes import Activity, ParallelGateway, WhoKind
from .refusals import CannotJump, InvalidEntry, NotEarlier
from .resolving import check_chosen, groups_for
from .rewind import find_earlier, following_of, undo
from .working import WorkingMarking


def jump(working: WorkingMarking, move: Jump, item: Item) -> None:
    """Go to any activity: back to an earlier one as a return does, forward across branches and acts."""
    check_opinion(move.opinion, required=True)
    token = working.tokens[item.token]
    target = working.definition.nodes.get(move.to)
    if not isinstance(target, Activity):
        raise NotEarlier(move.to)
    if target.id == token.node:
        raise CannotJump(f"本件已在“{target.name}”环节。")
    if target.who.kind is WhoKind.CHOSEN:
        check_chosen(target, move.chosen, working.resolver)
        working.put(token.units, {target.people_variable: tuple(dict.fromkeys(move.chosen))})
    groups = groups_for(target, working.known(token.units), working.resolver)
    here = working.definition.activity(token.node)
    working.tell(EventKind.JUMPED, here.id, item.number, (move.by,), f"{target.name}：{move.opinion.strip()}")
    root = find_earlier(working, token, target.id)
    if root is not None:
        following = following_of(working, root)
        _lift(working, token)
        undo(working, following)
        working.open_activity(
            target, groups, flow=root.flow, parents=root.parents, units=root.units, cause=item.number
        )
        return
    _check_ahead(working, token, target)
    flow, parents = _land(working, token, target, item)
    working.open_activity(target, groups, flow=flow, parents=parents, units=token.units, cause=item.number)


def expire(working: WorkingMarking, move: Expire, item: Item) -> None:
    """A deadline has passed: take the activity away and go on from the timer, or do something beside it."""
    token = working.tokens[item.token]
    timers = working.definition.timers.get(token.node, ())
    timer = next((one for one in timers if one.id == move.timer), None)
    if timer is None or timer.id in token.fired:
        raise InvalidEntry("timer", "该环节没有这项定时，或者已经到期处理。")
    working.tell(EventKind.EXPIRED, token.node, item.number, item.group.people, timer.name)
    if not timer.interrupting:
        working.tokens[token.number] = token._replace(fired=(*token.fired, timer.id))
        step_aside(working, timer, item.number)
        return
    for one in working.open_items(token):
        working.lift(one, ItemState.EXPIRED, EventKind.TAKEN_BACK)
    if token.resume:
        # What is being mended goes back to who sent it; the way from the timer begins elsewhere.
        leave(working, token, item.number)
        return
    working.change(token, TokenState.CONSUMED)
    flow = working.definition.outgoing[timer.id][0]
    follow(working, flow, (token.number,), token.units, item.number)


def _lift(working: WorkingMarking, token: Token) -> None:
    for one in working.open_items(token):
        working.lift(one, ItemState.JUMPED, EventKind.TAKEN_BACK)


def _check_ahead(working: WorkingMarking, token: Token, target: Activity) -> None:
    """Backwards one gets only to where the paper has been: otherwise acts already done would be done twice."""
    definition = working.definition
    if definition.leads_to(target.id, token.place) and not definition.leads_to(token.place, target.id):
        raise CannotJump(f"本件此前没有经过“{target.name}”，请退回到其前一环节后重新流转。")


def _land(working: WorkingMarking, token: Token, target: Activity, item: Item) -> tuple[str, tuple[int, ...]]:
    """Leave the branches the target does not lie in, enter those it lies in; the flow and parents it gets."""
    definition = working.definition
    here = definition.blocks.around.get(token.flow)
    arriving = definition.incoming[target.id]
    there = definition.blocks.around.get(arriving[0].id) if arriving else None
    if here is None or there is None:
        raise CannotJump("本流程的分支相互交错，不能跳转。")
    if definition.several_units(token.place) != definition.several_units(target.id):
        raise CannotJump("不能跳入或跳出多单位子流程。")
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    if shared < min(len(here), len(there)) and here[shared].split == there[shared].split:
        raise CannotJump(f"“{target.name}”在另一个并行分支中，不能跳转。")
    left = [token]
    if shared < len(here):
        split = here[shared].split
        left += [
            one
            for one in working.live()
            if one.number != token.number
            and one.units[: len(token.units)] == token.units
            and _lies_in(definition.blocks.around.get(one.flow, ()), shared, split)
        ]
    for one in left:
        _lift(working, one)
        working.change(one, TokenState.CONSUMED)
    parents = tuple(one.number for one in left)
    for branch in there[shared:]:
        _leave_sisters_waiting(working, branch, parents, token, item)
    return arriving[0].id, parents


def _lies_in(branches: tuple[Branch, ...], depth: int, split: str) -> bool:
    return len(branches) > depth and branches[depth].split == split


def _leave_sisters_waiting(
    working: WorkingMarking, branch: Branch, parents: tuple[int, ...], token: Token, item: Item
) -> None:
    """Who jumps into one branch of a parallel block passes over the others: they wait at the join as if done."""
    definition = working.definition
    if not isinstance(definition.nodes[branch.split], ParallelGateway):
        return
    for flow in definition.outgoing[branch.split]:
        if flow.id != branch.flow:
            meeting = definition.flows[definition.blocks.meeting[Branch(branch.split, flow.id)]]
            working.place(meeting.target, meeting.id, parents, token.units, item.number)
