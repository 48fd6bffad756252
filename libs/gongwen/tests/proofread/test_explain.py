"""Rules explain themselves in plain Chinese."""

import pytest

from gongwen.proofread import explain, rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_explanation_says_what_why_example_source_and_fix(rule):
    text = explain(rule.code)

    assert text.startswith(f"{rule.code} {rule.title}\n")
    for part in (f"为什么：{rule.why}", "错例：", "正例：", f"依据：{rule.source}", "自动改正："):
        assert part in text


def test_a_code_may_be_typed_in_small_letters():
    assert explain(" num001 ") == explain("NUM001")


def test_an_unknown_code_is_refused():
    with pytest.raises(KeyError, match="没有编号为“X1”的规则"):
        explain("X1")
