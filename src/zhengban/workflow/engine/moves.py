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
    ways: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """At a gateway without conditions (自由流转): the flows the handler takes, by the gateway."""
    then: tuple[Person, ...] = ()
    """Who must handle it as well before the activity is complete (后加签)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(ItemMove):
    """Let somebody prepare it; it comes back for confirmation (委派)."""

    to: Person
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBefore(ItemMove):
    """Ask others for their opinions first; it comes back when all have answered (前加签)."""

    people: tuple[Person, ...]
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(ItemMove):
    """Relieve somebody who was added or asked to countersign; ``item`` is theirs (减签)."""

    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Put somebody in another's place, whoever asks for it (交接); the caller decides who may."""

    by: Person
    at: datetime
    item: int
    person: Person
    to: Person
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Go from the activity of an open item to any other, as a recorded exception (跳转); the caller decides who may."""

    by: Person
    at: datetime
    item: int
    to: str
    opinion: str
    chosen: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expire:
    """A deadline on the edge of an activity has passed (到期)."""

    by: Person
    at: datetime
    item: int
    timer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend:
    """Stop all work for the time being (挂起)."""

    by: Person
    at: datetime
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Continue:
    """Take up work again (恢复)."""

    by: Person
    at: datetime
    opinion: str = ""


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
    | Delegate
    | AskBefore
    | Remove
    | HandOver
    | Jump
    | Expire
    | Suspend
    | Continue
)
