"""Each use of a seal (用印登记)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.access.models import User
from zhengban.files.models import StoredFile
from zhengban.sealing.models.seals import Seal
from zhengban.sealing.querysets import SealUseQuerySet


class SealUse(GuardedModel):
    """A seal was put on a paper (用印) inside the paper's process; voided it stays on record."""

    guarded: ClassVar[frozenset[str]] = frozenset({"voided_at", "voided_by_id", "voided_reason"})
    read_with: ClassVar[tuple[str, ...]] = ("seal",)

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses", verbose_name=_("印章"))
    paper_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", db_index=False)
    paper_id = models.PositiveBigIntegerField()
    title = models.CharField(_("文件标题"), max_length=300)
    number = models.CharField(_("发文字号"), max_length=40)
    copies = models.PositiveSmallIntegerField(_("份数"))
    content_sha256 = models.CharField(_("内容摘要"), max_length=64)
    ofd = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("盖章文件"))
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("印刷件"))
    used_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("用印人"))
    used_at = models.DateTimeField(_("用印时间"))
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人"))
    voided_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Any]] = SealUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("用印记录")
        base_manager_name = "objects"
        indexes = [models.Index(fields=["seal", "-used_at"], name="seal_use_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["paper_type", "paper_id", "seal"], condition=Q(voided_at__isnull=True), name="sealed_once"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(voided_reason=""), name="voided_use_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
