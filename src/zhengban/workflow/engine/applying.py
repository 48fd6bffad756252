"""The engine itself: a pure function from a marking and a move to the next marking and what happened."""

from dataclasses import dataclass
from typing import assert_never

from .advance import follow, leave
from .conditions import Value
from .definition import Activity, MoveKind, ProcessDefinition
from .entries import check_entries, check_opinion
from .marking import (
    Event,
    EventKind,
    Group,
    Item,
    ItemState,
    Marking,
    ProcessState,
    Token,
)
from .moves import (
    Circulate,
    Complete,
    Expedite,
    ItemMove,
    Move,
    Return,
    ReturnForResubmission,
    See,
    Start,
    Terminate,
    Transfer,
    Withdraw,
)
from .refusals import InvalidEntry, NotHolder, NotOffered, ProcessClosed, StaleItem
from .resolving import Resolver
from .rewind import ReturnTarget, return_targets, send_back, send_back_and_owe, withdraw
from .working import WorkingMarking

_OFFERED_AS = {
    Return: (MoveKind.RETURN, "退回"),
    ReturnForResubmission: (MoveKind.STRAIGHT_BACK, "退回后直达"),
    Withdraw: (MoveKind.WITHDRAW, "撤回"),
    Transfer: (MoveKind.TRANSFER, "转办"),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """What a move led to."""

    marking: Marking
    events: tuple[Event, ...]


def apply(definition: ProcessDefinition, marking: Marking, move: Move, resolver: Resolver) -> Applied:
    """Make the move, or raise MoveRefused; the marking given is never changed."""
    # What has been handled can still be read by others.
    if marking.state is not ProcessState.RUNNING and not isinstance(move, Circulate):
        raise ProcessClosed
    working = WorkingMarking(definition, marking, resolver, move.at)
    match move:
        case Start():
            _start(working, move)
        case Complete():
            _complete(working, move, marking)
        case Withdraw():
            _withdraw(working, move, marking)
        case Expedite():
            _expedite(working, move)
        case Terminate():
            _terminate(working, move)
        case Circulate():
            _circulate(working, move, marking)
        case See() | Return() | ReturnForResubmission() | Transfer():
            _act_on_open_item(working, move, marking)
        case _:
            assert_never(move)
    return Applied(working.finished(), tuple(working.events))


def targets_for_return(
    definition: ProcessDefinition, marking: Marking, item: int, resolver: Resolver
) -> tuple[ReturnTarget, ...]:
    """Where an open item may be returned to; empty when its activity offers no return."""
    found = _open_item(marking, item)
    if MoveKind.RETURN not in definition.activity(found.activity).moves:
        return ()
    working = WorkingMarking(definition, marking, resolver, found.opened_at)
    return return_targets(working, marking.token(found.token))


def _start(working: WorkingMarking, move: Start) -> None:
    if working.tokens:
        raise ProcessClosed
    for name in move.variables:
        if name not in working.definition.facts:
            raise InvalidEntry(name, f"流程没有声明业务要素“{name}”。")
    working.variables.update(move.variables)
    working.tell(EventKind.STARTED, people=(move.by,))
    follow(working, working.definition.outgoing[working.definition.start][0], (), 0)


def _complete(working: WorkingMarking, move: Complete, marking: Marking) -> None:
    item, activity = _held(working, move, marking)
    entered = check_entries(working.definition, activity, move, working.variables, working.resolver)
    working.variables.update(entered)
    working.close_item(
        item,
        ItemState.DONE,
        by=move.by,
        on_behalf_of=move.on_behalf_of,
        outcome=move.outcome,
        opinion=move.opinion.strip(),
    )
    working.tell(EventKind.COMPLETED, activity.id, item.number, (move.by,), move.outcome)
    token = working.tokens[item.token]
    if not working.quorum_reached(activity, token):
        return
    working.take_back(token, ItemState.RELIEVED, EventKind.RELIEVED)
    result = _result(working, activity)
    if activity.result:
        working.variables[activity.result] = result
    working.tell(EventKind.ACTIVITY_COMPLETED, activity.id, item.number, (move.by,), activity.action)
    leave(working, token, item.number)


def _result(working: WorkingMarking, activity: Activity) -> Value:
    """Outcomes are declared from mild to grave, and the gravest one given decides: one 不同意 is enough."""
    codes = [outcome.code for outcome in activity.outcomes]
    given = [codes.index(item.outcome) for item in working.standing(activity.id) if item.outcome in codes]
    return codes[max(given)] if given else None


def _withdraw(working: WorkingMarking, move: Withdraw, marking: Marking) -> None:
    item = marking.item(move.item)
    activity = working.definition.activity(item.activity)
    if item.holder != move.holder:
        raise NotHolder(activity.name)
    _check_offered(activity, move)
    working.tell(EventKind.WITHDRAWN, activity.id, item.number, (move.by,))
    withdraw(working, item)


def _act_on_open_item(
    working: WorkingMarking,
    move: See | Return | ReturnForResubmission | Transfer,
    marking: Marking,
) -> None:
    item, activity = _held(working, move, marking)
    token = working.tokens[item.token]
    match move:
        case See():
            _see(working, move, item)
        case Return():
            closed = _returned(working, move, item)
            send_back(working, token, move.to, closed.number)
        case ReturnForResubmission():
            closed = _returned(working, move, item)
            send_back_and_owe(working, token, move.to, closed, closed.number)
        case Transfer():
            _transfer(working, move, item, activity, token)


def _circulate(working: WorkingMarking, move: Circulate, marking: Marking) -> None:
    activity = ""
    if move.item:
        found = working.definition.activity(_open_item(marking, move.item).activity)
        if MoveKind.CIRCULATE not in found.moves:
            raise NotOffered(found.name, "传阅")
        activity = found.id
    people = tuple(dict.fromkeys(move.people))
    if not people or not working.resolver.serving(people).issuperset(people):
        raise InvalidEntry("people", "请选择在岗的传阅人员。")
    check_opinion(move.opinion, required=False)
    working.tell(EventKind.CIRCULATED, activity, move.item, people, move.opinion.strip())


def _see(working: WorkingMarking, move: See, item: Item) -> None:
    if item.first_seen_at is None:
        working.see(item)
        working.tell(EventKind.SEEN, item.activity, item.number, (move.by,))


def _returned(working: WorkingMarking, move: Return | ReturnForResubmission, item: Item) -> Item:
    check_opinion(move.opinion, required=True)
    working.tell(EventKind.RETURNED, item.activity, item.number, (move.by,), move.to)
    return working.close_item(
        item,
        ItemState.RETURNED,
        by=move.by,
        on_behalf_of=move.on_behalf_of,
        opinion=move.opinion.strip(),
    )


def _transfer(working: WorkingMarking, move: Transfer, item: Item, activity: Activity, token: Token) -> None:
    check_opinion(move.opinion, required=False)
    if move.to not in working.resolver.serving([move.to]):
        raise InvalidEntry("to", "请选择在岗的人员转办。")
    if any(move.to in other.group.people for other in working.open_items(token)):
        raise InvalidEntry("to", f"所选人员已是“{activity.name}”环节的办理人。")
    working.close_item(
        item,
        ItemState.TRANSFERRED,
        by=move.by,
        on_behalf_of=move.on_behalf_of,
        opinion=move.opinion.strip(),
    )
    working.tell(EventKind.TRANSFERRED, activity.id, item.number, (move.by, move.to))
    working.open_item(token, Group((move.to,), item.group.label), transferred_from=item.number)


def _expedite(working: WorkingMarking, move: Expedite) -> None:
    check_opinion(move.opinion, required=False)
    opened = {item.number: item for item in working.items.values() if item.state is ItemState.OPEN}
    for number in move.items:
        if number not in opened:
            raise StaleItem(number)
    # Pressing everybody passes over those whose activity does not offer it; pressing them by name does not.
    asked = [opened[number] for number in move.items] or list(opened.values())
    pressed = [item for item in asked if MoveKind.EXPEDITE in working.definition.activity(item.activity).moves]
    left_out = [item for item in asked if item not in pressed]
    if left_out and (move.items or not pressed):
        raise NotOffered(working.definition.activity(left_out[0].activity).name, "催办")
    for item in pressed:
        people = item.group.people
        working.tell(EventKind.EXPEDITED, item.activity, item.number, people, move.opinion.strip())


def _terminate(working: WorkingMarking, move: Terminate) -> None:
    check_opinion(move.opinion, required=True)
    for token in working.live(lambda one: True):
        working.withdraw_token(token)
    working.state = ProcessState.TERMINATED
    working.tell(EventKind.TERMINATED, people=(move.by,), text=move.opinion.strip())


def _held(working: WorkingMarking, move: ItemMove, marking: Marking) -> tuple[Item, Activity]:
    item = _open_item(marking, move.item)
    activity = working.definition.activity(item.activity)
    if move.holder not in item.group.people:
        raise NotHolder(activity.name)
    _check_offered(activity, move)
    return item, activity


def _check_offered(activity: Activity, move: ItemMove) -> None:
    offered = _OFFERED_AS.get(type(move))
    if offered is not None and offered[0] not in activity.moves:
        raise NotOffered(activity.name, offered[1])


def _open_item(marking: Marking, number: int) -> Item:
    item = marking.item(number)
    if item.state is not ItemState.OPEN:
        raise StaleItem(number)
    return item
