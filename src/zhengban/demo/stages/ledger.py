"""Rows that wait to be written all at once, numbered as the database would number them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models

from zhengban.access.gate import creations, registry
from zhengban.access.models import User
from zhengban.audit.models import AuditEntry
from zhengban.audit.trail import LONGEST_LABEL, LONGEST_SUMMARY

_M = TypeVar("_M", bound=models.Model)
_BATCH = 400
Snapshot = Mapping[str, object]


class Ledger:
    """New rows by model, in the order in which they came about."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = {}
        self._last: dict[type[models.Model], int] = {}

    def add(self, row: _M) -> _M:
        """Take the row in and give it its number."""
        model = type(row)
        if model not in self._last:
            highest = model._base_manager.aggregate(highest=models.Max("pk"))["highest"]
            self._last[model] = highest or 0
        self._last[model] += 1
        row.pk = self._last[model]
        self._rows.setdefault(model, []).append(row)
        return row

    def rows(self, model: type[_M]) -> list[_M]:
        return self._rows.get(model, [])  # type: ignore[return-value]

    def write(self) -> None:
        """Write everything; foreign keys are checked when the transaction ends."""
        for model, rows in self._rows.items():
            model._base_manager.bulk_create(rows, batch_size=_BATCH)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self._rows)):
                cursor.execute(statement)

    def record(
        self,
        code: str,
        actor: User,
        target: models.Model,
        moment: datetime,
        *,
        summary: str = "",
        before: Snapshot | None = None,
    ) -> None:
        """The entry (审计记录) that the gate writes for the act; ``before`` is None where the target is new."""
        after = snapshot(target)
        verb = creations[code] if before is None else registry[code]
        changes = (
            {name: [None, _plain(value)] for name, value in after.items() if value}
            if before is None
            else {
                name: [_plain(value), _plain(after[name])]
                for name, value in before.items()
                if value != after[name]
            }
        )
        self.add(
            AuditEntry(
                at=moment,
                code=code,
                label=verb.label,
                actor_id=actor.pk,
                actor_name=actor.name,
                target_type=target._meta.label_lower,
                target_id=target.pk,
                target_label=str(target)[:LONGEST_LABEL],
                summary=summary[:LONGEST_SUMMARY],
                changes=changes,
            )
        )


def snapshot(row: models.Model) -> dict[str, object]:
    """The values of the row's columns."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def content_type(model: type[models.Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _plain(value: object) -> Any:
    """As the gate writes values into the trail: JSON, and text for everything JSON does not know."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | int | float | bool | list | dict) or value is None:
        return value
    return str(value)
