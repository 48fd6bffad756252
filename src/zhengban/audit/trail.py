"""Writing an entry, always inside the transaction of the act it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django.db import models
from django.utils import timezone

from zhengban.audit.models import AuditEntry, Outcome
from zhengban.core.request import current_request

LONGEST_LABEL = 300
LONGEST_SUMMARY = 500


class Person(Protocol):
    """Whoever acts: an id and a name."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str: ...


def record(
    code: str,
    label: str,
    *,
    actor: Person,
    target: models.Model | None = None,
    on_behalf_of: Person | None = None,
    summary: str = "",
    changes: Mapping[str, object] | None = None,
    outcome: Outcome = Outcome.DONE,
) -> AuditEntry:
    """Write one entry (审计记录); ``changes`` maps a field to ``[before, after]`` in JSON values."""
    facts = current_request()
    return AuditEntry.objects.create(
        at=timezone.now(),
        code=code,
        label=label,
        outcome=outcome,
        actor_id=actor.pk,
        actor_name=actor.name,
        on_behalf_of_id=on_behalf_of.pk if on_behalf_of else None,
        on_behalf_of_name=on_behalf_of.name if on_behalf_of else "",
        target_type=target._meta.label_lower if target is not None else "",
        target_id=target.pk if target is not None else None,
        target_label=str(target)[:LONGEST_LABEL] if target is not None else "",
        summary=summary[:LONGEST_SUMMARY],
        changes=dict(changes or {}),
        request_id=facts.request_id,
        address=facts.address,
    )
