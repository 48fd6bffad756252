from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests.people import Cast
from zhengban.access.authority import Authority, acting
from zhengban.access.errors import GateClosed
from zhengban.access.models import User
from zhengban.search.finding import Count, Marked, count, find
from zhengban.search.index import index
from zhengban.search.models import LONGEST_TEXT, Entry

# Any rows with keys can be what is searched; here a "paper" is an account.
KIND = "test.paper"
DAY = date(2026, 11, 20)


@pytest.fixture
def papers(cast: Cast) -> Iterator[list[int]]:
    """Keys that things searched for may have; inside an action."""
    with acting(Authority(cast.drafter, None, None)):
        yield list(User.objects.order_by("pk").values_list("pk", flat=True))


def _put(pk: int, title: str, text: str = "", *, number: str = "", on: date = DAY, kind: str = KIND) -> None:
    index(kind, pk, title=title, text=text, number=number, occurred_on=on)


def _found(typed: str) -> list[int]:
    return [hit.object_id for hit in find(typed, KIND, User.objects.all())]


FIRE = "云江市人民政府办公室关于做好今冬明春火灾防控工作的通知"


def test_words_of_title_and_text_are_found_the_newest_first(papers: list[int]) -> None:
    first, second, third = papers[:3]
    _put(first, FIRE, "由林晚青同志负责。", on=date(2026, 3, 1))
    _put(second, "关于森林火灾的函", "青年志愿者", on=date(2026, 1, 1))
    _put(third, "关于水利工程的批复", "与火灾无关，报林晚青。", on=date(2026, 2, 1))

    assert _found("火灾") == [first, third, second]
    assert _found("火灾 防控") == [first]
    assert _found("火灾通知") == [first]
    assert _found("林晚青") == [first, third]
    assert _found("青年") == [second]
    assert _found("关于地震的通知") == []


@pytest.mark.parametrize(
    "typed",
    [
        "云政办发〔2026〕12号",
        "云政办发[2026]12号",
        "政办发（2026）12",
        "〔2026〕12号",
        "云政办发〔2026〕",
        "云政办发 2026 12号",
    ],
)
def test_a_document_number_is_found_with_any_brackets(papers: list[int], typed: str) -> None:
    first, second, third, fourth = papers[:4]
    _put(first, FIRE, number="云政办发〔2026〕12号")
    _put(second, "转发通知", "现将《通知》（云政办发〔2026〕12号）转发给你们。")
    _put(third, "别的通知", number="云政办发〔2025〕12号")
    _put(fourth, "别的函", number="云财函〔2024〕120号")

    assert sorted(_found(typed)) == [first, second]


def test_the_number_looked_for_is_that_number(papers: list[int]) -> None:
    first, second = papers[:2]
    _put(first, "通知", number="云政办发〔2026〕1号")
    _put(second, "通知", number="云政办发〔2026〕12号")

    assert _found("云政办发〔2026〕1号") == [first]
    assert _found("云政办发〔2026〕12号") == [second]
    assert _found("云政办发〔2026〕2号") == []


def test_only_what_the_person_may_see_is_found_and_counted(papers: list[int]) -> None:
    first, second, third = papers[:3]
    for pk in (first, second, third):
        _put(pk, FIRE)
    may_see = User.objects.filter(pk__in=[first, third])

    assert [hit.object_id for hit in find("火灾", KIND, may_see)] == [third, first]
    assert count("火灾", KIND, may_see) == Count(2)
    for nothing in (User.objects.none(), User.objects.filter(pk__in=[])):
        assert find("火灾", KIND, nothing) == []
        assert count("火灾", KIND, nothing) == Count(0)


def test_another_kind_is_another_search(papers: list[int]) -> None:
    _put(papers[0], FIRE, kind="test.other")

    assert _found("火灾") == []


def test_pages_follow_each_other(papers: list[int]) -> None:
    for pk in papers[:5]:
        _put(pk, FIRE)
    everyone = User.objects.all()

    pages = [
        [hit.object_id for hit in find("火灾", KIND, everyone, limit=2, offset=offset)] for offset in (0, 2, 4)
    ]

    assert pages == [[papers[4], papers[3]], [papers[2], papers[1]], [papers[0]]]


def test_a_changed_paper_is_found_by_what_it_says_now(papers: list[int]) -> None:
    first, second = papers[:2]
    _put(first, FIRE, "原文", on=date(2026, 1, 1))
    _put(second, FIRE, on=date(2026, 2, 1))
    _put(first, "关于防汛的通知", "新文", number="云政办发〔2026〕7号", on=date(2026, 3, 1))

    assert _found("火灾") == [second]
    assert _found("防汛") == [first]
    assert _found("通知") == [first, second]
    assert _found("云政办发〔2026〕7号") == [first]
    assert Entry.objects.count() == 2


def test_what_was_undone_is_not_found(papers: list[int]) -> None:
    _put(papers[0], FIRE)
    with transaction.atomic():
        _put(papers[0], "关于防汛的通知")
        _put(papers[1], FIRE)
        transaction.set_rollback(True)

    assert _found("火灾") == [papers[0]]
    assert _found("防汛") == []


