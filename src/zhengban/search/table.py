"""The index table, keyed by the entry's rank: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import connection

from zhengban.search.lexemes import lexemes
from zhengban.search.models import Entry
from zhengban.search.query import Query

BATCH = 500


def add(entry: Entry) -> None:
    """Index the entry by what it says now."""
    parameters: list[Any]
    if connection.vendor == "postgresql":
        sql = (
            "INSERT INTO search_index (rank, lexemes) VALUES (%s, %s::tsvector)"
            " ON CONFLICT (rank) DO UPDATE SET lexemes = excluded.lexemes"
        )
        parameters = [entry.rank, " ".join(f"'{lexeme}'" for lexeme in lexemes(entry.indexed_text))]
    else:
        sql = "INSERT INTO search_index (rowid, lexemes) VALUES (%s, %s)"
        parameters = [entry.rank, _listed(entry)]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def drop(entry: Entry) -> None:
    """Take the entry out of the index; it must still say what it was indexed by."""
    parameters: list[Any]
    if connection.vendor == "postgresql":
        sql = "DELETE FROM search_index WHERE rank = %s"
        parameters = [entry.rank]
    else:
        # An index without content is told what to forget.
        sql = "INSERT INTO search_index (search_index, rowid, lexemes) VALUES ('delete', %s, %s)"
        parameters = [entry.rank, _listed(entry)]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def rebuild() -> int:
    """Empty the index and index every entry anew; how many there are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM search_index")
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    count = 0
    for entry in Entry.objects.order_by("rank").iterator(chunk_size=BATCH):
        add(entry)
        count += 1
    return count


def match_expression(query: Query) -> str:
    """The query in the database's own language; lexemes are letters, digits and characters and nothing else."""
    if connection.vendor == "postgresql":
        return " & ".join(
            [*(f"'{lexeme}'" for lexeme in query.exact), *(f"'{prefix}':*" for prefix in query.prefixes)]
        )
    return " AND ".join(
        [*(f'"{lexeme}"' for lexeme in query.exact), *(f'"{prefix}" *' for prefix in query.prefixes)]
    )


def _listed(entry: Entry) -> str:
    return " ".join(sorted(lexemes(entry.indexed_text)))
