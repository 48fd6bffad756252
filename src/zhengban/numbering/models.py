"""Issuer codes, the series they open each year, and every number ever given."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gongwen.document import DocumentNumber
from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.organizations.models import Agency

LONGEST_CODE = 16
LONGEST_HOLDER = 300


class IssuerCodeQuerySet(GuardedQuerySet["IssuerCode"]):
    def in_use(self) -> IssuerCodeQuerySet:
        """Codes that may be numbered with today."""
        return self.exclude(retired_on__lte=timezone.localdate())


class IssuerCode(GuardedModel):
    """An issuer code (机关代字): the one agency that may number documents with it, until it is retired."""

    guarded = ("text", "agency_id", "retired_on")

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="issuer_codes", verbose_name=_("机关"))
    # A code belongs to one agency for good: the same number can never be given by two.
    text = models.CharField(_("机关代字"), max_length=LONGEST_CODE, unique=True)
    order = models.PositiveIntegerField(_("排序"), default=0)
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = IssuerCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("机关代字")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class SeriesKind(models.TextChoices):
    """What the numbers of a series are for."""

    OUTGOING = "OUTGOING", _("发文字号")
    INCOMING = "INCOMING", _("收文号")


class Series(GuardedModel):
    """The run of numbers (编号序列) of one agency, code and year; its row is the lock."""

    guarded = ("next_ordinal",)

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="series", verbose_name=_("机关"))
    kind = models.CharField(_("类别"), max_length=8, choices=SeriesKind.choices)
    code = models.CharField(_("机关代字"), max_length=LONGEST_CODE, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    first_ordinal = models.PositiveIntegerField(_("起始号"), default=1)
    next_ordinal = models.PositiveIntegerField(_("下一号"), default=1)

    class Meta:
        verbose_name = _("编号序列")
        ordering = ["kind", "code", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "code", "year"], name="one_series_a_year"),
            models.CheckConstraint(
                condition=Q(first_ordinal__gte=1, next_ordinal__gte=F("first_ordinal")), name="series_moves_on"
            ),
            models.CheckConstraint(condition=Q(year__gte=1949, year__lte=2099), name="series_of_a_real_year"),
            models.CheckConstraint(
                condition=(Q(kind=SeriesKind.INCOMING) & Q(code="")) | (Q(kind=SeriesKind.OUTGOING) & ~Q(code="")),
                name="outgoing_series_has_a_code",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕" if self.code else f"收〔{self.year}〕"

    def written(self, ordinal: int) -> str:
        """The number as it is written on the paper or in the register."""
        if self.kind == SeriesKind.OUTGOING:
            return str(DocumentNumber(self.code, self.year, ordinal))
        return f"{self}{ordinal}号"


class NumberState(models.TextChoices):
    """A number is in use or void; a void one is kept with its reason."""

    ISSUED = "ISSUED", _("已使用")
    VOID = "VOID", _("已作废")


class NumberQuerySet(GuardedQuerySet["Number"]):
    def of(self, agency: Agency, kind: SeriesKind, year: int) -> NumberQuerySet:
        """The agency's numbers of the year, the newest first in each series."""
        found = self.filter(series__agency=agency, series__kind=kind, series__year=year)
        return found.select_related("series").order_by("series__code", "-ordinal")


class Number(GuardedModel):
    """A number that was given (编号记录): it stays for ever, in use or void."""

    guarded = ("series_id", "ordinal", "state", "void_reason")

    series = models.ForeignKey(Series, models.PROTECT, related_name="numbers", verbose_name=_("序列"))
    ordinal = models.PositiveIntegerField(_("顺序号"))
    state = models.CharField(_("状态"), max_length=6, choices=NumberState.choices, default=NumberState.ISSUED)
    holder = models.CharField(_("文件"), max_length=LONGEST_HOLDER)
    given_at = models.DateTimeField(_("编号时间"))
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = NumberQuerySet.as_manager()

    class Meta:
        verbose_name = _("编号")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="no_number_twice"),
            models.CheckConstraint(
                condition=Q(state=NumberState.ISSUED, void_reason="", voided_at=None)
                | (Q(state=NumberState.VOID, voided_at__isnull=False) & ~Q(void_reason="")),
                name="void_number_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.series.written(self.ordinal)
