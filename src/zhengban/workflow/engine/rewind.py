"""Moving back (退回、撤回): what is taken back, what is overtaken, what has to wait again.

The region to take back is the longest lineage that target and present position share: inside one branch only
that branch, to before a split all its branches, to a branch of an earlier block everything since.
"""

from dataclasses import dataclass

from .definition import Activity, Branch, MoveKind
from .marking import EventKind, Fired, Group, Item, ItemState, Person, Resume, Token, TokenState
from .refusals import CannotUndo, CannotWithdraw, NoStraightBack, NotEarlier
from .resolving import arranged, groups_for
from .working import WorkingMarking


@dataclass(frozen=True, slots=True)
class ReturnTarget:
    """An earlier activity a return may go to, who handled it, and whether it can come straight back."""

    activity: str
    name: str
    people: tuple[Person, ...]
    straight_back: bool


def return_targets(working: WorkingMarking, token: Token) -> tuple[ReturnTarget, ...]:
    """Every activity the token can be returned to, in the order they were done."""
    done = [item for item in working.items.values() if item.stands and item.token != token.number]
    found: dict[str, ReturnTarget] = {}
    for item in sorted(done, key=lambda one: one.number):
        activity = working.definition.activity(item.activity)
        if item.activity in found or not _is_earlier(working, activity.id, token):
            continue
        if _barrier(working, _overtaken(working, activity.id)) is not None:
            continue
        people = tuple(dict.fromkeys(one.holder for one in done if one.activity == activity.id and one.holder))
        straight = _straight_back_refusal(working, activity.id, token) is None
        straight = straight and MoveKind.STRAIGHT_BACK in working.definition.activity(token.node).moves
        found[activity.id] = ReturnTarget(activity.id, activity.name, people, straight)
    return tuple(found.values())


def send_back(working: WorkingMarking, token: Token, target: str, cause: int) -> None:
    """Return: reopen the target for those who did it, take back the region, overtake all that followed."""
    _check_earlier(working, target, token)
    overtaken = _overtaken(working, target)
    barrier = _barrier(working, overtaken)
    if barrier is not None:
        raise CannotUndo(barrier.name)
    groups = _handlers_again(working, target)
    shared = _shared(working, target, token)
    for sister in working.live(lambda one: one.lineage[: len(shared)] == shared):
        working.withdraw_token(sister)
    _undo(working, overtaken)
    for name in overtaken:
        for item in working.standing(name):
            working.supersede(item)
    lineage = _reenter(working, shared, target, cause)
    working.open_activity(working.definition.activity(target), lineage, cause, groups)


def send_back_and_owe(working: WorkingMarking, token: Token, target: str, returned: Item, cause: int) -> None:
    """Return with a debt: once the target is done it comes straight back; what lies between stays done."""
    _check_earlier(working, target, token)
    refusal = _straight_back_refusal(working, target, token)
    if refusal is not None:
        raise NoStraightBack(refusal)
    groups = _handlers_again(working, target)
    unfinished = tuple(
        item.group
        for item in working.items.values()
        if item.token == token.number and (item.number == returned.number or item.state is ItemState.OPEN)
    )
    working.withdraw_token(token)
    _undo(working, [target])
    for item in working.standing(target):
        working.supersede(item)
    resume = (*token.resume, Resume(token.node, unfinished))
    working.open_activity(working.definition.activity(target), token.lineage, cause, groups, resume)


def withdraw(working: WorkingMarking, item: Item) -> None:
    """Take back a completed item: within a running activity just the item, else all it has opened."""
    if not item.stands:
        raise CannotWithdraw("只有本人已办结且仍有效的事项可以撤回。")
    token = working.tokens[item.token]
    activity = working.definition.activity(item.activity)
    if token.state is TokenState.LIVE:
        working.supersede(item)
        working.open_item(token, item.group)
        return
    opened = working.live(lambda one: one.cause == item.number)
    if not opened:
        raise CannotWithdraw("后续环节已经办理，不能撤回。")
    if activity.is_final:
        raise CannotUndo(activity.name)
    # Whatever the item opened lies in one region, so any of its tokens tells what it shares with the target.
    shared = _shared(working, item.activity, opened[0])
    region = working.live(lambda one: one.lineage[: len(shared)] == shared)
    for sister in region:
        if sister.cause != item.number or any(one.first_seen_at for one in _items_on(working, sister)):
            name = working.definition.nodes[sister.node].name
            raise CannotWithdraw(f"“{name}”环节已经阅看或办理，不能撤回。")
        if any(one.state is not ItemState.OPEN for one in _items_on(working, sister)):
            raise CannotWithdraw("后续环节已经办理，不能撤回。")
    for sister in region:
        working.withdraw_token(sister)
    _undo(working, [item.activity])
    working.supersede(item)
    lineage = _reenter(working, shared, item.activity, item.number)
    working.open_activity(activity, lineage, item.number, (item.group,), token.resume)


