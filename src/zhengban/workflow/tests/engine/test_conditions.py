"""The condition language: what it says, and everything it refuses."""

import pytest

from zhengban.workflow.engine.conditions import InvalidCondition, holds, parse

VARIABLES = {"handling": "for_action", "units": (3, 4), "urgent": True, "amount": 2, "note": "", "none": ()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("handling == 'for_action'", True),
        ('handling == "for_information"', False),
        ("handling != 'for_information'", True),
        ("units", True),
        ("none", False),
        ("note", False),
        ("missing", False),
        ("missing == 'x'", False),
        ("not missing", True),
        ("urgent and units", True),
        ("urgent and none or amount == 2", True),
        ("urgent and (none or amount == 3)", False),
        ("not urgent or not (amount == 3)", True),
        ("3 in units", True),
        ("5 not in units", True),
        ("handling in ['for_action', 'both']", True),
        ("'for' in handling", False),
        ("amount == 2.0", True),
        ("amount == -2", False),
        ("urgent == true", True),
        ("amount == true", False),
        ("true", True),
        ("false or handling == 'for_action'", True),
    ],
)
def test_condition(text, expected):
    assert holds(parse(text), VARIABLES) is expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "条件为空"),
        ("a ==", "条件不完整"),
        ("(a", "条件缺少“)”"),
        ("a b", "条件在“b”处多出内容"),
        ("__import__('os').system('x')", "条件在“.system('x”处无法识别"),
        ("a.b", "条件在“.b”处无法识别"),
        ("a = 1", "条件在“= 1”处无法识别"),
        ("a > > 1", "条件在“>”处无法识别"),
        ("a.b > 1", "条件在“.b > 1”处无法识别"),
        ("a == 'x", "条件在“'x”处无法识别"),
        ("a in [b]", "条件在“b”处无法识别"),
        ("a not b", "条件缺少“in”"),
        ("and", "条件在“and”处无法识别"),
        ("(" * 30 + "a" + ")" * 30, "条件嵌套过深"),
        ("not " * 30 + "a", "条件嵌套过深"),
        ("a or " * 200 + "a", "条件不得超过500个字符"),
    ],
)
def test_what_is_not_a_condition(text, sentence):
    with pytest.raises(InvalidCondition) as refusal:
        parse(text)
    assert str(refusal.value) == sentence


def test_names_read():
    assert parse("a == 'b' and (c in d or not e)").names() == {"a", "c", "d", "e"}
