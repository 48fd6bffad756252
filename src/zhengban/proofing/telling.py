"""Telling those who decide that something waits for them, and those who proposed how it was decided."""

from __future__ import annotations

from django.utils import timezone

from zhengban.access.models import User
from zhengban.notifications.notices import notify
from zhengban.organizations.models import Agency, RoleGrant
from zhengban.proofing.policy import KEEPERS


def tell_keepers(agency: Agency, text: str, url: str, *, actor: User) -> None:
    """Tell everybody else who keeps the agency's own rules (核稿、复核、机要文书)."""
    grants = RoleGrant.objects.valid(timezone.localdate()).filter(agency=agency, role__in=KEEPERS)
    people = grants.filter(user__is_active=True).exclude(user=actor)
    notify(set(people.values_list("user", flat=True)), text, url)
