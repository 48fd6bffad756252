"""Carrying a round on in the background: a few papers at a time, each chunk safe to lose or to run twice."""

from __future__ import annotations

from zhengban.access.models import User
from zhengban.documents.models import OutgoingDocument
from zhengban.quality.actions.rounds import CHECKED_AT_ONCE, CheckedPaper, finish_round, keep_findings
from zhengban.quality.findings import Counter, characters_of
from zhengban.quality.models import Round, RoundPaper, RoundState


def carry_on(pk: int) -> None:
    """Check the next papers of the round (继续检查); a worker that dies loses at most this chunk."""
    round = Round.objects.select_related("agency").get(pk=pk)
    if round.state != RoundState.RUNNING:
        return
    papers = list(RoundPaper.objects.filter(round=round, checked_at=None).order_by("pk")[:CHECKED_AT_ONCE])
    system = User.objects.system()
    if not papers:
        finish_round(round, actor=system)
        return
    keep_findings(round, actor=system, papers=_checked(papers))


def _checked(papers: list[RoundPaper]) -> list[CheckedPaper]:
    rows = OutgoingDocument.objects.select_related(*OutgoingDocument.read_with)
    documents = rows.in_bulk([paper.document_id for paper in papers])
    counter = Counter(list(documents.values()))
    return [
        CheckedPaper(
            paper,
            characters_of(_text(documents[paper.document_id])),
            counter.errors_in(documents[paper.document_id]),
        )
        for paper in papers
    ]


def _text(document: OutgoingDocument) -> str:
    return document.current_version.text if document.current_version else ""
