"""The document as printed: the signed content with number, date and imprint, in every form, by GB/T 9704."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.utils import timezone

from gongwen.document import OfficialDocument, dump_source, load_source
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.documents.elements import completed, local_date
from zhengban.documents.models import DocumentFile, DocumentVersion, FilePurpose, OutgoingDocument, OutgoingState
from zhengban.files.models import StoredFile
from zhengban.files.storage import read_stored
from zhengban.rendering.actions import prepare
from zhengban.rendering.forms import FORMS, OFD, PDF, Form
from zhengban.rendering.keeping import content, find, kept


def official(document: OutgoingDocument, version: DocumentVersion | None = None) -> OfficialDocument:
    """The document with what is known so far; of ``version``, else of its current version."""
    shown = version or document.current_version
    source = load_source(shown.source) if shown else OfficialDocument(title=document.title)
    return completed(
        source,
        number=document.number_text,
        signer=document.signer.name if document.signer else "",
        signed_on=local_date(document.signed_at),
        print_office=document.agency.name,
        printed_on=document.issued_on,
    )


def prepare_print(pk: int) -> None:
    """Typeset a numbered document as it prints today (预排版); a job, so that nobody at its next step need wait."""
    document = OutgoingDocument.objects.select_related(*OutgoingDocument.read_with).get(pk=pk)
    if document.state != OutgoingState.NUMBERED:
        return
    document.issued_on = timezone.localdate()
    source = dump_source(official(document))
    for form in FORMS.values():
        if find(source, form) is None:
            prepare(actor=User.objects.system(), source=source, form=form)


def keep_unsealed(document: OutgoingDocument, *, actor: User) -> None:
    """Keep the print files (印刷件) of a document that bears no seal."""
    source = dump_source(official(document))
    keep_prints(document, [kept(source, form) for form in (PDF, OFD)], actor=actor)


def keep_prints(document: OutgoingDocument, files: Iterable[StoredFile], *, actor: User) -> None:
    """Make these files the document's print files (印刷件), which are what is distributed."""
    now = timezone.now()
    DocumentFile.objects.bulk_create(
        DocumentFile(
            outgoing=document,
            purpose=FilePurpose.PRINT,
            title=document.title,
            name=f"{document.number_text}.{file.kind.lower()}",
            file=file,
            added_by=actor,
            added_at=now,
        )
        for file in files
    )


def printed(document: OutgoingDocument, form: Form) -> bytes:
    """The print in this form: as it was sealed or issued, before that as it would print now."""
    issued = DocumentFile.objects.current().filter(
        outgoing=document, purpose=FilePurpose.PRINT, file__kind=form.code.upper()
    )
    made = issued.select_related("file").first()
    return content(dump_source(official(document)), form) if made is None else read_stored(made.file)


def proven_content(stored: StoredFile) -> bytes:
    """The content, which must still be what its hash says; raises Refused for a file changed on the disk."""
    data = read_stored(stored)
    if hashlib.sha256(data).hexdigest() != stored.sha256:
        raise Refused("存储的排版文件已被改动，没有用印，请立即联系系统管理员。")
    return data
