"""Lexicons: the office's own, and the search for all words at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import recognize
from gongwen.proofread import Entry, Lexicon, check, dump_lexicon, parse_lexicon
from gongwen.proofread.facts.terms import Searcher, Term
from gongwen.proofread.facts.words import falls_apart
from gongwen.proofread.lexicon import read_lexicon

FILE = """wrong\tright\texceptions\twhy\tsource\tsince\tuntil
# 机构
市信息办\t市大数据局\t\t机构已更名\t机构改革方案\t2026-03-01\t2027-12-31
开发区\t\t开发区域|新开发区
"""


def test_a_lexicon_is_read():
    lexicon = parse_lexicon(FILE, "本局词库")

    assert lexicon.entries == (
        Entry("市信息办", "市大数据局", (), "机构已更名", "机构改革方案", date(2026, 3, 1), date(2027, 12, 31)),
        Entry("开发区", "", ("开发区域", "新开发区")),
    )


def test_what_is_written_is_read_back():
    entries = parse_lexicon(FILE, "本局词库").entries

    assert parse_lexicon(dump_lexicon(entries), "本局词库").entries == entries


@pytest.mark.parametrize("word", ["甲\t乙", "甲\n乙", "#甲乙"])
def test_an_entry_that_would_break_the_file_is_not_written(word):
    with pytest.raises(ValueError, match="词条"):
        dump_lexicon([Entry(word, "丙")])


@pytest.mark.parametrize(
    ("text", "saying"),
    [
        ("", "表头"),
        ("wrong\n甲乙\n", "表头"),
        ("wrong\tright\tcolour\n", "表头"),
        ("wrong\tright\twrong\n", "表头"),
        ("wrong\tright\n甲\t乙\n", "第2行：错误写法"),
        ("wrong\tright\n" + "甲" * 61 + "\t乙\n", "第2行：错误写法"),
        ("wrong\tright\n甲乙\t甲乙\n", "第2行"),
        ("wrong\tright\n甲乙\t丙\t丁\n", "第2行多于2列"),
        ("wrong\tright\n甲乙\t丙\n甲乙\t丁\n", "第3行"),
        ("wrong\tright\texceptions\n甲乙\t丙\t甲丁\n", "例外"),
        ("wrong\tright\tsince\n甲乙\t丙\t今天\n", "日期"),
        ("wrong\tright\tsince\tuntil\n甲乙\t丙\t2026-05-02\t2026-05-01\n", "起始日期"),
        ("wrong\tright\n" * 50_001, "超过"),
    ],
)
def test_a_bad_lexicon_is_refused(text, saying):
    with pytest.raises(ValueError, match=saying):
        parse_lexicon(text, "本局词库")


def quotes(text: str, *entries: Entry, today: date | None = None) -> list[str]:
    lexicon = Lexicon("本局词库", entries)
    return [one.quote for one in check(recognize(text), lexicons=[lexicon], today=today) if one.rule == "LEX001"]


def test_an_entry_holds_between_its_days():
    entry = Entry("市信息办", "市大数据局", since=date(2026, 3, 1), until=date(2026, 12, 31))

    assert quotes("由市信息办牵头。", entry, today=date(2026, 3, 1)) == ["市信息办"]
    assert quotes("由市信息办牵头。", entry, today=date(2026, 2, 28)) == []
    assert quotes("由市信息办牵头。", entry, today=date(2027, 1, 1)) == []
    assert quotes("由市信息办牵头。", entry) == []


def test_the_longest_entry_counts():
    assert quotes("由市信息办公室牵头。", Entry("市信息办", "甲"), Entry("市信息办公室", "乙")) == ["市信息办公室"]


def test_the_message_names_reason_and_source():
    lexicon = Lexicon("本局词库", (Entry("市信息办", "市大数据局", why="机构已更名", source="机构改革方案"),))

    (finding,) = check(recognize("由市信息办牵头。"), lexicons=[lexicon])

    assert finding.message == "“市信息办”应为“市大数据局”（机构改革方案）。机构已更名。"
    assert finding.fix == "市大数据局"


@given(st.text("甲乙丙丁", max_size=60), st.sets(st.text("甲乙丙丁", min_size=2, max_size=4), max_size=12))
def test_the_search_finds_what_a_plain_search_finds(text, words):
    found = {(place.start, place.term.word) for place in Searcher(map(Term, words)).find(text).get(Term, [])}

    for start in range(len(text)):
        here = [word for word in words if text.startswith(word, start)]
        assert {word for at, word in found if at == start} == ({max(here, key=len)} if here else set())


def test_a_word_of_one_character_cannot_be_looked_up():
    with pytest.raises(ValueError, match="不足两个字"):
        Searcher([Term("甲")])


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("统一公布署名单位", "布署", True),
        ("以经济建设为中心", "以经", True),
        ("气象法规", "象法", True),
        ("认真布署工作", "布署", False),
        ("工作以经完成", "以经", False),
        ("布署", "布署", False),
    ],
)
def test_where_two_words_meet_is_no_word(text, word, expected):
    start = text.index(word)

    assert falls_apart(text, start, start + len(word)) is expected


def test_no_wrong_form_is_listed_as_right_too():
    confusables = read_lexicon("confusables", ("wrong", "right", "exceptions"))
    misspellings = [
        (wrong, right)
        for right, wrongs in read_lexicon("misspellings", ("right", "wrong"))
        for wrong in wrongs.split("|")
    ]
    wrongs = [wrong for wrong, _, _ in confusables]

    assert len(wrongs) == len(set(wrongs))
    assert not {right for _, right, _ in confusables} & set(wrongs)
    assert not {wrong for wrong, _ in misspellings} & set(wrongs)
    assert all(wrong != right and len(wrong) >= 2 for wrong, right in misspellings)
