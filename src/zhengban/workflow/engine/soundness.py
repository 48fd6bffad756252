"""Prove that every paper gets through a process (流程可靠性证明), or tell the shortest story of one that does not.

Sound means: from wherever the paper can get, the end can be reached; at the end nobody still works on it; no
step is left out for ever. Returns and withdrawals keep this so without a proof of their own: they take a paper
back to a position it could have been in had the later steps not been done yet (``rewind``).
"""

from dataclasses import dataclass

from .definition import reach
from .diagnostics import Diagnostic
from .exploration import Exploration, Finding, Flaw
from .net import Edge, Mode, Net, Vertex
from .nodes import (
    Activity,
    AutomaticStep,
    EndEvent,
    ExclusiveGateway,
    Flow,
    Gateway,
    InclusiveGateway,
    Node,
    ParallelGateway,
    StartEvent,
    SubprocessEntry,
    SubprocessExit,
    TimerEvent,
)
from .shapes import Shapes

_MOST_NAMES = 4


@dataclass(frozen=True)
class Story:
    """Why a process is not sound: the sentence, the steps that lead there, and where in the file to look."""

    reason: str
    witness: tuple[str, ...]
    faults: tuple[Diagnostic, ...]


def prove(shapes: Shapes) -> Story | None:
    """None for a sound process, else its shortest bad story; the shapes must be without faults."""
    start = next(node for node in shapes.nodes.values() if isinstance(node, StartEvent))
    onward = _ways_on(shapes)
    reached = reach([start.id], lambda one: [flow.target for flow in onward[one]])
    aside = _aside(shapes)
    dead = [node for node in shapes.nodes.values() if node.id not in reached and node.id not in aside]
    if dead:
        faults = tuple(Diagnostic(node.id, node.name, node.line, "从开始事件到不了这里") for node in dead)
        first = next((node for node in dead if isinstance(node, Activity | AutomaticStep)), dead[0])
        return Story(f"从开始到不了“{label(first)}”，这一步永远不会办理。", (label(first),), faults)
    idle = _idle_loop(shapes, onward)
    if idle:
        reason = f"{'、'.join(f'“{label(node)}”' for node in idle[:_MOST_NAMES])}形成的回路中没有由人办理的环节，会无休止地循环。"
        faults = tuple(Diagnostic(node.id, node.name, node.line, "回路中没有由人办理的环节") for node in idle)
        return Story(reason, tuple(label(node) for node in idle), faults)
    net = _build(shapes, start, reached, onward)
    net.fold()
    finding = None if net.is_plain else Exploration(net).first_flaw()
    if finding is None:
        return None
    reason = _sentence(finding, net)
    return Story(reason, finding.steps, (Diagnostic("", "", 0, reason.rstrip("。")),))


def label(node: Node) -> str:
    """What to call a node in a sentence."""
    if node.name:
        return node.name
    match node:
        case Gateway():
            kind = {ExclusiveGateway: "排他网关", InclusiveGateway: "包容网关", ParallelGateway: "并行网关"}
            return f"第{node.line}行的{kind[type(node)]}"
        case StartEvent():
            return "开始"
        case EndEvent():
            return "结束"
        case SubprocessEntry() | SubprocessExit():
            return f"第{node.line}行的子流程"
        case _:
            return node.id


def _ways_on(shapes: Shapes) -> dict[str, tuple[Flow, ...]]:
    """The flows out of each node; those of a timer that interrupts belong to its activity as well."""
    onward = dict(shapes.outgoing)
    for node in shapes.nodes.values():
        if isinstance(node, TimerEvent) and node.interrupting:
            edge = Flow(f"{node.id}.due", "", node.line, node.activity, node.id)
            onward[node.activity] = (*onward[node.activity], edge)
    return onward


def _aside(shapes: Shapes) -> frozenset[str]:
    """What timers do beside the process, which holds no paper."""
    timers = [one.id for one in shapes.nodes.values() if isinstance(one, TimerEvent) and not one.interrupting]
    return reach(timers, lambda one: [flow.target for flow in shapes.outgoing[one]])


def _idle_loop(shapes: Shapes, onward: dict[str, tuple[Flow, ...]]) -> list[Node]:
    """A loop in which nobody acts: the engine would go round in it without ever stopping."""
    idle = {one.id for one in shapes.nodes.values() if not isinstance(one, Activity)}
    missing = dict.fromkeys(idle, 0)
    for identity in idle:
        for flow in onward[identity]:
            if flow.target in idle:
                missing[flow.target] += 1
    ready = [identity for identity, count in missing.items() if not count]
    left = set(idle)
    while ready:
        identity = ready.pop()
        left.discard(identity)
        for flow in onward[identity]:
            if flow.target in idle:
                missing[flow.target] -= 1
                if not missing[flow.target]:
                    ready.append(flow.target)
    # What is left follows a loop; those that also lead into it are the loop.
    ways = {one: [flow.target for flow in onward[one] if flow.target in left] for one in left}
    loop = [one for one in left if one in reach(ways[one], ways.__getitem__)]
    return sorted((shapes.nodes[one] for one in loop), key=lambda node: node.line)