def _items_on(working: WorkingMarking, token: Token) -> list[Item]:
    return [item for item in working.items.values() if item.token == token.number]


def _is_earlier(working: WorkingMarking, target: str, token: Token) -> bool:
    return token.node in working.definition.structure.downstream[target]


def _check_earlier(working: WorkingMarking, target: str, token: Token) -> None:
    node = working.definition.nodes.get(target)
    if not isinstance(node, Activity):
        raise NotEarlier(target)
    if not _is_earlier(working, target, token) or not working.standing(target):
        raise NotEarlier(node.name)


def _overtaken(working: WorkingMarking, target: str) -> list[str]:
    """The target and all activities after it."""
    after = working.definition.structure.downstream[target]
    return [one.id for one in working.definition.activities if one.id == target or one.id in after]


def _completed(working: WorkingMarking, activity: str) -> bool:
    return any(working.tokens[item.token].state is TokenState.CONSUMED for item in working.standing(activity))


def _barrier(working: WorkingMarking, activities: list[str]) -> Activity | None:
    """The first completed activity whose act cannot be undone."""
    for name in activities:
        activity = working.definition.activity(name)
        if activity.is_final and _completed(working, name):
            return activity
    return None


def _undo(working: WorkingMarking, activities: list[str]) -> None:
    """Tell which acts must be undone, the latest first."""
    acts = []
    for name in activities:
        activity = working.definition.activity(name)
        if activity.undo and _completed(working, name):
            acts.append((max(item.number for item in working.standing(name)), activity))
    for number, activity in sorted(acts, key=lambda act: act[0], reverse=True):
        working.tell(EventKind.ACTIVITY_UNDONE, activity.id, number, text=activity.undo)


def _straight_back_refusal(working: WorkingMarking, target: str, token: Token) -> str | None:
    branches = tuple(fired.branch for fired in token.lineage)
    if working.definition.structure.lineage[target] != branches:
        return "退回跨越了并行分支，须按流程逐级重新办理，不能直达。"
    for name in _overtaken(working, target):
        activity = working.definition.activity(name)
        if not activity.action or not _completed(working, name):
            continue
        # The target does its own act anew when it sends the paper on; those in between would be passed over.
        if name != target or activity.is_final:
            return f"退回越过了“{activity.name}”，须按流程逐级重新办理，不能直达。"
    return None


def _shared(working: WorkingMarking, target: str, token: Token) -> tuple[Fired, ...]:
    shared: list[Fired] = []
    for fired, branch in zip(token.lineage, working.definition.structure.lineage[target], strict=False):
        if fired.branch != branch:
            break
        shared.append(fired)
    return tuple(shared)


def _reenter(working: WorkingMarking, shared: tuple[Fired, ...], target: str, cause: int) -> tuple[Fired, ...]:
    """Enter the branches around the target again; their sisters, already done, wait at the joins."""
    structure = working.definition.structure
    lineage = shared
    entered: tuple[Branch, ...] = structure.lineage[target][len(shared) :]
    for branch in entered:
        firing = working.next_number()
        for flow in working.definition.outgoing[branch.split]:
            if flow.id != branch.flow:
                sister = (*lineage, Fired(branch.split, flow.id, firing))
                working.place(structure.join_of[branch.split], sister, cause)
        lineage = (*lineage, Fired(branch.split, branch.flow, firing))
    return lineage


def _handlers_again(working: WorkingMarking, target: str) -> tuple[Group, ...]:
    """Those who did the activity last time; if one of them has left, whoever its rule names now."""
    activity = working.definition.activity(target)
    done = working.standing(target)
    people = [item.holder for item in done if item.holder is not None]
    if working.resolver.serving(people).issuperset(people):
        return arranged(activity, tuple(Group((item.holder,), item.group.label) for item in done if item.holder))
    return groups_for(activity, working.variables, working.resolver)
