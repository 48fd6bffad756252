"""Finding: the newest first, only what the person may see, with the found words marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.expressions import RawSQL

from zhengban.search.models import Entry
from zhengban.search.query import Query, parse
from zhengban.search.table import match_expression

MOST_COUNTED = 1_000
_BEFORE, _SNIPPET = 24, 100

# Sorted before it is joined, and joined row by row: a page is full after a few rows however many match.
_POSTGRESQL = """
SELECT {columns}
FROM (SELECT rank FROM search_matching(%s::tsquery) AS matching (rank) ORDER BY rank DESC) AS found
CROSS JOIN LATERAL (SELECT * FROM search_entry WHERE rank = found.rank OFFSET 0) AS entry
WHERE entry.kind = %s AND EXISTS ({visible})
"""
# FTS5 reads its rows backwards by itself, so that a page costs a page however many match.
_SQLITE = """
SELECT {columns} FROM search_index AS found CROSS JOIN search_entry AS entry ON entry.rank = found.rowid
WHERE found.search_index MATCH %s AND entry.kind = %s AND EXISTS ({visible})
"""


# Text in parts, each with whether it is a word that was looked for; a template escapes and marks them.
Marked = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """One thing found (命中), with the found words told apart in its title and in a piece of its text."""

    object_id: int
    title: str
    number: str
    occurred_on: date
    marked_title: Marked
    snippet: Marked


@dataclass(frozen=True)
class Count:
    """How many were found, counted up to a thousand."""

    number: int

    def __str__(self) -> str:
        return f"{MOST_COUNTED}+" if self.number > MOST_COUNTED else str(self.number)


def find(typed: str, kind: str, visible: models.QuerySet[Any], *, limit: int = 20, offset: int = 0) -> list[Hit]:
    """The newest things of a kind that match and that ``visible`` (a ``visible_to`` queryset) holds; one query."""
    query = parse(typed)
    where = _statement(query, kind, visible, "entry.*")
    if where is None:
        return []
    sql, parameters = where
    key = "found.rank" if connection.vendor == "postgresql" else "found.rowid"
    entries = Entry.objects.raw(
        f"{sql} ORDER BY {key} DESC LIMIT %s OFFSET %s",
        [*parameters, limit, offset],
    )
    return [
        Hit(
            entry.object_id,
            entry.title,
            entry.number,
            entry.occurred_on,
            _marked(entry.title, query.marks),
            _snippet(entry.text, query.marks),
        )
        for entry in entries
    ]


def count(typed: str, kind: str, visible: models.QuerySet[Any]) -> Count:
    """How many ``find`` would find; one query."""
    where = _statement(parse(typed), kind, visible, "1")
    if where is None:
        return Count(0)
    sql, parameters = where
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({sql} LIMIT {MOST_COUNTED + 1}) AS counted",  # noqa: S608
            parameters,
        )
        return Count(cursor.fetchone()[0])


def _statement(
    query: Query, kind: str, visible: models.QuerySet[Any], columns: str
) -> tuple[str, list[Any]] | None:
    """The statement and its parameters; None where nothing can be found."""
    if not query:
        return None
    try:
        seen = visible.filter(pk=RawSQL("entry.object_id", ())).order_by().values("pk")
        rights, parameters = seen.query.sql_with_params()
    except EmptyResultSet:
        return None
    template = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    return template.format(columns=columns, visible=rights), [match_expression(query), kind, *parameters]


def _snippet(text: str, marks: re.Pattern[str] | None) -> Marked:
    """The words around the first place found, or the beginning."""
    found = marks.search(text) if marks else None
    start = max(0, found.start() - _BEFORE) if found else 0
    end = max(start + _SNIPPET, found.end() if found else 0)
    shown = " ".join(text[start:end].split())
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return _marked(f"{before}{shown}{after}", marks)


def _marked(text: str, marks: re.Pattern[str] | None) -> Marked:
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in marks.finditer(text) if marks else ():
        parts += [(text[at : found.start()], False), (found[0], True)]
        at = found.end()
    parts.append((text[at:], False))
    return tuple(part for part in parts if part[0])
