"""Read a process drawing from BPMN 2.0 XML: what the engine executes; all else is refused by name and line."""

import re
from dataclasses import dataclass, field

from lxml import etree

from .conditions import NEVER, Condition, InvalidCondition, parse
from .diagnostics import Diagnostic, InvalidDefinition
from .nodes import (
    EndEvent,
    ExclusiveGateway,
    Flow,
    Gateway,
    InclusiveGateway,
    Node,
    ParallelGateway,
    Passage,
    StartEvent,
    SubprocessEntry,
    SubprocessExit,
    TimerEvent,
)
from .settings import line_of, read_activity, read_automatic_step, read_each, read_facts, read_timer

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
LARGEST_FILE = 4 * 1024 * 1024
MOST_NODES = 4000
DEEPEST_SUBPROCESS = 100

_IDENTITY = re.compile(r"[^\W\d][\w.-]{0,99}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,49}\Z")
_LONGEST_NAME = 60
#: Elements that carry no behaviour: drawing, notes and the lanes a designer may use to order the picture.
_SILENT = frozenset(
    {
        "documentation",
        "extensionElements",
        "laneSet",
        "textAnnotation",
        "association",
        "group",
        "incoming",
        "outgoing",
    }
)
_GATEWAYS: dict[str, type[Gateway]] = {
    "exclusiveGateway": ExclusiveGateway,
    "inclusiveGateway": InclusiveGateway,
    "parallelGateway": ParallelGateway,
}


@dataclass
class Drawing:
    """What a file draws, subprocesses laid flat, with the faults found on the way.

    ``faults`` make it no process at all; ``gaps`` are settings that are missing or wrong, which do not
    touch how papers run through it but must be mended before it is published.
    """

    key: str = ""
    name: str = ""
    facts: frozenset[str] = frozenset()
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    gaps: list[Diagnostic] = field(default_factory=list)


def draw(xml: bytes) -> Drawing:
    """Read the file; a file that is no BPMN process raises InvalidDefinition."""
    return _Reader(_process(xml)).drawing


