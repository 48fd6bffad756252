"""Keeping content: versions that never change, files, and who was concerned; called inside actions only."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from gongwen.document import recognize
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.documents.door import secrecy_refusal
from zhengban.documents.elements import Elements, digest, source_of
from zhengban.documents.models import (
    Addressee,
    AddressMode,
    Disclosure,
    DocumentFile,
    DocumentVersion,
    FilePurpose,
    IncomingDocument,
    OutgoingDocument,
    UrgencyChoice,
)
from zhengban.documents.models.incoming import IncomingInvolvement
from zhengban.documents.models.outgoing import OutgoingInvolvement
from zhengban.organizations.models import Agency
from zhengban.search.index import index


def keep_elements(document: OutgoingDocument, elements: Elements, *, author: User, why: str) -> None:
    """Put the elements into the document and keep its content as a new version where it changed."""
    document.kind = elements.kind
    document.title = elements.title
    document.code = elements.code
    document.urgency = elements.urgency
    document.disclosure = elements.disclosure
    document.to_names = list(elements.to_names)
    document.cc_names = list(elements.cc_names)
    document.annotation = elements.annotation
    document.basis = elements.basis
    document.copies = elements.copies
    _address(document, elements)
    keep_version(document, elements, author=author, why=why)


def keep_version(document: OutgoingDocument, elements: Elements, *, author: User, why: str) -> None:
    """Keep the content as the next version; the same content makes no new one."""
    titles = [] if _is_new(document) else attachment_titles(document)
    source = source_of(elements, document.agency.name, titles)
    refusal = secrecy_refusal(recognize(source))
    if refusal is not None:
        raise Refused(refusal)
    sha256 = digest(source)
    current = document.current_version
    if current is not None and current.sha256 == sha256:
        return
    document.current_version = DocumentVersion.objects.create(
        document=document,
        ordinal=current.ordinal + 1 if current else 1,
        source=source,
        text=elements.body,
        sha256=sha256,
        author=author,
        made_at=timezone.now(),
        why=why,
    )
    make_findable(document, elements.body)


def keep_current(document: OutgoingDocument, *, author: User, why: str) -> None:
    """Keep the content again after its files changed."""
    keep_version(document, elements_of(document), author=author, why=why)


def elements_of(document: OutgoingDocument) -> Elements:
    """The elements of the document as they stand, for the form and for the next version."""
    addressees = document.distribution
    version = document.current_version
    return Elements(
        kind=document.kind,
        title=document.title,
        code=document.code,
        body=version.text if version else "",
        urgency=UrgencyChoice(document.urgency),
        disclosure=Disclosure(document.disclosure),
        to_names=tuple(document.to_names),
        cc_names=tuple(document.cc_names),
        main=tuple(one.agency for one in addressees if one.mode == AddressMode.MAIN),
        cc=tuple(one.agency for one in addressees if one.mode == AddressMode.CC),
        annotation=document.annotation,
        basis=document.basis,
        copies=document.copies,
    )


def attachment_titles(document: OutgoingDocument) -> list[str]:
    """Titles of the attached files, in order, as the attachment note (附件说明) lists them."""
    files = DocumentFile.objects.current().filter(outgoing=document, purpose=FilePurpose.ATTACHMENT)
    return list(files.values_list("title", flat=True))


def involve(document: OutgoingDocument | IncomingDocument, people: Iterable[int]) -> None:
    """From now on these people, by key, may see the document."""
    through = OutgoingInvolvement if isinstance(document, OutgoingDocument) else IncomingInvolvement
    through._base_manager.bulk_create(
        [through(document=document, user_id=person) for person in people],  # type: ignore[misc]
        ignore_conflicts=True,
    )


def make_findable(document: OutgoingDocument | IncomingDocument, text: str) -> None:
    """Bring the document's words into the search index."""
    index(
        "outgoing" if isinstance(document, OutgoingDocument) else "incoming",
        document.pk,
        title=document.title,
        number=document.number_text if isinstance(document, OutgoingDocument) else document.sender_number,
        text=text,
        occurred_on=timezone.localdate(),
    )


def _is_new(document: OutgoingDocument) -> bool:
    """Nothing has been kept with it yet, so nothing need be looked for."""
    return document.current_version_id is None


def _address(document: OutgoingDocument, elements: Elements) -> None:
    """Bring the distribution list to what was chosen; one agency is addressed once."""
    twice = set(elements.main) & set(elements.cc)
    if twice:
        raise Refused(f"“{next(iter(twice))}”不能既主送又抄送。")
    wanted: dict[Agency, str] = dict.fromkeys(elements.main, AddressMode.MAIN)
    wanted.update(dict.fromkeys(elements.cc, AddressMode.CC))
    present = {} if _is_new(document) else {one.agency: one for one in document.distribution}
    for agency, addressee in present.items():
        if wanted.get(agency) != addressee.mode:
            addressee.removed_at = timezone.now()
            addressee.save(update_fields=["removed_at"])
    Addressee.objects.bulk_create(
        Addressee(document=document, agency=agency, mode=mode)
        for agency, mode in wanted.items()
        if agency not in present or present[agency].mode != mode
    )
    document.forget_distribution()
