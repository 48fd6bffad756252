"""Prove that a drawing is made of proper blocks (结构校验): one start, reachable ends, splits joined.

A node lies in a *lineage*: the parallel branches one has to enter to reach it. Because every way to a node
must give the same lineage, at any moment each branch holds exactly one position, and a return can say exactly
what it takes back. Exploring all markings (dead activities, people not chosen) is for a module beside this.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from .definition import (
    WHO_VARIABLES,
    Activity,
    Branch,
    EndEvent,
    ExclusiveGateway,
    Flow,
    Node,
    ParallelGateway,
    StartEvent,
    Structure,
    VariableKind,
    Who,
    WhoKind,
)
from .diagnostics import Diagnostic, InvalidDefinition


def group_outgoing(nodes: Mapping[str, Node], flows: Mapping[str, Flow]) -> dict[str, tuple[Flow, ...]]:
    """The flows that leave each node, in the order of the file."""
    outgoing: dict[str, list[Flow]] = {identity: [] for identity in nodes}
    for flow in flows.values():
        outgoing[flow.source].append(flow)
    return {identity: tuple(found) for identity, found in outgoing.items()}


def analyse(nodes: Mapping[str, Node], flows: Mapping[str, Flow], facts: frozenset[str]) -> Structure:
    """Prove the drawing and derive its structure, or raise InvalidDefinition."""
    return _Analysis(nodes, flows, facts).structure()


class _Analysis:
    def __init__(self, nodes: Mapping[str, Node], flows: Mapping[str, Flow], facts: frozenset[str]) -> None:
        self.nodes = nodes
        self.flows = flows
        self.facts = facts
        self.faults: list[Diagnostic] = []
        self.incoming: dict[str, list[Flow]] = {identity: [] for identity in nodes}
        self.outgoing: dict[str, tuple[Flow, ...]] = {}

    def structure(self) -> Structure:
        # Each stage relies on the one before, so a stage with faults ends the proof.
        for stage in (self._connections, self._shapes, self._names, self._reachability):
            stage()
            self._stop_at_faults()
        order = self._order()
        self._stop_at_faults()
        lineage, join_of = self._lineages(order)
        self._stop_at_faults()
        return Structure(lineage, join_of, self._downstream(order))

    def _stop_at_faults(self) -> None:
        if self.faults:
            raise InvalidDefinition(self.faults)

    def _report(self, node: Node | Flow, message: str) -> None:
        self.faults.append(Diagnostic(node.id, node.name, node.line, message))

    def _connections(self) -> None:
        for flow in self.flows.values():
            for end, role in ((flow.source, "起点"), (flow.target, "终点")):
                if end not in self.nodes:
                    self._report(flow, f"流向的{role}“{end}”不存在")
        if self.faults:
            return
        self.outgoing = group_outgoing(self.nodes, self.flows)
        for flow in self.flows.values():
            self.incoming[flow.target].append(flow)

    def _shapes(self) -> None:
        starts = [node for node in self.nodes.values() if isinstance(node, StartEvent)]
        if len(starts) != 1:
            line = starts[1].line if starts else 0
            self.faults.append(Diagnostic("", "", line, f"流程应有且只有一个开始事件，现有{len(starts)}个"))
        if not any(isinstance(node, EndEvent) for node in self.nodes.values()):
            self.faults.append(Diagnostic("", "", 0, "流程没有结束事件"))
        for node in self.nodes.values():
            self._shape(node)

    def _shape(self, node: Node) -> None:
        arriving, leaving = len(self.incoming[node.id]), len(self.outgoing[node.id])
        match node:
            case StartEvent():
                if arriving or leaving != 1:
                    self._report(node, "开始事件应只有一条流出、没有流入")
            case EndEvent():
                if leaving or not arriving:
                    self._report(node, "结束事件应只有流入、没有流出")
            case Activity():
                if not arriving or leaving != 1:
                    self._report(node, "环节应有流入，且只有一条流出；需要分流时请使用网关")
            case ExclusiveGateway():
                self._exclusive_shape(node)
            case ParallelGateway():
                if (arriving > 1) is (leaving > 1) or not arriving or not leaving:
                    self._report(node, "并行网关应为一进多出（分开）或多进一出（汇合），请分成两个网关")
        if not isinstance(node, ExclusiveGateway):
            for flow in self.outgoing[node.id]:
                if flow.condition is not None:
                    self._report(flow, "只有排他网关的流出可以设置条件")

    def _exclusive_shape(self, node: ExclusiveGateway) -> None:
        leaving = self.outgoing[node.id]
        if not self.incoming[node.id] or not leaving:
            self._report(node, "排他网关应有流入和流出")
            return
        if len(leaving) == 1:
            if leaving[0].condition is not None:
                self._report(leaving[0], "唯一的流出不应设置条件")
            return
        if node.default not in {flow.id for flow in leaving}:
            self._report(node, "排他网关缺少默认流向：条件都不满足时流程将无路可走")
        for flow in leaving:
            if (flow.condition is None) is not (flow.id == node.default):
                self._report(flow, "默认流向不设条件，其他流向必须设置条件")

    def _names(self) -> None:
        kinds = self._declared()
        for flow in self.flows.values():
            if flow.condition is not None:
                for name in sorted(flow.condition.names() - kinds.keys()):
                    self._report(flow, f"条件中的“{name}”没有任何环节填写，也不是业务要素")
        for activity in self._activities():
            for who in (activity.who, activity.who.among, activity.circulate):
                self._who(activity, who, kinds)
            if activity.deadline.variable and kinds.get(activity.deadline.variable) is not VariableKind.DATE:
                self._report(activity, f"时限引用的“{activity.deadline.variable}”不是日期变量")
            for variable in activity.variables:
                self._who(activity, variable.among, kinds)
                for name in sorted(variable.required.names() - kinds.keys()):
                    self._report(activity, f"变量“{variable.label}”的必填条件引用了未定义的“{name}”")

    def _activities(self) -> Iterator[Activity]:
        return (node for node in self.nodes.values() if isinstance(node, Activity))

    def _declared(self) -> dict[str, VariableKind | None]:
        kinds: dict[str, VariableKind | None] = dict.fromkeys(self.facts)
        for activity in self._activities():
            for variable in activity.variables:
                if kinds.setdefault(variable.name, variable.kind) is not variable.kind:
                    self._report(activity, f"变量“{variable.name}”在不同环节的类型不一致")
            if activity.result:
                if not activity.outcomes:
                    self._report(activity, "设置了结果变量（result），但没有设置办理结果（outcome）")
                if kinds.setdefault(activity.result, VariableKind.CHOICE) is not VariableKind.CHOICE:
                    self._report(activity, f"结果变量“{activity.result}”与其他变量重名")
        return kinds

    def _who(self, activity: Activity, who: Who | None, kinds: Mapping[str, VariableKind | None]) -> None:
        if who is None or who.kind not in WHO_VARIABLES:
            return
        wanted = VariableKind.PEOPLE if who.kind is WhoKind.PEOPLE else VariableKind.UNITS
        if who.argument not in kinds:
            self._report(activity, f"办理人规则引用的“{who.argument}”没有任何环节填写，也不是业务要素")
        elif kinds[who.argument] not in (None, wanted):
            word = "人员" if wanted is VariableKind.PEOPLE else "单位"
            self._report(activity, f"办理人规则引用的“{who.argument}”不是{word}变量")

    def _reachability(self) -> None:
        start = next(node.id for node in self.nodes.values() if isinstance(node, StartEvent))
        ends = [node.id for node in self.nodes.values() if isinstance(node, EndEvent)]
        forward = _reach([start], lambda one: [flow.target for flow in self.outgoing[one]])
        backward = _reach(ends, lambda one: [flow.source for flow in self.incoming[one]])
        for node in self.nodes.values():
            if node.id not in forward:
                self._report(node, "从开始事件到不了这里")
            elif node.id not in backward:
                self._report(node, "从这里到不了任何结束事件")

    def _order(self) -> list[str]:
        missing = {identity: len(flows) for identity, flows in self.incoming.items()}
        ready = deque(identity for identity, count in missing.items() if not count)
        order: list[str] = []
        while ready:
            identity = ready.popleft()
            order.append(identity)
            for flow in self.outgoing[identity]:
                missing[flow.target] -= 1
                if not missing[flow.target]:
                    ready.append(flow.target)
        left = self.nodes.keys() - set(order)
        # Only what both follows and leads to the loop remains; nodes merely behind it are not at fault.
        for identity in sorted(left, key=lambda one: self.nodes[one].line):
            ahead = _reach([flow.target for flow in self.outgoing[identity]], self._targets)
            if identity in ahead:
                self._report(self.nodes[identity], "流向形成回路，尚不支持；退回请使用流转操作“退回”")
                return order
        return order

    def _targets(self, identity: str) -> list[str]:
        return [flow.target for flow in self.outgoing[identity]]

    def _lineages(self, order: list[str]) -> tuple[dict[str, tuple[Branch, ...]], dict[str, str]]:
        lineage: dict[str, tuple[Branch, ...]] = {}
        join_of: dict[str, str] = {}
        on_flow: dict[str, tuple[Branch, ...]] = {}
        for identity in order:
            node = self.nodes[identity]
            arriving = [on_flow[flow.id] for flow in self.incoming[identity]]
            if isinstance(node, ParallelGateway) and len(arriving) > 1:
                inside = self._join(node, arriving, join_of)
            else:
                inside = arriving[0] if arriving else ()
                if any(other != inside for other in arriving):
                    self._report(node, "同时接收来自不同并行分支的流向，应先用并行网关汇合")
            if isinstance(node, EndEvent) and inside:
                self._report(node, "并行分支不能单独结束，应先用并行网关汇合")
            lineage[identity] = inside
            splits = isinstance(node, ParallelGateway) and len(self.outgoing[identity]) > 1
            for flow in self.outgoing[identity]:
                on_flow[flow.id] = (*inside, Branch(identity, flow.id)) if splits else inside
            # Further lineages would only repeat this fault.
            if self.faults:
                break
        return lineage, join_of

    def _join(
        self, node: ParallelGateway, arriving: list[tuple[Branch, ...]], join_of: dict[str, str]
    ) -> tuple[Branch, ...]:
        first = arriving[0]
        if not first or any(one[:-1] != first[:-1] or one[-1:] == () for one in arriving):
            self._report(node, "汇合的分支不是由同一个并行网关分开的")
            return ()
        split = first[-1].split
        if any(one[-1].split != split for one in arriving):
            self._report(node, "汇合的分支不是由同一个并行网关分开的")
            return ()
        flows = [one[-1].flow for one in arriving]
        if len(set(flows)) != len(flows):
            self._report(node, "同一分支有多条流向进入汇合网关，应先用排他网关合并")
        elif len(flows) != len(self.outgoing[split]):
            name = self.nodes[split].name or split
            self._report(
                node, f"并行网关“{name}”分出{len(self.outgoing[split])}个分支，这里只汇合了{len(flows)}个"
            )
        join_of[split] = node.id
        return first[:-1]

    def _downstream(self, order: list[str]) -> dict[str, frozenset[str]]:
        downstream: dict[str, frozenset[str]] = {}
        for identity in reversed(order):
            targets = self._targets(identity)
            downstream[identity] = frozenset(targets).union(*(downstream[target] for target in targets))
        return downstream


def _reach(origins: list[str], neighbours: Callable[[str], list[str]]) -> set[str]:
    seen = set(origins)
    waiting = list(origins)
    while waiting:
        for identity in neighbours(waiting.pop()):
            if identity not in seen:
                seen.add(identity)
                waiting.append(identity)
    return seen
