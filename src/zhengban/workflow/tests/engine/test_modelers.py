"""Drawings as the usual modelers write them: read, proven, and refused by name where they go beyond."""

from pathlib import Path

import pytest

from zhengban.workflow.engine import InvalidDefinition, Verdict, examine, read
from zhengban.workflow.engine.nodes import AutomaticStep, InclusiveGateway, SubprocessEntry, TimerEvent

FILES = Path(__file__).parent / "modelers"


def xml(name: str) -> bytes:
    return (FILES / name).read_bytes()


def test_a_drawing_of_bpmn_io_is_proven_and_told_what_is_still_to_be_set() -> None:
    examination = examine(xml("bpmn_io.bpmn"))

    assert examination.verdict is Verdict.SOUND
    assert examination.definition is not None
    assert [activity.name for activity in examination.definition.activities] == [
        "起草签报",
        "处室负责人审核",
        "分管领导批示",
        "财务会审",
    ]
    asked = [gap.name for gap in examination.gaps if "办理人" in gap.message]
    assert asked == ["起草签报", "处室负责人审核", "分管领导批示", "财务会审"]
    with pytest.raises(InvalidDefinition, match="必须设置且只能设置一次办理人"):
        read(xml("bpmn_io.bpmn"))


def test_a_drawing_of_camunda_modeler_keeps_timer_subprocess_and_conditions() -> None:
    examination = examine(xml("camunda_7.bpmn"))

    assert examination.verdict is Verdict.SOUND
    definition = examination.definition
    assert definition is not None
    assert (definition.key, definition.name) == ("reception", "公务接待")
    timer = definition.nodes["Event_late"]
    assert isinstance(timer, TimerEvent)
    assert (timer.activity, timer.deadline.ordinary, timer.interrupting) == ("Activity_approve", 3, True)
    assert isinstance(definition.nodes["Activity_arrange"], SubprocessEntry)
    assert isinstance(definition.nodes["Gateway_needs"], InclusiveGateway)
    assert definition.nodes["Activity_meal"].scope == "Activity_arrange"
    assert isinstance(definition.nodes["Activity_register"], AutomaticStep)
    large = definition.flows["Flow_large"].condition
    assert large is not None
    answers = ((9999, False), (10000, False), (10000, True))
    taken = [large.value({"amount": amount, "exempt": exempt}) for amount, exempt in answers]
    assert taken == [False, True, False]
    assert {gap.message for gap in examination.gaps} == {
        "必须设置且只能设置一次办理人（who）",
        "自动环节没有设置业务动作（action）",
        "条件中的“amount”没有任何环节填写，也不是业务要素",
        "条件中的“exempt”没有任何环节填写，也不是业务要素",
    }


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("<bpmn:serviceTask", "<bpmn:scriptTask", "元素“scriptTask”尚不支持"),
        (
            '<bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration>',
            "<bpmn:timeDate>2026-11-20T00:00:00Z</bpmn:timeDate>",
            "边界定时只支持时长，“timeDate”尚不支持",
        ),
        (
            '<bpmn:userTask id="Activity_meal" name="安排用餐">',
            '<bpmn:userTask id="Activity_meal" name="安排用餐"><bpmn:multiInstanceLoopCharacteristics/>',
            "环节“安排用餐”中的“multiInstanceLoopCharacteristics”尚不支持",
        ),
        (
            '<bpmn:endEvent id="Event_end" name="办结">',
            '<bpmn:endEvent id="Event_end" name="办结"><bpmn:terminateEventDefinition id="t"/>',
            "带触发条件的开始或结束事件，尚不支持",
        ),
        ('targetRef="Activity_meal"', 'targetRef="Activity_register"', "流向不能穿过子流程的边界"),
    ],
)
def test_what_lies_beyond_is_refused_by_element_and_line(written: str, instead: str, message: str) -> None:
    text = xml("camunda_7.bpmn").decode()
    assert written in text
    closing = "</bpmn:scriptTask>" if "script" in instead else "</bpmn:serviceTask>"
    changed = text.replace(written, instead).replace("</bpmn:serviceTask>", closing)

    examination = examine(changed.encode())

    assert examination.verdict is Verdict.INVALID
    (fault,) = examination.faults
    line = next(number for number, row in enumerate(changed.split("\n"), 1) if instead[:30] in row)
    assert (fault.message, abs(fault.line - line) <= 1) == (message, True)


def test_a_join_drawn_wrong_is_told_by_the_names_of_the_drawing() -> None:
    text = xml("bpmn_io.bpmn").decode()
    changed = text.replace(
        '<bpmn:parallelGateway id="Gateway_1v4q3ta">', '<bpmn:exclusiveGateway id="Gateway_1v4q3ta" name="送谁">'
    )
    changed = changed.replace("</bpmn:parallelGateway>", "</bpmn:exclusiveGateway>", 1)

    examination = examine(changed.encode())

    assert examination.verdict is Verdict.UNSOUND
    assert (
        examination.reason
        == "若选择“通过”，且选择“分管领导批示”，则“第41行的并行网关”等待“财务会审”而永远不会到达。"
    )
    assert examination.witness == ("起草签报", "处室负责人审核", "分管领导批示")
