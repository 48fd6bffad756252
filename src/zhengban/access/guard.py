"""Models whose rows change only while a gate is open."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, TypeVar

from django.db import models

from zhengban.access.authority import gate_is_open
from zhengban.access.errors import GateClosed

_M = TypeVar("_M", bound=models.Model)


def _require_open_gate(what: str) -> None:
    if not gate_is_open():
        raise GateClosed(f"{what} was changed outside an action; declare one with @action.")


class GuardedQuerySet(models.QuerySet[_M]):
    """A queryset that writes only while a gate is open."""

    def update(self, **values: Any) -> int:
        _require_open_gate(self.model.__name__)
        return super().update(**values)

    def bulk_create(self, objs: Iterable[_M], *args: Any, **options: Any) -> list[_M]:
        _require_open_gate(self.model.__name__)
        return super().bulk_create(objs, *args, **options)

    def bulk_update(self, objs: Iterable[_M], fields: Iterable[str], batch_size: int | None = None) -> int:
        _require_open_gate(self.model.__name__)
        return super().bulk_update(objs, fields, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise GateClosed(f"{self.model.__name__}: business data is never deleted.")


class GuardedModel(models.Model):
    """A row of business data: saved only while a gate is open, never deleted.

    ``guarded`` names the fields that may not even be set on a loaded object outside a gate; ``read_with`` the
    relations that every act on the thing needs and that the gate therefore reads with the row it locks.
    """

    guarded: ClassVar[Collection[str]] = ()
    read_with: ClassVar[Collection[str]] = ()

    objects: ClassVar[models.Manager[Any]] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __setattr__(self, name: str, value: object) -> None:
        # A new object is filled freely: it cannot be saved without a gate anyway.
        if (
            name in self.guarded
            and not gate_is_open()
            and (state := self.__dict__.get("_state")) is not None
            and not state.adding
            and "_refreshing" not in self.__dict__
        ):
            raise GateClosed(f"{type(self).__name__}.{name} was set outside an action.")
        super().__setattr__(name, value)

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        self.__dict__["_refreshing"] = True
        try:
            super().refresh_from_db(*args, **options)
        finally:
            del self.__dict__["_refreshing"]

    def save(self, *args: Any, **options: Any) -> None:
        _require_open_gate(type(self).__name__)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise GateClosed(f"{type(self).__name__}: business data is never deleted.")
