"""Work in the background: papers in hand are checked anew when the rules changed; what is old is forgotten."""

from __future__ import annotations

from django.utils import timezone

from zhengban.organizations.models import Agency
from zhengban.proofing.house import house_rules
from zhengban.proofing.keeping import forget_old, kept_findings
from zhengban.proofing.papers import registered


def recheck(agency_id: int) -> None:
    """Check the agency's papers in hand again (重新校核), so that pages and gates find it done; may run twice."""
    agency = Agency.objects.get(pk=agency_id)
    papers = registered()
    house = house_rules(agency.pk)
    records = papers.known_in(agency)
    day = timezone.localdate()
    for source in papers.sources_in_hand(agency):
        kept_findings(source, day=day, records=records, house=house)


def keep_up() -> None:
    """Every night: forget what is old, and have the papers in hand ready for the new day."""
    forget_old()
    for agency_id in Agency.objects.valid(timezone.localdate()).connected().values_list("pk", flat=True):
        recheck(agency_id)
