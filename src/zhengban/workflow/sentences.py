"""Sentences about who holds or handled a paper, for refusals and pages."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from zhengban.access.models import User
from zhengban.workflow.models import ProcessInstance, WorkItem, WorkItemCandidate
from zhengban.workflow.models.items import ItemStatus
from zhengban.workflow.models.processes import OPEN_STATES

#: More names than this are summed up.
_MOST_NAMES = 3
_VERBS = {
    ItemStatus.DONE: "办理",
    ItemStatus.RETURNED: "退回",
    ItemStatus.TRANSFERRED: "转办",
    ItemStatus.DELEGATED: "委派",
    ItemStatus.ASKED: "送前加签",
    ItemStatus.REMOVED: "减签",
}


def in_whose_hands(instance: ProcessInstance) -> str:
    """Who holds the paper now and since when."""
    if instance.state not in OPEN_STATES:
        return f"本件{instance.get_state_display()}。"
    held = list(WorkItem.objects.opened().filter(instance=instance).order_by("number"))
    names = candidate_names([item.pk for item in held])
    parts = [
        f"“{item.activity_name}”由{joined(names.get(item.pk, []))}办理（自{day(item.opened_at)}起）"
        for item in held
    ]
    return f"本件当前：{'；'.join(parts)}。"


def already_closed(item: WorkItem) -> str:
    """Who was first, and when; or that the item has been taken back."""
    when = moment(item.closed_at) if item.closed_at else ""
    verb = _VERBS.get(ItemStatus(item.state))
    if verb is not None and item.done_by_id is not None:
        name = User.objects.get(pk=item.done_by_id).name
        return f"“{item.activity_name}”已由{name}于{when}{verb}。"
    if item.state == ItemStatus.RELIEVED:
        return f"“{item.activity_name}”已于{when}由其他办理人办理，您无需再办。"
    return f"“{item.activity_name}”的待办已于{when}被收回。"


def candidate_names(items: list[int]) -> dict[int, list[str]]:
    """The names of those who may handle each item."""
    names: dict[int, list[str]] = {}
    rows = WorkItemCandidate.objects.filter(item__in=items).order_by("pk").values_list("item_id", "user__name")
    for item, name in rows:
        names.setdefault(item, []).append(name)
    return names


def joined(names: list[str]) -> str:
    """Names for one line."""
    if len(names) <= _MOST_NAMES:
        return "、".join(names)
    return f"{'、'.join(names[:_MOST_NAMES])}等{len(names)}人"


def day(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.month}月{local.day}日"


def moment(at: datetime) -> str:
    return f"{day(at)}{timezone.localtime(at):%H:%M}"
