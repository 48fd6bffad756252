"""The register of seals (印章登记簿)."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.access.models import User
from zhengban.files.models import StoredFile
from zhengban.organizations.models import Agency
from zhengban.sealing.querysets import SealQuerySet

if TYPE_CHECKING:
    from zhengban.sealing.models.uses import SealUse


class SealKind(models.TextChoices):
    """What a seal is."""

    OFFICIAL = "OFFICIAL", _("公章")
    SPECIAL = "SPECIAL", _("专用章")
    SIGNATURE = "SIGNATURE", _("签名章")


class SealState(models.TextChoices):
    """Where a seal is in its life."""

    REQUESTED = "REQUESTED", _("待审批")
    REJECTED = "REJECTED", _("未批准")
    APPROVED = "APPROVED", _("待制发")
    IN_USE = "IN_USE", _("在用")
    STOPPED = "STOPPED", _("停用")
    DESTROYED = "DESTROYED", _("已销毁")


class Seal(GuardedModel):
    """A seal of an agency (印章). ``keeper`` is answerable for it, ``holder`` has it now: the keeper, or a borrower."""

    guarded: ClassVar[frozenset[str]] = frozenset({"state", "keeper_id", "holder_id", "valid_until"})
    read_with: ClassVar[tuple[str, ...]] = ("agency", "keeper", "holder", "material__maker__issuer")

    use_made: SealUse | None = None
    """The use that the running act has entered; no column."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="seals", verbose_name=_("所属机关"))
    kind = models.CharField(_("种类"), max_length=10, choices=SealKind.choices)
    name = models.CharField(_("印文"), max_length=40)
    title = models.CharField(_("专用章名称"), max_length=12, blank=True)
    diameter = models.PositiveSmallIntegerField(_("尺寸（毫米）"))
    state = models.CharField(_("状态"), max_length=10, choices=SealState.choices, default=SealState.REQUESTED)
    reason = models.CharField(_("刻制事由"), max_length=200)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("申请人"))
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    decided_at = models.DateTimeField(_("审批时间"), null=True)
    decision_note = models.CharField(_("审批意见"), max_length=200, blank=True)
    code = models.CharField(_("印章编码"), max_length=32, blank=True)
    made_at = models.DateTimeField(_("制发时间"), null=True)
    valid_until = models.DateTimeField(_("有效期至"), null=True)
    picture = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("印模"))
    keeper = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="kept_seals", verbose_name=_("保管人")
    )
    holder = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="held_seals", verbose_name=_("现持有人")
    )
    stopped_at = models.DateTimeField(_("停用时间"), null=True)
    stop_reason = models.CharField(_("停用原因"), max_length=200, blank=True)
    destroyed_at = models.DateTimeField(_("销毁时间"), null=True)

    objects: ClassVar[models.Manager[Any]] = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("印章")
        base_manager_name = "objects"
        ordering = ["agency__order", "agency", "kind", "pk"]
        indexes = [models.Index(fields=["agency", "state"], name="seal_agency_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "title"],
                condition=~Q(state__in=["REJECTED", "STOPPED", "DESTROYED"]),
                name="seal_once_in_agency",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="seal_code_once"),
            models.CheckConstraint(
                condition=~Q(state="IN_USE")
                | (Q(keeper__isnull=False) & Q(holder__isnull=False) & Q(valid_until__isnull=False) & ~Q(code="")),
                name="seal_in_use_is_kept",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["STOPPED", "DESTROYED"]) | ~Q(stop_reason=""), name="seal_stop_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}{self.title or ('' if self.kind == SealKind.SIGNATURE else '印')}"

    @property
    def is_lent(self) -> bool:
        """Whether somebody else than the keeper has it now (借出)."""
        return self.holder_id != self.keeper_id

    @cached_property
    def last_used_at(self) -> datetime | None:
        """When it was last used; read with the row where the queryset was asked for it."""
        last: datetime | None = self.uses.aggregate(at=models.Max("used_at"))["at"]
        return last

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        self.__dict__.pop("last_used_at", None)
        super().refresh_from_db(*args, **options)

    def get_absolute_url(self) -> str:
        return f"/seals/{self.pk}/"
