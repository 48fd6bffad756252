"""What changed between two versions of a process, in plain Chinese (版本差异)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zhengban.organizations.models import PostKind, Role
from zhengban.workflow.engine import (
    Activity,
    Deadline,
    MoveKind,
    Opinion,
    ProcessDefinition,
    Quorum,
    Who,
    WhoKind,
)
from zhengban.workflow.engine.conditions import Condition, Literal, Name, Not, Pair

_QUORUMS = {
    Quorum.ONE: "一人办理",
    Quorum.ALL: "全部办理",
    Quorum.ANY: "任一人办理即可",
    Quorum.COUNT: "{needed}人办理即可",
    Quorum.PERCENT: "{needed}%的人办理即可",
    Quorum.ORDER: "按顺序逐人办理",
}
_OPERATORS = {
    "and": " 且 ",
    "or": " 或 ",
    "==": " 为 ",
    "!=": " 不为 ",
    "<": " 小于 ",
    "<=": " 不大于 ",
    ">": " 大于 ",
    ">=": " 不小于 ",
    "in": " 属于 ",
}
_BOOLEANS = {True: "是", False: "否"}
_OPINIONS = {Opinion.REQUIRED: "必填", Opinion.OPTIONAL: "选填", Opinion.NONE: "不填"}
_MOVES = {
    MoveKind.RETURN: "退回",
    MoveKind.STRAIGHT_BACK: "退回后直达",
    MoveKind.WITHDRAW: "撤回",
    MoveKind.TRANSFER: "转办",
    MoveKind.CIRCULATE: "传阅",
    MoveKind.EXPEDITE: "催办",
    MoveKind.DELEGATE: "委派",
    MoveKind.ADD_BEFORE: "前加签",
    MoveKind.ADD_AFTER: "后加签",
    MoveKind.REMOVE: "减签",
}


def differences(before: ProcessDefinition | None, after: ProcessDefinition) -> tuple[str, ...]:
    """One sentence for each change, in the order of the drawing; without ``before`` what the process says."""
    if before is None:
        return (f"新流程“{after.name}”，共 {len(after.activities)} 个办理环节。",)
    return tuple(_changes(before, after))


def who_in_words(who: Who, labels: Mapping[str, str]) -> str:
    """A rule that finds people, as an office says it; ``labels`` names the variables."""
    argument = who.argument
    match who.kind:
        case WhoKind.DRAFTER:
            return "拟稿人"
        case WhoKind.DRAFTER_UNIT_HEAD:
            return "拟稿处室负责人"
        case WhoKind.LEADERS:
            return "本机关领导"
        case WhoKind.ROLE:
            return f"“{Role(argument).label if argument in Role.values else argument}”岗位"
        case WhoKind.POST_KIND:
            return str(PostKind(argument).label) if argument in PostKind.values else argument
        case WhoKind.UNIT_HEADS_OF:
            return f"“{labels.get(argument, argument)}”的负责人"
        case WhoKind.UNITS:
            return f"“{labels.get(argument, argument)}”的全体人员"
        case WhoKind.PEOPLE:
            return f"“{labels.get(argument, argument)}”所选人员"
        case WhoKind.CHOSEN:
            among = f"，范围为{who_in_words(who.among, labels)}" if who.among is not None else ""
            return f"由前一环节选定{among}"


def condition_in_words(condition: Condition, labels: Mapping[str, str]) -> str:
    """A condition as an office says it; ``labels`` names the variables."""
    match condition:
        case Name(name=name):
            return labels.get(name, name)
        case Literal(constant=constant):
            return _BOOLEANS.get(constant, "") if isinstance(constant, bool) else str(constant)
        case Not(operand=operand):
            return f"非（{condition_in_words(operand, labels)}）"
        case Pair(operator=operator, left=left, right=right):
            sides = condition_in_words(left, labels), condition_in_words(right, labels)
            return _OPERATORS[operator].join(sides)
    return str(condition)


def _changes(before: ProcessDefinition, after: ProcessDefinition) -> Iterator[str]:
    if before.name != after.name:
        yield f"流程名称由“{before.name}”改为“{after.name}”。"
    old = {one.id: one for one in before.activities}
    new = {one.id: one for one in after.activities}
    for identity, activity in new.items():
        if identity not in old:
            yield f"新增环节“{activity.name}”，由{who_in_words(activity.who, _labels(after))}办理。"
    for identity, activity in old.items():
        if identity not in new:
            yield f"取消环节“{activity.name}”。"
    for identity in new:
        if identity in old:
            yield from _activity(old[identity], new[identity], _labels(before), _labels(after))
    yield from _ways(before, after)


def _activity(
    old: Activity, new: Activity, old_labels: Mapping[str, str], new_labels: Mapping[str, str]
) -> Iterator[str]:
    if old.name != new.name:
        yield f"环节“{old.name}”改名为“{new.name}”。"
    pairs = (
        ("办理人", who_in_words(old.who, old_labels), who_in_words(new.who, new_labels)),
        ("办理方式", _quorum(old), _quorum(new)),
        ("时限", _deadline(old.deadline), _deadline(new.deadline)),
        ("办理意见", _OPINIONS[old.opinion], _OPINIONS[new.opinion]),
        ("改稿", "可以" if old.editable else "不可以", "可以" if new.editable else "不可以"),
        ("业务动作", old.action or "无", new.action or "无"),
        ("办理结果", _outcomes(old), _outcomes(new)),
        ("填写内容", _variables(old), _variables(new)),
        ("可用操作", _moves(old), _moves(new)),
        ("抄阅", _circulated(old, old_labels), _circulated(new, new_labels)),
        ("按钮文字", old.button, new.button),
    )
    for what, was, now in pairs:
        if was != now:
            yield f"环节“{new.name}”的{what}由“{was}”改为“{now}”。"


def _ways(before: ProcessDefinition, after: ProcessDefinition) -> Iterator[str]:
    def ways(definition: ProcessDefinition) -> dict[tuple[str, str], str]:
        return {
            (_name(definition, flow.source), _name(definition, flow.target)): ""
            if flow.condition is None
            else condition_in_words(flow.condition, _labels(definition))
            for flow in definition.flows.values()
        }

    old, new = ways(before), ways(after)
    for (source, target), condition in new.items():
        if (source, target) not in old:
            yield f"新增流向：“{source}”→“{target}”{f'，条件为“{condition}”' if condition else ''}。"
        elif old[source, target] != condition:
            was = old[source, target] or "无"
            yield f"流向“{source}”→“{target}”的条件由“{was}”改为“{condition or '无'}”。"
    for source, target in old:
        if (source, target) not in new:
            yield f"取消流向：“{source}”→“{target}”。"


def _name(definition: ProcessDefinition, identity: str) -> str:
    node = definition.nodes[identity]
    return node.name or node.id


def _labels(definition: ProcessDefinition) -> dict[str, str]:
    return {variable.name: variable.label for one in definition.activities for variable in one.variables}


def _quorum(activity: Activity) -> str:
    said = _QUORUMS[activity.quorum].format(needed=activity.needed)
    vetoes = "、".join(one.label for one in activity.outcomes if one.veto)
    return f"{said}，“{vetoes}”一票否决" if vetoes else said


def _deadline(deadline: Deadline) -> str:
    days = (("平件", deadline.ordinary), ("加急", deadline.urgent), ("特急", deadline.extra_urgent))
    said = "，".join(f"{name}{count}个工作日" for name, count in days if count is not None)
    return said or ("由办理人设定" if deadline.variable else "无时限")


def _outcomes(activity: Activity) -> str:
    return "、".join(one.label for one in activity.outcomes) or "不分结果"


def _variables(activity: Activity) -> str:
    return "、".join(one.label for one in activity.variables) or "无"


def _moves(activity: Activity) -> str:
    return "、".join(label for move, label in _MOVES.items() if move in activity.moves) or "无"


def _circulated(activity: Activity, labels: Mapping[str, str]) -> str:
    return who_in_words(activity.circulate, labels) if activity.circulate is not None else "无"
