"""Reading a drawing: the settings that come out, and every fault told by element, line and sentence."""

import pytest

from zhengban.workflow import engine
from zhengban.workflow.engine import (
    Deadline,
    InvalidDefinition,
    MoveKind,
    Opinion,
    Outcome,
    Quorum,
    Urgency,
    VariableKind,
    Who,
    WhoKind,
)

from .drawing import HEAD, Parallel, Sequence, Task, draw, task_xml

START = '<startEvent id="start"/>'
END = '<endEvent id="end"/>'


def process(*lines: str) -> bytes:
    return (HEAD + '<process id="drawn" name="试验">\n' + "\n".join(lines) + "</process></definitions>").encode()


def flow(identity: str, source: str, target: str, inner: str = "") -> str:
    return f'<sequenceFlow id="{identity}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def task(identity: str, **settings: str) -> str:
    return task_xml(Task(identity, **settings))


def sentences(xml: bytes) -> list[str]:
    with pytest.raises(InvalidDefinition) as refusal:
        engine.read(xml)
    return [one.message for one in refusal.value.diagnostics]


def test_settings_of_an_activity():
    inner = (
        '<zb:deadline ordinary="3" urgent="1" variable="due"/>'
        '<zb:outcome code="agree" label="同意"/><zb:outcome code="disagree" label="不同意"/>'
        '<zb:variable name="handling" label="办理方式" kind="choice" required="true">'
        '<zb:option value="for_action" label="批办"/>'
        '<zb:option value="for_information" label="阅知"/></zb:variable>'
        '<zb:variable name="leaders" label="批示领导" kind="people" among="role:LEADER" most="3"'
        " required=\"handling == 'for_action'\"/>"
        '<zb:variable name="due" label="办理时限" kind="date"/>'
        '<zb:circulate to="people:leaders"/>'
    )
    main = (
        'button="拟办" opinion="required" editable="true" action="incoming.propose" undo="incoming.reopen"'
        ' result="verdict" moves="return transfer"'
    )
    definition = engine.read(draw(Task("propose", "role:OFFICE_REVIEWER", "any", main, inner)))
    activity = definition.activity("propose")

    assert (definition.key, definition.name) == ("drawn", "试验流程")
    assert activity.who == Who(WhoKind.ROLE, "OFFICE_REVIEWER")
    assert activity.quorum is Quorum.ANY
    assert (activity.button, activity.opinion, activity.editable) == ("拟办", Opinion.REQUIRED, True)
    assert (activity.action, activity.undo, activity.result) == (
        "incoming.propose",
        "incoming.reopen",
        "verdict",
    )
    assert activity.outcomes == (Outcome("agree", "同意"), Outcome("disagree", "不同意"))
    assert activity.moves == {MoveKind.RETURN, MoveKind.TRANSFER}
    assert activity.deadline == Deadline(ordinary=3, urgent=1, variable="due")
    assert activity.circulate == Who(WhoKind.PEOPLE, "leaders")
    handling, leaders, due = activity.variables
    assert handling.options == (Outcome("for_action", "批办"), Outcome("for_information", "阅知"))
    assert (leaders.kind, leaders.among, leaders.most) == (
        VariableKind.PEOPLE,
        Who(WhoKind.ROLE, "LEADER"),
        3,
    )
    assert due.kind is VariableKind.DATE


def test_what_is_not_set_has_a_plain_default():
    activity = engine.read(draw(Task("review"))).activity("review")
    assert (activity.button, activity.opinion, activity.editable) == ("办理", Opinion.OPTIONAL, False)
    assert (activity.action, activity.quorum, activity.moves) == ("", Quorum.ONE, frozenset(MoveKind))
    assert activity.deadline.days(Urgency.EXTRA_URGENT) is None


def test_a_deadline_falls_back_on_the_milder_degree():
    deadline = Deadline(ordinary=5, extra_urgent=0)
    assert [deadline.days(urgency) for urgency in Urgency] == [5, 5, 0]


def test_the_people_chosen_have_a_filter():
    activity = engine.read(draw(Task("draft"), Task("sign", "chosen|role:LEADER"))).activity("sign")
    assert activity.who == Who(WhoKind.CHOSEN, "", Who(WhoKind.ROLE, "LEADER"))


def test_blocks_follow_the_branches():
    definition = engine.read(draw(Parallel((Sequence((Task("a"), Parallel((Task("b"), Task("c"))))), Task("d")))))
    into = {name: definition.incoming[name][0].id for name in ("a", "b", "c", "d", "end")}
    depth = {name: len(definition.blocks.around[flow]) for name, flow in into.items()}
    assert depth == {"a": 1, "b": 2, "c": 2, "d": 1, "end": 0}
    assert definition.leads_to("a", "b")
    assert not definition.leads_to("a", "d")


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (b"<definitions", "不是格式正确的XML文件"),
        (b"", "不是格式正确的XML文件"),
        (b"<html/>", "不是BPMN 2.0流程定义文件"),
        ((HEAD + "</definitions>").encode(), "文件中应有且只有一个流程（process）"),
        (b'<!DOCTYPE d [<!ENTITY e "x">]>' + draw(Task("a")), "流程定义文件不得包含DOCTYPE声明"),
        (b" " * (4 * 1024 * 1024 + 1), "流程定义文件不得超过4096KB"),
        (
            (HEAD + '<import location="http://a.example/x.xsd"/><process id="p"/></definitions>').encode(),
            "流程定义文件不得引用外部文件（import）",
        ),
    ],
)
def test_files_that_are_no_definition(xml, sentence):
    assert sentences(xml) == [sentence]


