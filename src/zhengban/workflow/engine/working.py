"""A marking being changed: the one place that opens and closes tokens and work items."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from .conditions import Value
from .definition import ProcessDefinition
from .marking import (
    HELPING,
    Event,
    EventKind,
    Group,
    Item,
    ItemKind,
    ItemState,
    Marking,
    Person,
    ProcessState,
    Resume,
    Token,
    TokenState,
    Unit,
)
from .nodes import EACH, Activity, Quorum
from .resolving import Resolver


class WorkingMarking:
    """Collects the changes of one move; discarded when the move is refused."""

    def __init__(self, definition: ProcessDefinition, marking: Marking, resolver: Resolver, at: datetime) -> None:
        self.definition = definition
        self.resolver = resolver
        self.at = at
        self.state = marking.state
        self.tokens = {token.number: token for token in marking.tokens}
        self.items = {item.number: item for item in marking.items}
        self.variables: dict[str, Value] = dict(marking.variables)
        self.ways: Mapping[str, tuple[str, ...]] = {}
        self.events: list[Event] = []
        self._last_number = marking.last_number

    def finished(self) -> Marking:
        return Marking(
            self.state,
            tuple(self.tokens.values()),
            tuple(self.items.values()),
            self.variables,
            self._last_number,
        )

    def next_number(self) -> int:
        self._last_number += 1
        return self._last_number

    def tell(
        self,
        kind: EventKind,
        activity: str = "",
        item: int = 0,
        people: Iterable[Person] = (),
        text: str = "",
    ) -> None:
        self.events.append(Event(kind, activity, item, tuple(people), text))

    # Variables: what is filled in within a subprocess of several units belongs to the unit alone.

    def known(self, units: tuple[Unit, ...]) -> Mapping[str, Value]:
        """The variables as seen from inside a subprocess."""
        if not units:
            return self.variables
        seen = dict(self.variables)
        for depth in range(1, len(units) + 1):
            prefix = _prefix(units[:depth])
            for name, value in self.variables.items():
                if name.startswith(prefix):
                    seen[name[len(prefix) :]] = value
        seen[EACH] = (units[-1].number,)
        return seen

    def put(self, units: tuple[Unit, ...], values: Mapping[str, Value]) -> None:
        prefix = _prefix(units) if units else ""
        for name, value in values.items():
            self.variables[prefix + name] = value

    # Tokens

    def token(self, number: int) -> Token:
        return self.tokens[number]

    def live(self) -> list[Token]:
        return [token for token in self.tokens.values() if token.state is TokenState.LIVE]

    def place(self, node: str, flow: str, parents: tuple[int, ...], units: tuple[Unit, ...], cause: int) -> Token:
        """Put a token where nobody acts: at a join, or on an automatic step."""
        token = Token(self.next_number(), node, flow, parents, cause, units=units)
        self.tokens[token.number] = token
        return token

    def change(self, token: Token, state: TokenState) -> None:
        self.tokens[token.number] = self.tokens[token.number]._replace(state=state)

    def open_activity(
        self,
        activity: Activity,
        groups: tuple[Group, ...],
        *,
        flow: str,
        parents: tuple[int, ...],
        units: tuple[Unit, ...],
        cause: int,
        resume: tuple[Resume, ...] = (),
        continues: int = 0,
    ) -> Token:
        """Begin a new round of an activity with one work item per group, or the first where they act in order."""
        in_order = activity.quorum is Quorum.ORDER
        token = Token(
            self.next_number(),
            activity.id,
            flow,
            parents,
            cause,
            1 + sum(token.node == activity.id for token in self.tokens.values()),
            units,
            resume,
            continues,
            groups[1:] if in_order else (),
        )
        self.tokens[token.number] = token
        for group in groups[:1] if in_order else groups:
            self.open_item(token, group)
        return token

    def call_next(self, token: Token) -> None:
        """The next of those who act in order."""
        self.tokens[token.number] = token._replace(queue=token.queue[1:])
        self.open_item(token, token.queue[0])

    def withdraw_token(self, token: Token, state: TokenState = TokenState.WITHDRAWN) -> None:
        self.take_back(token, ItemState.WITHDRAWN, EventKind.TAKEN_BACK)
        self.change(token, state)

    # Items

    def item(self, number: int) -> Item:
        return self.items[number]

    def open_item(
        self,
        token: Token,
        group: Group,
        *,
        kind: ItemKind = ItemKind.OWN,
        origin: int = 0,
        transferred_from: int | None = None,
    ) -> Item:
        item = Item(
            self.next_number(),
            token.node,
            token.number,
            token.round,
            group,
            self.at,
            transferred_from=transferred_from,
            kind=kind,
            origin=origin,
        )
        self.items[item.number] = item
        self.tell(EventKind.OPENED, item.activity, item.number, group.people)
        return item

    def open_again(self, item: Item) -> Item:
        """The same task for the same people once more, on the token as it is."""
        return self.open_item(
            self.tokens[item.token],
            item.group,
            kind=item.kind,
            origin=item.origin,
            transferred_from=item.transferred_from,
        )

    def items_on(self, token: Token) -> list[Item]:
        return [item for item in self.items.values() if item.token == token.number]

    def open_items(self, token: Token) -> list[Item]:
        return [
            item for item in self.items.values() if item.token == token.number and item.state is ItemState.OPEN
        ]

    def panel(self, token: Token) -> list[Item]:
        """Whose word counts in this round: finished items of those not merely helping."""
        numbers = {token.number}
        while token.continues:
            token = self.tokens[token.continues]
            numbers.add(token.number)
        return [
            item
            for item in self.items.values()
            if item.token in numbers and item.stands and item.kind not in HELPING
        ]

    def close_item(
        self,
        item: Item,
        state: ItemState,
        *,
        by: Person,
        on_behalf_of: Person | None = None,
        outcome: str = "",
        opinion: str = "",
    ) -> Item:
        """Somebody acted on the item."""
        closed = item._replace(
            state=state,
            closed_at=self.at,
            first_seen_at=item.first_seen_at or self.at,
            done_by=by,
            on_behalf_of=on_behalf_of,
            outcome=outcome,
            opinion=opinion.strip(),
        )
        self.items[item.number] = closed
        return closed

    def see(self, item: Item) -> None:
        self.items[item.number] = item._replace(first_seen_at=self.at)

    def lift(self, item: Item, state: ItemState, kind: EventKind) -> None:
        """Close an item without its holders having acted; they are told."""
        self.items[item.number] = item._replace(state=state, closed_at=self.at)
        self.tell(kind, item.activity, item.number, item.group.people)

    def take_back(self, token: Token, state: ItemState, kind: EventKind) -> None:
        for item in self.open_items(token):
            self.lift(item, state, kind)

    def supersede(self, item: Item) -> None:
        """A later round overtakes the item; it stays with its opinion."""
        self.items[item.number] = item._replace(superseded=True)
        people = () if item.holder is None else (item.holder,)
        self.tell(EventKind.SUPERSEDED, item.activity, item.number, people)

    def end(self) -> None:
        self.state = ProcessState.ENDED
        self.tell(EventKind.ENDED)


def _prefix(units: tuple[Unit, ...]) -> str:
    return "".join(f"{unit.subprocess}[{unit.number}]." for unit in units)
