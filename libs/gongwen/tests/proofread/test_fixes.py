"""Safe corrections change exactly the places they name."""

import pytest

from gongwen.document import recognize
from gongwen.proofread import apply_fixes, check


def test_safe_fixes_make_the_text_right():
    text = "根据《办法》（云政发[2026]第08号）要求，认真落实。。"

    fixed = apply_fixes(text, check(recognize(text)))

    assert fixed == "根据《办法》（云政发〔2026〕8号）要求，认真落实。"
    assert check(recognize(fixed)) == ()


def test_what_a_person_must_decide_stays():
    text = "请于2026年2月30日前报送。"

    assert apply_fixes(text, check(recognize(text))) == text


def test_findings_of_another_text_are_refused():
    findings = check(recognize("认真布署工作。"))

    with pytest.raises(ValueError, match="重新查错"):
        apply_fixes("请认真部署工作。", findings)


def test_a_fix_never_writes_a_mask_into_the_text():
    text = '通知如下："口令：Qx7#2026abc"请记住。'

    fixed = apply_fixes(text, check(recognize(text)))

    assert "Qx7#2026abc" in fixed
    assert "*" not in fixed
