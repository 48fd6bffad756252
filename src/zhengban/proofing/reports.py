"""The report on a paper: what stands, what people ignored, what must be corrected before it may be signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gongwen.proofread import Finding, Records, Severity
from zhengban.organizations.models import Agency
from zhengban.proofing.checking import PlacedFinding, proofread
from zhengban.proofing.house import HouseRules, house_rules
from zhengban.proofing.keeping import kept_findings
from zhengban.proofing.models import Ignore, IgnoreState
from zhengban.proofing.papers import PaperKey


@dataclass(frozen=True)
class JudgedFinding:
    """A finding with how grave it is in this agency and the ignore that stands on it, if any."""

    placed: PlacedFinding
    ignore: Ignore | None = None

    @property
    def finding(self) -> Finding:
        return self.placed.finding

    @property
    def stands(self) -> bool:
        """Whether it still has to be dealt with; what must be corrected is let stand by two people only."""
        if self.ignore is None or self.ignore.state != IgnoreState.IN_FORCE:
            return True
        return self.is_blocker and self.ignore.decided_by_id is None

    @property
    def is_blocker(self) -> bool:
        return self.finding.severity is Severity.BLOCKER


@dataclass(frozen=True)
class SeverityGroup:
    """The findings of one severity, in order of place."""

    severity: Severity
    findings: tuple[JudgedFinding, ...]


@dataclass(frozen=True)
class ProofReport:
    """Everything found in one content: what stands and what was ignored, in order of place."""

    standing: tuple[JudgedFinding, ...]
    ignored: tuple[JudgedFinding, ...]

    @property
    def blockers(self) -> tuple[JudgedFinding, ...]:
        """What must be corrected (必须改正) and still stands."""
        return tuple(one for one in self.standing if one.is_blocker)

    @property
    def groups(self) -> tuple[SeverityGroup, ...]:
        """What stands, the gravest first."""
        grouped = (
            SeverityGroup(severity, tuple(one for one in self.standing if one.finding.severity is severity))
            for severity in Severity
        )
        return tuple(group for group in grouped if group.findings)

    def find(self, fingerprint: str) -> JudgedFinding | None:
        """The finding with that fingerprint, standing or ignored."""
        return next(
            (one for one in (*self.standing, *self.ignored) if one.placed.fingerprint == fingerprint), None
        )


def report_on(
    source: str, *, agency_id: int, records: Records, day: date, paper: PaperKey | None = None
) -> ProofReport:
    """The report on a content that is kept; three queries and those of the records where nothing changed."""
    house = house_rules(agency_id)
    found = kept_findings(source, day=day, records=records, house=house)
    return judged(found, house, standing_ignores(paper))


def report_on_typing(
    source: str, *, agency: Agency | None, records: Records, day: date, paper: PaperKey | None = None
) -> ProofReport:
    """The report on a text that is being typed; nothing is kept. A person without a post has no agency."""
    house = house_rules(agency.pk) if agency else HouseRules()
    lexicons = (house.lexicon,) if house.lexicon.entries else ()
    found = proofread(source, day=day, records=records, lexicons=lexicons)
    return judged(found, house, standing_ignores(paper))


def standing_ignores(paper: PaperKey | None) -> list[Ignore]:
    """What people let stand in the paper, in force or waiting for the second person."""
    if paper is None:
        return []
    rows = Ignore.objects.standing().of(paper.kind, paper.object_id)
    return list(rows.select_related("ignored_by", "decided_by"))


def judged(found: Iterable[PlacedFinding], house: HouseRules, ignores: Iterable[Ignore]) -> ProofReport:
    """What of the findings counts in this agency and in this paper."""
    by_fingerprint = {ignore.fingerprint: ignore for ignore in ignores}
    standing: list[JudgedFinding] = []
    ignored: list[JudgedFinding] = []
    for placed in found:
        severity = house.severity_of(placed.finding)
        if severity is None:
            continue
        if severity is not placed.finding.severity:
            placed = replace(placed, finding=replace(placed.finding, severity=severity))
        one = JudgedFinding(placed, by_fingerprint.get(placed.fingerprint))
        (standing if one.stands else ignored).append(one)
    return ProofReport(tuple(standing), tuple(ignored))