def test_things_are_made_findable_only_inside_an_action(cast: Cast) -> None:
    with pytest.raises(GateClosed):
        _put(1, FIRE)


def _shown(marked: Marked) -> str:
    return "".join(f"[{text}]" if found else text for text, found in marked)


def test_a_piece_of_the_text_shows_the_found_words(papers: list[int]) -> None:
    _put(papers[0], "<b>火灾</b>通知", "前言" * 60 + "<i>防火灾</i>办公室" + "后文" * 100)

    [hit] = find("火灾", KIND, User.objects.all())

    assert (hit.title, _shown(hit.marked_title)) == ("<b>火灾</b>通知", "<b>[火灾]</b>通知")
    assert _shown(hit.snippet) == "…" + "前言" * 10 + "<i>防[火灾]</i>办公室" + "后文" * 33 + "后…"


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("云江市财政局", "报云江市财政局审核", "报[云江市财政局]审核"),
        ("云政办发[2026]12号", "按云政办发〔2026〕12号办", "按[云政办发〔2026〕12号]办"),
        ("COVID", "应对Covid疫情", "应对[Covid]疫情"),
        ("税", "税收与税务", "[税]收与[税]务"),
        ("通知", "没有那个词", "没有那个词"),
        ("通知", "", ""),
    ],
)
def test_the_whole_phrase_is_marked(papers: list[int], typed: str, text: str, shown: str) -> None:
    _put(papers[0], "云江市财政局云政办发〔2026〕12号covid税通知", text)

    [hit] = find(typed, KIND, User.objects.all())

    assert _shown(hit.snippet) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "的",
        '"',
        "'",
        "' OR 1=1 --",
        '火灾" OR "a',
        "火灾 AND NOT 防控",
        "NEAR(火灾 防控)",
        "火灾*",
        "title:火灾",
        "^火灾",
        "& | ! <-> :* ()",
        "\\",
        "%s %d %(x)s %",
        "\0火灾\0",
        "\ud800火灾",
        "火灾" * 5_000,
        "a" * 10_000,
        "9" * 10_000,
        "〔2026〕" * 500,
        "〔〔〔2026〕〕",
        "𠮷野家\U00031350\U0001f600",
        "{}",
        ";DROP TABLE search_index;",
        " ".join(chr(0x4E00 + n) + chr(0x5E00 + n) for n in range(50)),
    ],
)
def test_any_text_is_a_query(papers: list[int], typed: str) -> None:
    _put(papers[0], FIRE)

    assert {hit.object_id for hit in find(typed, KIND, User.objects.all())} <= {papers[0]}
    assert str(count(typed, KIND, User.objects.all())) in {"0", "1"}


def test_any_text_can_be_made_findable(papers: list[int]) -> None:
    distinct = "".join(
        chr(0x4E00 + (n * 7919) % 20_000) + chr(0x20000 + (n * 104729) % 40_000) for n in range(60_000)
    )
    _put(papers[0], "\0通\ud800知" + "长" * 500, distinct)
    _put(papers[1], "通知", "云政〔2026〕1号" * 20_000)
    _put(papers[2], "通知", "x" * 200_000 + "'; -- \\ \" 火灾")
    _put(papers[3], "", "")

    assert sorted(_found("通知")) == papers[:3]
    assert _found("𠮷野") == []
    assert len(Entry.objects.get(object_id=papers[0]).text) == LONGEST_TEXT
    assert len(Entry.objects.get(object_id=papers[0]).title) == 300
    assert [hit.object_id for hit in find(distinct[1000:1002], KIND, User.objects.all())] == [papers[0]]


def test_rare_characters_are_found(papers: list[int]) -> None:
    _put(papers[0], "𠮷野镇\U00031350村")

    assert _found("𠮷野镇") == _found("镇\U00031350村") == papers[:1]


def test_a_count_ends_at_a_thousand() -> None:
    assert (str(Count(1_000)), str(Count(1_001))) == ("1000", "1000+")


def test_the_index_can_be_made_anew(papers: list[int]) -> None:
    _put(papers[0], FIRE)
    _put(papers[1], "关于防汛的通知")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM search_index")
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    assert _found("火灾") == []

    call_command("search", "rebuild")

    assert (_found("火灾"), _found("防汛")) == (papers[:1], papers[1:2])


def test_queries_are_counted(papers: list[int], django_assert_num_queries: object) -> None:
    everyone = User.objects.all()
    budget = django_assert_num_queries
    with budget(4):  # type: ignore[operator]  # whether there is one, the entry, its rank, the index
        _put(papers[0], FIRE)
    with budget(3):  # type: ignore[operator]  # the index forgets and learns in one
        _put(papers[0], "关于防汛的通知")
    with budget(1):  # type: ignore[operator]
        _put(papers[0], "关于防汛的通知")
    with budget(1):  # type: ignore[operator]
        find("防汛", KIND, everyone)
    with budget(1):  # type: ignore[operator]
        count("防汛", KIND, everyone)
    with budget(0):  # type: ignore[operator]
        find("的", KIND, everyone)
