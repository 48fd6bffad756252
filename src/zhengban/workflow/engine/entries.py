"""What a handler fills in (办理表单): checked against what the activity asks for."""

import math
from collections.abc import Mapping
from datetime import date
from typing import assert_never

from .conditions import Value, holds
from .definition import ProcessDefinition
from .moves import Complete
from .nodes import Activity, Opinion, Variable, VariableKind, WhoKind
from .refusals import InvalidEntry
from .resolving import Resolver, check_chosen

LONGEST_OPINION = 2000
LONGEST_TEXT = 500
MOST_PEOPLE = 500


def check_entries(
    definition: ProcessDefinition,
    activity: Activity,
    move: Complete,
    known: Mapping[str, Value],
    resolver: Resolver,
) -> dict[str, Value]:
    """The variables the move sets, people chosen ahead included; InvalidEntry names the field at fault."""
    check_opinion(move.opinion, required=activity.opinion is Opinion.REQUIRED)
    if activity.outcomes:
        if move.outcome not in {outcome.code for outcome in activity.outcomes}:
            raise InvalidEntry("outcome", "请选择办理结果。")
    elif move.outcome:
        raise InvalidEntry("outcome", f"“{activity.name}”环节不设办理结果。")
    declared = {variable.name: variable for variable in activity.variables}
    for name in move.variables:
        if name not in declared:
            raise InvalidEntry(name, f"“{activity.name}”环节不填写“{name}”。")
    entered = {name: _checked(declared[name], value, resolver) for name, value in move.variables.items()}
    after = {**known, **entered}
    for variable in activity.variables:
        if _blank(after.get(variable.name)) and holds(variable.required, after):
            raise InvalidEntry(variable.name, f"请填写“{variable.label}”。")
    for identity, people in move.chosen.items():
        chosen = definition.nodes.get(identity)
        if not isinstance(chosen, Activity) or chosen.who.kind is not WhoKind.CHOSEN:
            raise InvalidEntry(identity, "所选环节不能由办理人指定人员。")
        check_chosen(chosen, people, resolver)
        entered[chosen.people_variable] = tuple(dict.fromkeys(people))
    return entered


def check_opinion(opinion: str, *, required: bool) -> None:
    if required and not opinion.strip():
        raise InvalidEntry("opinion", "请填写意见。")
    if len(opinion) > LONGEST_OPINION:
        raise InvalidEntry("opinion", f"意见不得超过{LONGEST_OPINION}字。")


def _blank(value: Value) -> bool:
    return value is None or value == "" or (isinstance(value, tuple | list) and not value)


def _checked(variable: Variable, value: Value, resolver: Resolver) -> Value:
    if _blank(value):
        return None
    wrong = InvalidEntry(variable.name, f"“{variable.label}”填写有误。")
    match variable.kind:
        case VariableKind.CHOICE:
            if value not in {option.code for option in variable.options}:
                raise wrong
        case VariableKind.PEOPLE | VariableKind.UNITS:
            return _checked_numbers(variable, value, resolver, wrong)
        case VariableKind.DATE:
            if not isinstance(value, str):
                raise wrong
            try:
                return date.fromisoformat(value).isoformat()
            except ValueError:
                raise wrong from None
        case VariableKind.BOOLEAN:
            if not isinstance(value, bool):
                raise wrong
        case VariableKind.TEXT:
            if not isinstance(value, str) or len(value) > LONGEST_TEXT:
                raise wrong
        case VariableKind.NUMBER:
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                raise wrong
        case _:
            assert_never(variable.kind)
    return value


def _checked_numbers(variable: Variable, value: Value, resolver: Resolver, wrong: InvalidEntry) -> Value:
    if not isinstance(value, tuple | list) or len(value) > MOST_PEOPLE:
        raise wrong
    numbers = tuple(dict.fromkeys(one for one in value if isinstance(one, int) and not isinstance(one, bool)))
    if len(numbers) != len(value):
        raise wrong
    if variable.most and len(numbers) > variable.most:
        raise InvalidEntry(variable.name, f"“{variable.label}”最多选{variable.most}个。")
    if variable.kind is VariableKind.PEOPLE and variable.among is not None:
        groups = resolver.groups(variable.among.kind, variable.among.argument, {})
        if not {person for group in groups for person in group.people}.issuperset(numbers):
            raise InvalidEntry(variable.name, f"“{variable.label}”中有人不在可选范围内。")
    return numbers
