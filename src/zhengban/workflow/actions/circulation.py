"""Reading what one was given to read."""

from __future__ import annotations

from django.utils import timezone

from zhengban.access.authority import current_authority
from zhengban.access.errors import Conflict
from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.workflow import policy
from zhengban.workflow.engine import EventKind
from zhengban.workflow.engine.entries import LONGEST_OPINION
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import Circulation, WorkflowEvent
from zhengban.workflow.sentences import moment


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
