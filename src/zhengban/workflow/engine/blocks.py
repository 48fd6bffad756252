"""Which parallel branches each flow of a drawing lies in (分支结构), where the drawing is made of blocks.

Only jumping needs it: who jumps out of a branch leaves its sisters behind, who jumps into one has to say where
they stand. Drawings whose branches overlap are sound as well, but nobody can jump in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .nodes import EndEvent, Flow, InclusiveGateway, Node, ParallelGateway, TimerEvent


@dataclass(frozen=True, slots=True)
class Branch:
    """One way out of one split."""

    split: str
    flow: str


@dataclass(frozen=True, slots=True)
class Blocks:
    """The branches around each flow, from the outside in, and the flow by which each branch meets its sisters."""

    around: Mapping[str, tuple[Branch, ...]] = field(default_factory=dict)
    meeting: Mapping[Branch, str] = field(default_factory=dict)


def find_blocks(
    nodes: Mapping[str, Node],
    outgoing: Mapping[str, tuple[Flow, ...]],
    incoming: Mapping[str, tuple[Flow, ...]],
    start: str,
) -> Blocks:
    """Walk every flow once; empty blocks where two ways to one place lie in different branches."""
    timers: dict[str, list[str]] = {}
    for node in nodes.values():
        if isinstance(node, TimerEvent) and node.interrupting:
            timers.setdefault(node.activity, []).append(node.id)
    around: dict[str, tuple[Branch, ...]] = {}
    meeting: dict[Branch, str] = {}
    inside: dict[str, tuple[Branch, ...]] = {start: ()}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        leaving = outgoing[here]
        splits = isinstance(nodes[here], ParallelGateway | InclusiveGateway) and len(leaving) > 1
        reached = [(one, inside[here]) for one in timers.get(here, ())]
        for flow in leaving:
            lies = (*inside[here], Branch(here, flow.id)) if splits else inside[here]
            around[flow.id] = lies
            target = nodes[flow.target]
            if isinstance(target, ParallelGateway | InclusiveGateway) and len(incoming[target.id]) > 1:
                if not lies or meeting.setdefault(lies[-1], flow.id) != flow.id:
                    return Blocks()
                lies = lies[:-1]
            if isinstance(target, EndEvent) and lies:
                return Blocks()
            reached.append((target.id, lies))
        for target_id, lies in reached:
            if target_id not in inside:
                inside[target_id] = lies
                waiting.append(target_id)
            elif inside[target_id] != lies:
                return Blocks()
    return Blocks(around, meeting)
