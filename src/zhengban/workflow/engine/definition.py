"""A process definition (流程定义) as data: nodes, flows and the settings of each activity (环节)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from .conditions import NEVER, Condition, Value, holds


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
    """Anything with an identity, a name and a place in the file."""

    id: str
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class StartEvent(Node):
    """Where a process begins (开始)."""


@dataclass(frozen=True, slots=True)
class EndEvent(Node):
    """Where a process ends (结束)."""


@dataclass(frozen=True, slots=True)
class ExclusiveGateway(Node):
    """One way of several by condition (排他网关)."""

    default: str = ""


@dataclass(frozen=True, slots=True)
class ParallelGateway(Node):
    """All ways at once, or the place where they meet again (并行网关)."""


@dataclass(frozen=True, slots=True)
class Activity(Node):
    """A step done by people (环节), with everything the designer set for it."""

    who: Who
    quorum: Quorum = Quorum.ONE
    button: str = "办理"
    opinion: Opinion = Opinion.OPTIONAL
    editable: bool = False
    action: str = ""
    undo: str = ""
    repeatable: bool = False
    result: str = ""
    outcomes: tuple[Outcome, ...] = ()
    variables: tuple[Variable, ...] = ()
    moves: frozenset[MoveKind] = frozenset(MoveKind)
    deadline: Deadline = Deadline()
    circulate: Who | None = None

    @property
    def is_final(self) -> bool:
        """Whether its business act, once done, stands: neither undone nor done again."""
        return bool(self.action) and not self.undo and not self.repeatable

    @property
    def people_variable(self) -> str:
        """Where the people chosen for this activity are kept; the dot keeps it apart from declared names."""
        return f"{self.id}.people"


@dataclass(frozen=True, slots=True)
class Flow:
    """An arrow from one node to the next (流向)."""

    id: str
    name: str
    line: int
    source: str
    target: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of one parallel split."""

    split: str
    flow: str


@dataclass(frozen=True, slots=True)
class Structure:
    """What follows from the drawing: branches around each node, the join of each split, what comes after."""

    lineage: Mapping[str, tuple[Branch, ...]]
    join_of: Mapping[str, str]
    downstream: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ProcessDefinition:
    """A process whose structure has been proven: it can only be had from ``bpmn.read``."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    start: str
    facts: frozenset[str]
    structure: Structure = field(repr=False)
    outgoing: Mapping[str, tuple[Flow, ...]] = field(repr=False)

    def activity(self, identity: str) -> Activity:
        node = self.nodes[identity]
        if not isinstance(node, Activity):
            raise KeyError(identity)
        return node

    @property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(node for node in self.nodes.values() if isinstance(node, Activity))

    def choices_ahead(self, identity: str, variables: Mapping[str, Value]) -> tuple[Activity, ...]:
        """The activities that may come next and whose people the handler of this one has to choose.

        Only the facts are settled beforehand: whatever the handler may still fill in leaves a way open.
        """
        found: dict[str, Activity] = {}
        waiting, seen = [identity], {identity}
        while waiting:
            for flow in self._possible(waiting.pop(), variables):
                node = self.nodes[flow.target]
                if isinstance(node, Activity):
                    if node.who.kind is WhoKind.CHOSEN:
                        found[node.id] = node
                elif node.id not in seen:
                    seen.add(node.id)
                    waiting.append(node.id)
        return tuple(found.values())

    def _possible(self, identity: str, variables: Mapping[str, Value]) -> tuple[Flow, ...]:
        leaving = self.outgoing[identity]
        conditions = [flow.condition for flow in leaving if flow.condition is not None]
        if not all(condition.names() <= self.facts for condition in conditions):
            return leaving
        for flow in leaving:
            if flow.condition is not None and holds(flow.condition, variables):
                return (flow,)
        return tuple(flow for flow in leaving if flow.condition is None)
