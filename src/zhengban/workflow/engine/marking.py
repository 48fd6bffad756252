"""Where a process stands (流程状态): its tokens and work items, past ones included: nothing is deleted.

What there are thousands of are named tuples: made and changed several times faster than frozen dataclasses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from .conditions import Value
from .refusals import StaleItem

Person = int


class ProcessState(StrEnum):
    """Whether the process is still running (流程状态)."""

    RUNNING = "RUNNING"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"
    TERMINATED = "TERMINATED"


class TokenState(StrEnum):
    """Whether the position is still held, has been passed, or counts no longer."""

    LIVE = "LIVE"
    CONSUMED = "CONSUMED"
    WITHDRAWN = "WITHDRAWN"
    SUPERSEDED = "SUPERSEDED"


class ItemState(StrEnum):
    """How a work item stands (待办状态)."""

    OPEN = "OPEN"
    DONE = "DONE"
    RETURNED = "RETURNED"
    TRANSFERRED = "TRANSFERRED"
    WITHDRAWN = "WITHDRAWN"
    RELIEVED = "RELIEVED"
    DELEGATED = "DELEGATED"
    ASKED = "ASKED"
    REMOVED = "REMOVED"
    JUMPED = "JUMPED"
    EXPIRED = "EXPIRED"


class ItemKind(StrEnum):
    """Why somebody has the item (待办来由)."""

    OWN = "OWN"
    """The rule of the activity names them."""
    DELEGATED = "DELEGATED"
    """The handler asked them to do it and will confirm (委派)."""
    ADDED_BEFORE = "ADDED_BEFORE"
    """The handler wants their opinion first (前加签)."""
    ADDED_AFTER = "ADDED_AFTER"
    """The handler wants them to handle it as well (后加签)."""


#: Those who help somebody else decide; the item goes back to whoever asked.
HELPING = frozenset({ItemKind.DELEGATED, ItemKind.ADDED_BEFORE})


class Unit(NamedTuple):
    """Which unit a subprocess runs for (协办单位): the subprocess and the number of the unit."""

    subprocess: str
    number: int


class Group(NamedTuple):
    """People any one of whom may act for the whole group: one person, or the heads of one unit."""

    people: tuple[Person, ...]
    label: str = ""


class Resume(NamedTuple):
    """Where a token goes straight back to (退回后直达), who had not finished there, and the token it left."""

    activity: str
    groups: tuple[Group, ...]
    token: int


class Token(NamedTuple):
    """One position in the process, with the positions it came from.

    ``parents`` make a history of causes: what follows from what. Taking a step back undoes exactly what follows
    from it, and gives back the positions that had been waiting for it.
    """

    number: int
    node: str
    flow: str
    parents: tuple[int, ...]
    cause: int
    """The item whose completion brought it here; 0 for the start."""
    round: int = 0
    units: tuple[Unit, ...] = ()
    resume: tuple[Resume, ...] = ()
    continues: int = 0
    """The earlier token of the same round whose finished items still count."""
    queue: tuple[Group, ...] = ()
    """Who comes after the present one where people act in order (依次)."""
    fired: tuple[str, ...] = ()
    """The timers that have passed without taking the activity away."""
    state: TokenState = TokenState.LIVE

    @property
    def place(self) -> str:
        """The node whose position it holds: what a straight return lets somebody mend keeps the returner's place."""
        return self.resume[0].activity if self.resume else self.node


class Item(NamedTuple):
    """A work item (待办) of one person, or of a group whose first to act takes it."""

    number: int
    activity: str
    token: int
    round: int
    group: Group
    opened_at: datetime
    state: ItemState = ItemState.OPEN
    first_seen_at: datetime | None = None
    closed_at: datetime | None = None
    done_by: Person | None = None
    on_behalf_of: Person | None = None
    outcome: str = ""
    opinion: str = ""
    transferred_from: int | None = None
    superseded: bool = False
    kind: ItemKind = ItemKind.OWN
    origin: int = 0
    """For whom it helps, or who added it: the number of their item."""

    @property
    def stands(self) -> bool:
        """Done, and not overtaken by a later round."""
        return self.state is ItemState.DONE and not self.superseded

    @property
    def holder(self) -> Person | None:
        """In whose name it was done."""
        return self.on_behalf_of or self.done_by


@dataclass(frozen=True, slots=True)
class Marking:
    """The whole state of one process."""

    state: ProcessState = ProcessState.RUNNING
    tokens: tuple[Token, ...] = ()
    items: tuple[Item, ...] = ()
    variables: Mapping[str, Value] = field(default_factory=dict)
    last_number: int = 0

    @property
    def live_tokens(self) -> tuple[Token, ...]:
        return tuple(token for token in self.tokens if token.state is TokenState.LIVE)

    @property
    def open_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state is ItemState.OPEN)

    def item(self, number: int) -> Item:
        """The work item of that number; an unknown one raises StaleItem."""
        for item in reversed(self.items):
            if item.number == number:
                return item
        raise StaleItem(number)

    def token(self, number: int) -> Token:
        return next(token for token in self.tokens if token.number == number)


class EventKind(StrEnum):
    """What happened, for the trail (流转记录)."""

    STARTED = "STARTED"
    OPENED = "OPENED"
    SEEN = "SEEN"
    COMPLETED = "COMPLETED"
    ACTIVITY_COMPLETED = "ACTIVITY_COMPLETED"
    ACTIVITY_UNDONE = "ACTIVITY_UNDONE"
    RETURNED = "RETURNED"
    WITHDRAWN = "WITHDRAWN"
    TAKEN_BACK = "TAKEN_BACK"
    RELIEVED = "RELIEVED"
    SUPERSEDED = "SUPERSEDED"
    TRANSFERRED = "TRANSFERRED"
    CIRCULATED = "CIRCULATED"
    READ = "READ"
    READING_CANCELLED = "READING_CANCELLED"
    READING_EXPEDITED = "READING_EXPEDITED"
    EXPEDITED = "EXPEDITED"
    DELEGATED = "DELEGATED"
    ADDED_BEFORE = "ADDED_BEFORE"
    ADDED_AFTER = "ADDED_AFTER"
    REMOVED = "REMOVED"
    HANDED_OVER = "HANDED_OVER"
    JUMPED = "JUMPED"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    CONTINUED = "CONTINUED"
    ENDED = "ENDED"
    TERMINATED = "TERMINATED"


class Event(NamedTuple):
    """One thing that happened; ``item`` is 0 and ``activity`` empty where none is concerned."""

    kind: EventKind
    activity: str = ""
    item: int = 0
    people: tuple[Person, ...] = ()
    text: str = ""
