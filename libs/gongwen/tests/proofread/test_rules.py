"""Every rule proves itself by its examples."""

from __future__ import annotations

import pytest

from gongwen.document import recognize
from gongwen.proofread import apply_fixes, check
from gongwen.proofread.rule import Example, LeakRule, Rule
from gongwen.proofread.rules import RULES

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEAR_MISSES = [(rule, text) for rule in RULES for text in rule.near_misses]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda value: getattr(value, "code", ""))
def test_wrong_is_found_and_right_is_silent(rule: Rule, example: Example) -> None:
    assert rule.code in {finding.rule for finding in check(recognize(example.bad))}
    assert check(recognize(example.good)) == ()


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES, ids=lambda value: getattr(value, "code", ""))
def test_near_misses_are_silent(rule: Rule, text: str) -> None:
    assert check(recognize(text)) == ()


def test_codes_are_unique_and_every_rule_has_an_example() -> None:
    codes = [rule.code for rule in RULES]

    assert len(set(codes)) == len(codes)
    assert all(rule.examples and rule.source and rule.why for rule in RULES)


def test_offsets_point_at_what_is_quoted() -> None:
    for rule, example in EXAMPLES:
        for finding in check(recognize(example.bad)):
            if not isinstance(rule, LeakRule) and "*" not in finding.quote:
                assert example.bad[finding.start : finding.end] == finding.quote


def test_a_leak_never_leaves_in_any_finding() -> None:
    secret = "Yj@2026-pass"
    text = f"系统登录密码：{secret}，请妥善保管。"

    findings = check(recognize(text))

    assert findings
    assert all(secret not in f"{one.quote}{one.message}{one.suggestion}{one.fix}" for one in findings)


def test_safe_fixes_make_the_text_right() -> None:
    text = "根据《办法》（云政发[2026]8号）要求，认真落实。。"

    fixed = apply_fixes(text, check(recognize(text)))

    assert fixed == "根据《办法》（云政发〔2026〕8号）要求，认真落实。"
    assert check(recognize(fixed)) == ()
