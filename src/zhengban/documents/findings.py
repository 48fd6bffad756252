"""The checker's findings on an outgoing document: its report, the gate before signing, and naming one finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.utils import timezone

from gongwen.document import dump_source
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.documents.elements import local_date
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.printing import official
from zhengban.proofing.house import house_rules
from zhengban.proofing.keeping import is_kept_clean, kept_findings
from zhengban.proofing.models.decisions import LONGEST_QUOTE
from zhengban.proofing.papers import PaperKey, registered
from zhengban.proofing.reports import JudgedFinding, ProofReport, report_on

KIND = "outgoing"
MOST_NAMED = 3
_SALT = "zhengban.documents.finding"


def paper_key(document: OutgoingDocument) -> PaperKey:
    """Which paper it is for the checker, through all its versions."""
    return PaperKey(KIND, document.pk)


def day_of(document: OutgoingDocument) -> date:
    """The day a paper without a date of its own is judged from: its signing, else today."""
    return local_date(document.signed_at) or timezone.localdate()


def checked_source(document: OutgoingDocument) -> str:
    """What is checked: the document with everything that is known of it so far."""
    return dump_source(official(document))


def prepare_check(pk: int) -> None:
    """Check a document as it stands, and as it will stand once it is sealed today (预校核); a job."""
    document = OutgoingDocument.objects.select_related(*OutgoingDocument.read_with).get(pk=pk)
    records, house = registered().known_in(document.agency), house_rules(document.agency_id)
    for issued_on in {document.issued_on, document.issued_on or timezone.localdate()}:
        document.issued_on = issued_on
        kept_findings(checked_source(document), day=day_of(document), records=records, house=house)


def report_for(document: OutgoingDocument, reader: User) -> ProofReport:
    """The report on the document as it stands, as this reader may know it."""
    return report_on(
        checked_source(document),
        agency_id=document.agency_id,
        records=registered().known_to(reader),
        day=day_of(document),
        paper=paper_key(document),
    )


def free_of_blockers(actor: User, document: OutgoingDocument) -> Decision:
    """Whether nothing that must be corrected stands; the refusal says which (条例 art. 20 and 25)."""
    source = checked_source(document)
    if document.found_clean == source or is_kept_clean(source, day=day_of(document), agency_id=document.agency_id):
        document.found_clean = source
        return ALLOWED
    blockers = report_for(document, actor).blockers
    if not blockers:
        document.found_clean = source
        return ALLOWED
    named = "；".join(_named(one) for one in blockers[:MOST_NAMED])
    more = "等" if len(blockers) > MOST_NAMED else ""
    return Refusal(
        f"还有{len(blockers)}处必须改正的问题：{named}{more}。请改正；确属误报的，由两人确认忽略。",
        source="条例 art.20",
    )


def _named(one: JudgedFinding) -> str:
    quote = f"“{one.finding.quote[:24]}”" if one.finding.quote.strip() else ""
    return f"{quote}{one.finding.message.rstrip('。')}（{one.finding.rule}）"


@dataclass(frozen=True)
class Named:
    """The finding a person acts on, as the page named it; its seal keeps it from being made up."""

    rule: str
    category: str
    severity: str
    quote: str
    message: str
    fingerprint: str


def name_of(document: OutgoingDocument, one: JudgedFinding) -> str:
    """The finding's name for a form of the page, sealed for this document."""
    finding = one.finding
    return signing.dumps(
        {
            "document": document.pk,
            "rule": finding.rule,
            "category": finding.category.value,
            "severity": finding.severity.value,
            "quote": finding.quote[:LONGEST_QUOTE],
            "message": finding.message[:300],
            "fingerprint": one.placed.fingerprint,
        },
        salt=_SALT,
        compress=True,
    )


def named(document: OutgoingDocument, name: str) -> Named:
    """The finding that a form names; raises BadRequest where the page did not make it for this document."""
    try:
        facts: dict[str, Any] = signing.loads(name, salt=_SALT)
    except signing.BadSignature as error:
        raise BadRequest("A finding that no page of ours has named.") from error
    if facts.pop("document") != document.pk:
        raise BadRequest("A finding of another document.")
    return Named(**facts)
