"""Handing everything a person holds to a successor (工作移交), on one sheet that is seen first and can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.workflow import engine, policy
from zhengban.workflow.actions.making import make_move, number_at_hand
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import (
    Circulation,
    Handover,
    HandoverLine,
    ProcessInstance,
    WorkItem,
    WorkItemCandidate,
)

MOST_AT_ONCE = 2000
LONGEST_REASON = 200


@dataclass(frozen=True)
class Sheet:
    """What a handover would move, in the order it was received (移交预览)."""

    items: tuple[WorkItem, ...]
    readings: tuple[Circulation, ...]


def preview(person: User) -> Sheet:
    """Everything open that the person holds in the own name."""
    held = WorkItemCandidate.objects.filter(is_open=True, user=person).values("item")
    # In the order of the processes: whoever locks several of them locks them in the same order.
    items = (
        WorkItem.objects.filter(pk__in=held).select_related("instance__definition").order_by("instance", "number")
    )
    readings = Circulation.objects.outstanding().filter(reader=person).select_related("instance").order_by("pk")
    return Sheet(tuple(items), tuple(readings))


@create_action("workflow.hand_over", "工作移交", allowed=policy.may_hand_over)
def hand_over(*, actor: User, person: User, successor: User, reason: str) -> Handover:
    """Put the successor in the person's place for everything that is open (工作移交)."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise EntryRefused(f"请填写移交事由，不超过{LONGEST_REASON}字。", "reason")
    sheet = preview(person)
    if not sheet.items and not sheet.readings:
        raise EntryRefused(f"{person.name}没有待办和待阅事项，无需移交。", "person")
    if len(sheet.items) + len(sheet.readings) > MOST_AT_ONCE:
        raise EntryRefused(f"一次最多移交{MOST_AT_ONCE}件。", "person")
    handover: Handover = Handover.objects.create(
        person=person, successor=successor, reason=reason.strip(), made_by=actor, made_at=timezone.now()
    )
    lines = [
        HandoverLine(handover=handover, item=item, replacement=_moved(item, person, successor, actor, reason))
        for item in sheet.items
    ]
    lines += [
        HandoverLine(handover=handover, reading=reading, new_reading=_given(reading, successor, actor))
        for reading in sheet.readings
    ]
    HandoverLine.objects.bulk_create(lines)
    return handover


@action("workflow.undo_handover", "撤销移交", allowed=policy.may_undo_handover)
def undo_handover(handover: Handover, *, actor: User, reason: str) -> None:
    """Give back what the successor has not touched yet (撤销移交); what has been handled stays where it is."""
    lines = handover.lines.select_related("replacement__instance__definition", "new_reading__instance")
    for line in lines.order_by("replacement__instance", "replacement__number", "pk"):
        item, reading = line.replacement, line.new_reading
        if item is not None and item.is_open and item.first_seen_at is None:
            _moved(item, handover.successor, handover.person, actor, reason)
        if reading is not None and reading.first_read_at is None and reading.cancelled_at is None:
            _given(reading, handover.person, actor)
    handover.undone_at = timezone.now()


@action("workflow.hand_over_item", "移交待办", allowed=policy.may_hand_over_item)
def hand_over_item(instance: ProcessInstance, *, actor: User, person: User, to: User, reason: str) -> None:
    """Put somebody in another's place for the item at hand, as part of a sheet."""
    move = engine.HandOver(
        by=actor.pk,
        at=timezone.now(),
        item=number_at_hand(instance),
        person=person.pk,
        to=to.pk,
        opinion=reason,
    )
    make_move(instance, move, actor=actor, opinion=reason)


@action("workflow.hand_over_reading", "移交待阅", allowed=policy.may_hand_over_reading)
def hand_over_reading(reading: Circulation, *, actor: User) -> None:
    """Call off what the person had to read, as part of a sheet."""
    reading.cancelled_at = timezone.now()


def _moved(item: WorkItem, person: User, successor: User, actor: User, reason: str) -> WorkItem:
    hand_over_item(item.at_hand, actor=actor, person=person, to=successor, reason=reason)
    replacement: WorkItem = WorkItem.objects.get(transferred_from=item)
    return replacement


def _given(reading: Circulation, successor: User, actor: User) -> Circulation | None:
    """The successor's own copy; None where the successor has it to read already."""
    hand_over_reading(reading, actor=actor)
    waiting = Circulation.objects.outstanding().filter(instance=reading.instance, reader=successor)
    if waiting.exists():
        return None
    copy: Circulation = Circulation.objects.create(
        instance=reading.instance,
        reader=successor,
        sent_by=reading.sent_by,
        sent_at=timezone.now(),
        note=reading.note,
    )
    return copy
