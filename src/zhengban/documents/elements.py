"""Between the elements a person fills in and the official document that is checked, printed and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from gongwen.document import (
    Attachment,
    DocumentType,
    Layout,
    OfficialDocument,
    PrintInfo,
    Urgency,
    dump_source,
    load_source,
)
from zhengban.documents.models.elements import Disclosure, UrgencyChoice
from zhengban.organizations.models import Agency

_URGENCY = {UrgencyChoice.URGENT: Urgency.URGENT, UrgencyChoice.TOP_URGENT: Urgency.TOP_URGENT}
_LAYOUTS = {DocumentType.LETTER: Layout.LETTER, DocumentType.MINUTES: Layout.MINUTES}
KINDS = tuple(kind.value for kind in DocumentType)
LONGEST_BODY = 200_000
_SEPARATORS = "，,、；;\n"


@dataclass(frozen=True)
class Elements:
    """The elements of an outgoing document as a person fills them in (发文要素)."""

    kind: str
    title: str
    code: str
    body: str
    urgency: UrgencyChoice = UrgencyChoice.NORMAL
    disclosure: Disclosure = Disclosure.ON_REQUEST
    to_names: tuple[str, ...] = ()
    cc_names: tuple[str, ...] = ()
    main: tuple[Agency, ...] = ()
    cc: tuple[Agency, ...] = ()
    annotation: str = ""
    basis: str = ""
    copies: int = 1

    def with_issuer(self, issuer: str, file_titles: Sequence[str] = ()) -> OfficialDocument:
        """The official document these elements make; attachments typed under the body come first."""
        # The line break keeps a body that starts with "---" from being taken for front matter.
        typed = load_source("\n" + self.body)
        listed = tuple(title for title in file_titles if title not in {own.title for own in typed.attachments})
        kind = DocumentType(self.kind) if self.kind in KINDS else None
        return OfficialDocument(
            kind=self.kind,
            layout=_LAYOUTS.get(kind, Layout.GENERAL) if kind else Layout.GENERAL,
            issuers=(issuer,),
            title=self.title,
            to=self.to_names,
            cc=self.cc_names,
            urgency=_URGENCY.get(self.urgency),
            annotation=self.annotation,
            body=typed.body,
            attachments=typed.attachments + tuple(Attachment(title) for title in listed),
        )


def source_of(elements: Elements, issuer: str, file_titles: Sequence[str] = ()) -> str:
    """The source form of the document these elements make."""
    return dump_source(elements.with_issuer(issuer, file_titles))


def digest(source: str) -> str:
    """The version's digest (SHA-256) over its source form."""
    return hashlib.sha256(source.encode()).hexdigest()


def completed(
    document: OfficialDocument,
    *,
    number: str,
    signer: str,
    signed_on: date | None,
    print_office: str,
    printed_on: date | None,
) -> OfficialDocument:
    """The signed content with what is known only after signing: number, date, signer, imprint."""
    kind = document.document_type
    upward = kind is not None and kind.is_upward
    return replace(
        document,
        number=number,
        signers=(signer,) if signer and upward else (),
        written_on=signed_on,
        print_info=PrintInfo(print_office, printed_on),
    )


def local_date(moment: datetime | None) -> date | None:
    """The office's calendar day of a moment."""
    return timezone.localdate(moment) if moment is not None else None


def split_names(text: str) -> tuple[str, ...]:
    """Cut a line of names at its separators, but not inside brackets."""
    names, depth, start = [], 0, 0
    for at, character in enumerate(text):
        if character in "（(":
            depth += 1
        elif character in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and character in _SEPARATORS:
            names.append(text[start:at])
            start = at + 1
    names.append(text[start:])
    return tuple(name.strip().rstrip("：:。") for name in names if name.strip().rstrip("：:。"))
