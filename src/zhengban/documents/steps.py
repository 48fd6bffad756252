"""Where a document stands in its process: begun once, its acts done at their steps only."""

from __future__ import annotations

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.workflow.actions import start
from zhengban.workflow.models import ProcessInstance, WorkItem
from zhengban.workflow.position import definition_of

OUTGOING = "outgoing"
INCOMING = "incoming"


def begin(document: OutgoingDocument | IncomingDocument, *, actor: User) -> None:
    """Start the document's process; called inside the action that makes the document."""
    key = OUTGOING if isinstance(document, OutgoingDocument) else INCOMING
    start(actor=actor, key=key, subject=document)


def instance_of(document: OutgoingDocument | IncomingDocument) -> ProcessInstance | None:
    """The document's latest process."""
    return ProcessInstance.objects.about(document).select_related("definition").first()


def items_of(actor: User, document: OutgoingDocument | IncomingDocument) -> list[WorkItem]:
    """The work items on this document that the person can handle now, own and delegated."""
    instances = ProcessInstance.objects.about(document)
    return list(WorkItem.objects.awaiting(actor).filter(instance__in=instances))


def may_edit(actor: User, document: OutgoingDocument) -> Decision:
    """Whether the paper is with the person, at a step where the text may change."""
    items = items_of(actor, document)
    if not items:
        return Refusal("稿件不在您手中，现在不能修改。")
    if any(definition_of(item.instance).activity(item.activity).editable for item in items):
        return ALLOWED
    return Refusal(f"“{items[0].activity_name}”环节不能改稿，需要修改的请退回。")
