"""Finding things by their words, newest first; what a person may not see is left out by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from zhengban.search.models import SearchEntry
from zhengban.search.words import query_words

SNIPPET_BEFORE = 24
SNIPPET_LENGTH = 120


@dataclass(frozen=True)
class Hit:
    """One thing found: ``snippet`` is text in parts, each with whether it is a word that was looked for."""

    object_id: int
    title: str
    number: str
    occurred_on: date
    snippet: tuple[tuple[str, bool], ...]


def find(query: str, kind: str, visible: models.QuerySet[Any], *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """The newest matches among the visible things, at most ``limit``; a query without words finds nothing."""
    words = query_words(query)
    if not words:
        return []
    entries = SearchEntry.objects.filter(
        kind=kind, pk__in=_matching(words), object_id__in=visible.values("pk")
    ).order_by("-object_id")[offset : offset + limit]
    return [
        Hit(entry.object_id, entry.title, entry.number, entry.occurred_on, snippet(entry.text, words))
        for entry in entries
    ]


def snippet(text: str, words: list[str]) -> tuple[tuple[str, bool], ...]:
    """The piece of text around the first word found, with the words marked."""
    lowered = text.lower()
    places = [at for word in words if (at := lowered.find(word)) >= 0]
    start = max(0, min(places, default=0) - SNIPPET_BEFORE)
    piece = " ".join(text[start : start + SNIPPET_LENGTH].split())
    parts: list[tuple[str, bool]] = []
    rest = piece
    while rest:
        found = [(at, -len(word), word) for word in words if (at := rest.lower().find(word)) >= 0]
        if not found:
            parts.append((rest, False))
            break
        at, _length, word = min(found)
        if at:
            parts.append((rest[:at], False))
        parts.append((rest[at : at + len(word)], True))
        rest = rest[at + len(word) :]
    return tuple(parts)


def _matching(words: list[str]) -> RawSQL:
    if connection.vendor == "postgresql":
        # MATERIALIZED: else the planner may walk the primary key for a rare word.
        return RawSQL(
            "WITH found AS MATERIALIZED (SELECT id FROM search_searchentry "
            "WHERE words @@ plainto_tsquery('simple', %s)) SELECT id FROM found",
            [" ".join(words)],
        )
    quoted = " ".join(f'"{word}"' for word in words)
    return RawSQL("SELECT rowid FROM search_words WHERE search_words MATCH %s", [quoted])
