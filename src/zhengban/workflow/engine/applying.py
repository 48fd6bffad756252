"""The engine itself: a pure function from a marking and a move to the next marking and what happened."""

from dataclasses import dataclass
from typing import assert_never

from . import adding
from .advance import follow, leave
from .definition import ProcessDefinition
from .entries import check_entries, check_opinion
from .jumping import expire, jump
from .marking import HELPING, Event, EventKind, Item, ItemState, Marking, ProcessState, Token
from .moves import (
    AskBefore,
    Circulate,
    Complete,
    Continue,
    Delegate,
    Expedite,
    Expire,
    HandOver,
    ItemMove,
    Jump,
    Move,
    Remove,
    Return,
    ReturnForResubmission,
    See,
    Start,
    Suspend,
    Terminate,
    Transfer,
    Withdraw,
)
from .nodes import Activity, MoveKind
from .quorum import decided, result
from .refusals import InvalidEntry, NotHolder, NotOffered, ProcessClosed, ProcessSuspended, StaleItem
from .resolving import Resolver
from .rewind import ReturnTarget, return_targets, send_back, send_back_and_owe, withdraw
from .working import WorkingMarking

_OFFERED_AS: dict[type, tuple[MoveKind, str]] = {
    Return: (MoveKind.RETURN, "退回"),
    ReturnForResubmission: (MoveKind.STRAIGHT_BACK, "退回后直达"),
    Withdraw: (MoveKind.WITHDRAW, "撤回"),
    Transfer: (MoveKind.TRANSFER, "转办"),
    Delegate: (MoveKind.DELEGATE, "委派"),
    AskBefore: (MoveKind.ADD_BEFORE, "前加签"),
    Remove: (MoveKind.REMOVE, "减签"),
}
#: What can still be done while all work is stopped: reading, and deciding what becomes of it.
_WHILE_SUSPENDED = (Continue, Terminate, Circulate, See)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a move led to."""

    marking: Marking
    events: tuple[Event, ...]


def apply(definition: ProcessDefinition, marking: Marking, move: Move, resolver: Resolver) -> Applied:
    """Make the move, or raise MoveRefused; the marking given is never changed."""
    # What has been handled can still be read by others.
    if marking.state in (ProcessState.ENDED, ProcessState.TERMINATED) and not isinstance(move, Circulate):
        raise ProcessClosed
    if marking.state is ProcessState.SUSPENDED and not isinstance(move, _WHILE_SUSPENDED):
        raise ProcessSuspended
    working = WorkingMarking(definition, marking, resolver, move.at)
    match move:
        case Complete():
            _complete(working, move)
        case Start():
            _start(working, move)
        case See() | Return() | ReturnForResubmission() | Transfer() | Delegate() | AskBefore():
            _act_on_open_item(working, move)
        case Withdraw():
            _withdraw(working, move)
        case Remove():
            _remove(working, move)
        case HandOver():
            item = _open_item(working, move.item)
            adding.hand_over(working, move, item, definition.activity(item.activity))
        case Jump():
            jump(working, move, _open_item(working, move.item))
        case Expire():
            expire(working, move, _open_item(working, move.item))
        case Expedite():
            _expedite(working, move)
        case Circulate():
            _circulate(working, move)
        case Suspend() | Continue():
            _pause(working, move)
        case Terminate():
            _terminate(working, move)
        case _:
            assert_never(move)
    return Applied(working.finished(), tuple(working.events))


def targets_for_return(
    definition: ProcessDefinition, marking: Marking, item: int, resolver: Resolver
) -> tuple[ReturnTarget, ...]:
    """Where an open item may be returned to; empty when its activity offers no return."""
    found = marking.item(item)
    if found.state is not ItemState.OPEN:
        raise StaleItem(item)
    moves = definition.activity(found.activity).moves
    if MoveKind.RETURN not in moves or found.kind in HELPING:
        return ()
    working = WorkingMarking(definition, marking, resolver, found.opened_at)
    targets = return_targets(working, marking.token(found.token))
    if MoveKind.STRAIGHT_BACK in moves:
        return targets
    return tuple(ReturnTarget(one.activity, one.name, one.people, False) for one in targets)


def _start(working: WorkingMarking, move: Start) -> None:
    if working.tokens:
        raise ProcessClosed
    for name in move.variables:
        if name not in working.definition.facts:
            raise InvalidEntry(name, f"流程没有声明业务要素“{name}”。")
    working.variables.update(move.variables)
    working.tell(EventKind.STARTED, people=(move.by,))
    follow(working, working.definition.outgoing[working.definition.start][0], (), (), 0)


def _complete(working: WorkingMarking, move: Complete) -> None:
    item, activity = _held(working, move)
    token = working.tokens[item.token]
    helping = item.kind in HELPING
    if helping:
        _check_help(activity, move)
    else:
        known = working.known(token.units)
        entered = check_entries(working.definition, activity, move, known, working.resolver)
        working.put(token.units, entered)
        working.ways = move.ways
    done = working.close_item(
        item,
        ItemState.DONE,
        by=move.by,
        on_behalf_of=move.on_behalf_of,
        outcome=move.outcome,
        opinion=move.opinion,
    )
    working.tell(EventKind.COMPLETED, activity.id, item.number, (move.by,), move.outcome)
    if helping:
        adding.give_back(working, done)
        return
    if move.then:
        if MoveKind.ADD_AFTER not in activity.moves:
            raise NotOffered(activity.name, "后加签")
        adding.add_after(working, move.then, done, activity)
    _go_on(working, activity, token, done)


def _go_on(working: WorkingMarking, activity: Activity, token: Token, cause: Item) -> None:
    """Leave the activity if it is decided; where people act in order, call the next."""
    token = working.tokens[token.number]
    if not decided(working, activity, token):
        if token.queue and not working.open_items(token):
            working.call_next(token)
        return
    working.take_back(token, ItemState.RELIEVED, EventKind.RELIEVED)
    if activity.result:
        working.put(token.units, {activity.result: result(working, activity, token)})
    by = () if cause.done_by is None else (cause.done_by,)
    working.tell(EventKind.ACTIVITY_COMPLETED, activity.id, cause.number, by, activity.action)
    leave(working, token, cause.number)


def _check_help(activity: Activity, move: Complete) -> None:
    """Who helps gives an opinion; to decide is for the one who asked."""
    check_opinion(move.opinion, required=True)
    if move.outcome or move.variables or move.chosen or move.ways or move.then:
        raise InvalidEntry("opinion", f"受委派、前加签的人员只填写意见，“{activity.name}”环节由原办理人办结。")


def _withdraw(working: WorkingMarking, move: Withdraw) -> None:
    item = _known_item(working, move.item)
    activity = working.definition.activity(item.activity)
    if item.holder != move.holder:
        raise NotHolder(activity.name)
    _check_offered(activity, move)
    working.tell(EventKind.WITHDRAWN, activity.id, item.number, (move.by,))
    withdraw(working, item)


def _act_on_open_item(
    working: WorkingMarking, move: See | Return | ReturnForResubmission | Transfer | Delegate | AskBefore
) -> None:
    item, activity = _held(working, move)
    token = working.tokens[item.token]
    match move:
        case See():
            if item.first_seen_at is None:
                working.see(item)
                working.tell(EventKind.SEEN, item.activity, item.number, (move.by,))
        case Return():
            closed = _returned(working, move, item, activity)
            send_back(working, token, move.to, closed.number)
        case ReturnForResubmission():
            closed = _returned(working, move, item, activity)
            send_back_and_owe(working, token, move.to, closed, closed.number)
        case Transfer():
            adding.transfer(working, move, item, activity)
        case Delegate():
            adding.delegate(working, move, item, activity)
        case AskBefore():
            adding.ask_before(working, move, item, activity)


def _returned(
    working: WorkingMarking, move: Return | ReturnForResubmission, item: Item, activity: Activity
) -> Item:
    if item.kind in HELPING:
        raise NotOffered(activity.name, "由受委派、前加签的人员退回")
    check_opinion(move.opinion, required=True)
    working.tell(EventKind.RETURNED, item.activity, item.number, (move.by,), move.to)
    return working.close_item(
        item, ItemState.RETURNED, by=move.by, on_behalf_of=move.on_behalf_of, opinion=move.opinion
    )


def _remove(working: WorkingMarking, move: Remove) -> None:
    item = _open_item(working, move.item)
    activity = working.definition.activity(item.activity)
    _check_offered(activity, move)
    adding.remove(working, move, item, activity)
    token = working.tokens[item.token]
    if working.panel(token) or not working.open_items(token):
        _go_on(working, activity, token, working.items[item.number])


def _circulate(working: WorkingMarking, move: Circulate) -> None:
    activity = ""
    if move.item:
        found = working.definition.activity(_open_item(working, move.item).activity)
        if MoveKind.CIRCULATE not in found.moves:
            raise NotOffered(found.name, "传阅")
        activity = found.id
    people = tuple(dict.fromkeys(move.people))
    if not people or not working.resolver.serving(people).issuperset(people):
        raise InvalidEntry("people", "请选择在岗的传阅人员。")
    check_opinion(move.opinion, required=False)
    working.tell(EventKind.CIRCULATED, activity, move.item, people, move.opinion.strip())


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


def _pause(working: WorkingMarking, move: Suspend | Continue) -> None:
    suspending = isinstance(move, Suspend)
    check_opinion(move.opinion, required=suspending)
    if not suspending and working.state is not ProcessState.SUSPENDED:
        raise InvalidEntry("opinion", "流程没有挂起，无需恢复。")
    working.state = ProcessState.SUSPENDED if suspending else ProcessState.RUNNING
    kind = EventKind.SUSPENDED if suspending else EventKind.CONTINUED
    working.tell(kind, people=(move.by,), text=move.opinion.strip())


def _terminate(working: WorkingMarking, move: Terminate) -> None:
    check_opinion(move.opinion, required=True)
    for token in working.live():
        working.withdraw_token(token)
    working.state = ProcessState.TERMINATED
    working.tell(EventKind.TERMINATED, people=(move.by,), text=move.opinion.strip())


def _held(working: WorkingMarking, move: ItemMove) -> tuple[Item, Activity]:
    item = _open_item(working, move.item)
    activity = working.definition.activity(item.activity)
    if move.holder not in item.group.people:
        raise NotHolder(activity.name)
    _check_offered(activity, move)
    return item, activity


def _check_offered(activity: Activity, move: ItemMove) -> None:
    offered = _OFFERED_AS.get(type(move))
    if offered is not None and offered[0] not in activity.moves:
        raise NotOffered(activity.name, offered[1])


def _known_item(working: WorkingMarking, number: int) -> Item:
    item = working.items.get(number)
    if item is None:
        raise StaleItem(number)
    return item


def _open_item(working: WorkingMarking, number: int) -> Item:
    item = _known_item(working, number)
    if item.state is not ItemState.OPEN:
        raise StaleItem(number)
    return item
