"""A marking being changed: the one place that opens and closes tokens and work items."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from .conditions import Value
from .definition import Activity, ProcessDefinition, Quorum
from .marking import (
    Event,
    EventKind,
    Fired,
    Group,
    Item,
    ItemState,
    Marking,
    Person,
    ProcessState,
    Resume,
    Token,
    TokenState,
)
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

    # Tokens

    def live(self, accepts: Callable[[Token], bool]) -> list[Token]:
        return [token for token in self.tokens.values() if token.state is TokenState.LIVE and accepts(token)]

    def place(self, node: str, lineage: tuple[Fired, ...], cause: int) -> Token:
        """Put a token where it waits for its sisters."""
        token = Token(self.next_number(), node, lineage, cause)
        self.tokens[token.number] = token
        return token

    def close_token(self, token: Token, state: TokenState) -> None:
        self.tokens[token.number] = replace(token, state=state)

    def open_activity(
        self,
        activity: Activity,
        lineage: tuple[Fired, ...],
        cause: int,
        groups: tuple[Group, ...],
        resume: tuple[Resume, ...] = (),
    ) -> Token:
        """Begin a new round of an activity with one work item per group."""
        rounds = [token.round for token in self.tokens.values() if token.node == activity.id]
        token = Token(self.next_number(), activity.id, lineage, cause, max(rounds, default=0) + 1, resume)
        self.tokens[token.number] = token
        for group in groups:
            self.open_item(token, group)
        return token

    # Items

    def open_item(self, token: Token, group: Group, transferred_from: int | None = None) -> Item:
        item = Item(
            self.next_number(),
            token.node,
            token.number,
            token.round,
            group,
            self.at,
            transferred_from=transferred_from,
        )
        self.items[item.number] = item
        self.tell(EventKind.OPENED, item.activity, item.number, group.people)
        return item

    def open_items(self, token: Token) -> list[Item]:
        return [
            item for item in self.items.values() if item.token == token.number and item.state is ItemState.OPEN
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
        closed = replace(
            item,
            state=state,
            closed_at=self.at,
            first_seen_at=item.first_seen_at or self.at,
            done_by=by,
            on_behalf_of=on_behalf_of,
            outcome=outcome,
            opinion=opinion,
        )
        self.items[item.number] = closed
        return closed

    def see(self, item: Item) -> None:
        self.items[item.number] = replace(item, first_seen_at=self.at)

    def take_back(self, token: Token, state: ItemState, kind: EventKind) -> None:
        """Close what is still open on a token without its holders having acted; they are told."""
        for item in self.open_items(token):
            self.items[item.number] = replace(item, state=state, closed_at=self.at)
            self.tell(kind, item.activity, item.number, item.group.people)

    def withdraw_token(self, token: Token) -> None:
        self.take_back(token, ItemState.WITHDRAWN, EventKind.TAKEN_BACK)
        self.close_token(token, TokenState.WITHDRAWN)

    def supersede(self, item: Item) -> None:
        """A later round overtakes the item; it stays with its opinion."""
        self.items[item.number] = replace(item, superseded=True)
        people = () if item.holder is None else (item.holder,)
        self.tell(EventKind.SUPERSEDED, item.activity, item.number, people)

    def standing(self, activity: str) -> list[Item]:
        return [item for item in self.items.values() if item.activity == activity and item.stands]

    def quorum_reached(self, activity: Activity, token: Token) -> bool:
        return activity.quorum is not Quorum.ALL or not self.open_items(token)

    def end(self) -> None:
        self.state = ProcessState.ENDED
        self.tell(EventKind.ENDED)
