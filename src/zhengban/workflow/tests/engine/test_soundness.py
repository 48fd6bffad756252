"""The proof: its verdicts, its stories, how much it can judge at once, and that it agrees with trying everything."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from zhengban.workflow.engine import Verdict, examine

from .plain import drawn, sketch


@pytest.mark.parametrize(
    "text",
    [
        "s > A > e",
        "s > one x > A > one j > e; x > B > j",
        "s > all x > A > all j > e; x > B > j",
        "s > some x > A > some j > e; x > B > j; x > C > j",
        "s > all x > A > some j > e; x > B > j",
        # Drawn back: 核稿不通过再拟稿.
        "s > one again > A > one ok > B > e; ok > again",
        # Several ends, one of them reached.
        "s > one x > A > e; x > B > e",
        # Sound although the branches overlap: no block structure finds this.
        "s > all x > A > all y > C > all z > D > all w > e; x > B > z; y > E > w",
        # A gateway that both joins and splits.
        "s > all x > A > all m > C > all j > e; x > B > m; m > D > j",
    ],
)
def test_what_is_sound(text):
    assert examine(sketch(text)).verdict is Verdict.SOUND


@pytest.mark.parametrize(
    ("text", "reason", "witness"),
    [
        (
            "s > one x > A > all j > e; x > B > j",
            "若选择“A”，则“j”等待“B”而永远不会到达。",
            ("A",),
        ),
        ("s > all x > A > one j > C > e; x > B > j", "“C”会重复办理。", ("A", "C", "B", "C")),
        (
            "s > D > all x > A > all j > e; x > one y > B > j; y > C > e",
            "若选择“C”，则流程到达结束时，“A”仍在等待办理。",
            ("D", "C"),
        ),
        ("s > A > e; B > e", "从开始到不了“B”，这一步永远不会办理。", ("B",)),
        ("s > one x > A > e; x > B", "若选择“B”，则“B”之后无路可走。", ("B",)),
        (
            "s > A > one x > one y > x; y > e",
            "“x”、“y”形成的回路中没有由人办理的环节，会无休止地循环。",
            ("x", "y"),
        ),
    ],
)
def test_the_story_of_what_is_not_sound(text, reason, witness):
    examination = examine(sketch(text))
    assert examination.verdict is Verdict.UNSOUND
    assert (examination.reason, examination.witness) == (reason, witness)


def test_who_can_never_leave_a_circle_is_told_where_they_are():
    examination = examine(sketch("s > A > one x > e; x > B > one y > C > y"))
    assert examination.reason == "若选择“B”，则将一直停留在“B”、“C”之间，永远到不了结束。"
    assert examination.witness[:2] == ("A", "B")


def test_a_gateway_whose_conditions_may_all_fail_is_not_sound():
    xml = sketch("s > A > one x > B > e; x > C > e")
    for flow in ("Flow_2", "Flow_4"):
        xml = xml.replace(
            f'id="{flow}" sourceRef="x"'.encode(),
            f'id="{flow}" name="金额大" sourceRef="x"'.encode(),
        )
    asked = b"<bpmn:conditionExpression>${amount &gt; 1}</bpmn:conditionExpression></bpmn:sequenceFlow>"
    lines = [line.replace(b"/>", b">" + asked) if b'sourceRef="x"' in line else line for line in xml.split(b"\n")]
    examination = examine(b"\n".join(lines))
    assert examination.verdict is Verdict.UNSOUND
    assert examination.reason == "若“x”的各条件都不成立，则“x”之后无路可走。"


def test_answers_that_cover_every_case_need_no_default():
    head = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zb="https://zhengban.example/bpmn">'
        '<process id="p" name="试验"><startEvent id="s"/><userTask id="A" name="甲"><extensionElements>'
        '<zb:activity result="verdict"/><zb:who rule="drafter"/>'
        '<zb:outcome code="agree" label="同意"/><zb:outcome code="no" label="不同意"/></extensionElements></userTask>'
        '<exclusiveGateway id="x"/><endEvent id="e"/><endEvent id="f"/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="A"/><sequenceFlow id="f2" sourceRef="A" targetRef="x"/>'
    )

    def judged(one: str, other: str) -> Verdict:
        ways = "".join(
            f'<sequenceFlow id="g{number}" sourceRef="x" targetRef="{end}">'
            f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
            for number, (end, condition) in enumerate((("e", one), ("f", other)))
        )
        return examine((head + ways + "</process></definitions>").encode()).verdict

    assert judged("verdict == 'agree'", "verdict == 'no'") is Verdict.SOUND
    assert judged("verdict == 'agree'", "verdict == 'maybe'") is Verdict.UNSOUND


# Size


def line(count: int) -> str:
    return "s > " + " > ".join(f"T{number}" for number in range(count)) + " > e"


def wide(branches: int, last: str = "") -> str:
    ways = [
        f"split > A{b} > one x{b} > B{b} > one y{b} > join; x{b} > C{b} > {last if b == 0 and last else f'y{b}'}"
        for b in range(branches)
    ]
    return "s > all split; " + "; ".join(ways).replace("> join;", "> all join;", 1) + "; join > e"


def overlapping(branches: int) -> str:
    """Branches no folding takes apart: all of them have to be walked."""
    ways = [
        f"split > all g{b} > A{b} > all h{b} > C{b} > all i{b} > D{b} > all k{b} > join; g{b} > B{b} > i{b}; h{b} > E{b} > k{b}"
        for b in range(branches)
    ]
    return "s > all split; " + "; ".join(ways).replace("> join;", "> all join;", 1) + "; join > e"


def nested(levels: int, kinds: tuple[str, ...], innermost: str = "") -> str:
    ways, before = [], "s"
    for level in range(levels):
        kind = kinds[level % len(kinds)]
        closing = innermost if innermost and level == levels - 1 else kind
        ways.append(f"{before} > {kind} o{level} > T{level} > {closing} c{level}")
        before = f"o{level}"
    ways.append(f"{before} > inner > c{levels - 1}")
    ways += [f"c{level} > c{level - 1}" for level in range(levels - 1, 0, -1)]
    return "; ".join([*ways, "c0 > e"])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (line(400), Verdict.SOUND),
        (wide(12), Verdict.SOUND),
        (wide(12, "e"), Verdict.UNSOUND),
        (overlapping(12), Verdict.SOUND),
        (nested(40, ("all", "one", "some")), Verdict.SOUND),
        (nested(40, ("all",)), Verdict.SOUND),
        (nested(40, ("all", "one", "all", "some"), "all"), Verdict.UNSOUND),
        (nested(40, ("one", "some", "all"), "all"), Verdict.UNSOUND),
    ],
)
def test_large_drawings_are_judged_without_trying_everything(text, verdict, monkeypatch):
    """The work is counted, not timed: far fewer markings than the branches have together."""
    from zhengban.workflow.engine import exploration

    monkeypatch.setattr(exploration, "MOST_MARKINGS", 20_000)
    examination = examine(sketch(text))
    assert examination.verdict is verdict
    assert "过于复杂" not in examination.reason


# Against trying everything


class Everything:
    """A token game on the drawing itself, without folding, in every order there is."""

    def __init__(self, nodes: dict[str, str], arrows: list[tuple[str, str]]) -> None:
        self.nodes = nodes
        self.arrows = arrows
        self.into = {name: [n for n, (_, target) in enumerate(arrows) if target == name] for name in nodes}
        self.out = {name: [n for n, (source, _) in enumerate(arrows) if source == name] for name in nodes}

    def is_sound(self, most: int = 4000) -> bool | None:
        """None where there are too many markings to try."""
        first = frozenset(self.out["s"])
        seen = {first}
        waiting = [first]
        after: dict[frozenset[int], set[frozenset[int]]] = {}
        fired: set[str] = set()
        final = frozenset[int]()
        while waiting:
            marking = waiting.pop()
            after[marking] = set()
            for node, taken, put in self.steps(marking):
                fired.add(node)
                rest = marking - taken
                if rest & put:
                    return False
                onward = rest | put
                if node == "e" and onward:
                    return False
                after[marking].add(onward)
                if onward not in seen:
                    seen.add(onward)
                    waiting.append(onward)
            if len(seen) > most:
                return None
        if fired | {"s"} != set(self.nodes):
            return False
        can_end = {final}
        growing = True
        while growing:
            more = {one for one, onward in after.items() if one not in can_end and onward & can_end}
            can_end |= more
            growing = bool(more)
        return set(after) <= can_end

    def steps(self, marking: frozenset[int]) -> Iterator[tuple[str, frozenset[int], frozenset[int]]]:
        for name, kind in self.nodes.items():
            here = marking & frozenset(self.into[name])
            if not here:
                continue
            if kind == "all":
                takings = [here] if len(here) == len(self.into[name]) else []
            elif kind == "some" and len(self.into[name]) > 1:
                takings = [] if self.may_come(name, marking, here) else [here]
            else:
                takings = [frozenset({one}) for one in here]
            for taken in takings:
                for put in self.puttings(kind, self.out[name]):
                    yield name, taken, put

    def puttings(self, kind: str, out: list[int]) -> list[frozenset[int]]:
        if kind == "end":
            return [frozenset()]
        if kind == "all":
            return [frozenset(out)]
        if kind == "some":
            return [frozenset(some) for count in range(1, len(out) + 1) for some in combinations(out, count)]
        return [frozenset({one}) for one in out]

    def may_come(self, join: str, marking: frozenset[int], here: frozenset[int]) -> bool:
        return any((ahead := self.ahead(arrow, join)) - here and not ahead & here for arrow in marking - here)

    def ahead(self, arrow: int, join: str) -> set[int]:
        """The ways into the join that a token on that arrow can still come to."""
        found: set[int] = set()
        seen = {arrow}
        waiting = [arrow]
        while waiting:
            one = waiting.pop()
            target = self.arrows[one][1]
            if target == join:
                found.add(one)
                continue
            for onward in self.out[target]:
                if onward not in seen:
                    seen.add(onward)
                    waiting.append(onward)
        return found


@st.composite
def tangles(draw_one: st.DrawFn, kinds: tuple[str, ...]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Any graph at all in which every node can be reached."""
    nodes, arrows = {"s": "start"}, list[tuple[str, str]]()
    free = ["s"]
    for number in range(draw_one(st.integers(1, 9))):
        name = f"n{number}"
        nodes[name] = draw_one(st.sampled_from(("task", *kinds)))
        before = draw_one(st.sampled_from(free))
        arrows.append((before, name))
        if nodes[before] in ("start", "task"):
            free.remove(before)
        free.append(name)
    nodes["e"] = "end"
    names = list(nodes)[1:]
    for name in free:
        # Mostly onward, sometimes back; a gateway may have further ways.
        has_way = any(source == name for source, _ in arrows)
        for _ in range(draw_one(st.integers(0, 1)) if has_way else 1):
            later = names[names.index(name) + 1 :]
            arrows.append((name, draw_one(st.sampled_from(later if draw_one(st.integers(0, 6)) else names))))
    return nodes, arrows


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(tangle=tangles(("one", "all")))
def test_the_proof_agrees_with_trying_everything(tangle):
    agree(*tangle)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(tangle=tangles(("one", "all", "some", "some")))
def test_the_proof_agrees_about_inclusive_gateways(tangle):
    agree(*tangle)


def agree(nodes: dict[str, str], arrows: list[tuple[str, str]]) -> None:
    examination = examine(drawn(nodes, arrows))
    assume("没有由人办理的环节" not in examination.reason)
    expected = Everything(nodes, arrows).is_sound()
    assume(expected is not None)
    assert examination.verdict is (Verdict.SOUND if expected else Verdict.UNSOUND), examination
    assert bool(examination.reason) is not expected
