"""Noisy rules (误报多的规则): how often people let their findings stand, told to those who keep the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from zhengban.notifications.notices import notify
from zhengban.organizations.directory import holders_of_role
from zhengban.organizations.models import Agency, Role
from zhengban.proofing.models import Ignore, IgnoreState, LexiconEntry

NOISE_PERIOD = timedelta(days=90)
NOISY = 10
# The rule by which gongwen reports words of an office's own lexicon.
HOUSE_LEXICON = "LEX001"


def ignored_counts(agency: Agency) -> dict[str, int]:
    """How often each rule's findings were let stand in the agency's papers in the last 90 days; one query."""
    rows = _recent(agency).values("rule").annotate(count=Count("pk")).order_by()
    return {row["rule"]: row["count"] for row in rows}


def tell_of_noise(agency: Agency, rule: str, quote: str) -> None:
    """Tell the owners at every tenth ignore within 90 days; called inside the action that ignores.

    An entry of the agency's lexicon is owned by whoever proposed it, every other rule by those who review papers.
    """
    entry = None
    if rule == HOUSE_LEXICON:
        entry = LexiconEntry.objects.in_force().filter(agency=agency, wrong=quote).first()
    ignores = _recent(agency).filter(rule=rule)
    count = (ignores.filter(quote=quote) if entry else ignores).count()
    if not count or count % NOISY:
        return
    if entry is not None:
        text = f"您提出的词条“{entry.wrong}”近90天被忽略{count}次，可能误报较多，请研究是否修改或者停用。"
        notify([entry.proposed_by_id], text, reverse("proofing:lexicon"))
    else:
        text = f"规则{rule}近90天被忽略{count}次，可能误报较多，请研究是否调整。"
        owners = holders_of_role(agency, Role.OFFICE_REVIEWER).values_list("pk", flat=True)
        notify(owners, text, reverse("proofing:rule", args=[rule]))


def _recent(agency: Agency) -> QuerySet[Any]:
    since = timezone.now() - NOISE_PERIOD
    rows: QuerySet[Any] = Ignore.objects.filter(agency=agency, ignored_at__gte=since, state=IgnoreState.IN_FORCE)
    return rows
