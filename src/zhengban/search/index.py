"""Making things findable, inside the action that changes them."""

from __future__ import annotations

from datetime import date

from zhengban.search import table
from zhengban.search.models import LONGEST_NUMBER, LONGEST_TEXT, LONGEST_TITLE, Entry, rank_of


def index(kind: str, object_id: int, *, title: str, text: str, occurred_on: date, number: str = "") -> None:
    """Make a thing findable by what it says now (编入索引); it is found as soon as the action is committed."""
    said = {
        "title": _storable(title)[:LONGEST_TITLE],
        "number": _storable(number)[:LONGEST_NUMBER],
        "text": _storable(text)[:LONGEST_TEXT],
        "occurred_on": occurred_on,
    }
    entry = Entry.objects.filter(kind=kind, object_id=object_id).first()
    if entry is None:
        entry = Entry.objects.create(kind=kind, object_id=object_id, **said)
        before = None
    elif all(getattr(entry, name) == value for name, value in said.items()):
        return
    else:
        before = table.Row.of(entry)
        for name, value in said.items():
            setattr(entry, name, value)
    entry.rank = rank_of(entry.pk, occurred_on)
    entry.save(update_fields=[*said, "rank"] if before else ["rank"])
    table.put(table.Row.of(entry), instead_of=before)


def _storable(text: str) -> str:
    return text.replace("\0", " ").encode("utf-8", "ignore").decode("utf-8")
