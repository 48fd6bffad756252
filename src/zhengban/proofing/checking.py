"""Running the checker on a source form and placing each finding in the form the person has before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongwen.document import Reading, recognize
from gongwen.proofread import Finding, Severity, check

# Keys of the source form and the field in which a person fills each in.
_FIELDS = {
    "type": "kind",
    "title": "title",
    "number": "code",
    "to": "to_names",
    "cc": "cc_names",
    "annotation": "annotation",
    "body": "body",
}


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with where it stands: ``start`` and ``end`` count characters of the body as typed, or are None
    where the finding is about an element, which ``element`` then names.
    """

    finding: Finding
    element: str
    start: int | None = None
    end: int | None = None

    @property
    def target(self) -> str:
        """The field of the draft form it belongs to, as a selector; empty where there is none."""
        field = _FIELDS.get(self.element)
        return f"#id_{field}" if field else ""


@dataclass(frozen=True)
class ProofReport:
    """All findings on one content, gravest first."""

    findings: tuple[PlacedFinding, ...]

    @property
    def blockers(self) -> int:
        return sum(placed.finding.severity is Severity.BLOCKER for placed in self.findings)


def proofread(source: str, today: date) -> ProofReport:
    """Check a source form whose body stands after its front matter."""
    reading = recognize(source)
    placed = [_place(reading, finding) for finding in check(reading, today=today)]
    return ProofReport(tuple(placed))


def _place(reading: Reading, finding: Finding) -> PlacedFinding:
    if finding.start >= reading.body_start:
        return PlacedFinding(finding, "body", finding.start - reading.body_start, finding.end - reading.body_start)
    named = next(
        (one.name for one in reading.elements if one.start <= finding.start < max(one.end, one.start + 1)), ""
    )
    return PlacedFinding(finding, named)
