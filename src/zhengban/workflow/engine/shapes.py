"""Check each element of a drawing for itself (图元校验): its flows, and the names its settings refer to.

Whether papers get through is proven afterwards, in ``soundness``.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .bpmn import Drawing
from .conditions import Condition, Value, holds
from .diagnostics import Diagnostic
from .nodes import (
    EACH,
    WHO_VARIABLES,
    Activity,
    AutomaticStep,
    EndEvent,
    ExclusiveGateway,
    Flow,
    Gateway,
    InclusiveGateway,
    Node,
    Passage,
    StartEvent,
    SubprocessEntry,
    SubprocessExit,
    TimerEvent,
    VariableKind,
    Who,
    WhoKind,
)

#: More combinations of answers than this are not tried; the gateway then needs a default.
_MOST_ANSWERS = 4096


def group(nodes: Iterable[str], flows: Iterable[Flow], *, by_source: bool) -> dict[str, tuple[Flow, ...]]:
    """The flows that leave (or enter) each node, in the order of the file."""
    found: dict[str, list[Flow]] = {identity: [] for identity in nodes}
    for flow in flows:
        found[flow.source if by_source else flow.target].append(flow)
    return {identity: tuple(some) for identity, some in found.items()}


class Shapes:
    """The flows around each node, and what is wrong with them; ``faults`` and ``gaps`` as in a Drawing."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.nodes, self.flows = drawing.nodes, drawing.flows
        self.faults: list[Diagnostic] = []
        self.gaps: list[Diagnostic] = []
        self.outgoing: dict[str, tuple[Flow, ...]] = {}
        self.incoming: dict[str, tuple[Flow, ...]] = {}
        self.kinds = self._declared()
        self._connections()
        if not self.faults:
            self.outgoing = group(self.nodes, self.flows.values(), by_source=True)
            self.incoming = group(self.nodes, self.flows.values(), by_source=False)
            self._ends()
            for node in self.nodes.values():
                self._shape(node)
        self._names()

    def _fault(self, node: Node | Flow, message: str) -> None:
        self.faults.append(Diagnostic(node.id, node.name, node.line, message))

    def _gap(self, node: Node | Flow, message: str) -> None:
        self.gaps.append(Diagnostic(node.id, node.name, node.line, message))

    def _connections(self) -> None:
        for flow in self.flows.values():
            for end, role in ((flow.source, "起点"), (flow.target, "终点")):
                if end not in self.nodes:
                    self._fault(flow, f"流向的{role}“{end}”不存在")
        for flow in self.flows.values():
            source, target = self.nodes.get(flow.source), self.nodes.get(flow.target)
            if source is None or target is None:
                continue
            crossing = isinstance(source, Passage | SubprocessEntry) or isinstance(
                target, Passage | SubprocessExit
            )
            if source.scope != target.scope and not crossing:
                self._fault(flow, "流向不能穿过子流程的边界")
        for timer in self._timers():
            if not isinstance(self.nodes.get(timer.activity), Activity):
                self._fault(timer, "边界定时只能附在由人办理的环节上")

    def _ends(self) -> None:
        starts = [node for node in self.nodes.values() if isinstance(node, StartEvent)]
        if len(starts) != 1:
            line = starts[1].line if starts else 0
            self.faults.append(Diagnostic("", "", line, f"流程应有且只有一个开始事件，现有{len(starts)}个"))
        if not any(isinstance(node, EndEvent) for node in self.nodes.values()):
            self.faults.append(Diagnostic("", "", 0, "流程没有结束事件"))

    def _shape(self, node: Node) -> None:
        arriving, leaving = len(self.incoming[node.id]), len(self.outgoing[node.id])
        match node:
            case StartEvent() if arriving or leaving != 1:
                self._fault(node, "开始事件应只有一条流出、没有流入")
            case EndEvent() if leaving:
                self._fault(node, "结束事件应只有流入、没有流出")
            case Passage() if arriving + leaving > 2 and leaving > 1:
                self._fault(node, "子流程的开始事件应只有一条流出")
            case Activity() | AutomaticStep() if leaving > 1:
                self._fault(node, "环节应有流入，且只有一条流出；需要分流时请使用网关")
            case SubprocessExit() if leaving > 1:
                self._fault(node, "子流程只能有一条流出；需要分流时请使用网关")
            case TimerEvent() if arriving or leaving != 1:
                self._fault(node, "边界定时应只有一条流出、没有流入")
            case TimerEvent() if not node.interrupting:
                self._side_way(node)
            case ExclusiveGateway() | InclusiveGateway() if leaving > 1:
                self._conditional(node)
        if not isinstance(node, ExclusiveGateway | InclusiveGateway) or leaving == 1:
            for flow in self.outgoing[node.id]:
                if flow.condition is not None:
                    alone = isinstance(node, ExclusiveGateway | InclusiveGateway)
                    self._gap(
                        flow, "唯一的流出不应设置条件" if alone else "只有排他网关和包容网关的流出可以设置条件"
                    )

    def _side_way(self, timer: TimerEvent) -> None:
        """What a timer does beside the activity it leaves open: automatic steps only, so that no token is made."""
        here = self.outgoing[timer.id][0].target
        seen: set[str] = set()
        while isinstance(self.nodes[here], AutomaticStep) and here not in seen:
            seen.add(here)
            if len(self.incoming[here]) != 1 or not self.outgoing[here]:
                break
            here = self.outgoing[here][0].target
        if not isinstance(self.nodes[here], EndEvent) and not (
            isinstance(self.nodes[here], Passage) and here not in seen
        ):
            self._fault(timer, "不中断的边界定时之后只能是自动环节，并以结束事件收尾")

    def _conditional(self, node: Gateway) -> None:
        leaving = self.outgoing[node.id]
        if node.default and node.default not in {flow.id for flow in leaving}:
            self._gap(node, "网关的默认流向不是从它流出的")
        bare = [flow for flow in leaving if flow.condition is None]
        if len(bare) == len(leaving) and not node.default:
            return  # The handler picks the way.
        for flow in bare:
            if flow.id != node.default and (node.default or len(bare) > 1):
                self._gap(flow, "默认流向不设条件，其他流向必须设置条件")
        for flow in leaving:
            if flow.id == node.default and flow.condition is not None:
                self._gap(flow, "默认流向不设条件，其他流向必须设置条件")

    def may_stall(self, node: Gateway) -> bool:
        """Whether answers exist for which no way out of this gateway is open."""
        leaving = self.outgoing[node.id]
        conditions = [flow.condition for flow in leaving if flow.condition is not None]
        if len(leaving) < 2 or len(conditions) < len(leaving):
            return False
        return not self._exhaustive(conditions)

    def _exhaustive(self, conditions: list[Condition]) -> bool:
        names = sorted(frozenset[str]().union(*(condition.names() for condition in conditions)))
        domains = [self._domain(name) for name in names]
        count = 1
        for domain in domains:
            count *= len(domain)
        if not count or count > _MOST_ANSWERS:
            return False
        return all(
            any(holds(condition, dict(zip(names, answers, strict=True))) for condition in conditions)
            for answers in product(*domains)
        )

    def _domain(self, name: str) -> tuple[Value, ...]:
        """Every value a name can have; empty where they cannot be listed."""
        for activity in self._activities():
            if activity.result == name:
                return tuple(outcome.code for outcome in activity.outcomes)
            for variable in activity.variables:
                if variable.name == name:
                    unset: tuple[Value, ...] = () if holds(variable.required, {}) else (None,)
                    if variable.kind is VariableKind.CHOICE:
                        return (*(option.code for option in variable.options), *unset)
                    return (True, False, *unset) if variable.kind is VariableKind.BOOLEAN else ()
        return ()

    def _names(self) -> None:
        for flow in self.flows.values():
            if flow.condition is not None:
                for name in sorted(flow.condition.names() - self.kinds.keys()):
                    self._gap(flow, f"条件中的“{name}”没有任何环节填写，也不是业务要素")
        for activity in self._activities():
            for who in (activity.who, activity.who.among, activity.circulate):
                self._who(activity, who)
            self._deadline(activity, activity.deadline.variable)
            for variable in activity.variables:
                self._who(activity, variable.among)
                for name in sorted(variable.required.names() - self.kinds.keys()):
                    self._gap(activity, f"变量“{variable.label}”的必填条件引用了未定义的“{name}”")
        for timer in self._timers():
            self._deadline(timer, timer.deadline.variable)
        for node in self.nodes.values():
            if isinstance(node, SubprocessEntry) and node.each:
                self._refers(node, node.each, VariableKind.UNITS, "子流程")

    def _deadline(self, node: Node, name: str) -> None:
        if name and self.kinds.get(name) is not VariableKind.DATE:
            self._gap(node, f"时限引用的“{name}”不是日期变量")

    def _who(self, activity: Activity, who: Who | None) -> None:
        if who is None or who.kind not in WHO_VARIABLES:
            return
        if who.argument == EACH:
            if who.kind is WhoKind.PEOPLE or not self._inside_each(activity):
                self._gap(activity, "只有多单位子流程（each）内的环节可以引用“each”所指的单位")
            return
        wanted = VariableKind.PEOPLE if who.kind is WhoKind.PEOPLE else VariableKind.UNITS
        self._refers(activity, who.argument, wanted, "办理人规则")

    def _refers(self, node: Node, name: str, wanted: VariableKind, what: str) -> None:
        if name not in self.kinds:
            self._gap(node, f"{what}引用的“{name}”没有任何环节填写，也不是业务要素")
        elif self.kinds[name] not in (None, wanted):
            word = "人员" if wanted is VariableKind.PEOPLE else "单位"
            self._gap(node, f"{what}引用的“{name}”不是{word}变量")

    def _inside_each(self, node: Node) -> bool:
        scope = node.scope
        while scope:
            entry = self.nodes[scope]
            if isinstance(entry, SubprocessEntry) and entry.each:
                return True
            scope = entry.scope
        return False

    def _activities(self) -> Iterator[Activity]:
        return (node for node in self.nodes.values() if isinstance(node, Activity))

    def _timers(self) -> Iterator[TimerEvent]:
        return (node for node in self.nodes.values() if isinstance(node, TimerEvent))

    def _declared(self) -> Mapping[str, VariableKind | None]:
        kinds: dict[str, VariableKind | None] = dict.fromkeys(self.drawing.facts)
        for activity in self._activities():
            for variable in activity.variables:
                if kinds.setdefault(variable.name, variable.kind) is not variable.kind:
                    self._gap(activity, f"变量“{variable.name}”在不同环节的类型不一致")
            if activity.result:
                if not activity.outcomes:
                    self._gap(activity, "设置了结果变量（result），但没有设置办理结果（outcome）")
                if kinds.setdefault(activity.result, VariableKind.CHOICE) is not VariableKind.CHOICE:
                    self._gap(activity, f"结果变量“{activity.result}”与其他变量重名")
        return kinds
