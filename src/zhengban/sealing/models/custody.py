"""Who has had a seal from when to when (保管、移交、借用记录)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.access.models import User
from zhengban.sealing.models.seals import Seal


class CustodyKind(models.TextChoices):
    """How a seal came to somebody."""

    ISSUED = "ISSUED", _("领取")
    HANDED_OVER = "HANDED_OVER", _("移交")
    LENT = "LENT", _("借用")


class Custody(GuardedModel):
    """A seal passes from one person to another; it counts from the day the other signs for it (接收)."""

    guarded: ClassVar[frozenset[str]] = frozenset({"accepted_at", "ended_at"})

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="custodies", verbose_name=_("印章"))
    kind = models.CharField(_("方式"), max_length=12, choices=CustodyKind.choices)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("交出人"))
    given_to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("接收人"))
    given_at = models.DateTimeField(_("交出时间"))
    reason = models.CharField(_("事由"), max_length=200)
    due_on = models.DateField(_("应归还日期"), null=True)
    accepted_at = models.DateTimeField(_("接收时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("印章保管记录")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seal"],
                condition=Q(accepted_at__isnull=True, ended_at__isnull=True),
                name="custody_offered_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind="LENT") | Q(due_on__isnull=False), name="loan_has_return_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.given_by}→{self.given_to}"
