"""Handing over what somebody holds when their post changes (工作移交)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.workflow.models.items import Circulation, WorkItem


class HandoverQuerySet(GuardedQuerySet["Handover"]):
    def visible_to(self, user: User) -> HandoverQuerySet:
        """The sheets a person has a part in, the latest first."""
        part = Q(person=user) | Q(successor=user) | Q(made_by=user)
        return self.filter(part).select_related("person", "successor", "made_by").order_by("-pk")


class Handover(GuardedModel):
    """One sheet (移交单): from whom, to whom, why, and by whom it was made; it can be undone."""

    guarded: ClassVar[Collection[str]] = ("undone_at",)

    person = models.ForeignKey(User, models.PROTECT, related_name="handovers_made", verbose_name=_("移交人"))
    successor = models.ForeignKey(User, models.PROTECT, related_name="handovers_taken", verbose_name=_("接收人"))
    reason = models.CharField(_("事由"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("办理人"))
    made_at = models.DateTimeField(_("移交时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("移交单")
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("successor")), name="handover_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.person}移交{self.successor}"


class HandoverLine(GuardedModel):
    """One thing that changed hands: a work item and what replaced it, or something to read and its new copy."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="lines")
    item = models.ForeignKey(WorkItem, models.PROTECT, null=True, related_name="+", db_index=False)
    replacement = models.ForeignKey(WorkItem, models.PROTECT, null=True, related_name="+", db_index=False)
    reading = models.ForeignKey(Circulation, models.PROTECT, null=True, related_name="+", db_index=False)
    new_reading = models.ForeignKey(Circulation, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("移交事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, reading__isnull=True)
                | Q(item__isnull=True, reading__isnull=False),
                name="handover_line_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item or self.reading)
