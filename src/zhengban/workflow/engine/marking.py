"""Where a process stands (流程状态): its tokens and work items, past ones included: nothing is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .conditions import Value
from .definition import Branch
from .refusals import StaleItem

Person = int


class ProcessState(StrEnum):
    """Whether the process is still running (流程状态)."""

    RUNNING = "RUNNING"
    ENDED = "ENDED"
    TERMINATED = "TERMINATED"


class TokenState(StrEnum):
    """Whether the position is still held."""

    LIVE = "LIVE"
    CONSUMED = "CONSUMED"
    WITHDRAWN = "WITHDRAWN"


class ItemState(StrEnum):
    """How a work item stands (待办状态)."""

    OPEN = "OPEN"
    DONE = "DONE"
    RETURNED = "RETURNED"
    TRANSFERRED = "TRANSFERRED"
    WITHDRAWN = "WITHDRAWN"
    RELIEVED = "RELIEVED"


@dataclass(frozen=True, slots=True)
class Fired:
    """One branch of one particular firing of a split; a split passed again after a return fires anew."""

    split: str
    flow: str
    firing: int

    @property
    def branch(self) -> Branch:
        return Branch(self.split, self.flow)


@dataclass(frozen=True, slots=True)
class Group:
    """People any one of whom may act for the whole group: one person, or the heads of one unit."""

    people: tuple[Person, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """Where a token goes straight back to (退回后直达), and who had not finished there."""

    activity: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One position in the process; it knows the branches it came through and the item that caused it."""

    number: int
    node: str
    lineage: tuple[Fired, ...]
    cause: int
    round: int = 0
    resume: tuple[Resume, ...] = ()
    state: TokenState = TokenState.LIVE


@dataclass(frozen=True, slots=True)
class Item:
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
        for item in self.items:
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
    EXPEDITED = "EXPEDITED"
    ENDED = "ENDED"
    TERMINATED = "TERMINATED"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``item`` is 0 and ``activity`` empty where none is concerned."""

    kind: EventKind
    activity: str = ""
    item: int = 0
    people: tuple[Person, ...] = ()
    text: str = ""
