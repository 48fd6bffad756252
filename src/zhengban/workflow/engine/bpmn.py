"""Read a process definition from BPMN 2.0 XML: what the engine executes; all else is refused by name."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from lxml import etree

from .conditions import Condition, InvalidCondition, parse
from .definition import (
    EndEvent,
    ExclusiveGateway,
    Flow,
    Node,
    ParallelGateway,
    ProcessDefinition,
    StartEvent,
)
from .diagnostics import Diagnostic, InvalidDefinition
from .settings import line_of, read_activity, read_facts
from .structure import analyse, group_outgoing

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
LARGEST_FILE = 1024 * 1024
MOST_NODES = 300

_IDENTITY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,49}\Z")
_LONGEST_NAME = 60
Thing = TypeVar("Thing")
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


def read(xml: bytes) -> ProcessDefinition:
    """Read and prove a definition, or raise InvalidDefinition with every fault found."""
    return _Reader(_process(xml)).definition()


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
    processes = root.findall(f"{{{MODEL}}}process")
    if len(processes) != 1:
        raise InvalidDefinition([Diagnostic("", "", line_of(root), "文件中应有且只有一个流程（process）")])
    return processes[0]


class _Reader:
    def __init__(self, process: etree._Element) -> None:
        self.process = process
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.faults: list[Diagnostic] = []

    def definition(self) -> ProcessDefinition:
        key, name = self.process.get("id", ""), self._name(self.process)
        if not _KEY.match(key):
            self._report(self.process, "流程标识（id）应以小写字母开头，由小写字母、数字和下划线组成")
        if not name:
            self._report(self.process, "流程没有名称")
        facts = read_facts(self._extension(self.process), self._report)
        for element in self.process:
            if isinstance(element.tag, str):
                self._element(element)
        if len(self.nodes) > MOST_NODES:
            self._report(self.process, f"流程节点不得超过{MOST_NODES}个")
        if self.faults:
            raise InvalidDefinition(self.faults)
        structure = analyse(self.nodes, self.flows, facts)
        return ProcessDefinition(
            key=key,
            name=name,
            nodes=_frozen(self.nodes),
            flows=_frozen(self.flows),
            start=next(node.id for node in self.nodes.values() if isinstance(node, StartEvent)),
            facts=facts,
            structure=structure,
            outgoing=_frozen(group_outgoing(self.nodes, self.flows)),
        )

    def _element(self, element: etree._Element) -> None:
        tag = etree.QName(element)
        if tag.namespace != MODEL:
            self._report(element, f"“{tag.localname}”不是BPMN 2.0元素")
            return
        if tag.localname in _SILENT:
            return
        identity, name, line = element.get("id", ""), self._name(element), line_of(element)
        if not _IDENTITY.match(identity):
            self._report(element, "元素标识（id）不合规")
            return
        if identity in self.nodes or identity in self.flows:
            self._report(element, f"元素标识“{identity}”重复")
            return
        match tag.localname:
            case "startEvent" | "endEvent" if self._has_event_definition(element):
                self._report(element, "带触发条件的开始或结束事件，尚不支持")
            case "startEvent":
                self.nodes[identity] = StartEvent(identity, name, line)
            case "endEvent":
                self.nodes[identity] = EndEvent(identity, name, line)
            case "exclusiveGateway":
                self.nodes[identity] = ExclusiveGateway(identity, name, line, element.get("default", ""))
            case "parallelGateway":
                self.nodes[identity] = ParallelGateway(identity, name, line)
            case "userTask":
                self._activity(element, identity, name)
            case "sequenceFlow":
                self.flows[identity] = Flow(
                    identity,
                    name,
                    line,
                    element.get("sourceRef", ""),
                    element.get("targetRef", ""),
                    self._condition(element),
                )
            case other:
                self._report(element, f"元素“{other}”尚不支持")

    def _activity(self, element: etree._Element, identity: str, name: str) -> None:
        if not name:
            self._report(element, "环节没有名称")
        for child in element:
            if isinstance(child.tag, str) and etree.QName(child).localname not in _SILENT:
                self._report(child, f"环节“{name or identity}”中的“{etree.QName(child).localname}”尚不支持")
        activity = read_activity(
            element, self._extension(element), identity=identity, name=name, report=self._report
        )
        if activity is not None:
            self.nodes[identity] = activity

    def _condition(self, element: etree._Element) -> Condition | None:
        condition = element.find(f"{{{MODEL}}}conditionExpression")
        if condition is None:
            return None
        try:
            return parse(condition.text or "")
        except InvalidCondition as error:
            self._report(element, f"流向条件有误：{error}")
            return None

    def _has_event_definition(self, element: etree._Element) -> bool:
        return any(isinstance(child.tag, str) and etree.QName(child).localname not in _SILENT for child in element)

    def _extension(self, element: etree._Element) -> etree._Element | None:
        return element.find(f"{{{MODEL}}}extensionElements")

    def _name(self, element: etree._Element) -> str:
        name = " ".join(element.get("name", "").split())
        if len(name) > _LONGEST_NAME:
            self._report(element, f"名称不得超过{_LONGEST_NAME}个字")
        return name

    def _report(self, element: etree._Element, message: str) -> None:
        owner: etree._Element | None = element
        while owner is not None and owner.get("id") is None:
            owner = owner.getparent()
        identity, name = ("", "") if owner is None else (owner.get("id", ""), owner.get("name", ""))
        self.faults.append(Diagnostic(identity, name[:_LONGEST_NAME], line_of(element), message))


def _frozen(mapping: Mapping[str, Thing]) -> Mapping[str, Thing]:
    return MappingProxyType(dict(mapping))
