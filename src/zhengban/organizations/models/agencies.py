"""Agencies, their units and posts."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet


class Level(models.IntegerChoices):
    """Administrative level (层级); a smaller number is higher."""

    NATION = 1, _("国家")
    PROVINCE = 2, _("省")
    CITY = 3, _("市")
    COUNTY = 4, _("县（区）")
    TOWN = 5, _("乡镇（街道）")


class AgencyKind(models.TextChoices):
    """What an agency is."""

    GOVERNMENT = "GOVERNMENT", _("人民政府")
    OFFICE = "OFFICE", _("政府办公室")
    DEPARTMENT = "DEPARTMENT", _("部门")
    OTHER = "OTHER", _("其他机关")


_E = TypeVar("_E", bound=models.Model)


class EndingQuerySet(GuardedQuerySet[_E]):
    def valid(self, on: date) -> Self:
        """What exists on that day."""
        return self.filter(starts_on__lte=on).exclude(ends_on__lt=on)


class AgencyQuerySet(EndingQuerySet["Agency"]):
    def connected(self) -> AgencyQuerySet:
        """Agencies that work in this installation and receive electronically."""
        return self.filter(is_connected=True)


class Agency(GuardedModel):
    """An agency (机关), in this installation or outside it."""

    name = models.CharField(_("全称"), max_length=100, unique=True)
    short_name = models.CharField(_("规范化简称"), max_length=50, blank=True)
    kind = models.CharField(_("类别"), max_length=12, choices=AgencyKind.choices)
    level = models.PositiveSmallIntegerField(_("层级"), choices=Level.choices)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name=_("上级机关")
    )
    is_connected = models.BooleanField(_("接入本系统"), default=True)
    order = models.PositiveIntegerField(_("排序"), default=0)
    starts_on = models.DateField(_("设立日期"))
    ends_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("机关")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="agency_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class Unit(GuardedModel):
    """An internal division (处室、科室) of an agency."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units", verbose_name=_("机关"))
    name = models.CharField(_("名称"), max_length=50)
    is_leadership = models.BooleanField(_("领导班子"), default=False)
    order = models.PositiveIntegerField(_("排序"), default=0)
    starts_on = models.DateField(_("设立日期"))
    ends_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = EndingQuerySet.as_manager()

    class Meta:
        verbose_name = _("处室")
        ordering = ["order", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="unit_name_in_agency"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="unit_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class PostKind(models.TextChoices):
    """The weight of a post; opinions are ordered by it."""

    PRINCIPAL = "PRINCIPAL", _("主要负责人")
    DEPUTY = "DEPUTY", _("分管负责人")
    UNIT_HEAD = "UNIT_HEAD", _("处室负责人")
    STAFF = "STAFF", _("工作人员")


class Post(GuardedModel):
    """A post (职务) in a unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("处室"))
    name = models.CharField(_("职务名称"), max_length=50)
    kind = models.CharField(_("类别"), max_length=10, choices=PostKind.choices)
    rank = models.PositiveSmallIntegerField(_("位次"), help_text=_("数字小的在前"))
    ends_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("职务")
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name
