"""Texts that are no papers: the check ends, says something true, and its work grows with the text."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.document import recognize
from gongwen.guard import Empty, TooLarge
from gongwen.proofread import check, masked_text
from gongwen.reading import read
from gongwen.report import Checked, Colours, as_page, as_sarif, as_text, examine

SIGNS = [
    *"。，；：、（）《》“”〔〕一二1.%年月日元人的 \n\t|#*-—…【】\ud800\u200b",
    *("附件", "2026年", "第一条", "增长5%", "共3项", "其中"),
]


def told(text: str) -> Checked:
    one = shown(text)
    json.loads(as_sarif([one]).encode("utf-8", "backslashreplace"))
    return one


def shown(text: str) -> Checked:
    reading = recognize(text)
    one = examine("a.txt", reading, check(reading), is_source=True)
    assert as_page([one]).endswith("</html>\n")
    list(as_text(one, Colours()))
    return one


def work(run: Callable[[], object]) -> int:
    """How many functions are called, Python's and built-in ones."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def test_an_empty_file_is_told_and_an_empty_text_is_clean():
    with pytest.raises(Empty):
        read(b"")
    assert told("").findings == ()


@pytest.mark.parametrize("sign", ["的", "。", "a", "（", "\u200b", "\x00", "\ud800", "🀄", "\u202e", "\n"])
def test_one_character(sign):
    one = told(sign)

    assert len(masked_text(recognize(sign))) == 1
    assert all(0 <= finding.start <= finding.end <= 1 for finding in one.findings)


def test_a_hundred_thousand_brackets():
    for text in ("（" * 100_000, "（）" * 50_000, "）" * 50_000 + "（" * 50_000):
        assert told(text).text == text


def test_five_megabytes_of_text():
    paragraph = "各县（区）人民政府要加强领导，压实责任，全年完成投资12亿元，增长5.2%。\n"
    data = (paragraph * (5_000_000 // len(paragraph.encode()))).encode()
    reading = read(data + "认真落实。。".encode())

    assert [finding.quote for finding in check(reading) if finding.start > len(reading.text) - 10] == ["。。"]


def test_more_text_than_a_person_writes_is_refused():
    with pytest.raises(TooLarge):
        read(b"a" * 10_000_001)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6))
def test_whatever_is_repeated_twice_the_text_is_about_twice_the_work(signs):
    seed = "".join(signs)
    once = seed * (600 // len(seed) + 1)

    assert work(lambda: shown(once * 2)) <= 2.5 * work(lambda: shown(once)) + 2_000
