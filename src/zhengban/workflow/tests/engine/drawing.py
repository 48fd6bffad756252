"""Draw structured processes for the tests: a small tree of steps, written out as BPMN 2.0 XML."""

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zb="https://zhengban.example/bpmn">'


@dataclass(frozen=True)
class Task:
    """One activity; ``inner`` is XML inside its zb settings, ``main`` attributes of zb:activity."""

    id: str
    who: str = ""
    quorum: str = "one"
    main: str = ""
    inner: str = ""


@dataclass(frozen=True)
class Sequence:
    parts: tuple["Part", ...]


@dataclass(frozen=True)
class Parallel:
    branches: tuple["Part", ...]


@dataclass(frozen=True)
class Exclusive:
    """The branches in order; the last one is the default. An empty sequence is a way past."""

    conditions: tuple[str, ...]
    branches: tuple["Part", ...]


@dataclass(frozen=True)
class Inclusive:
    """As an exclusive block, but every branch whose condition holds is taken."""

    conditions: tuple[str, ...]
    branches: tuple["Part", ...]


@dataclass(frozen=True)
class Picked:
    """Branches of which the handler picks one."""

    branches: tuple["Part", ...]


@dataclass(frozen=True)
class Loop:
    """The part once, and again while the condition holds after it."""

    part: "Part"
    condition: str


@dataclass(frozen=True)
class Automatic:
    """A step the system does."""

    id: str
    main: str


@dataclass(frozen=True)
class Subprocess:
    """The part as an embedded subprocess; with ``each`` once for every unit of that variable."""

    id: str
    part: "Part"
    each: str = ""


@dataclass(frozen=True)
class Timed:
    """A task whose deadline opens another way, which meets the drawn one afterwards."""

    task: Task
    late: "Part"


Part = Task | Sequence | Parallel | Exclusive | Inclusive | Picked | Loop | Automatic | Subprocess | Timed


@dataclass
class Drawing:
    """Writes nodes and flows with fresh identities."""

    facts: str = ""
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def identity(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def flow(self, source: str, target: str, condition: str = "") -> str:
        identity = self.identity("f")
        inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        self.lines.append(
            f'<sequenceFlow id="{identity}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
        )
        return identity

    def part(self, part: Part, before: str) -> str:
        """Draw the part after node ``before``; give the last node drawn."""
        match part:
            case Task():
                self.lines.append(task_xml(part))
                self.flow(before, part.id)
                return part.id
            case Sequence():
                for one in part.parts:
                    before = self.part(one, before)
                return before
            case Parallel():
                return self.block(part.branches, ("",) * len(part.branches), "parallelGateway", before)
            case Exclusive():
                return self.block(part.branches, (*part.conditions, ""), "exclusiveGateway", before)
            case Inclusive():
                return self.block(part.branches, (*part.conditions, ""), "inclusiveGateway", before)
            case Picked():
                return self.block(part.branches, ("",) * len(part.branches), "exclusiveGateway", before, True)
            case Automatic():
                self.lines.append(
                    f'<serviceTask id="{part.id}" name="{part.id}自动"><extensionElements>'
                    f"<zb:activity {part.main}/></extensionElements></serviceTask>"
                )
                self.flow(before, part.id)
                return part.id
            case Loop():
                return self.loop(part, before)
            case Subprocess():
                return self.subprocess(part, before)
            case Timed():
                return self.timed(part, before)

    def loop(self, loop: Loop, before: str) -> str:
        again, leave = self.identity("again"), self.identity("leave")
        self.lines.append(f'<exclusiveGateway id="{again}"/>')
        self.flow(before, again)
        last = self.part(loop.part, again)
        self.flow(last, leave)
        self.flow(leave, again, loop.condition)
        onward = self.identity("onward")
        self.lines.append(f'<exclusiveGateway id="{onward}"/>')
        self.lines.append(f'<exclusiveGateway id="{leave}" default="{self.flow(leave, onward)}"/>')
        return onward

    def subprocess(self, part: Subprocess, before: str) -> str:
        self.flow(before, part.id)
        outer, self.lines = self.lines, []
        begin, end = self.identity("begin"), self.identity("finish")
        self.lines.append(f'<startEvent id="{begin}"/>')
        self.flow(self.part(part.part, begin), end)
        self.lines.append(f'<endEvent id="{end}"/>')
        each = f'<extensionElements><zb:each variable="{part.each}"/></extensionElements>' if part.each else ""
        outer.append(f'<subProcess id="{part.id}" name="{part.id}子流程">{each}')
        self.lines = [*outer, *self.lines, "</subProcess>"]
        return part.id

    def timed(self, part: Timed, before: str) -> str:
        self.part(part.task, before)
        timer, merge = self.identity("timer"), self.identity("merge")
        self.lines.append(
            f'<boundaryEvent id="{timer}" name="超时" attachedToRef="{part.task.id}"><timerEventDefinition>'
            "<timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>"
        )
        self.flow(self.part(part.late, timer), merge)
        self.flow(part.task.id, merge)
        self.lines.append(f'<exclusiveGateway id="{merge}"/>')
        return merge

    def block(
        self,
        branches: tuple[Part, ...],
        conditions: tuple[str, ...],
        tag: str,
        before: str,
        is_picked: bool = False,
    ) -> str:
        split, join = self.identity("split"), self.identity("join")
        self.flow(before, split)
        default = ""
        for branch, condition in zip(branches, conditions, strict=True):
            # A gateway with one way in and out marks the entry, so that empty branches need no special case.
            entry = self.identity("entry")
            self.lines.append(f'<exclusiveGateway id="{entry}"/>')
            flow = self.flow(split, entry, condition)
            if not condition:
                default = flow
            self.flow(self.part(branch, entry), join)
        decides = tag != "parallelGateway" and not is_picked
        attribute = f' default="{default}"' if decides else ""
        self.lines.append(f'<{tag} id="{split}"{attribute}/>')
        self.lines.append(f'<{tag} id="{join}"/>')
        return join

    def xml(self, part: Part) -> bytes:
        self.lines.append('<startEvent id="start"/>')
        last = self.part(part, "start")
        self.lines.append('<endEvent id="end"/>')
        self.flow(last, "end")
        facts = f'<extensionElements><zb:facts names="{self.facts}"/></extensionElements>' if self.facts else ""
        return (
            HEAD
            + '<process id="drawn" name="试验流程">\n'
            + facts
            + "\n".join(self.lines)
            + "</process></definitions>"
        ).encode()


def task_xml(task: Task) -> str:
    rule, _, among = (task.who or f"role:{task.id}").partition("|")
    among = f" among={quoteattr(among)}" if among else ""
    return (
        f'<userTask id="{task.id}" name="{task.id}环节"><extensionElements>'
        f'<zb:activity {task.main}/><zb:who rule={quoteattr(rule)}{among} quorum="{task.quorum}"/>'
        f"{task.inner}"
        "</extensionElements></userTask>"
    )


def draw(*parts: Part, facts: str = "") -> bytes:
    return Drawing(facts).xml(Sequence(parts))
