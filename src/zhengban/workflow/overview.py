"""The story of a paper (流转情况): whose hands it is in, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from zhengban.core.workdays import workdays_between
from zhengban.workflow.lamps import Lamp
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.models.items import ItemReason
from zhengban.workflow.sentences import candidate_names, joined


@dataclass(frozen=True)
class Holder:
    """Who has the paper at one activity (当前办理人), since when, and for how many working days."""

    instance_id: int
    item_id: int
    activity: str
    activity_name: str
    unit: str
    names: tuple[str, ...]
    since: datetime
    workdays: int
    due_on: date | None
    lamp: Lamp
    seen: bool
    expedited: int
    """How often they have been pressed (催办次数)."""
    reason: str
    """Why they have it, where not by the rule of the activity (委派、加签)."""

    def __str__(self) -> str:
        return f"{self.activity_name}：{joined(list(self.names))}"


@dataclass(frozen=True)
class Step:
    """One work item in the story of a paper, closed or open."""

    item: WorkItem
    names: tuple[str, ...]
    workdays: int

    @property
    def on_behalf_of(self) -> str:
        """The name of the one acted for (代办), empty where the person acted in the own name."""
        return self.item.on_behalf_of.name if self.item.on_behalf_of is not None else ""


@dataclass(frozen=True)
class Timeline:
    """The whole story: steps in the order they were opened, past rounds included, and who read it."""

    steps: tuple[Step, ...]
    readings: tuple[Circulation, ...]


def holders(instances: Iterable[ProcessInstance]) -> dict[int, tuple[Holder, ...]]:
    """Whose hands each process is in, by its pk; two queries however many there are."""
    pks = [instance.pk for instance in instances]
    items = list(WorkItem.objects.opened().filter(instance__in=pks).order_by("instance", "number"))
    names = candidate_names([item.pk for item in items])
    found: dict[int, list[Holder]] = {pk: [] for pk in pks}
    for item in items:
        found[item.instance_id].append(
            Holder(
                instance_id=item.instance_id,
                item_id=item.pk,
                activity=item.activity,
                activity_name=item.activity_name,
                unit=item.label,
                names=tuple(names.get(item.pk, ())),
                since=item.opened_at,
                workdays=_workdays(item),
                due_on=item.due_on,
                lamp=item.lamp,
                seen=item.first_seen_at is not None,
                expedited=item.expedited,
                reason="" if item.kind == ItemReason.OWN else item.get_kind_display(),
            )
        )
    return {pk: tuple(held) for pk, held in found.items()}


def timeline(instance: ProcessInstance) -> Timeline:
    """The full story of one process, in three queries."""
    items = list(
        WorkItem.objects.filter(instance=instance).select_related("done_by", "on_behalf_of").order_by("number")
    )
    waiting = candidate_names([item.pk for item in items if item.done_by_id is None])
    steps = tuple(
        Step(
            item,
            (item.done_by.name,) if item.done_by is not None else tuple(waiting.get(item.pk, ())),
            _workdays(item),
        )
        for item in items
    )
    readings = Circulation.objects.filter(instance=instance).select_related("reader", "sent_by").order_by("pk")
    return Timeline(steps, tuple(readings))


def _workdays(item: WorkItem) -> int:
    """Working days in these hands; the day it came does not count."""
    end = timezone.localdate(item.closed_at) if item.closed_at is not None else timezone.localdate()
    return workdays_between(timezone.localdate(item.opened_at), end)
