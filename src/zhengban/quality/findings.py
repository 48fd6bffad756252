"""What counts as an error in a paper as it was signed, for rounds and statistics alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from zhengban.documents.findings import KIND, checked_source, day_of
from zhengban.documents.models import OutgoingDocument
from zhengban.organizations.models import Agency
from zhengban.proofing.house import house_rules
from zhengban.proofing.keeping import kept_findings
from zhengban.proofing.models import Ignore
from zhengban.proofing.papers import registered
from zhengban.proofing.reports import JudgedFinding, judged
from zhengban.quality.models import COUNTED


def characters_of(text: str) -> int:
    """How many characters a text has (字数), spaces not counted."""
    return len("".join(text.split()))


class Counter:
    """Counts the errors of papers of any agency; what two papers need alike is read once."""

    def __init__(self, documents: Sequence[OutgoingDocument]) -> None:
        rows = Ignore.objects.standing().filter(kind=KIND, object_id__in=[one.pk for one in documents])
        self._ignores: dict[int, list[Ignore]] = {}
        for ignore in rows:
            self._ignores.setdefault(ignore.object_id, []).append(ignore)

    def errors_in(self, document: OutgoingDocument) -> tuple[JudgedFinding, ...]:
        """The errors in the document as it stands."""
        return self.errors_in_source(document, checked_source(document), day_of(document))

    def errors_in_source(self, document: OutgoingDocument, source: str, day: date) -> tuple[JudgedFinding, ...]:
        """The errors in one content of the document, judged from that day; what was let stand is none."""
        agency: Agency = document.agency
        house = house_rules(agency.pk)
        found = kept_findings(source, day=day, records=registered().known_in(agency), house=house)
        report = judged(found, house, self._ignores.get(document.pk, ()))
        return tuple(one for one in report.standing if one.finding.severity in COUNTED)
