"""Files of a document: added while one may revise it, taken off without being lost."""

from __future__ import annotations

from pathlib import PurePath

from django.utils import timezone

from zhengban.access.gate import action
from zhengban.access.models import User
from zhengban.documents import content, policy
from zhengban.documents.models import DocumentFile, FilePurpose, IncomingDocument, OutgoingDocument
from zhengban.files.storage import ReceivedFile, keep


def keep_file(
    document: OutgoingDocument | IncomingDocument,
    received: ReceivedFile,
    *,
    purpose: FilePurpose,
    actor: User,
    title: str = "",
) -> DocumentFile:
    """Make a received file one of the document's."""
    outgoing = document if isinstance(document, OutgoingDocument) else None
    incoming = document if isinstance(document, IncomingDocument) else None
    held = DocumentFile.objects.filter(outgoing=outgoing, incoming=incoming, purpose=purpose)
    made: DocumentFile = DocumentFile.objects.create(
        outgoing=outgoing,
        incoming=incoming,
        purpose=purpose,
        title=(title.strip() or PurePath(received.name).stem)[:200],
        name=received.name,
        file=keep(received),
        position=held.count(),
        added_by=actor,
        added_at=timezone.now(),
    )
    return made


@action("documents.add_file", "上传文件", allowed=policy.may_revise)
def add_file(
    document: OutgoingDocument, *, actor: User, received: ReceivedFile, purpose: FilePurpose, title: str = ""
) -> None:
    """Add an attachment or a basis document (上传附件、依据文件)."""
    keep_file(document, received, purpose=purpose, actor=actor, title=title)
    content.keep_current(document, author=actor, why="上传文件")


@action("documents.remove_file", "撤下文件", allowed=policy.may_revise)
def remove_file(document: OutgoingDocument, *, actor: User, file_pk: int) -> None:
    """Take a file off the document (撤下); it stays on record."""
    file = DocumentFile.objects.current().get(pk=file_pk, outgoing=document)
    file.removed_at = timezone.now()
    file.save(update_fields=["removed_at"])
    content.keep_current(document, author=actor, why="撤下文件")
