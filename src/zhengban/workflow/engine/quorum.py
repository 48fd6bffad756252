"""When an activity is decided (办理方式): one, any, all, so many, a share, in order, or at once by a veto."""

from .conditions import Value
from .marking import HELPING, Item, ItemKind, ItemState, Token
from .nodes import Activity, Quorum
from .working import WorkingMarking


def decided(working: WorkingMarking, activity: Activity, token: Token) -> bool:
    """Whether nobody's further word is needed."""
    given = working.panel(token)
    if _veto(activity, given) is not None:
        return True
    # Whoever was added after a handler has to act whatever the others did.
    if any(item.kind is ItemKind.ADDED_AFTER for item in _asked(working, token)):
        return False
    pending = _pending(working, token)
    match activity.quorum:
        case Quorum.ONE | Quorum.ANY:
            return bool(given)
        case Quorum.ALL:
            return not pending
        case Quorum.ORDER:
            return not pending and not token.queue
        case Quorum.COUNT | Quorum.PERCENT:
            counted = len(_counted(activity, given))
            needed = _needed(activity, len(given) + pending)
            return counted >= needed or counted + pending < needed


def result(working: WorkingMarking, activity: Activity, token: Token) -> Value:
    """The outcome of the activity: a veto; else, once enough agree, the gravest of theirs; else the gravest given.

    Outcomes are declared from mild to grave, so that of several signers one 不同意 is enough.
    """
    given = working.panel(token)
    veto = _veto(activity, given)
    if veto is not None:
        return veto
    if activity.quorum in (Quorum.COUNT, Quorum.PERCENT):
        counted = _counted(activity, given)
        if len(counted) >= _needed(activity, len(given)):
            given = counted
        else:
            given = [item for item in given if item not in counted] or given
    codes = [outcome.code for outcome in activity.outcomes]
    grades = [codes.index(item.outcome) for item in given if item.outcome in codes]
    return codes[max(grades)] if grades else None


def first_asked(working: WorkingMarking, item: Item) -> Item:
    """For whom somebody helps: the handler's own item, also where helpers have asked helpers."""
    while item.kind in HELPING:
        item = working.items[item.origin]
    return item


def _veto(activity: Activity, given: list[Item]) -> str | None:
    vetoes = {outcome.code for outcome in activity.outcomes if outcome.veto}
    return next((item.outcome for item in given if item.outcome in vetoes), None)


def _counted(activity: Activity, given: list[Item]) -> list[Item]:
    return [item for item in given if not activity.counted or item.outcome in activity.counted]


def _needed(activity: Activity, size: int) -> int:
    if activity.quorum is Quorum.COUNT:
        return min(activity.needed, size)
    return -(-size * activity.needed // 100)


def _asked(working: WorkingMarking, token: Token) -> list[Item]:
    """Whose word is still to come: for each helper, the handler helped."""
    numbers = {
        first_asked(working, item).number: item
        for item in working.items.values()
        if item.token == token.number and item.state is ItemState.OPEN
    }
    return [working.items[number] for number in numbers]


def _pending(working: WorkingMarking, token: Token) -> int:
    return len(_asked(working, token))
