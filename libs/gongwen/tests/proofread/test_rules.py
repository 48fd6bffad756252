"""Every rule proves itself by its own examples."""

from datetime import date

import pytest

from gongwen.document import recognize
from gongwen.proofread import Finding, Rule, apply_fixes, check, rules

from .known import Register

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in rules()
    for number, example in enumerate(rule.examples, 1)
]
NEAR_MISSES = [
    pytest.param(rule, text, id=f"{rule.code}-{number}")
    for rule in rules()
    for number, text in enumerate(rule.near_misses, 1)
]


TODAY = date(2026, 5, 8)


def check_by(rule: Rule, text: str) -> tuple[Finding, ...]:
    """Check as the examples of a rule ask for: with the office's lexicons, and with records where it needs them."""
    reading = recognize(text)
    if rule.needs_records:
        return check(reading, today=TODAY, records=Register())
    return check(reading, lexicons=rule.example_lexicons)


def fired(rule: Rule, text: str) -> set[str]:
    return {finding.rule for finding in check_by(rule, text)}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_bad_example_fires_this_rule_alone(rule, example):
    assert fired(rule, example.bad) == {rule.code}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_good_example_is_silent(rule, example):
    assert check_by(rule, example.good) == ()


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES)
def test_near_miss_is_silent(rule, text):
    assert check_by(rule, text) == ()


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_quote_and_offsets_agree(rule, example):
    for finding in check_by(rule, example.bad):
        assert 0 <= finding.start < finding.end <= len(example.bad)
        assert len(finding.quote) == finding.end - finding.start
        if "*" not in finding.quote:
            assert example.bad[finding.start : finding.end] == finding.quote
        assert finding.line == example.bad.count("\n", 0, finding.start) + 1


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_fixes_lead_to_a_text_without_this_fault(rule, example):
    findings = check_by(rule, example.bad)
    if not rule.has_fix:
        assert [finding.fix for finding in findings] == [None] * len(findings)
    elif all(finding.fix is not None for finding in findings):
        assert rule.code not in fired(rule, apply_fixes(example.bad, findings))


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.has_fix], ids=lambda rule: rule.code)
def test_rule_that_promises_fixes_gives_one(rule):
    findings = [finding for example in rule.examples for finding in check_by(rule, example.bad)]
    assert any(finding.fix is not None for finding in findings)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_rule_is_complete(rule: Rule):
    assert rule.examples
    assert all(text and not text.endswith("\n") for text in (rule.title, rule.why, rule.source))
    assert rule.why.endswith("。")


def test_codes_are_unique():
    codes = [rule.code for rule in rules()]
    assert len(codes) == len(set(codes))
