"""三对账: seals used = documents issued = copies sent, compared each night."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.directory import membership_of
from zhengban.organizations.models import Agency
from zhengban.sealing.querysets import oversees_seals


class ReconciliationQuerySet(GuardedQuerySet["Reconciliation"]):
    def visible_to(self, user: User) -> ReconciliationQuerySet:
        """The agency's own, for its seal keepers and leaders."""
        membership = membership_of(user)
        if user.is_administrator or membership is None or not oversees_seals(membership):
            return self.none()
        return self.filter(agency=membership.agency)


class Reconciliation(GuardedModel):
    """One comparison for one agency (对账记录); ``differences`` are sentences, each with the page it is about."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    made_at = models.DateTimeField(_("对账时间"))
    sealed = models.PositiveIntegerField(_("有效用印"))
    issued = models.PositiveIntegerField(_("应用印的已印发公文"))
    waiting = models.PositiveIntegerField(_("已用印待分发"))
    addressed = models.PositiveIntegerField(_("应发份数"))
    sent = models.PositiveIntegerField(_("已发份数"))
    differences = models.JSONField(_("差异"), default=list)
    found = models.PositiveIntegerField(_("差异数"))

    objects: ClassVar[models.Manager[Any]] = ReconciliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("对账记录")
        base_manager_name = "objects"
        indexes = [models.Index(fields=["agency", "-id"], name="reconciliation_newest")]

    def __str__(self) -> str:
        return f"{self.agency} {self.made_at:%Y-%m-%d}"
