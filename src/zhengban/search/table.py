"""The index table, keyed by the entry's rank: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from zhengban.search.lexemes import lexemes
from zhengban.search.models import Entry
from zhengban.search.query import Query

BATCH = 500


@dataclass(frozen=True)
class Row:
    """What the index knows of one entry."""

    rank: int
    lexemes: tuple[str, ...]

    @classmethod
    def of(cls, entry: Entry) -> Row:
        """The row of an entry as it stands; it must have its rank."""
        assert entry.rank is not None  # noqa: S101 - given when it is indexed
        return cls(entry.rank, tuple(sorted(lexemes(entry.indexed_text))))


def put(row: Row, *, instead_of: Row | None = None) -> None:
    """Index a row, in the place of the one the same entry had before."""
    if connection.vendor == "postgresql":
        _put_in_postgresql(row, instead_of)
    else:
        _put_in_sqlite(row, instead_of)


def _put_in_postgresql(row: Row, before: Row | None) -> None:
    sql = (
        "INSERT INTO search_index (rank, lexemes) VALUES (%s, %s::tsvector)"
        " ON CONFLICT (rank) DO UPDATE SET lexemes = excluded.lexemes"
    )
    with connection.cursor() as cursor:
        if before is not None and before.rank != row.rank:
            cursor.execute("DELETE FROM search_index WHERE rank = %s", [before.rank])
        cursor.execute(sql, [row.rank, " ".join(f"'{lexeme}'" for lexeme in row.lexemes)])


def _put_in_sqlite(row: Row, before: Row | None) -> None:
    sql = "INSERT INTO search_index (search_index, rowid, lexemes) VALUES "
    values = [None, row.rank, " ".join(row.lexemes)]
    if before is not None:
        # An index without content is told what to forget, in the order of the rows.
        sql += "(%s, %s, %s), "
        values = ["delete", before.rank, " ".join(before.lexemes), *values]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql}(%s, %s, %s)", values)


def rebuild() -> int:
    """Empty the index and index every entry anew; how many there are."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM search_index")
        else:
            cursor.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    count = 0
    for entry in Entry.objects.order_by("rank").iterator(chunk_size=BATCH):
        put(Row.of(entry))
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
