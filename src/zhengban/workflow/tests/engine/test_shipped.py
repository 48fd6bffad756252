"""The two processes the system ships, walked from end to end by the people of one small office."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from zhengban.workflow import engine
from zhengban.workflow.engine import Group, ProcessState, Urgency, Value, WhoKind

from .office import Office, Walk

FOLDER = Path(__file__).parents[3] / "documents" / "processes"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
(
    DRAFTER,
    HEAD,
    REVIEWER,
    LEADER,
    DEPUTY,
    RECHECKER,
    NUMBERING,
    KEEPER,
    REGISTRAR,
    ARCHIVIST,
    SECOND,
    THIRD,
) = range(1, 13)


class CityOffice(Office):
    """Knows the rules the shipped processes use."""

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        match kind:
            case WhoKind.DRAFTER:
                return (Group((DRAFTER,)),)
            case WhoKind.DRAFTER_UNIT_HEAD:
                return (Group((HEAD,)),)
            case WhoKind.LEADERS:
                return (Group((LEADER,)), Group((DEPUTY,)))
            case WhoKind.POST_KIND:
                return (Group((LEADER,)),)
            case _:
                return super().groups(kind, argument, variables)

    def serving(self, people: Iterable[int]) -> frozenset[int]:
        return frozenset(people)


OFFICE = CityOffice(
    {
        "OFFICE_REVIEWER": (REVIEWER,),
        "RECHECKER": (RECHECKER,),
        "NUMBERING_CLERK": (NUMBERING,),
        "SEAL_KEEPER": (KEEPER,),
        "REGISTRAR": (REGISTRAR,),
        "ARCHIVIST": (ARCHIVIST,),
    },
    {20: (HEAD,), 21: (SECOND,), 22: (THIRD,)},
)


def walk(name: str, **facts: Value) -> Walk:
    return Walk((FOLDER / f"{name}.bpmn").read_bytes(), OFFICE, facts)


def acts(walk: Walk) -> list[str]:
    return [event.text for event in walk.trail if event.kind == "ACTIVITY_COMPLETED" and event.text]


def names(walk: Walk) -> list[str]:
    done = [item.activity for item in walk.marking.items if item.stands]
    return list(dict.fromkeys(walk.definition.activity(activity).name for activity in done))


@pytest.mark.parametrize("name", ["outgoing", "incoming"])
def test_every_element_is_drawn(name: str) -> None:
    xml = (FOLDER / f"{name}.bpmn").read_bytes()
    definition = engine.read(xml)
    root = etree.fromstring(xml)
    shapes = {shape.get("bpmnElement") for shape in root.iter(f"{DI}BPMNShape")}
    edges = {edge.get("bpmnElement") for edge in root.iter(f"{DI}BPMNEdge")}
    assert (definition.key, shapes, edges) == (name, set(definition.nodes), set(definition.flows))


@pytest.mark.parametrize("name", ["outgoing", "incoming"])
def test_the_more_urgent_the_shorter(name: str) -> None:
    for activity in engine.read((FOLDER / f"{name}.bpmn").read_bytes()).activities:
        days = [activity.deadline.days(urgency) for urgency in Urgency]
        if activity.id != "draft":
            assert None not in days
            assert days == sorted(days, reverse=True), activity.name


def test_outgoing_with_countersigning() -> None:
    out = walk("outgoing", upward=False, unsealed=False)
    out.complete("draft", DRAFTER, variables={"countersign_units": (21, 22)})
    out.complete("section_review", HEAD, opinion="同意")
    out.complete("countersign", THIRD, outcome="agree", opinion="同意")
    out.complete("countersign", SECOND, outcome="disagree", opinion="第三条请再商")
    out.complete("office_review", REVIEWER, opinion="同意", chosen={"sign": (DEPUTY,)})
    out.complete("sign", DEPUTY)
    out.complete("recheck", RECHECKER)
    out.complete("number", NUMBERING)
    out.complete("seal", KEEPER)
    out.complete("distribute", REGISTRAR)
    out.complete("archive", ARCHIVIST)

    assert out.marking.state is ProcessState.ENDED
    assert names(out) == [
        "拟稿",
        "处室核稿",
        "会签",
        "办公室核稿",
        "签发",
        "复核",
        "编号",
        "用印",
        "印制分发",
        "归档",
    ]
    assert acts(out) == [
        f"documents.{act}" for act in ("submit", "sign", "recheck", "number", "seal", "distribute", "archive")
    ]


def test_an_upward_document_goes_to_the_principal_head_without_a_choice() -> None:
    out = walk("outgoing", upward=True, unsealed=False)
    out.complete("draft", DRAFTER)
    out.complete("section_review", HEAD, opinion="同意")
    assert out.definition.choices_ahead("office_review", out.marking.variables) == ()
    out.complete("office_review", REVIEWER, opinion="同意")
    assert out.hands == {("principal_sign", (LEADER,))}


def test_a_change_of_substance_goes_back_to_the_signer_and_straight_to_the_recheck() -> None:
    out = walk("outgoing", upward=False, unsealed=False)
    out.complete("draft", DRAFTER)
    out.complete("section_review", HEAD, opinion="同意")
    out.complete("office_review", REVIEWER, opinion="同意", chosen={"sign": (LEADER,)})
    out.complete("sign", LEADER)
    events = out.send_back_straight("recheck", RECHECKER, "sign")
    assert [event.text for event in events if event.kind == "ACTIVITY_UNDONE"] == ["documents.unsign"]
    out.complete("sign", LEADER)
    assert out.hands == {("recheck", (RECHECKER,))}


def test_a_numbered_document_does_not_go_back() -> None:
    out = walk("outgoing", upward=False, unsealed=False)
    out.complete("draft", DRAFTER)
    out.complete("section_review", HEAD, opinion="同意")
    out.complete("office_review", REVIEWER, opinion="同意", chosen={"sign": (LEADER,)})
    out.complete("sign", LEADER)
    out.complete("recheck", RECHECKER)
    out.complete("number", NUMBERING)
    out.complete("seal", KEEPER)
    with pytest.raises(engine.CannotUndo):
        out.send_back("distribute", REGISTRAR, "draft")


def test_a_badly_sealed_document_goes_back_to_the_keeper_and_its_seal_is_void() -> None:
    out = walk("outgoing", upward=False, unsealed=False)
    out.complete("draft", DRAFTER)
    out.complete("section_review", HEAD, opinion="同意")
    out.complete("office_review", REVIEWER, opinion="同意", chosen={"sign": (LEADER,)})
    out.complete("sign", LEADER)
    out.complete("recheck", RECHECKER)
    out.complete("number", NUMBERING)
    out.complete("seal", KEEPER)
    events = out.send_back("distribute", REGISTRAR, "seal")
    assert [event.text for event in events if event.kind == "ACTIVITY_UNDONE"] == ["documents.unseal"]
    assert out.hands == {("seal", (KEEPER,))}


def test_minutes_are_not_sealed() -> None:
    out = walk("outgoing", upward=False, unsealed=True)
    out.complete("draft", DRAFTER)
    out.complete("section_review", HEAD, opinion="同意")
    out.complete("office_review", REVIEWER, opinion="同意", chosen={"sign": (LEADER,)})
    out.complete("sign", LEADER)
    out.complete("recheck", RECHECKER)
    out.complete("number", NUMBERING)
    assert out.hands == {("distribute", (REGISTRAR,))}


def plan(incoming: Walk, **variables: Value) -> None:
    incoming.complete("check", REGISTRAR)
    incoming.complete("plan", REVIEWER, opinion="拟请承办", variables=variables)


def test_incoming_for_action() -> None:
    incoming = walk("incoming")
    plan(incoming, handling="FOR_ACTION", leaders=(LEADER, DEPUTY), host_unit=(20,), co_units=(21, 22))
    incoming.complete("instruct", DEPUTY, opinion="请综合科主办")
    incoming.complete("instruct", LEADER, opinion="同意")
    assert incoming.hands == {("host", (HEAD,)), ("assist", (SECOND,)), ("assist", (THIRD,))}
    incoming.complete("assist", SECOND, opinion="无意见")
    incoming.complete("host", HEAD, opinion="已答复")
    incoming.complete("assist", THIRD, opinion="无意见")
    incoming.complete("complete", REVIEWER, opinion="已办结")
    incoming.complete("archive", ARCHIVIST)

    assert incoming.marking.state is ProcessState.ENDED
    assert names(incoming) == ["初审", "拟办", "批示", "承办", "协办", "办结", "归档"]
    assert acts(incoming) == [f"incoming.{act}" for act in ("accept", "plan", "complete", "archive")]


def test_incoming_without_assisting_units() -> None:
    incoming = walk("incoming")
    plan(incoming, handling="FOR_ACTION", leaders=(LEADER,), host_unit=(20,))
    incoming.complete("instruct", LEADER, opinion="同意")
    assert (incoming.hands, incoming.waiting) == ({("host", (HEAD,))}, 1)
    incoming.complete("host", HEAD, opinion="已答复")
    assert incoming.hands == {("complete", (REVIEWER,))}


def test_incoming_for_information_is_read_and_waits_for_nobody() -> None:
    incoming = walk("incoming")
    plan(incoming, handling="FOR_INFORMATION", readers=(LEADER, DEPUTY))
    circulated = [event.people for event in incoming.trail if event.kind == "CIRCULATED"]
    assert circulated == [(LEADER, DEPUTY)]
    incoming.complete("read", REGISTRAR)
    incoming.complete("complete", REVIEWER, opinion="已阅结")
    incoming.complete("archive", ARCHIVIST)
    assert incoming.marking.state is ProcessState.ENDED


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"leaders": (LEADER,)}, "handling"),
        ({"handling": "FOR_INFORMATION"}, "readers"),
        ({"handling": "FOR_ACTION", "leaders": (LEADER,)}, "host_unit"),
        ({"handling": "FOR_ACTION", "leaders": (DRAFTER,), "host_unit": (20,)}, "leaders"),
        ({"handling": "FOR_ACTION", "leaders": (LEADER,), "host_unit": (20, 21)}, "host_unit"),
        ({"handling": "FOR_ACTION", "leaders": (LEADER,), "host_unit": (20,), "due_on": "明天"}, "due_on"),
        ({"handling": "LATER", "leaders": (LEADER,)}, "handling"),
    ],
)
def test_the_plan_must_be_whole(variables: dict[str, Value], field: str) -> None:
    incoming = walk("incoming")
    with pytest.raises(engine.InvalidEntry) as refusal:
        plan(incoming, **variables)
    assert refusal.value.field == field
    assert incoming.hands == {("plan", (REVIEWER,))}


def test_returning_from_the_host_unit_takes_the_assisting_units_back_too() -> None:
    incoming = walk("incoming")
    plan(incoming, handling="FOR_ACTION", leaders=(LEADER,), host_unit=(20,), co_units=(21,))
    incoming.complete("instruct", LEADER, opinion="同意")
    incoming.complete("assist", SECOND, opinion="无意见")
    incoming.send_back("host", HEAD, "plan")
    assert (incoming.hands, incoming.waiting) == ({("plan", (REVIEWER,))}, 0)
    incoming.complete(
        "plan", REVIEWER, opinion="改由秘书一科主办", variables={"host_unit": (21,), "co_units": (22,)}
    )
    incoming.complete("instruct", LEADER, opinion="同意")
    assert incoming.hands == {("host", (SECOND,)), ("assist", (THIRD,))}
