"""The moves (流转操作) a person can make, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .conditions import Value
from .marking import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Begin the process (启动) with the facts its subject supplies."""

    by: Person
    at: datetime
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMove:
    """A move by somebody who holds, or acts for the one who holds, a work item."""

    by: Person
    at: datetime
    item: int
    on_behalf_of: Person | None = None

    @property
    def holder(self) -> Person:
        return self.on_behalf_of or self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class See(ItemMove):
    """Open the item for the first time (首次阅看)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete(ItemMove):
    """Finish the item (办理)."""

    outcome: str = ""
    opinion: str = ""
    variables: Mapping[str, Value] = field(default_factory=dict)
    chosen: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(ItemMove):
    """Return to an earlier activity; everything after it is done again in order (退回)."""

    to: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForResubmission(ItemMove):
    """Return to an earlier activity whose handler sends it straight back to here (退回后直达)."""

    to: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(ItemMove):
    """Take back what one has just completed, while nobody has touched what followed (撤回)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(ItemMove):
    """Hand the item to somebody else (转办)."""

    to: Person
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulate:
    """Let others read it, without waiting for them (传阅); ``item`` 0 when not done while handling one."""

    by: Person
    at: datetime
    people: tuple[Person, ...]
    item: int = 0
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expedite:
    """Press those who hold it (催办); without items, all of them."""

    by: Person
    at: datetime
    items: tuple[int, ...] = ()
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminate:
    """End the process before its time (终止)."""

    by: Person
    at: datetime
    opinion: str


Move = (
    Start
    | See
    | Complete
    | Return
    | ReturnForResubmission
    | Withdraw
    | Transfer
    | Circulate
    | Expedite
    | Terminate
)
