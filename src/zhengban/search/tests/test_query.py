from __future__ import annotations

import pytest

from zhengban.search.lexemes import lexemes
from zhengban.search.query import parse


def test_a_text_gives_pairs_words_and_numbers() -> None:
    assert lexemes("防控 ＧＢ/T 9704，税") == {"防控", "控", "gb", "t", "9704", "税"}


def test_a_document_number_is_one_lexeme_with_and_without_its_code() -> None:
    found = lexemes("根据云政办发〔2026〕12号文件")

    assert {"n2026", "n2026n12", "办发n2026", "办发n2026n12"} <= found


@pytest.mark.parametrize(
    "typed",
    [
        "云政办发〔2026〕12号",
        "云政办发[2026]12号",
        "云政办发（2026）12号",
        "云政办发【2026】 第12号",
        "云政办发 〔２０２６〕 012 号",
    ],
)
def test_a_number_is_read_with_any_brackets(typed: str) -> None:
    assert parse(typed).exact[0] == "办发n2026n12"


@pytest.mark.parametrize(
    ("typed", "exact", "prefixes"),
    [
        ("火灾防控", ("火灾", "防控"), ()),
        ("关于火灾的通知", ("火灾", "通知"), ()),
        ("林晚青", ("林晚", "晚青"), ()),
        ("市财政局", ("市财", "财政", "政局"), ()),
        ("云江市", ("云江", "江市"), ()),
        ("税", (), ("税",)),
        ("GB/T 9704", ("9704",), ("gb", "t")),
        ("〔2026〕", ("n2026",), ()),
        ("发〔2026〕3号", ("n2026n3",), ("发",)),
        ("的 了 关于", (), ()),
        ("", (), ()),
        ("\"'() OR NEAR * ^ : - + | & ! \\", (), ("or", "near")),
    ],
)
def test_a_query_is_cut_into_words_and_looked_up_by_pairs(
    typed: str, exact: tuple[str, ...], prefixes: tuple[str, ...]
) -> None:
    query = parse(typed)

    assert (query.exact, query.prefixes) == (exact, prefixes)


def test_whatever_is_looked_up_stands_in_the_text_that_was_typed() -> None:
    for typed in ("云江市财政局关于请林晚青同志参会的函", "今冬明春火灾防控工作", "青溪县2026年税收", "党的建设"):
        query = parse(typed)
        found = lexemes(typed)

        assert set(query.exact) <= found
        assert all(any(lexeme.startswith(prefix) for lexeme in found) for prefix in query.prefixes)
