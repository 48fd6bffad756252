"""What is due by the clock (定时作业): declared by the apps, put in the schedule at each start."""

from __future__ import annotations

from dataclasses import dataclass

from croniter import croniter
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django_q.models import Schedule

_PREFIX = "zhengban."


@dataclass(frozen=True)
class Periodic:
    """A function without arguments that is called by the clock; ``cron`` is in local time."""

    code: str
    label: str
    function: str
    cron: str

    @property
    def name(self) -> str:
        return f"{_PREFIX}{self.code}"


declared: dict[str, Periodic] = {}


def declare(periodic: Periodic) -> None:
    """Called in ``AppConfig.ready()`` of the app that owns the work."""
    if not croniter.is_valid(periodic.cron):
        raise ImproperlyConfigured(f"{periodic.code}: {periodic.cron!r} is not a cron expression.")
    if declared.get(periodic.code, periodic) != periodic:
        raise ImproperlyConfigured(f"Periodic {periodic.code} is declared twice.")
    declared[periodic.code] = periodic


def ensure_schedules() -> None:
    """Make the schedule say exactly what is declared; times already planned stay."""
    with transaction.atomic():
        for periodic in declared.values():
            Schedule.objects.update_or_create(
                name=periodic.name,
                defaults={
                    "func": periodic.function,
                    "schedule_type": Schedule.CRON,
                    "cron": periodic.cron,
                    "repeats": -1,
                },
            )
        names = [periodic.name for periodic in declared.values()]
        Schedule.objects.filter(name__startswith=_PREFIX).exclude(name__in=names).delete()
