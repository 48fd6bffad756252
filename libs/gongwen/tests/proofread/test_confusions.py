"""Confused words: each wrong use is found, and the same word in its right use stays silent."""

from pathlib import Path

import pytest

from gongwen.document import recognize
from gongwen.proofread import Category, check
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.rules.context import Confusion

_LINES = (Path(__file__).parent / "confusions.txt").read_text(encoding="utf-8").splitlines()
PAIRS = [tuple(line.split(" | ")) for line in _LINES if line and not line.startswith("#")]


def codes(text: str) -> list[str]:
    return [finding.rule for finding in check(recognize(text))]


def typos(text: str) -> list[str]:
    return [finding.rule for finding in check(recognize(text)) if finding.category is Category.TYPO]


@pytest.mark.parametrize(("wrong", "near_miss"), PAIRS)
def test_a_confused_word_is_found(wrong, near_miss):
    assert typos(wrong) != []


@pytest.mark.parametrize(("wrong", "near_miss"), PAIRS)
def test_the_same_word_in_its_right_use_is_silent(wrong, near_miss):
    assert codes(near_miss) == []


def test_the_lexicon_has_no_entry_twice():
    rows = read_lexicon("confusions", ("wrong", "right", "before", "after", "not_before", "not_after"))

    assert len(rows) == len(set(rows))
    assert all(row[0] != row[1] for row in rows)
    assert all(Confusion(*row).stands_in("", 0, 0) in (True, False) for row in rows)
