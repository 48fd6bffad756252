"""What a process is drawn of (流程元素): nodes, flows and the settings of each activity (环节)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from .conditions import NEVER, Condition


class WhoKind(StrEnum):
    """Where the people of an activity come from."""

    DRAFTER = "drafter"
    DRAFTER_UNIT_HEAD = "drafter_unit_head"
    ROLE = "role"
    LEADERS = "leaders"
    POST_KIND = "post_kind"
    UNIT_HEADS_OF = "unit_heads_of"
    PEOPLE = "people"
    UNITS = "units"
    CHOSEN = "chosen"


#: Kinds that need a word after the colon, and what that word is.
WHO_ARGUMENTS = {
    WhoKind.ROLE: "角色代码",
    WhoKind.POST_KIND: "职务类别",
    WhoKind.UNIT_HEADS_OF: "变量名",
    WhoKind.PEOPLE: "变量名",
    WhoKind.UNITS: "变量名",
}
#: Kinds whose word names a variable set by an earlier handler.
WHO_VARIABLES = frozenset({WhoKind.UNIT_HEADS_OF, WhoKind.PEOPLE, WhoKind.UNITS})
#: Inside a subprocess that runs for each of several units: the one unit, as a list of units.
EACH = "each"


@dataclass(frozen=True, slots=True)
class Who:
    """A rule that finds people: ``role:ARCHIVIST``, ``unit_heads_of:co_units``, ``chosen`` among others."""

    kind: WhoKind
    argument: str = ""
    among: "Who | None" = None

    def __str__(self) -> str:
        return f"{self.kind}:{self.argument}" if self.argument else str(self.kind)


class Quorum(StrEnum):
    """How many of the people must act (办理方式)."""

    ONE = "one"
    ALL = "all"
    ANY = "any"
    COUNT = "count"
    PERCENT = "percent"
    ORDER = "order"


class Opinion(StrEnum):
    """Whether the handler writes an opinion (意见)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    NONE = "none"


class Urgency(StrEnum):
    """Degree of urgency (紧急程度) that sets the deadline."""

    ORDINARY = "ORDINARY"
    URGENT = "URGENT"
    EXTRA_URGENT = "EXTRA_URGENT"


class MoveKind(StrEnum):
    """Moves an activity may offer besides completing it."""

    RETURN = "return"
    STRAIGHT_BACK = "straight_back"
    WITHDRAW = "withdraw"
    TRANSFER = "transfer"
    CIRCULATE = "circulate"
    EXPEDITE = "expedite"
    DELEGATE = "delegate"
    ADD_BEFORE = "add_before"
    ADD_AFTER = "add_after"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Days allowed (办理时限), in working days by urgency, or a date an earlier handler has set."""

    ordinary: int | None = None
    urgent: int | None = None
    extra_urgent: int | None = None
    variable: str = ""

    def days(self, urgency: Urgency) -> int | None:
        """The stricter degree falls back on the next milder one that is set."""
        match urgency:
            case Urgency.ORDINARY:
                choices: tuple[int | None, ...] = (self.ordinary,)
            case Urgency.URGENT:
                choices = (self.urgent, self.ordinary)
            case Urgency.EXTRA_URGENT:
                choices = (self.extra_urgent, self.urgent, self.ordinary)
            case _:
                assert_never(urgency)
        return next((days for days in choices if days is not None), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result the handler may give (办理结果), e.g. 同意."""

    code: str
    label: str
    veto: bool = False
    """Whether one such outcome decides at once for everybody (一票否决)."""


class VariableKind(StrEnum):
    """What a handler fills in for the process to route by."""

    CHOICE = "choice"
    PEOPLE = "people"
    UNITS = "units"
    DATE = "date"
    BOOLEAN = "boolean"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Variable:
    """A process variable (流程变量) the handler of an activity sets."""

    name: str
    label: str
    kind: VariableKind
    required: Condition = NEVER
    options: tuple[Outcome, ...] = ()
    among: Who | None = None
    most: int = 0
    """At most so many people or units; 0 means no limit."""


@dataclass(frozen=True, slots=True)
class Node:
    """Anything with an identity, a name and a place in the file; ``scope`` is the subprocess it is drawn in."""

    id: str
    name: str
    line: int
    scope: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class StartEvent(Node):
    """Where a process begins (开始)."""


@dataclass(frozen=True, slots=True)
class EndEvent(Node):
    """Where a process ends (结束)."""


@dataclass(frozen=True, slots=True)
class Passage(Node):
    """A start or end inside a subprocess: walked through, nothing happens there."""


@dataclass(frozen=True, slots=True)
class SubprocessEntry(Node):
    """The way into a subprocess (子流程); with ``each`` once for every unit the variable names (协办单位)."""

    each: str = ""


@dataclass(frozen=True, slots=True)
class SubprocessExit(Node):
    """The way out of a subprocess; with ``each`` it waits until every unit has finished."""

    entry: str
    each: str = ""


@dataclass(frozen=True, slots=True)
class Gateway(Node):
    """Where ways part or meet (网关)."""

    default: str = ""


@dataclass(frozen=True, slots=True)
class ExclusiveGateway(Gateway):
    """One way of several by condition, or by the handler's choice where none is set (排他网关)."""


@dataclass(frozen=True, slots=True)
class InclusiveGateway(Gateway):
    """Every way whose condition holds, and where those taken meet again (包容网关)."""


@dataclass(frozen=True, slots=True)
class ParallelGateway(Gateway):
    """All ways at once, or the place where they meet again (并行网关)."""


@dataclass(frozen=True, slots=True)
class Step(Node):
    """What performs a registered action when it is passed: an activity of people or an automatic step."""

    action: str = field(default="", kw_only=True)
    undo: str = field(default="", kw_only=True)
    repeatable: bool = field(default=False, kw_only=True)

    @property
    def is_final(self) -> bool:
        """Whether its business act, once done, stands: neither undone nor done again."""
        return bool(self.action) and not self.undo and not self.repeatable


@dataclass(frozen=True, slots=True)
class AutomaticStep(Step):
    """A step the system does at once, without anybody (自动环节)."""


@dataclass(frozen=True, slots=True)
class Activity(Step):
    """A step done by people (环节), with everything the designer set for it."""

    who: Who
    quorum: Quorum = Quorum.ONE
    needed: int = 0
    """How many (``count``) or what share in percent (``percent``) decides."""
    counted: frozenset[str] = frozenset()
    """The outcomes that count towards ``needed``; empty: whoever has acted counts."""
    button: str = "办理"
    opinion: Opinion = Opinion.OPTIONAL
    editable: bool = False
    result: str = ""
    outcomes: tuple[Outcome, ...] = ()
    variables: tuple[Variable, ...] = ()
    moves: frozenset[MoveKind] = frozenset(MoveKind)
    deadline: Deadline = Deadline()
    circulate: Who | None = None

    @property
    def people_variable(self) -> str:
        """Where the people chosen for this activity are kept; the dot keeps it apart from declared names."""
        return f"{self.id}.people"


@dataclass(frozen=True, slots=True)
class TimerEvent(Node):
    """A deadline on the edge of an activity (边界定时): when it passes, another way opens."""

    activity: str
    deadline: Deadline
    interrupting: bool = True


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow from one node to the next (流向)."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: Condition | None = None
