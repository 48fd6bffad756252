"""Bringing others in on an item (委派、加签、减签、转办、交接)."""

from .entries import check_opinion
from .marking import HELPING, EventKind, Group, Item, ItemKind, ItemState, Marking, Person, Token
from .moves import AskBefore, Delegate, HandOver, Remove, Transfer
from .nodes import Activity
from .quorum import first_asked
from .refusals import CannotRemove, InvalidEntry, StaleItem
from .working import WorkingMarking

MOST_ADDED = 50


def transfer(working: WorkingMarking, move: Transfer, item: Item, activity: Activity) -> None:
    check_opinion(move.opinion, required=False)
    _check_people(working, item, activity, "to", (move.to,), "请选择在岗的人员转办。")
    working.close_item(
        item, ItemState.TRANSFERRED, by=move.by, on_behalf_of=move.on_behalf_of, opinion=move.opinion
    )
    working.tell(EventKind.TRANSFERRED, activity.id, item.number, (move.by, move.to), move.opinion.strip())
    _replace(working, item, Group((move.to,), item.group.label))


def delegate(working: WorkingMarking, move: Delegate, item: Item, activity: Activity) -> None:
    check_opinion(move.opinion, required=False)
    _check_people(working, item, activity, "to", (move.to,), "请选择在岗的人员委派。")
    working.close_item(item, ItemState.DELEGATED, by=move.by, on_behalf_of=move.on_behalf_of, opinion=move.opinion)
    working.tell(EventKind.DELEGATED, activity.id, item.number, (move.by, move.to), move.opinion.strip())
    token = working.tokens[item.token]
    working.open_item(token, Group((move.to,)), kind=ItemKind.DELEGATED, origin=item.number)


def ask_before(working: WorkingMarking, move: AskBefore, item: Item, activity: Activity) -> None:
    check_opinion(move.opinion, required=False)
    people = tuple(dict.fromkeys(move.people))
    _check_people(working, item, activity, "people", people, "请选择在岗的加签人员。")
    working.close_item(item, ItemState.ASKED, by=move.by, on_behalf_of=move.on_behalf_of, opinion=move.opinion)
    working.tell(EventKind.ADDED_BEFORE, activity.id, item.number, people, move.opinion.strip())
    token = working.tokens[item.token]
    for person in people:
        working.open_item(token, Group((person,)), kind=ItemKind.ADDED_BEFORE, origin=item.number)


def add_after(working: WorkingMarking, people: tuple[Person, ...], item: Item, activity: Activity) -> None:
    """Open the activity for others too; ``item`` is just being completed."""
    people = tuple(dict.fromkeys(people))
    _check_people(working, item, activity, "then", people, "请选择在岗的加签人员。")
    working.tell(EventKind.ADDED_AFTER, activity.id, item.number, people)
    token = working.tokens[item.token]
    for person in people:
        working.open_item(token, Group((person,)), kind=ItemKind.ADDED_AFTER, origin=item.number)


def give_back(working: WorkingMarking, helper: Item) -> None:
    """When the last helper has answered, whoever asked has the item again."""
    token = working.tokens[helper.token]
    if any(_helps(working, one, helper.origin) for one in working.open_items(token)):
        return
    working.open_again(working.items[helper.origin])


def remove(working: WorkingMarking, move: Remove, item: Item, activity: Activity) -> None:
    """Relieve somebody not yet done; only those who brought them in may, and somebody must be left."""
    check_opinion(move.opinion, required=False)
    if who_brought_in(working, item) != move.holder:
        raise CannotRemove("只有加签的人，或者将本件送来会签的人，才能减签。")
    token = working.tokens[item.token]
    if item.kind is ItemKind.OWN:
        others = [one for one in working.open_items(token) if one.number != item.number]
        if not others and not working.panel(token) and not token.queue:
            raise CannotRemove(f"“{activity.name}”环节至少保留一名办理人。")
    working.close_item(item, ItemState.REMOVED, by=move.by, on_behalf_of=move.on_behalf_of, opinion=move.opinion)
    working.tell(EventKind.REMOVED, activity.id, item.number, item.group.people, move.opinion.strip())
    if item.kind in HELPING:
        give_back(working, item)


def who_brought_in(known: WorkingMarking | Marking, item: Item) -> Person | None:
    """In whose hands it was when the holder of the item was brought in; None where the process began with it."""
    number = item.origin if item.kind is not ItemKind.OWN else known.token(item.token).cause
    return known.item(number).holder if number else None


def hand_over(working: WorkingMarking, move: HandOver, item: Item, activity: Activity) -> None:
    """Put somebody in another's place; the others of the group stay."""
    check_opinion(move.opinion, required=False)
    if move.person not in item.group.people:
        raise StaleItem(item.number)
    if move.to not in working.resolver.serving([move.to]):
        raise InvalidEntry("to", "请选择在岗的接收人员。")
    people = (move.to if person == move.person else person for person in item.group.people)
    group = Group(tuple(dict.fromkeys(people)), item.group.label)
    working.close_item(item, ItemState.TRANSFERRED, by=move.by, opinion=move.opinion)
    working.tell(EventKind.HANDED_OVER, activity.id, item.number, (move.person, move.to), move.opinion.strip())
    _replace(working, item, group)


def _replace(working: WorkingMarking, item: Item, group: Group) -> None:
    token = working.tokens[item.token]
    working.open_item(token, group, kind=item.kind, origin=item.origin, transferred_from=item.number)


def _helps(working: WorkingMarking, item: Item, origin: int) -> bool:
    while item.kind in HELPING:
        if item.origin == origin:
            return True
        item = working.items[item.origin]
    return False


def _check_people(
    working: WorkingMarking, item: Item, activity: Activity, field: str, people: tuple[Person, ...], wrong: str
) -> None:
    if not people or len(people) > MOST_ADDED or not working.resolver.serving(people).issuperset(people):
        raise InvalidEntry(field, wrong)
    token: Token = working.tokens[item.token]
    holding = {person for one in working.open_items(token) for person in one.group.people}
    holding |= {person for group in token.queue for person in group.people}
    holding |= set(first_asked(working, item).group.people)
    if not holding.isdisjoint(people):
        raise InvalidEntry(field, f"所选人员已是“{activity.name}”环节的办理人。")
