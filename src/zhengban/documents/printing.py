"""The document as printed: the signed content with number, date and imprint, as PDF by GB/T 9704."""

from __future__ import annotations

from django.utils import timezone

from gongwen.document import OfficialDocument, dump_source, load_source
from zhengban.access.models import User
from zhengban.documents.elements import completed, local_date
from zhengban.documents.models import DocumentFile, DocumentVersion, FilePurpose, OutgoingDocument, OutgoingState
from zhengban.rendering.actions import prepare
from zhengban.rendering.keeping import find_pdf, kept_pdf


def official(document: OutgoingDocument, version: DocumentVersion | None = None) -> OfficialDocument:
    """The document with what is known so far; of ``version``, else of its current version."""
    shown = version or document.current_version
    content = load_source(shown.source) if shown else OfficialDocument(title=document.title)
    return completed(
        content,
        number=document.number_text,
        signer=document.signer.name if document.signer else "",
        signed_on=local_date(document.signed_at),
        print_office=document.agency.name,
        printed_on=document.issued_on,
    )


def prepare_print(pk: int) -> None:
    """Typeset a numbered document as it prints today (预排版); a job, so that distributing need not wait for it."""
    document = OutgoingDocument.objects.select_related(*OutgoingDocument.read_with).get(pk=pk)
    if document.state != OutgoingState.NUMBERED:
        return
    document.issued_on = timezone.localdate()
    source = dump_source(official(document))
    if find_pdf(source) is None:
        prepare(actor=User.objects.system(), source=source)


def keep_print(document: OutgoingDocument, *, actor: User) -> DocumentFile:
    """Keep the print file (印刷件) of the signed version with the document."""
    stored = kept_pdf(dump_source(official(document)))
    return DocumentFile.objects.create(
        outgoing=document,
        purpose=FilePurpose.PRINT,
        title=document.title,
        name=f"{document.number_text}.pdf",
        file=stored,
        added_by=actor,
        added_at=timezone.now(),
    )
