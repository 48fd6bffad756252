"""Rows of the trail. Actors and targets are kept as plain values: an entry must outlive what it speaks of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How the act ended."""

    DONE = "DONE", _("成功")
    REFUSED = "REFUSED", _("被拒绝")


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, target: models.Model) -> AuditEntryQuerySet:
        """Entries on one thing, in the order they happened."""
        return self.filter(target_type=target._meta.label_lower, target_id=target.pk).order_by("pk")


class AuditEntry(models.Model):
    """One act (审计记录); never changed, never deleted."""

    at = models.DateTimeField(_("时间"))
    code = models.CharField(_("操作代码"), max_length=64)
    label = models.CharField(_("操作"), max_length=64)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, default=Outcome.DONE)
    actor_id = models.BigIntegerField(_("操作人编号"))
    actor_name = models.CharField(_("操作人"), max_length=64)
    on_behalf_of_id = models.BigIntegerField(_("被代理人编号"), null=True)
    on_behalf_of_name = models.CharField(_("被代理人"), max_length=64, blank=True)
    target_type = models.CharField(_("对象类型"), max_length=64, blank=True)
    target_id = models.BigIntegerField(_("对象编号"), null=True)
    target_label = models.CharField(_("对象"), max_length=300, blank=True)
    summary = models.CharField(_("说明"), max_length=500, blank=True)
    changes = models.JSONField(_("变更"), default=dict)
    request_id = models.CharField(_("请求编号"), max_length=32, blank=True)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计记录")
        indexes = [
            models.Index(fields=["target_type", "target_id", "id"], name="audit_target"),
            # The viewer reads by time, alone or together with one of these.
            models.Index(fields=["at", "id"], name="audit_at"),
            models.Index(fields=["actor_id", "at", "id"], name="audit_actor_at"),
            models.Index(fields=["code", "at", "id"], name="audit_code_at"),
            models.Index(fields=["at", "id"], name="audit_refused_at", condition=Q(outcome=Outcome.REFUSED)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.label} {self.target_label}"


class AuditBatch(models.Model):
    """A closed run of entries: the SM3 Merkle root over them, chained to the batch before."""

    first_entry_id = models.BigIntegerField()
    last_entry_id = models.BigIntegerField(unique=True)
    size = models.PositiveIntegerField()
    leaves = models.BinaryField()
    root = models.CharField(max_length=64)
    chained = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("审计批次")

    def __str__(self) -> str:
        return f"{self.first_entry_id}–{self.last_entry_id}"
