"""Beginning a draft from a file (原稿): its elements are read out, the file itself is kept."""

from __future__ import annotations

from uuid import UUID

from zhengban.access.gate import create_action
from zhengban.access.models import User
from zhengban.documents import policy
from zhengban.documents.actions.files import keep_file
from zhengban.documents.actions.outgoing import begin
from zhengban.documents.elements import Elements
from zhengban.documents.models import FilePurpose, OutgoingDocument
from zhengban.files.storage import ReceivedFile


@create_action("documents.draft_from_file", "来稿拟文", allowed=policy.may_draft)
def draft_from_file(
    *, actor: User, request_key: UUID, received: ReceivedFile, elements: Elements
) -> OutgoingDocument:
    """Begin a document from a file whose elements were read out."""
    document = begin(actor, request_key, elements, why="由原稿文件起草")
    keep_file(document, received, purpose=FilePurpose.ORIGINAL, actor=actor)
    return document
