"""By when something has to be done (办理时限), in working days by urgency; and when a timer passes."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from zhengban.core.workdays import add_workdays
from zhengban.workflow import engine
from zhengban.workflow.engine import Item, Marking
from zhengban.workflow.models import ProcessInstance
from zhengban.workflow.position import position_of


def due_on(
    deadline: engine.Deadline, instance: ProcessInstance, marking: Marking, opened_at: datetime
) -> date | None:
    """The last day for an item opened then: the day an earlier handler set, else working days by urgency."""
    if deadline.variable:
        day = marking.variables.get(deadline.variable)
        if isinstance(day, str) and day:
            return date.fromisoformat(day)
    days = deadline.days(engine.Urgency(instance.urgency))
    return None if days is None else add_workdays(timezone.localdate(opened_at), days)


def expires_on(
    instance: ProcessInstance, definition: engine.ProcessDefinition, marking: Marking, item: Item
) -> date | None:
    """The last day before the next timer of the activity passes; None where there is none any more."""
    days = [day for day, _ in _timers(instance, definition, marking, item)]
    return min(days, default=None)


def expired_timer(instance: ProcessInstance, number: int, day: date) -> engine.TimerEvent | None:
    """The first timer of the open item that passed on that day or before."""
    position = position_of(instance)
    row = position.items[number]
    if row.state != engine.ItemState.OPEN or row.expires_on is None or row.expires_on > day:
        return None
    timers = _timers(instance, position.definition, position.marking, position.marking.item(number))
    return min(timers, key=lambda one: one[0])[1] if timers else None


def _timers(
    instance: ProcessInstance, definition: engine.ProcessDefinition, marking: Marking, item: Item
) -> list[tuple[date, engine.TimerEvent]]:
    """The timers still to pass, each with its last day; an item handed on within a round keeps the time that has run."""
    timers = definition.timers.get(item.activity)
    if not timers:
        return []
    fired = marking.token(item.token).fired
    began = min(one.opened_at for one in marking.items if one.token == item.token)
    days = ((due_on(one.deadline, instance, marking, began), one) for one in timers if one.id not in fired)
    return [(day, one) for day, one in days if day is not None]
