"""Cutting text into words for the index and for queries; both databases index the same words."""

from __future__ import annotations

import re

import rjieba

LONGEST_QUERY = 100
LONGEST_TEXT = 200_000
_WORD = re.compile(r"\w+")
# Words in nearly every document tell nothing and cost the most; they are dropped from queries only.
_STOP = frozenset("的 了 和 是 在 对 与 及 或 等 为 以 于 上 下 中 各 有 将 把 被 从 到 并 其 这 那".split())


def index_words(text: str) -> str:
    """The words of a text, separated by spaces; marks and brackets fall away."""
    return " ".join(_words(_clean(text)[:LONGEST_TEXT]))


def query_words(query: str) -> list[str]:
    """The words to look for; empty where the query has none."""
    words = [word for word in _words(_clean(query)[:LONGEST_QUERY]) if word not in _STOP]
    return list(dict.fromkeys(words))


def _words(text: str) -> list[str]:
    return [
        part.lower() for word in rjieba.cut_for_search(text) for part in _WORD.findall(word) if part.strip("_")
    ]


def _clean(text: str) -> str:
    # Lone surrogates and NUL cannot be stored or asked for in either database.
    return text.encode("utf-8", "ignore").decode().replace("\x00", " ")
