"""The settings of an activity (环节设置), read from its ``extensionElements`` in our own namespace."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TypeVar

from lxml import etree

from .conditions import NEVER, Condition, InvalidCondition, parse
from .nodes import (
    WHO_ARGUMENTS,
    Activity,
    AutomaticStep,
    Deadline,
    MoveKind,
    Opinion,
    Outcome,
    Quorum,
    Variable,
    VariableKind,
    Who,
    WhoKind,
)

NAMESPACE = "https://zhengban.example/bpmn"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}\Z")
_ACTION = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}\Z")
_LONGEST_DEADLINE = 365
_LONGEST_LABEL = 60
_NEEDED = {Quorum.COUNT: "人数", Quorum.PERCENT: "百分比"}

Choice = TypeVar("Choice", bound=StrEnum)
Report = Callable[[etree._Element, str], None]


#: Stands for the people of an activity whose drawing does not say who; such a drawing is never published.
_NOT_SET = Who(WhoKind.CHOSEN)
_DAYS = re.compile(r"P(\d{1,3})D\Z", re.ASCII)


def read_activity(
    element: etree._Element,
    extension: etree._Element | None,
    *,
    identity: str,
    name: str,
    scope: str,
    report: Report,
) -> Activity:
    """Build the activity of one userTask; faults go to ``report``."""
    settings = _Settings(report)
    children = [] if extension is None else list(_ours(extension))
    for child in children:
        if _local(child) not in ("activity", "who", "deadline", "outcome", "variable", "circulate"):
            report(child, f"不认识的设置“{_local(child)}”")
    who_elements = [child for child in children if _local(child) == "who"]
    if len(who_elements) != 1:
        report(element, "必须设置且只能设置一次办理人（who）")
    main = settings.single(children, "activity")
    deadline = settings.single(children, "deadline")
    circulate = settings.single(children, "circulate")
    action, undo, repeatable = settings.act(element, main)
    outcomes = tuple(settings.outcomes(children, "outcome", "code"))
    who_element = who_elements[0] if who_elements else None
    quorum = settings.choice(who_element, "quorum", Quorum, Quorum.ONE)
    return Activity(
        id=identity,
        name=name,
        line=line_of(element),
        scope=scope,
        who=_NOT_SET if who_element is None else settings.who(who_element, "rule") or _NOT_SET,
        quorum=quorum,
        needed=settings.needed(who_element, quorum),
        counted=settings.counted(who_element, outcomes),
        button=("" if main is None else settings.label(main, "button")) or "办理",
        opinion=settings.choice(main, "opinion", Opinion, Opinion.OPTIONAL),
        editable=settings.boolean(main, "editable"),
        action=action,
        undo=undo,
        repeatable=repeatable,
        result="" if main is None else settings.name(main, "result"),
        outcomes=outcomes,
        variables=tuple(settings.variables(children)),
        moves=settings.moves(main),
        deadline=Deadline() if deadline is None else settings.deadline(deadline),
        circulate=None if circulate is None else settings.who(circulate, "to"),
    )


def read_automatic_step(
    element: etree._Element,
    extension: etree._Element | None,
    *,
    identity: str,
    name: str,
    scope: str,
    report: Report,
) -> AutomaticStep:
    """Build the automatic step of one serviceTask: it performs a registered action and nothing else."""
    settings = _Settings(report)
    children = [] if extension is None else list(_ours(extension))
    for child in children:
        if _local(child) != "activity":
            report(child, f"自动环节不能设置“{_local(child)}”")
    main = settings.single(children, "activity")
    action, undo, repeatable = settings.act(element, main)
    if not action:
        report(element, "自动环节没有设置业务动作（action）")
    return AutomaticStep(
        identity, name, line_of(element), scope=scope, action=action, undo=undo, repeatable=repeatable
    )


def read_each(extension: etree._Element | None, report: Report) -> str:
    """The variable of units a subprocess runs for, from ``zb:each``; empty where it runs once."""
    settings = _Settings(report)
    children = [] if extension is None else list(_ours(extension))
    for child in children:
        if _local(child) != "each":
            report(child, f"子流程不能设置“{_local(child)}”")
    each = settings.single(children, "each")
    if each is None:
        return ""
    name = settings.name(each, "variable")
    if not name:
        report(each, "“each”应指明单位变量（variable）")
    return name


def read_timer(
    element: etree._Element, extension: etree._Element | None, duration: str, report: Report
) -> Deadline:
    """The working days of a boundary timer: ``zb:deadline``, or else ``P3D`` as BPMN writes it."""
    settings = _Settings(report)
    children = [] if extension is None else list(_ours(extension))
    ours = settings.single(children, "deadline")
    if ours is not None:
        return settings.deadline(ours)
    days = _DAYS.match(duration.strip())
    if days is None or not int(days[1]) <= _LONGEST_DEADLINE:
        report(element, "边界定时应写明工作日数：设置时限（zb:deadline），或时长（timeDuration）写作“P3D”")
        return Deadline(ordinary=1)
    return Deadline(ordinary=int(days[1]))


def read_facts(extension: etree._Element | None, report: Report) -> frozenset[str]:
    """The names the subject of the process supplies by itself (业务要素), from ``zb:facts``."""
    names: set[str] = set()
    for child in [] if extension is None else _ours(extension):
        if _local(child) != "facts":
            report(child, f"不认识的设置“{_local(child)}”")
            continue
        for name in child.get("names", "").split():
            if _NAME.match(name):
                names.add(name)
            else:
                report(child, f"变量名“{name}”不合规")
    return frozenset(names)


class _Settings:
    """Readers of single attributes; each reports its fault and goes on, so that all faults show at once."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def single(self, children: list[etree._Element], name: str) -> etree._Element | None:
        found = [child for child in children if _local(child) == name]
        if len(found) > 1:
            self.report(found[1], f"设置“{name}”重复")
        return found[0] if found else None

    def who(self, element: etree._Element, attribute: str) -> Who | None:
        rule = self._rule(element, element.get(attribute, ""))
        among = element.get("among")
        if rule is None:
            return None
        if among is None:
            return rule
        if rule.kind is not WhoKind.CHOSEN:
            self.report(element, "只有“chosen”可以设置选人范围（among）")
            return rule
        return Who(rule.kind, rule.argument, self._rule(element, among))

    def _rule(self, element: etree._Element, text: str) -> Who | None:
        kind_text, _, argument = text.strip().partition(":")
        kind = next((one for one in WhoKind if one == kind_text), None)
        if kind is None:
            self.report(element, f"不认识的办理人规则“{text}”")
            return None
        if kind in WHO_ARGUMENTS and not _NAME.match(argument):
            self.report(element, f"办理人规则“{kind}”缺少{WHO_ARGUMENTS[kind]}")
            return None
        if kind not in WHO_ARGUMENTS and argument:
            self.report(element, f"办理人规则“{kind}”不带参数")
            return None
        return Who(kind, argument)

    def act(self, element: etree._Element, main: etree._Element | None) -> tuple[str, str, bool]:
        """Action, undo and repeatable, which exclude one another."""
        if main is None:
            return "", "", False
        action, undo, repeatable = (
            self.code(main, "action"),
            self.code(main, "undo"),
            self.boolean(main, "repeatable"),
        )
        if undo and not action:
            self.report(element, "没有设置业务动作（action），不能设置撤销动作（undo）")
        if repeatable and (undo or not action):
            self.report(
                element, "只有设置了业务动作（action）且没有撤销动作（undo）的环节可以设为可重复（repeatable）"
            )
        return action, undo, repeatable

    def needed(self, element: etree._Element | None, quorum: Quorum) -> int:
        if element is None:
            return 0
        if quorum in (Quorum.COUNT, Quorum.PERCENT):
            number = self.number(element, "needed", 100)
            if not number:
                self.report(element, f"办理方式“{quorum}”应以“needed”写明1至100的{_NEEDED[quorum]}")
            return number or 1
        if element.get("needed") is not None or element.get("counted") is not None:
            self.report(element, "只有办理方式“count”“percent”可以设置“needed”“counted”")
        return 0

    def counted(self, element: etree._Element | None, outcomes: tuple[Outcome, ...]) -> frozenset[str]:
        codes = frozenset((element.get("counted") or "").split()) if element is not None else frozenset()
        unknown = codes - {outcome.code for outcome in outcomes}
        if unknown and element is not None:
            self.report(element, f"“counted”中的“{min(unknown)}”不是本环节的办理结果")
        return codes

    def choice(
        self, element: etree._Element | None, attribute: str, choices: type[Choice], default: Choice
    ) -> Choice:
        text = None if element is None else element.get(attribute)
        if element is None or text is None:
            return default
        found = next((one for one in choices if one == text), None)
        if found is None:
            self.report(element, f"“{attribute}”只能取{'、'.join(choices)}之一")
            return default
        return found

    def boolean(self, element: etree._Element | None, attribute: str) -> bool:
        text = "false" if element is None else element.get(attribute, "false")
        if element is not None and text not in ("true", "false"):
            self.report(element, f"“{attribute}”只能取true、false之一")
        return text == "true"

    def label(self, element: etree._Element, attribute: str) -> str:
        text = element.get(attribute, "").strip()
        if len(text) > _LONGEST_LABEL:
            self.report(element, f"“{attribute}”不得超过{_LONGEST_LABEL}个字")
        return text

    def name(self, element: etree._Element, attribute: str) -> str:
        text = element.get(attribute, "")
        if text and not _NAME.match(text):
            self.report(element, f"“{attribute}”的变量名“{text}”不合规")
            return ""
        return text

    def code(self, element: etree._Element, attribute: str) -> str:
        text = element.get(attribute, "")
        if text and not _ACTION.match(text):
            self.report(element, f"业务动作代码“{text}”不合规，应写作“模块.动作”")
            return ""
        return text

    def number(self, element: etree._Element, attribute: str, most: int) -> int | None:
        text = element.get(attribute)
        if text is None:
            return None
        if not re.fullmatch(r"\d{1,4}", text, re.ASCII) or int(text) > most:
            self.report(element, f"“{attribute}”应为0至{most}的整数")
            return None
        return int(text)

    def condition(self, element: etree._Element, text: str) -> Condition:
        try:
            return parse(text)
        except InvalidCondition as error:
            self.report(element, str(error))
            return NEVER

    def outcomes(self, children: list[etree._Element], tag: str, attribute: str) -> Iterator[Outcome]:
        seen: set[str] = set()
        for child in children:
            if _local(child) != tag:
                continue
            code, label = self.name(child, attribute), self.label(child, "label")
            if not code or not label:
                self.report(child, f"“{tag}”必须有代码和名称（label）")
            elif code in seen:
                self.report(child, f"“{tag}”的代码“{code}”重复")
            else:
                seen.add(code)
                yield Outcome(code, label, self.boolean(child, "veto"))

    def variables(self, children: list[etree._Element]) -> Iterator[Variable]:
        seen: set[str] = set()
        for child in children:
            if _local(child) != "variable":
                continue
            name, label = self.name(child, "name"), self.label(child, "label")
            if not name or not label or name in seen:
                self.report(child, "变量必须有不重复的名字（name）和名称（label）")
                continue
            seen.add(name)
            kind = self.choice(child, "kind", VariableKind, VariableKind.TEXT)
            options = tuple(self.outcomes(list(_ours(child)), "option", "value"))
            if (kind is VariableKind.CHOICE) is not bool(options):
                self.report(child, "选项（option）须且只须在选择类（choice）变量中设置")
            among = child.get("among")
            yield Variable(
                name=name,
                label=label,
                kind=kind,
                required=self.condition(child, child.get("required", "false")),
                options=options,
                among=None if among is None else self._rule(child, among),
                most=self.number(child, "most", 500) or 0,
            )

    def moves(self, element: etree._Element | None) -> frozenset[MoveKind]:
        text = None if element is None else element.get("moves")
        if element is None or text is None:
            return frozenset(MoveKind)
        moves = set()
        for word in text.split():
            move = next((one for one in MoveKind if one == word), None)
            if move is None:
                self.report(element, f"不认识的流转操作“{word}”")
            else:
                moves.add(move)
        return frozenset(moves)

    def deadline(self, element: etree._Element) -> Deadline:
        return Deadline(
            ordinary=self.number(element, "ordinary", _LONGEST_DEADLINE),
            urgent=self.number(element, "urgent", _LONGEST_DEADLINE),
            extra_urgent=self.number(element, "extra_urgent", _LONGEST_DEADLINE),
            variable=self.name(element, "variable"),
        )


def _ours(parent: etree._Element) -> Iterator[etree._Element]:
    prefix = f"{{{NAMESPACE}}}"
    return (child for child in parent if isinstance(child.tag, str) and child.tag.startswith(prefix))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def line_of(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0
