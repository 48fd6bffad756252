"""Bringing a thing's words into the index, in the transaction of the act that changed it."""

from __future__ import annotations

from datetime import date

from django.db import connection

from zhengban.access.authority import gate_is_open
from zhengban.access.errors import GateClosed
from zhengban.search.models import SearchEntry
from zhengban.search.words import LONGEST_TEXT, index_words


def index(kind: str, object_id: int, *, title: str, number: str, text: str, occurred_on: date) -> None:
    """Index a thing, in place of what was indexed of it before; call it inside an action."""
    if not gate_is_open():
        raise GateClosed("The search index was changed outside an action.")
    entry, _made = SearchEntry.objects.update_or_create(
        kind=kind,
        object_id=object_id,
        defaults={
            "title": title[:300],
            "number": number[:60],
            "text": text[:LONGEST_TEXT].replace("\x00", ""),
            "occurred_on": occurred_on,
        },
    )
    words = index_words(f"{title} {number} {text}")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE search_searchentry SET words = to_tsvector('simple', %s) WHERE id = %s", [words, entry.pk]
            )
        else:
            cursor.execute("DELETE FROM search_words WHERE rowid = %s", [entry.pk])
            cursor.execute("INSERT INTO search_words(rowid, words) VALUES (%s, %s)", [entry.pk, words])
