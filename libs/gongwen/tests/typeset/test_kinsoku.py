"""Line breaking (避头尾): what may start and end a line, whatever the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.typeset import FontSet, LineEnd
from gongwen.typeset.lines import Grid, Line, Setter, printable
from gongwen.typeset.measures import CELL, WIDTH

GRID = Grid(WIDTH)
NEVER_FIRST = "，。、；：！？）》〉】〕」』”’%…—"
NEVER_LAST = "（《〈【〔「『“‘"
PIECES = st.sampled_from(
    [
        *"会议审定关于方案的和了",
        *NEVER_FIRST[:9],
        *NEVER_LAST[:4],
        "2026",
        "12.5%",
        "GB/T",
        " ",
        "1,204.6",
        "——",
        "……",
    ]
)


def text_of(line: Line) -> str:
    return "".join(run.text for run in line.runs)


@pytest.fixture(scope="module")
def setter(fonts: FontSet) -> Setter:
    return Setter(fonts)


@given(pieces=st.lists(PIECES, min_size=1, max_size=120))
@settings(max_examples=150, deadline=None)
def test_no_line_starts_or_ends_with_a_forbidden_mark(setter: Setter, pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    lines = [text_of(line) for line in setter.paragraph(text, GRID, first_indent=2 * CELL)]

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # A line of nothing but marks has nowhere to break; every other line keeps the rules.
    for before, after in itertools.pairwise(lines):
        if any(char not in NEVER_FIRST + NEVER_LAST for char in before[1:]):
            broken_run = before[-1] in NEVER_LAST or after[0] in NEVER_FIRST
            assert not broken_run or _has_no_break(before)


def _has_no_break(line: str) -> bool:
    """Whether no two neighbours of the line may be parted."""
    return all(
        after in NEVER_FIRST or before in NEVER_LAST or (before + after).isascii()
        for before, after in itertools.pairwise(line)
    )


@given(pieces=st.lists(PIECES, min_size=1, max_size=120), end=st.sampled_from(LineEnd))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_the_type_area(fonts: FontSet, pieces: list[str], end: LineEnd) -> None:
    for line in Setter(fonts, end).paragraph("".join(pieces), GRID, first_indent=2 * CELL):
        assert line.end <= WIDTH + 1e-3


@given(pieces=st.lists(PIECES, min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_chinese_characters_stand_on_half_cells(setter: Setter, pieces: list[str]) -> None:
    for line in setter.paragraph("".join(pieces), GRID):
        for run in line.runs:
            if not run.text.isascii():
                assert run.x / (CELL / 2) == pytest.approx(round(run.x / (CELL / 2)), abs=1e-3)


@pytest.mark.parametrize("mark", NEVER_FIRST)
def test_mark_takes_the_character_before_it_to_the_next_line(setter: Setter, mark: str) -> None:
    first, second = setter.paragraph("会" * 28 + mark + "议", GRID)

    assert (text_of(first), text_of(second)) == ("会" * 27, "会" + mark + "议")


@pytest.mark.parametrize("mark", NEVER_LAST)
def test_opening_mark_goes_with_what_it_opens(setter: Setter, mark: str) -> None:
    first, second = setter.paragraph("会" * 27 + mark + "议", GRID)

    assert (text_of(first), text_of(second)) == ("会" * 27, mark + "议")


def test_mark_at_the_end_of_a_line_needs_half_a_cell(setter: Setter) -> None:
    """GB/T 15834-2011 5.1.11: a mark at the end of a line may take half a character."""
    first, second = setter.paragraph("1" + "会" * 27 + "，" + "议", GRID)

    assert (text_of(first), text_of(second)) == ("1" + "会" * 27 + "，", "议")
    assert first.end == pytest.approx(WIDTH)


@pytest.mark.parametrize("pair", ["——", "……"])
def test_double_marks_are_not_parted(setter: Setter, pair: str) -> None:
    first, second = setter.paragraph("会" * 27 + pair + "议", GRID)

    assert (text_of(first), text_of(second)) == ("会" * 26, "会" + pair + "议")


def test_numbers_and_words_stay_whole(setter: Setter) -> None:
    first, second = setter.paragraph("会" * 27 + "12.5%增长", GRID)

    assert (text_of(first), text_of(second)) == ("会" * 27, "12.5%增长")


def test_word_longer_than_a_line_is_broken(setter: Setter) -> None:
    lines = setter.paragraph("https://" + "a" * 200, GRID)

    assert len(lines) > 2
    assert "".join(text_of(line) for line in lines) == "https://" + "a" * 200


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u200b", "\u202e", "\u2066", "\ufeff", "\ud800", "\uffff"])
def test_characters_without_a_place_on_paper_are_left_out(hidden: str) -> None:
    assert printable(f"云{hidden}江") == "云江"


def test_combining_marks_stay_with_their_character(setter: Setter) -> None:
    (line,) = setter.paragraph("a\u0301会", GRID)

    assert line.runs[0].text == "a\u0301"
    assert line.end == pytest.approx(1.5 * CELL)
