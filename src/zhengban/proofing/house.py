"""An agency's own rules as the checker uses them: lexicon, settings and exceptions, compiled once an edition."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from gongwen.proofread import Category, Entry, Finding, Lexicon, Severity
from zhengban.jobs.queue import enqueue
from zhengban.organizations.models import Agency
from zhengban.proofing.models import HouseBook, HouseException, LexiconEntry, RuleSetting, SettingState

NO_LEXICON = Lexicon("", ())
NO_EDITION = uuid.UUID(int=0)
KEPT_HOUSES = 64


@dataclass(frozen=True)
class HouseRules:
    """What one agency has of its own in force; ``settings`` say how grave a rule's findings are, None for not at all."""

    edition: uuid.UUID = NO_EDITION
    lexicon: Lexicon = NO_LEXICON
    settings: Mapping[str, Severity | None] = field(default_factory=dict)
    exceptions: frozenset[tuple[str, str]] = frozenset()

    def severity_of(self, finding: Finding) -> Severity | None:
        """How grave a finding is here, None where it is not shown; the agency cannot make light of what must not be."""
        if is_untouchable(finding.category, finding.severity):
            return finding.severity
        if (finding.rule, finding.quote) in self.exceptions:
            return None
        chosen = self.settings.get(finding.rule, finding.severity)
        return chosen if chosen is None or chosen.weight >= finding.severity.weight else finding.severity


def is_untouchable(category: Category, severity: Severity) -> bool:
    """Whether no agency may switch it off: what must be corrected (必须改正), and leaks (敏感信息)."""
    return severity is Severity.BLOCKER or category is Category.SENSITIVE


def house_rules(agency_id: int) -> HouseRules:
    """The agency's own rules in force; one query where they have not changed since they were last asked for."""
    edition = HouseBook.objects.filter(agency=agency_id).values_list("edition", flat=True).first()
    return _compiled(agency_id, edition) if edition else HouseRules()


def edition_of(agency_id: int) -> Coalesce:
    """The edition of the agency's own rules, for use inside another query."""
    books = HouseBook.objects.filter(agency=agency_id).order_by().values("edition")
    return Coalesce(Subquery(books[:1]), Value(NO_EDITION, output_field=UUIDField()))


def entry_of(row: LexiconEntry) -> Entry:
    """The entry as gongwen has it."""
    return Entry(
        row.wrong,
        row.right,
        tuple(row.exceptions),
        row.why,
        row.source,
        row.since or date.min,
        row.until or date.max,
    )


def changed(agency: Agency) -> None:
    """The agency's own rules are others from now on; called inside the action that changes them."""
    HouseBook.objects.update_or_create(agency=agency, defaults={"edition": uuid.uuid4()})
    enqueue("zhengban.proofing.upkeep.recheck", agency.pk)


@lru_cache(maxsize=KEPT_HOUSES)
def _compiled(agency_id: int, edition: uuid.UUID) -> HouseRules:
    entries = LexiconEntry.objects.in_force().filter(agency=agency_id).order_by("wrong")
    settings = RuleSetting.objects.filter(agency=agency_id, state=SettingState.IN_FORCE)
    exceptions = HouseException.objects.in_force().filter(agency=agency_id)
    return HouseRules(
        edition,
        Lexicon("本机关词库", tuple(entry_of(row) for row in entries)),
        {one.rule: Severity(one.severity) if one.severity else None for one in settings},
        frozenset(exceptions.values_list("rule", "quote")),
    )