def test_an_entity_is_never_read_from_outside(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    document = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]>'.encode() + draw(Task("a"))
    with pytest.raises(InvalidDefinition) as refusal:
        engine.read(document)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("element", "message"),
    [
        ('<eventBasedGateway id="x"/>', "元素“eventBasedGateway”尚不支持"),
        ('<callActivity id="x"/>', "元素“callActivity”尚不支持"),
        ('<intermediateCatchEvent id="x"/>', "元素“intermediateCatchEvent”尚不支持"),
        ('<subProcess id="x"/>', "子流程应有一个开始事件和至少一个结束事件，现有0个和0个"),
        ('<subProcess id="x" triggeredByEvent="true"/>', "事件子流程尚不支持"),
        (
            '<subProcess id="x"><multiInstanceLoopCharacteristics/></subProcess>',
            "子流程中的“multiInstanceLoopCharacteristics”尚不支持，多单位协办请设置“each”",
        ),
        (
            '<boundaryEvent id="x" attachedToRef="a"><errorEventDefinition/></boundaryEvent>',
            "边界事件只支持定时，“errorEventDefinition”尚不支持",
        ),
        (
            '<boundaryEvent id="x" attachedToRef="a"><timerEventDefinition><timeCycle>R/P1D</timeCycle>'
            "</timerEventDefinition></boundaryEvent>",
            "边界定时只支持时长，“timeCycle”尚不支持",
        ),
        ('<scriptTask id="x"><script>x</script></scriptTask>', "元素“scriptTask”尚不支持"),
        ('<startEvent id="x"><timerEventDefinition/></startEvent>', "带触发条件的开始或结束事件，尚不支持"),
        ('<odd xmlns="urn:odd" id="x"/>', "“odd”不是BPMN 2.0元素"),
        ('<userTask id="a" name="重复"/>', "元素标识“a”重复"),
        ('<endEvent id="9 9"/>', "元素标识（id）不合规"),
        (
            '<userTask id="x" name="多"><multiInstanceLoopCharacteristics/></userTask>',
            "环节“多”中的“multiInstanceLoopCharacteristics”尚不支持",
        ),
    ],
)
def test_elements_the_engine_does_not_execute(element, message):
    xml = process(START, task("a"), END, flow("f1", "start", "a"), flow("f2", "a", "end"), element)
    with pytest.raises(InvalidDefinition) as refusal:
        engine.read(xml)
    first = refusal.value.diagnostics[0]
    assert (first.message, first.line) == (message, 7)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"who": "king"}, "不认识的办理人规则“king”"),
        ({"who": "role"}, "办理人规则“role”缺少角色代码"),
        ({"who": "drafter:x"}, "办理人规则“drafter”不带参数"),
        ({"who": "role:X|role:Y"}, "只有“chosen”可以设置选人范围（among）"),
        ({"who": "people:nobody"}, "办理人规则引用的“nobody”没有任何环节填写，也不是业务要素"),
        ({"quorum": "most"}, "“quorum”只能取one、all、any、count、percent、order之一"),
        ({"quorum": "count"}, "办理方式“count”应以“needed”写明1至100的人数"),
        ({"quorum": 'percent" needed="101'}, "“needed”应为0至100的整数"),
        ({"quorum": 'one" needed="2'}, "只有办理方式“count”“percent”可以设置“needed”“counted”"),
        ({"quorum": 'count" needed="2" counted="yes'}, "“counted”中的“yes”不是本环节的办理结果"),
        ({"main": 'opinion="maybe"'}, "“opinion”只能取required、optional、none之一"),
        ({"main": 'editable="yes"'}, "“editable”只能取true、false之一"),
        ({"main": 'action="rm -rf"'}, "业务动作代码“rm -rf”不合规，应写作“模块.动作”"),
        ({"main": 'undo="a.b"'}, "没有设置业务动作（action），不能设置撤销动作（undo）"),
        ({"main": 'moves="jump"'}, "不认识的流转操作“jump”"),
        ({"main": 'result="r"'}, "设置了结果变量（result），但没有设置办理结果（outcome）"),
        ({"main": f'button="{"长" * 61}"'}, "“button”不得超过60个字"),
        ({"inner": "<zb:odd/>"}, "不认识的设置“odd”"),
        ({"inner": '<zb:deadline ordinary="-1"/>'}, "“ordinary”应为0至365的整数"),
        ({"inner": '<zb:deadline ordinary="３"/>'}, "“ordinary”应为0至365的整数"),
        ({"inner": '<zb:deadline variable="due"/>'}, "时限引用的“due”不是日期变量"),
        (
            {"inner": '<zb:outcome code="a" label="甲"/><zb:outcome code="a" label="乙"/>'},
            "“outcome”的代码“a”重复",
        ),
        ({"inner": '<zb:outcome code="a"/>'}, "“outcome”必须有代码和名称（label）"),
        ({"inner": '<zb:variable name="1" label="x"/>'}, "“name”的变量名“1”不合规"),
        (
            {"inner": '<zb:variable name="x" label="x" kind="choice"/>'},
            "选项（option）须且只须在选择类（choice）变量中设置",
        ),
        ({"inner": '<zb:variable name="x" label="x" required="("/>'}, "条件不完整"),
        (
            {"inner": '<zb:variable name="x" label="甲" required="y"/>'},
            "变量“甲”的必填条件引用了未定义的“y”",
        ),
        (
            {
                "inner": '<zb:variable name="x" label="甲" kind="date"/><zb:circulate to="people:x"/>',
            },
            "办理人规则引用的“x”不是人员变量",
        ),
    ],
)
def test_faults_in_settings(given, message):
    assert message in sentences(
        process(START, task("a", **given), END, flow("f", "start", "a"), flow("g", "a", "end"))
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ((task("a"), END, flow("g", "a", "end")), "流程应有且只有一个开始事件，现有0个"),
        ((START, task("a"), flow("f", "start", "a")), "流程没有结束事件"),
        (
            (START, task("a"), END, flow("f", "start", "a"), flow("g", "a", "missing")),
            "流向的终点“missing”不存在",
        ),
        (
            (START, task("a"), END, flow("f", "start", "a"), flow("g", "a", "end"), flow("h", "a", "end")),
            "环节应有流入，且只有一条流出；需要分流时请使用网关",
        ),
        (
            (
                START,
                task("a"),
                END,
                flow("f", "start", "a"),
                flow("g", "a", "end", "<conditionExpression>true</conditionExpression>"),
            ),
            "只有排他网关和包容网关的流出可以设置条件",
        ),
        (
            (
                START,
                '<exclusiveGateway id="x" name="去向"/>',
                END,
                '<endEvent id="end2"/>',
                flow("f", "start", "x"),
                flow("g", "x", "end", "<conditionExpression>false</conditionExpression>"),
                flow("h", "x", "end2", "<conditionExpression>false</conditionExpression>"),
            ),
            "若“去向”的各条件都不成立，则“去向”之后无路可走",
        ),
        (
            (
                START,
                '<exclusiveGateway id="x" default="g"/>',
                END,
                flow("f", "start", "x"),
                flow("g", "x", "end"),
                flow("h", "x", "end", "<conditionExpression>ghost</conditionExpression>"),
            ),
            "条件中的“ghost”没有任何环节填写，也不是业务要素",
        ),
        (
            (
                START,
                '<exclusiveGateway id="x" default="g"/>',
                END,
                flow("f", "start", "x"),
                flow("g", "x", "end"),
                flow("h", "x", "end"),
            ),
            "默认流向不设条件，其他流向必须设置条件",
        ),
        (
            (START, task("a"), END, flow("f", "start", "a"), flow("g", "a", "end"), flow("h", "end", "a")),
            "结束事件应只有流入、没有流出",
        ),
        (
            (
                START,
                task("a"),
                END,
                flow("f", "start", "a"),
                flow("g", "a", "end"),
                '<boundaryEvent id="t" attachedToRef="start"><timerEventDefinition/></boundaryEvent>',
                flow("h", "t", "end"),
            ),
            "边界定时只能附在由人办理的环节上",
        ),
    ],
)
def test_faults_in_the_drawing(lines, message):
    assert message in sentences(process(*lines))


def test_a_dead_end_and_an_island_are_named():
    xml = process(
        START, task("a"), END, task("b"), task("c"),
        flow("f", "start", "a"), flow("g", "a", "end"), flow("h", "b", "c"), flow("i", "c", "b"),
    )  # fmt: skip
    with pytest.raises(InvalidDefinition) as refusal:
        engine.read(xml)
    assert [(one.element, one.message) for one in refusal.value.diagnostics] == [
        ("b", "从开始事件到不了这里"),
        ("c", "从开始事件到不了这里"),
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    ways = (flow("f", "start", "a"), flow("g", "a", "b"), flow("h", "b", "end"))
    xml = process(START, task("a", who="king"), task("b", quorum="most"), END, *ways)
    with pytest.raises(InvalidDefinition) as refusal:
        engine.read(xml)
    assert [str(one) for one in refusal.value.diagnostics] == [
        "第3行“a环节”：不认识的办理人规则“king”",
        "第4行“b环节”：“quorum”只能取one、all、any、count、percent、order之一",
    ]
