"""Moving back (退回、撤回): undo exactly what followed from a step, and give back what was waiting for it.

Every token knows the tokens it came from. Taking back a step takes back all that came from it: inside one
branch only that branch, to before a split all its branches, to a branch of an earlier block everything since
its branches met, and the sisters wait again. What is left is a position the paper could have been in had the
step not been done yet, so a proven process stays able to end.
"""

from dataclasses import dataclass

from .marking import HELPING, EventKind, Group, Item, ItemKind, ItemState, Person, Resume, Token, TokenState
from .nodes import Activity, Node, Quorum, Step
from .quorum import first_asked
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


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An earlier round of an activity: where it stands in the process, and the token it was last done on."""

    activity: Activity
    root: Token
    last: Token


def return_targets(working: WorkingMarking, token: Token) -> tuple[ReturnTarget, ...]:
    """Every activity the token can be returned to, in the order they were done."""
    found = []
    for earlier in _earlier(working, token).values():
        if _barrier(working, _following(working, earlier.root)) is not None:
            continue
        done = _handled(working, earlier.last)
        people = tuple(dict.fromkeys(item.holder for item in done if item.holder))
        straight = _straight_back_refusal(working, earlier, token) is None
        found.append(ReturnTarget(earlier.activity.id, earlier.activity.name, people, straight))
    return tuple(found)


def send_back(working: WorkingMarking, token: Token, target: str, cause: int) -> None:
    """Return: reopen the target for those who did it, take back and overtake all that followed."""
    earlier = _find(working, target, token)
    following = _following(working, earlier.root)
    barrier = _barrier(working, following)
    if barrier is not None:
        raise CannotUndo(barrier.name)
    groups = handlers_again(working, earlier.last)
    undo(working, following)
    _reopen(working, earlier.activity, earlier.root, groups, cause)


def send_back_and_owe(working: WorkingMarking, token: Token, target: str, returned: Item, cause: int) -> None:
    """Return with a debt: once the target is done it comes straight back; what lies between stays done."""
    earlier = _find(working, target, token)
    refusal = _straight_back_refusal(working, earlier, token)
    if refusal is not None:
        raise NoStraightBack(refusal)
    groups = handlers_again(working, earlier.last)
    unfinished = tuple(
        first_asked(working, item).group
        for item in working.items_on(token)
        if item.number == returned.number or item.state is ItemState.OPEN
    )
    working.withdraw_token(token)
    _undo_acts(working, [earlier.last])
    for item in _standing(working, earlier.last):
        working.supersede(item)
    working.open_activity(
        earlier.activity,
        groups,
        flow=token.flow,
        parents=token.parents,
        units=token.units,
        cause=cause,
        resume=(*token.resume, Resume(token.node, (*dict.fromkeys(unfinished), *token.queue), token.number)),
    )


def withdraw(working: WorkingMarking, item: Item) -> None:
    """Take back a completed item: within a running activity just the item, else all that came of it."""
    if not item.stands:
        raise CannotWithdraw("只有本人已办结且仍有效的事项可以撤回。")
    token = working.tokens[item.token]
    if token.state is TokenState.LIVE:
        _withdraw_within(working, item, token)
        return
    if token.state is not TokenState.CONSUMED:
        raise CannotWithdraw("后续环节已经办理，不能撤回。")
    following = _following(working, token)
    for later in following[1:]:
        items = working.items_on(later)
        if later.state is TokenState.CONSUMED and items:
            raise CannotWithdraw("后续环节已经办理，不能撤回。")
        if later.state is TokenState.LIVE and any(one.first_seen_at for one in items):
            raise CannotWithdraw(f"“{working.definition.nodes[later.node].name}”环节已经阅看或办理，不能撤回。")
    barrier = _barrier(working, following)
    if barrier is not None:
        raise CannotUndo(barrier.name)
    activity = working.definition.activity(item.activity)
    # Those whom the decision relieved are asked again together with the one who takes it back.
    relieved = [one for one in working.items_on(token) if one.state is ItemState.RELIEVED]
    groups = (item.group, *(one.group for one in relieved if one.kind not in HELPING))
    undo(working, following, keeps_root=True)
    working.supersede(item)
    _reopen(working, activity, token, groups, item.number, continues=token.number)


def undo(working: WorkingMarking, following: list[Token], *, keeps_root: bool = False) -> None:
    """Take back all that came of the first token: ``following`` starts with it, in the order of time."""
    root, later = following[0], following[1:]
    _undo_acts(working, following)
    gone = {token.number for token in following}
    freed: dict[int, Token] = {}
    for token in later:
        for parent in token.parents:
            if parent not in gone:
                freed[parent] = working.tokens[parent]
        if token.state is TokenState.LIVE:
            working.withdraw_token(token)
        else:
            working.change(token, TokenState.SUPERSEDED)
    for token in following if not keeps_root else later:
        # Who had finished at an activity that waits for a straight return is overtaken with it.
        for one in (token, *(working.tokens[owed.token] for owed in token.resume)):
            for item in _standing(working, one):
                working.supersede(item)
    if root.state is TokenState.LIVE:
        working.withdraw_token(root)
    else:
        working.change(root, TokenState.SUPERSEDED)
    for token in freed.values():
        _give_back(working, token)


def handlers_again(working: WorkingMarking, token: Token) -> tuple[Group, ...]:
    """Those who did the activity last time; if one of them has left, whoever its rule names now."""
    activity = working.definition.activity(token.node)
    done = [item for item in _handled(working, token) if item.kind not in HELPING]
    people = [item.holder for item in done if item.holder is not None]
    if people and working.resolver.serving(people).issuperset(people):
        return arranged(activity, tuple(Group((item.holder,), item.group.label) for item in done if item.holder))
    return groups_for(activity, working.known(token.units), working.resolver)


def causes(working: WorkingMarking, token: Token) -> list[Token]:
    """Everything the token came from, the latest first."""
    found: dict[int, Token] = {}
    waiting = list(token.parents)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found[number] = working.tokens[number]
            waiting.extend(found[number].parents)
    return [found[number] for number in sorted(found, reverse=True)]


def find_earlier(working: WorkingMarking, token: Token, target: str) -> Token | None:
    """The position of an earlier round of that activity, finished or not; None where there was none."""
    return next((one for one in causes(working, token) if one.node == target and not one.resume), None)


def following_of(working: WorkingMarking, token: Token) -> list[Token]:
    """The token and all that came of it and counts, or CannotUndo where an act among them stands."""
    following = _following(working, token)
    barrier = _barrier(working, following)
    if barrier is not None:
        raise CannotUndo(barrier.name)
    return following


def _earlier(working: WorkingMarking, token: Token) -> dict[str, _Earlier]:
    """The latest finished round of each activity the token came through, in the order they were done."""
    last: dict[str, Token] = {}
    root: dict[str, Token] = {}
    for one in causes(working, token):
        if not isinstance(working.definition.nodes[one.node], Activity):
            continue
        if one.node not in last and _handled(working, one):
            last[one.node] = one
        if one.node in last and one.node not in root and not one.resume:
            root[one.node] = one
    ordered = sorted(root, key=lambda name: last[name].number)
    return {name: _Earlier(working.definition.activity(name), root[name], last[name]) for name in ordered}


def _find(working: WorkingMarking, target: str, token: Token) -> _Earlier:
    earlier = _earlier(working, token).get(target)
    if earlier is None:
        node = working.definition.nodes.get(target)
        raise NotEarlier(target if node is None else node.name)
    return earlier


def _following(working: WorkingMarking, root: Token) -> list[Token]:
    """The root and every token that came of it and still counts, in the order of time."""
    gone = {root.number}
    found = [root]
    for token in working.tokens.values():
        # Parents are older than their children, so one pass finds all.
        if not gone.isdisjoint(token.parents):
            gone.add(token.number)
            found.append(token)
    return [token for token in found if token is root or token.state in (TokenState.LIVE, TokenState.CONSUMED)]


def _standing(working: WorkingMarking, token: Token) -> list[Item]:
    numbers = {token.number}
    while token.continues:
        token = working.tokens[token.continues]
        numbers.add(token.number)
    return [item for item in working.items.values() if item.token in numbers and item.stands]


def _handled(working: WorkingMarking, token: Token) -> list[Item]:
    if token.state is not TokenState.CONSUMED or _broken_off(working, token):
        return []
    return _standing(working, token)


def _broken_off(working: WorkingMarking, token: Token) -> bool:
    """Whether the activity was left by a jump or a deadline before it was decided."""
    return any(item.state in (ItemState.JUMPED, ItemState.EXPIRED) for item in working.items_on(token))


def _performed(working: WorkingMarking, token: Token) -> Step | None:
    """The act the token stands for, once it is done and not done anew elsewhere."""
    node: Node = working.definition.nodes[token.node]
    if token.state is not TokenState.CONSUMED or not isinstance(node, Step) or not node.action:
        return None
    return node if not isinstance(node, Activity) or _handled(working, token) else None


def _barrier(working: WorkingMarking, following: list[Token]) -> Step | None:
    """The first act among them that can be neither undone nor repeated."""
    acts = (_performed(working, token) for token in following)
    return next((act for act in acts if act is not None and act.is_final), None)


def _undo_acts(working: WorkingMarking, tokens: list[Token]) -> None:
    """Tell which acts must be undone, the latest first."""
    for token in reversed(tokens):
        act = _performed(working, token)
        if act is not None and act.undo:
            item = max((one.number for one in _standing(working, token)), default=token.cause)
            working.tell(EventKind.ACTIVITY_UNDONE, act.id, item, text=act.undo)


def _straight_back_refusal(working: WorkingMarking, earlier: _Earlier, token: Token) -> str | None:
    following = _following(working, earlier.root)
    if any(one.state is TokenState.LIVE and one.number != token.number for one in following):
        return "退回跨越了并行分支，须按流程逐级重新办理，不能直达。"
    for one in following:
        act = _performed(working, one)
        # The target does its own act anew when it sends the paper on; those in between would be passed over.
        if act is not None and (act.id != earlier.activity.id or act.is_final):
            return f"退回越过了“{act.name}”，须按流程逐级重新办理，不能直达。"
    return None


def _reopen(
    working: WorkingMarking,
    activity: Activity,
    root: Token,
    groups: tuple[Group, ...],
    cause: int,
    continues: int = 0,
) -> None:
    """The activity once more, in the place the root had."""
    working.open_activity(
        activity,
        groups,
        flow=root.flow,
        parents=root.parents,
        units=root.units,
        cause=cause,
        resume=root.resume,
        continues=continues,
    )


def _give_back(working: WorkingMarking, token: Token) -> None:
    """A position used up by what has been undone is held again: waiting at its join, or being worked on."""
    if token.state is not TokenState.CONSUMED:
        return
    working.change(token, TokenState.SUPERSEDED)
    node = working.definition.nodes[token.node]
    if isinstance(node, Activity):
        lifted = (ItemState.JUMPED, ItemState.EXPIRED)
        asked = [first_asked(working, item) for item in working.items_on(token) if item.state in lifted]
        groups = tuple(dict.fromkeys(item.group for item in asked))
        _reopen(working, node, token, arranged(node, groups), token.cause, continues=token.number)
    else:
        working.place(token.node, token.flow, token.parents, token.units, token.cause)


def _withdraw_within(working: WorkingMarking, item: Item, token: Token) -> None:
    """Take back one word while the activity is still going on."""
    opened = [one for one in working.open_items(token) if one.number > item.number]
    in_order = working.definition.activity(token.node).quorum is Quorum.ORDER
    if item.kind in HELPING or in_order:
        touched = [one for one in opened if one.first_seen_at]
        if touched:
            raise CannotWithdraw(f"“{working.definition.nodes[token.node].name}”环节已经阅看或办理，不能撤回。")
        if item.kind in HELPING:
            asked = [one for one in opened if one.group == working.items[item.origin].group]
            if not asked and not _still_asked(working, item):
                raise CannotWithdraw("后续环节已经办理，不能撤回。")
            for one in asked:
                working.lift(one, ItemState.WITHDRAWN, EventKind.TAKEN_BACK)
        elif opened:
            for one in opened:
                working.lift(one, ItemState.WITHDRAWN, EventKind.TAKEN_BACK)
            queue = (*(one.group for one in opened if one.kind is ItemKind.OWN), *token.queue)
            working.tokens[token.number] = token._replace(queue=queue)
    working.supersede(item)
    working.open_again(item)


def _still_asked(working: WorkingMarking, item: Item) -> bool:
    token = working.tokens[item.token]
    return any(one.origin == item.origin and one.kind in HELPING for one in working.open_items(token))
