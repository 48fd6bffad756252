"""Reading what one was given to read."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from zhengban.access.authority import current_authority
from zhengban.access.errors import Conflict, WrongState
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.workflow import policy
from zhengban.workflow.engine import EventKind
from zhengban.workflow.engine.entries import LONGEST_OPINION
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import Circulation, ProcessInstance, WorkflowEvent
from zhengban.workflow.sentences import moment
from zhengban.workflow.subjects import subject_of


@action("workflow.see_reading", "首次阅看", allowed=policy.may_read)
def see_reading(circulation: Circulation, *, actor: User) -> None:
    """Note that a reader has opened the paper (首次阅看)."""
    circulation.first_read_at = circulation.first_read_at or timezone.now()


@action("workflow.read", "阅毕", allowed=policy.may_read)
def finish_reading(circulation: Circulation, *, actor: User, opinion: str = "") -> None:
    """Finish reading (阅毕), with an opinion where there is one."""
    if circulation.read_at is not None:
        raise Conflict(f"该件已于{moment(circulation.read_at)}阅毕。")
    if len(opinion) > LONGEST_OPINION:
        raise EntryRefused(f"意见不得超过{LONGEST_OPINION}字。", "opinion")
    if circulation.cancelled_at is not None:
        raise Conflict(f"该件的传阅已于{moment(circulation.cancelled_at)}撤销。")
    now = timezone.now()
    circulation.first_read_at = circulation.first_read_at or now
    circulation.read_at = now
    circulation.opinion = opinion.strip()
    authority = current_authority()
    WorkflowEvent.objects.create(
        instance=circulation.instance,
        at=now,
        kind=EventKind.READ,
        actor=authority.actor,
        on_behalf_of=authority.on_behalf_of,
        people=[circulation.reader_id],
        text=circulation.opinion,
    )


@action("workflow.cancel_readings", "撤销传阅", allowed=policy.may_manage_readings)
def cancel_readings(instance: ProcessInstance, *, actor: User, readings: Iterable[Circulation]) -> None:
    """Call off what these readers have not read yet (批量撤销传阅); what was read stays read."""
    rows = _unread(instance, readings)
    now = timezone.now()
    for row in rows:
        row.cancelled_at = now
    Circulation.objects.bulk_update(rows, ["cancelled_at"])
    _tell(instance, EventKind.READING_CANCELLED, rows, actor)


@action("workflow.remind_readers", "催阅", allowed=policy.may_manage_readings)
def remind_readers(instance: ProcessInstance, *, actor: User, readings: Iterable[Circulation] = ()) -> None:
    """Remind these readers, or all who have not read it yet (催阅)."""
    rows = _unread(instance, readings)
    for row in rows:
        row.reminders += 1
    Circulation.objects.bulk_update(rows, ["reminders"])
    _tell(instance, EventKind.READING_EXPEDITED, rows, actor)


def _unread(instance: ProcessInstance, readings: Iterable[Circulation]) -> list[Circulation]:
    unread = Circulation.objects.outstanding().filter(instance=instance)
    named = [reading.pk for reading in readings]
    rows = list(unread.filter(pk__in=named) if named else unread)
    if not rows:
        raise WrongState("所选人员都已阅毕或者已撤销传阅。")
    return rows


def _tell(instance: ProcessInstance, kind: EventKind, rows: list[Circulation], actor: User) -> None:
    authority = current_authority()
    event = WorkflowEvent.objects.create(
        instance=instance,
        at=timezone.now(),
        kind=kind,
        actor=authority.actor,
        on_behalf_of=authority.on_behalf_of,
        people=[row.reader_id for row in rows],
    )
    subject_of(instance.key).happened(instance, [event], actor=actor)