def _process(xml: bytes) -> etree._Element:
    if len(xml) > LARGEST_FILE:
        raise InvalidDefinition([Diagnostic("", "", 0, f"流程定义文件不得超过{LARGEST_FILE // 1024}KB")])
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise InvalidDefinition([Diagnostic("", "", line, "不是格式正确的XML文件")]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidDefinition([Diagnostic("", "", 1, "流程定义文件不得包含DOCTYPE声明")])
    if root.tag != f"{{{MODEL}}}definitions":
        raise InvalidDefinition([Diagnostic("", "", line_of(root), "不是BPMN 2.0流程定义文件")])
    references = root.findall(f"{{{MODEL}}}import")
    if references:
        line = line_of(references[0])
        raise InvalidDefinition([Diagnostic("", "", line, "流程定义文件不得引用外部文件（import）")])
    processes = root.findall(f"{{{MODEL}}}process")
    if len(processes) != 1:
        line = line_of(processes[1] if processes else root)
        raise InvalidDefinition([Diagnostic("", "", line, "文件中应有且只有一个流程（process）")])
    return processes[0]


class _Reader:
    def __init__(self, process: etree._Element) -> None:
        self.drawing = Drawing()
        self.subprocesses = {one.get("id", "") for one in process.iter(f"{{{MODEL}}}subProcess")}
        self.drawing.key = process.get("id", "")
        self.drawing.name = self._name(process)
        if not _KEY.match(self.drawing.key):
            self._gap(process, "流程标识（id）应以小写字母开头，由小写字母、数字和下划线组成")
        if not self.drawing.name:
            self._gap(process, "流程没有名称")
        self.drawing.facts = read_facts(_extension(process), self._gap)
        self._content(process, "")
        if len(self.drawing.nodes) > MOST_NODES:
            self._fault(process, f"流程节点不得超过{MOST_NODES}个")

    def _content(self, parent: etree._Element, scope: str) -> None:
        for element in parent:
            if isinstance(element.tag, str):
                self._element(element, scope)

    def _element(self, element: etree._Element, scope: str) -> None:
        tag = etree.QName(element)
        if tag.namespace != MODEL:
            self._fault(element, f"“{tag.localname}”不是BPMN 2.0元素")
            return
        if tag.localname in _SILENT:
            return
        identity, name, line = element.get("id", ""), self._name(element), line_of(element)
        if not _IDENTITY.match(identity):
            self._fault(element, "元素标识（id）不合规")
            return
        if identity in self.drawing.nodes or identity in self.drawing.flows:
            self._fault(element, f"元素标识“{identity}”重复")
            return
        match tag.localname:
            case "startEvent" | "endEvent" if self._has_inside(element):
                self._fault(element, "带触发条件的开始或结束事件，尚不支持")
            case "startEvent" if scope:
                self._passage(Passage(identity, name, line, scope=scope), scope, identity)
            case "endEvent" if scope:
                self._passage(Passage(identity, name, line, scope=scope), identity, f"{scope}.exit")
            case "startEvent":
                self.drawing.nodes[identity] = StartEvent(identity, name, line)
            case "endEvent":
                self.drawing.nodes[identity] = EndEvent(identity, name, line)
            case "exclusiveGateway" | "inclusiveGateway" | "parallelGateway":
                gateway = _GATEWAYS[tag.localname]
                default = element.get("default", "")
                self.drawing.nodes[identity] = gateway(identity, name, line, default, scope=scope)
            # Modelers draw a plain task first; an office's task is done by people.
            case "userTask" | "task" | "manualTask":
                self._step(element, name or identity)
                self.drawing.nodes[identity] = read_activity(
                    element, _extension(element), identity=identity, name=name, scope=scope, report=self._gap
                )
            case "serviceTask":
                self._step(element, name or identity)
                self.drawing.nodes[identity] = read_automatic_step(
                    element, _extension(element), identity=identity, name=name, scope=scope, report=self._gap
                )
            case "subProcess":
                self._subprocess(element, identity, name, scope)
            case "boundaryEvent":
                self._timer(element, identity, name, scope)
            case "sequenceFlow":
                self._flow(element, identity, name, line)
            case other:
                self._fault(element, f"元素“{other}”尚不支持")

    def _step(self, element: etree._Element, name: str) -> None:
        if not element.get("name", "").strip():
            self._gap(element, "环节没有名称")
        for child in element:
            if isinstance(child.tag, str) and etree.QName(child).localname not in _SILENT:
                self._fault(child, f"环节“{name}”中的“{etree.QName(child).localname}”尚不支持")

    def _flow(self, element: etree._Element, identity: str, name: str, line: int) -> None:
        source, target = element.get("sourceRef", ""), element.get("targetRef", "")
        # A subprocess has two ends in the flat drawing; what leaves it leaves from its exit.
        if source in self.subprocesses:
            source = f"{source}.exit"
        self.drawing.flows[identity] = Flow(identity, name, line, source, target, self._condition(element))

    def _passage(self, node: Passage, source: str, target: str) -> None:
        """Join the start or an end of a subprocess to the entry or exit of the flat drawing."""
        self.drawing.nodes[node.id] = node
        arrow = f"{node.id}.flow"
        self.drawing.flows[arrow] = Flow(arrow, "", node.line, source, target)

    def _subprocess(self, element: etree._Element, identity: str, name: str, scope: str) -> None:
        if element.get("triggeredByEvent") == "true":
            self._fault(element, "事件子流程尚不支持")
            return
        inside = [etree.QName(child).localname for child in element if isinstance(child.tag, str)]
        for behaviour in ("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"):
            if behaviour in inside:
                self._fault(element, f"子流程中的“{behaviour}”尚不支持，多单位协办请设置“each”")
                return
        starts, ends = inside.count("startEvent"), inside.count("endEvent")
        if starts != 1 or not ends:
            self._fault(element, f"子流程应有一个开始事件和至少一个结束事件，现有{starts}个和{ends}个")
            return
        depth = sum(1 for _ in element.iterancestors(f"{{{MODEL}}}subProcess"))
        if depth >= DEEPEST_SUBPROCESS:
            self._fault(element, f"子流程嵌套不得超过{DEEPEST_SUBPROCESS}层")
            return
        each, line = read_each(_extension(element), self._gap), line_of(element)
        self.drawing.nodes[identity] = SubprocessEntry(identity, name, line, each, scope=scope)
        exit_id = f"{identity}.exit"
        self.drawing.nodes[exit_id] = SubprocessExit(exit_id, name, line, identity, each, scope=scope)
        self._content(element, identity)

    def _timer(self, element: etree._Element, identity: str, name: str, scope: str) -> None:
        behaviours = [child for child in element if _is_inside(child)]
        names = [etree.QName(child).localname for child in behaviours]
        if names != ["timerEventDefinition"]:
            shown = names[0] if names else "boundaryEvent"
            self._fault(element, f"边界事件只支持定时，“{shown}”尚不支持")
            return
        details = [child for child in behaviours[0] if _is_inside(child)]
        unsupported = [one for one in details if etree.QName(one).localname != "timeDuration"]
        if unsupported:
            self._fault(unsupported[0], f"边界定时只支持时长，“{etree.QName(unsupported[0]).localname}”尚不支持")
            return
        duration = (details[0].text or "") if details else ""
        deadline = read_timer(element, _extension(element), duration, self._gap)
        interrupting = element.get("cancelActivity", "true") == "true"
        self.drawing.nodes[identity] = TimerEvent(
            identity, name, line_of(element), element.get("attachedToRef", ""), deadline, interrupting, scope=scope
        )

    def _condition(self, element: etree._Element) -> Condition | None:
        condition = element.find(f"{{{MODEL}}}conditionExpression")
        if condition is None:
            return None
        try:
            return parse(condition.text or "")
        except InvalidCondition as error:
            self._gap(element, f"流向条件有误：{error}")
            return NEVER

    def _has_inside(self, element: etree._Element) -> bool:
        return any(_is_inside(child) for child in element)

    def _name(self, element: etree._Element) -> str:
        name = " ".join(element.get("name", "").split())
        if len(name) > _LONGEST_NAME:
            self._gap(element, f"名称不得超过{_LONGEST_NAME}个字")
        return name[:_LONGEST_NAME]

    def _fault(self, element: etree._Element, message: str) -> None:
        self.drawing.faults.append(_diagnostic(element, message))

    def _gap(self, element: etree._Element, message: str) -> None:
        self.drawing.gaps.append(_diagnostic(element, message))


def _diagnostic(element: etree._Element, message: str) -> Diagnostic:
    owner: etree._Element | None = element
    while owner is not None and owner.get("id") is None:
        owner = owner.getparent()
    identity, name = ("", "") if owner is None else (owner.get("id", ""), owner.get("name", ""))
    return Diagnostic(identity, name[:_LONGEST_NAME], line_of(element), message)


def _extension(element: etree._Element) -> etree._Element | None:
    return element.find(f"{{{MODEL}}}extensionElements")


def _is_inside(child: etree._Element) -> bool:
    return isinstance(child.tag, str) and etree.QName(child).localname not in _SILENT
