"""A process definition (流程定义): what a proven drawing says, and what follows from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from .blocks import Blocks, find_blocks
from .conditions import Value, holds
from .nodes import (
    Activity,
    ExclusiveGateway,
    Flow,
    Gateway,
    InclusiveGateway,
    Node,
    SubprocessEntry,
    SubprocessExit,
    TimerEvent,
    WhoKind,
)


@dataclass(frozen=True)
class ProcessDefinition:
    """A process whose soundness has been proven: it can only be had from ``bpmn.read``."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    start: str
    facts: frozenset[str]
    outgoing: Mapping[str, tuple[Flow, ...]] = field(repr=False)
    incoming: Mapping[str, tuple[Flow, ...]] = field(repr=False)

    def activity(self, identity: str) -> Activity:
        node = self.nodes[identity]
        if not isinstance(node, Activity):
            raise KeyError(identity)
        return node

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        return tuple(node for node in self.nodes.values() if isinstance(node, Activity))

    @cached_property
    def timers(self) -> Mapping[str, tuple[TimerEvent, ...]]:
        """The deadlines on the edge of each activity that has any."""
        found: dict[str, list[TimerEvent]] = {}
        for node in self.nodes.values():
            if isinstance(node, TimerEvent):
                found.setdefault(node.activity, []).append(node)
        return {activity: tuple(timers) for activity, timers in found.items()}

    @cached_property
    def inclusive_joins(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """For each place where inclusive ways meet, the nodes from which each of its flows can still be reached."""
        return {
            node.id: {flow.id: self._ahead_of(flow, node.id) for flow in self.incoming[node.id]}
            for node in self.nodes.values()
            if isinstance(node, InclusiveGateway) and len(self.incoming[node.id]) > 1
        }

    @cached_property
    def has_late_joins(self) -> bool:
        """Whether anybody waits for those who can still come, not for a fixed number of ways."""
        several = any(isinstance(node, SubprocessExit) and node.each for node in self.nodes.values())
        return several or bool(self.inclusive_joins)

    @cached_property
    def blocks(self) -> Blocks:
        return find_blocks(self.nodes, self.outgoing, self.incoming, self.start)

    def leads_to(self, source: str, target: str) -> bool:
        """Whether a paper at the one node may come to the other by the drawn ways."""
        return source in self._leading_to(target)

    def several_units(self, identity: str) -> tuple[str, ...]:
        """The subprocesses of several units the node is drawn in."""
        found: list[str] = []
        scope = self.nodes[identity].scope
        while scope:
            entry = self.nodes[scope]
            if isinstance(entry, SubprocessEntry) and entry.each:
                found.append(scope)
            scope = entry.scope
        return tuple(found)

    def _leading_to(self, target: str) -> frozenset[str]:
        return reach(self._before(target), self._before)

    def _ahead_of(self, flow: Flow, join: str) -> frozenset[str]:
        return reach([flow.source], self._before, join)

    def _before(self, identity: str) -> list[str]:
        node = self.nodes[identity]
        if isinstance(node, TimerEvent):
            return [node.activity]
        return [arriving.source for arriving in self.incoming[identity]]

    def ways(self, gateway: Gateway) -> tuple[Flow, ...]:
        """The ways the handler picks from at this gateway (自由流转); empty where conditions decide."""
        leaving = self.outgoing[gateway.id]
        if len(leaving) < 2 or gateway.default or any(flow.condition is not None for flow in leaving):
            return ()
        return leaving if isinstance(gateway, ExclusiveGateway | InclusiveGateway) else ()

    def choices_ahead(self, identity: str, variables: Mapping[str, Value]) -> tuple[Activity, ...]:
        """The activities that may come next and whose people the handler of this one has to choose.

        Only the facts are settled beforehand: whatever the handler may still fill in leaves a way open.
        """
        nodes = (self.nodes[one] for one in self._next(identity, variables))
        return tuple(node for node in nodes if isinstance(node, Activity) and node.who.kind is WhoKind.CHOSEN)

    def gateways_ahead(self, identity: str, variables: Mapping[str, Value]) -> tuple[Gateway, ...]:
        """The gateways that may come next and where the handler picks the way."""
        nodes = (self.nodes[one] for one in self._next(identity, variables))
        return tuple(node for node in nodes if isinstance(node, Gateway) and self.ways(node))

    def _next(self, identity: str, variables: Mapping[str, Value]) -> list[str]:
        """Everything met before or at the next activity on each way that is still open."""
        found: dict[str, None] = {}
        waiting = [identity]
        while waiting:
            for flow in self._possible(waiting.pop(), variables):
                if flow.target not in found:
                    found[flow.target] = None
                    if not isinstance(self.nodes[flow.target], Activity):
                        waiting.append(flow.target)
        return list(found)

    def _possible(self, identity: str, variables: Mapping[str, Value]) -> tuple[Flow, ...]:
        leaving = self.outgoing[identity]
        if not isinstance(self.nodes[identity], ExclusiveGateway):
            return leaving
        conditions = [flow.condition for flow in leaving if flow.condition is not None]
        if not conditions or not all(condition.names() <= self.facts for condition in conditions):
            return leaving
        for flow in leaving:
            if flow.condition is not None and holds(flow.condition, variables):
                return (flow,)
        return tuple(flow for flow in leaving if flow.condition is None)


def reach(origins: Iterable[str], neighbours: Callable[[str], Iterable[str]], never: str = "") -> frozenset[str]:
    """Everything that can be reached from the origins, themselves included, without entering ``never``."""
    seen = {one for one in origins if one != never}
    waiting = list(seen)
    while waiting:
        for identity in neighbours(waiting.pop()):
            if identity not in seen and identity != never:
                seen.add(identity)
                waiting.append(identity)
    return frozenset(seen)