def _build(shapes: Shapes, start: Node, reached: frozenset[str], onward: dict[str, tuple[Flow, ...]]) -> Net:
    net = Net()
    vertices = {
        identity: net.add(_vertex(shapes.nodes[identity])) for identity in shapes.nodes if identity in reached
    }
    net.connect(Edge(net.start, vertices[start.id]))
    for identity, vertex in vertices.items():
        node = shapes.nodes[identity]
        if isinstance(node, EndEvent):
            net.connect(Edge(vertex, net.end))
        flows = onward[identity]
        for flow in flows:
            chosen = () if len(flows) == 1 or vertex.left is Mode.ALL else (_choice(shapes, node, flow),)
            net.connect(Edge(vertex, vertices[flow.target], (), chosen))
        if isinstance(node, Gateway) and not isinstance(node, ParallelGateway) and shapes.may_stall(node):
            nowhere = net.add(Vertex(label(node), Mode.ONE, Mode.ONE))
            net.connect(Edge(vertex, nowhere, (), (f"“{label(node)}”的各条件都不成立",)))
    return net


def _vertex(node: Node) -> Vertex:
    name = label(node)
    match node:
        case ParallelGateway():
            return Vertex(name, Mode.ALL, Mode.ALL)
        case InclusiveGateway():
            return Vertex(name, Mode.SOME, Mode.SOME)
        case Activity() | AutomaticStep():
            return Vertex(name, Mode.ONE, Mode.ONE, (name,))
        case _:
            return Vertex(name, Mode.ONE, Mode.ONE)


def _choice(shapes: Shapes, node: Node, flow: Flow) -> str:
    if isinstance(node, Activity):
        return f"“{label(node)}”{'超过时限' if isinstance(shapes.nodes[flow.target], TimerEvent) else '按时办理'}"
    return f"选择“{flow.name or label(shapes.nodes[flow.target])}”"


def _sentence(finding: Finding, net: Net) -> str:
    if finding.flaw is Flaw.TOO_COMPLEX:
        return "流程的分支交错过于复杂，无法在限定范围内证明都能办结，请改用成对的网关。"
    outcome = {
        Flaw.STUCK: _stuck,
        Flaw.LEFT_OVER: _left_over,
        Flaw.TWICE: _twice,
        Flaw.ENDLESS: _endless,
    }[finding.flaw](finding, net)
    if not finding.choices:
        return f"{outcome}。"
    return f"若{'，且'.join(finding.choices[-_MOST_NAMES:])}，则{outcome}。"


def _stuck(finding: Finding, net: Net) -> str:
    held = set(finding.held)
    for edge in finding.held:
        missing = [other for other in net.entering[edge.target] if other not in held]
        if missing and edge.target.entered is not Mode.ONE:
            names = "、".join(dict.fromkeys(f"“{_last(one)}”" for one in missing[:_MOST_NAMES]))
            return f"“{edge.target.label}”等待{names}而永远不会到达"
    place = finding.held[0]
    return f"“{(place.target.label, *place.steps, *place.target.steps)[-1]}”之后无路可走"


def _left_over(finding: Finding, net: Net) -> str:
    ended = [edge for edge in finding.held if edge.target is net.end]
    if len(ended) > 1:
        again = _common_end(ended[0].steps, ended[1].steps)
        if again:
            return f"“{again}”会重复办理"
        return f"“{_last(ended[0])}”到达结束时，“{_last(ended[1])}”一路还没有结束"
    other = next(edge for edge in finding.held if edge is not ended[0])
    return f"流程到达结束时，“{_first(other)}”仍在等待办理"


def _twice(finding: Finding, net: Net) -> str:
    return f"“{_first(finding.held[0])}”会重复办理"


def _endless(finding: Finding, net: Net) -> str:
    ahead: dict[Edge, None] = dict.fromkeys(finding.held)
    waiting = list(ahead)
    while waiting:
        for edge in net.leaving[waiting.pop().target]:
            if edge not in ahead:
                ahead[edge] = None
                waiting.append(edge)
    names = dict.fromkeys(step for edge in ahead for step in (*edge.steps, *edge.target.steps)) or dict.fromkeys(
        edge.target.label for edge in ahead
    )
    return f"将一直停留在{'、'.join(f'“{name}”' for name in list(names)[:_MOST_NAMES])}之间，永远到不了结束"


def _last(edge: Edge) -> str:
    return edge.steps[-1] if edge.steps else edge.source.steps[-1] if edge.source.steps else edge.source.label


def _first(edge: Edge) -> str:
    return edge.steps[0] if edge.steps else edge.target.steps[0] if edge.target.steps else edge.target.label


def _common_end(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    common = ""
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        common = left
    return common
