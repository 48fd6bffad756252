"""Correcting until nothing is left to correct: once more changes nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import InvalidSource, recognize
from gongwen.proofread import check, rules
from gongwen.proofread.correcting import correct
from gongwen.proofread.fixes import chosen_fixes

EXAMPLES = [example.bad for rule in rules() if rule.has_fix for example in rule.examples]
SOURCE = "---\ntype: 通知\ntitle: {}\ndate: 2026-11-20\n---\n请认真落实。。\n"


@pytest.mark.parametrize("text", EXAMPLES)
def test_once_more_changes_nothing(text):
    corrected = correct(text)

    assert bool(corrected.made) == bool(chosen_fixes(check(recognize(text))))
    assert not chosen_fixes(check(recognize(corrected.text)))
    assert correct(corrected.text).text == corrected.text


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=2, max_size=5), st.sampled_from(["", "\n", "。", " "]))
def test_corrections_of_texts_run_together_end_too(texts, between):
    corrected = correct(between.join(texts))

    assert correct(corrected.text).text == corrected.text


def test_fixes_never_overlap():
    findings = check(recognize("根据《办法》（云政发[2026]第08号）要求，，认真落实。。。"))
    chosen = chosen_fixes(findings)

    assert len(chosen) > 3
    assert all(one.end <= other.start for one, other in pairwise(chosen))


def test_the_body_of_a_source_form_is_corrected_and_its_front_matter_stays_one():
    corrected = correct(SOURCE.format("关于落实《办法》（云政发[2026]第08号）的通知"))

    assert recognize(corrected.text).document.title == "关于落实《办法》（云政发〔2026〕8号）的通知"
    assert corrected.text.endswith("请认真落实。\n")


def test_a_correction_that_breaks_the_front_matter_is_left_out(monkeypatch):
    import gongwen.proofread.correcting as correcting

    readable = correcting._is_readable
    monkeypatch.setattr(correcting, "_is_readable", lambda text: "[2026]" in text and readable(text))
    corrected = correct(SOURCE.format("关于落实《办法》（云政发[2026]8号）的通知"))

    assert "云政发[2026]8号" in corrected.text
    assert corrected.text.endswith("请认真落实。\n")


def test_a_broken_source_form_is_refused():
    with pytest.raises(InvalidSource):
        correct("---\ntype: [\n---\n正文。。\n")
