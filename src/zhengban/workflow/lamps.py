"""Lamps (灯号): how pressing a deadline is, in working days."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhengban.core.workdays import workdays_between

#: Yellow from so many working days before the deadline.
WARNING_WORKDAYS = 2


class Lamp(models.TextChoices):
    """The colour beside a work item."""

    NONE = "NONE", _("无时限")
    GREEN = "GREEN", _("时限充裕")
    YELLOW = "YELLOW", _("临近到期")
    RED = "RED", _("今日到期")
    OVERDUE = "OVERDUE", _("已超期")


def lamp(due_on: date | None, today: date | None = None) -> Lamp:
    """The lamp for a deadline: red on its last working day, overdue from the day after."""
    if due_on is None:
        return Lamp.NONE
    today = today or timezone.localdate()
    if due_on < today:
        return Lamp.OVERDUE
    left = workdays_between(today, due_on)
    if left == 0:
        return Lamp.RED
    return Lamp.YELLOW if left <= WARNING_WORKDAYS else Lamp.GREEN
