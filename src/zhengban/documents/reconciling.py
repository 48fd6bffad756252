"""Comparing the register of seal uses, the issued documents and what was sent (三对账), for one agency.

Every question is one query over indexes, however many papers there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from gongwen.document import DocumentType
from zhengban.documents.models import Addressee, Delivery, DocumentFile, FilePurpose, OutgoingDocument
from zhengban.documents.models import OutgoingState as State
from zhengban.organizations.models import Agency
from zhengban.sealing.models import SealUse
from zhengban.sealing.querysets import SealUseQuerySet

_M = TypeVar("_M", bound=models.Model)
MOST_NAMED = 200
_ISSUED = (State.ISSUED, State.ARCHIVED)


@dataclass(frozen=True)
class Difference:
    """Something that does not agree: one sentence and the page of the paper."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Comparison:
    """The counts side by side, and what does not agree, named."""

    sealed: int
    issued: int
    waiting: int
    addressed: int
    sent: int
    differences: tuple[Difference, ...]


def compare(agency: Agency) -> Comparison:
    """Compare everything of the agency as it stands."""
    uses = _uses(agency)
    own = OutgoingDocument.objects.filter(agency=agency)
    bearing = own.exclude(kind=DocumentType.MINUTES.value)
    issued = own.filter(state__in=_ISSUED)
    addressees = Addressee.objects.filter(document__in=issued, removed_at__isnull=True)
    deliveries = Delivery.objects.filter(document__agency=agency)
    return Comparison(
        sealed=uses.count(),
        issued=bearing.filter(state__in=_ISSUED).count(),
        waiting=own.filter(state=State.SEALED).count(),
        addressed=addressees.count(),
        sent=deliveries.values("document", "agency").distinct().count(),
        differences=tuple(islice(_differences(agency, uses, bearing, addressees, deliveries), MOST_NAMED)),
    )


def _uses(agency: Agency) -> SealUseQuerySet:
    kind = ContentType.objects.get_for_model(OutgoingDocument)
    found: SealUseQuerySet = SealUse.objects.standing().filter(seal__agency=agency, paper_type=kind)
    return found


def _differences(
    agency: Agency,
    uses: SealUseQuerySet,
    bearing: models.QuerySet[OutgoingDocument],
    addressees: models.QuerySet[Addressee],
    deliveries: models.QuerySet[Delivery],
) -> Iterator[Difference]:
    sealed = OutgoingDocument.objects.filter(agency=agency, state__in=[State.SEALED, *_ISSUED])
    for use in _some(uses.exclude(paper_id__in=sealed.values("pk"))):
        yield _about_use(use, "已用印，但公文不是已用印、已印发的状态")
    unsealed = bearing.filter(state__in=[State.SEALED, *_ISSUED]).exclude(pk__in=uses.values("paper_id"))
    for document in _some(unsealed):
        yield _about(document, "已印发，但没有有效的用印记录")
    for use in _some(_printed_otherwise(uses)):
        yield _about_use(use, "分发的文件不是用印登记的文件")
    sent = Delivery.objects.filter(document=OuterRef("document"), agency=OuterRef("agency"))
    for addressee in _some(addressees.exclude(Exists(sent)).select_related("document", "agency")):
        yield _about(addressee.document, f"“{addressee.agency}”在分发范围内，但没有发出")
    listed = Addressee.objects.filter(
        document=OuterRef("document"), agency=OuterRef("agency"), removed_at__isnull=True
    )
    for delivery in _some(deliveries.exclude(Exists(listed)).select_related("document", "agency")):
        yield _about(delivery.document, f"发给了分发范围以外的“{delivery.agency}”")
    for file in _some(_received_otherwise(agency, uses)):
        assert file.incoming is not None  # noqa: S101 - files of incoming documents
        assert file.incoming.delivery is not None  # noqa: S101 - and of delivered ones
        document = file.incoming.delivery.document
        yield _about(document, f"“{file.incoming.agency}”收到的文件不是用印登记的文件")


def _printed_otherwise(uses: SealUseQuerySet) -> SealUseQuerySet:
    """Uses whose paper has another sealed file than theirs, or none."""
    prints = DocumentFile.objects.current().filter(
        outgoing=OuterRef("paper_id"), purpose=FilePurpose.PRINT, file__kind="OFD"
    )
    compared = uses.annotate(printed=Subquery(prints.values("file")[:1]))
    return compared.filter(Q(printed__isnull=True) | ~Q(printed=F("ofd")))


def _received_otherwise(agency: Agency, uses: SealUseQuerySet) -> models.QuerySet[DocumentFile]:
    """Sealed files as receivers keep them that are not what was sealed."""
    kept = DocumentFile.objects.current().filter(
        incoming__delivery__document__agency=agency, purpose=FilePurpose.PRINT, file__kind="OFD"
    )
    sealed = uses.filter(paper_id=OuterRef("incoming__delivery__document"))
    compared = kept.annotate(sealed=Subquery(sealed.values("ofd")[:1]))
    other: models.QuerySet[DocumentFile] = compared.filter(sealed__isnull=False).exclude(file=F("sealed"))
    return other.select_related("incoming__agency", "incoming__delivery__document")


def _some(rows: models.QuerySet[_M]) -> models.QuerySet[_M]:
    return rows.order_by("pk")[:MOST_NAMED]


def _about(document: OutgoingDocument, what: str) -> Difference:
    return Difference(f"{document.number_text}《{document.title}》{what}。", document.get_absolute_url())


def _about_use(use: SealUse, what: str) -> Difference:
    return Difference(f"{use.number}《{use.title}》{what}。", f"/documents/out/{use.paper_id}/")
