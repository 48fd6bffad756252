"""What the clock does to processes (定时处理): deadlines that pass, and the daily digest of what is due (催办)."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Count, IntegerField, Q, When
from django.utils import timezone

from zhengban.access.errors import Refused
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.core.workdays import is_workday
from zhengban.notifications.models import Notification
from zhengban.notifications.notices import notify
from zhengban.workflow import policy
from zhengban.workflow.actions.exceptions import expire
from zhengban.workflow.models import WorkItem, WorkItemCandidate
from zhengban.workflow.models.items import ItemStatus
from zhengban.workflow.models.processes import InstanceState

MOST_AT_ONCE = 500
#: Where a person finds all that is to be done.
_DESK = "/"


def pass_deadlines() -> int:
    """Do what the drawings say for the deadlines that have passed (到期转出); how many were done.

    Each is a transaction of its own: one that is refused, since nobody would hold the paper next, stays open and
    is overdue for everybody to see, and does not keep the others.
    """
    system, today = User.objects.system(), timezone.localdate()
    passed = WorkItem.objects.opened().filter(expires_on__lt=today, instance__state=InstanceState.RUNNING)
    done = 0
    for item in passed.select_related("instance__definition").order_by("expires_on", "pk")[:MOST_AT_ONCE]:
        try:
            expire(item.at_hand, actor=system)
        except Refused:
            continue
        done += 1
    return done


def remind_of_due() -> int:
    """Tell everybody once on a working day what of theirs is due today or overdue (催办提醒); how many were told."""
    today = timezone.localdate()
    if not is_workday(today):
        return 0
    system = User.objects.system()
    due = _due(today)
    people = User.objects.filter(is_active=True).in_bulk(due)
    for pk, (late, now) in due.items():
        if pk in people:
            remind(people[pk], actor=system, late=late, due=now)
    return len(people)


@action("workflow.remind", "到期提醒", allowed=policy.may_remind, duty=None)
def remind(person: User, *, actor: User, late: int, due: int) -> None:
    """One digest for one person, however many papers; said once a day."""
    parts = [text for count, text in ((late, f"{late}件已超期"), (due, f"{due}件今日到期")) if count]
    text = f"催办提醒：您有{'、'.join(parts)}，请尽快办理。"
    told = Notification.objects.filter(user=person, at__date=timezone.localdate(), text__startswith="催办提醒：")
    if not told.exists():
        notify([person.pk], text, _DESK)


def _due(today: date) -> dict[int, tuple[int, int]]:
    """By person: how many open items are overdue, and how many are due today."""
    open_items = WorkItemCandidate.objects.filter(
        is_open=True,
        item__state=ItemStatus.OPEN,
        item__due_on__lte=today,
        item__instance__state=InstanceState.RUNNING,
    )
    late = Count(Case(When(Q(item__due_on__lt=today), then=1), output_field=IntegerField()))
    rows = open_items.values("user").annotate(late=late, total=Count("pk")).values_list("user", "late", "total")
    return {user: (overdue, total - overdue) for user, overdue, total in rows.order_by("user")}
