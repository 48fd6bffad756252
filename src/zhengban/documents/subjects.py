"""What the processes ask of a document: whose it is, who handles it, and whom a move concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zhengban.access.models import User
from zhengban.documents import content
from zhengban.documents.models import IncomingDocument, OutgoingDocument, UrgencyChoice
from zhengban.documents.policy import bears_seal, is_upward
from zhengban.notifications.notices import Notice, tell
from zhengban.organizations.models import Agency, Unit
from zhengban.workflow.engine import EventKind, Value
from zhengban.workflow.models import ProcessInstance, WorkflowEvent
from zhengban.workflow.models.processes import Urgency

_URGENCY = {
    UrgencyChoice.TOP_URGENT: Urgency.EXTRA_URGENT,
    UrgencyChoice.URGENT: Urgency.URGENT,
    UrgencyChoice.NORMAL: Urgency.ORDINARY,
}
# What is told to the people an event names, and how it is worded.
_TOLD = {
    EventKind.OPENED: "待办",
    EventKind.TRANSFERRED: "转办",
    EventKind.CIRCULATED: "待阅",
    EventKind.EXPEDITED: "催办",
    EventKind.TAKEN_BACK: "已收回",
    EventKind.REMOVED: "已减签",
    EventKind.READING_EXPEDITED: "催阅",
    EventKind.READING_CANCELLED: "传阅已撤销",
}


class _Subject:
    """What documents in and out answer alike."""

    def agency(self, subject: Any) -> Agency:
        agency: Agency = subject.agency
        return agency

    def title(self, subject: Any) -> str:
        return str(subject.title)

    def urgency(self, subject: Any) -> Urgency:
        return _URGENCY[UrgencyChoice(subject.urgency)]

    def due_on(self, subject: Any) -> date | None:
        due: date | None = subject.due_on
        return due

    def url(self, subject_id: int) -> str:
        raise NotImplementedError

    def happened(self, instance: ProcessInstance, events: Sequence[WorkflowEvent], *, actor: User) -> None:
        """Whoever gets the paper may see it from then on, and is told."""
        told = [(event, person) for event in events if event.kind in _TOLD for person in event.people]
        url = self.url(instance.subject_id)
        tell(Notice(person, _words(event, instance), url) for event, person in told if person != actor.pk)
        paper = instance.paper
        assert isinstance(paper, OutgoingDocument | IncomingDocument)  # noqa: S101 - what these processes are about
        content.involve(paper, {person for _event, person in told})


def _words(event: WorkflowEvent, instance: ProcessInstance) -> str:
    step = f"（{event.activity_name}）" if event.activity_name else ""
    return f"{_TOLD[EventKind(event.kind)]}{step}：《{instance.title}》"


class OutgoingSubject(_Subject):
    """Answers for outgoing documents."""

    def drafter(self, subject: OutgoingDocument) -> User:
        return subject.drafter

    def drafter_unit(self, subject: OutgoingDocument) -> Unit | None:
        return subject.unit

    def facts(self, subject: OutgoingDocument) -> Mapping[str, Value]:
        return {"upward": is_upward(subject), "unsealed": not bears_seal(subject)}

    def url(self, subject_id: int) -> str:
        return f"/documents/out/{subject_id}/"

    def termination(self) -> str:
        return "documents.void"


class IncomingSubject(_Subject):
    """Answers for incoming documents."""

    def drafter(self, subject: IncomingDocument) -> User:
        return subject.registrar

    def drafter_unit(self, subject: IncomingDocument) -> Unit | None:
        return None

    def facts(self, subject: IncomingDocument) -> Mapping[str, Value]:
        return {}

    def url(self, subject_id: int) -> str:
        return f"/documents/in/{subject_id}/"

    def termination(self) -> str:
        return "incoming.send_back"
