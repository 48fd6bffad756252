"""Papers from outside the installation, as they arrive: numbered, and signed where they come up."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document import OfficialDocument, Urgency
from zhengban.demo.year.scripts import IncomingScript
from zhengban.documents.models import UrgencyChoice

_URGENCY = {Urgency.URGENT: UrgencyChoice.URGENT, Urgency.TOP_URGENT: UrgencyChoice.TOP_URGENT}


def arrived_document(script: IncomingScript) -> OfficialDocument:
    """The paper as the registrar reads it."""
    paper = script.arrived
    assert paper is not None  # noqa: S101 - asked of papers from outside only
    commission = paper.commission
    upward = commission.form.document_type.is_upward
    return replace(
        paper.document,
        number=paper.number,
        signers=(commission.writer.outside_head,) if upward else (),
    )


def urgency_of(document: OfficialDocument) -> UrgencyChoice:
    """The urgency the registrar enters."""
    return UrgencyChoice.NORMAL if document.urgency is None else _URGENCY[document.urgency]
