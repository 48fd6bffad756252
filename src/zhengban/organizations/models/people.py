"""Who holds which post and role when, and who acts for whom."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.kinds import label_of
from zhengban.organizations.models.agencies import Agency, Post

_D = TypeVar("_D", bound=models.Model)


class Role(models.TextChoices):
    """A duty in the handling of documents (岗位), granted by the security administrator."""

    REGISTRAR = "REGISTRAR", _("机要文书")
    OFFICE_REVIEWER = "OFFICE_REVIEWER", _("办公室核稿")
    RECHECKER = "RECHECKER", _("复核")
    NUMBERING_CLERK = "NUMBERING_CLERK", _("编号登记")
    ARCHIVIST = "ARCHIVIST", _("档案管理")
    SUPERVISOR = "SUPERVISOR", _("督查")
    SEAL_KEEPER = "SEAL_KEEPER", _("印章管理")


class DatedQuerySet(GuardedQuerySet[_D]):
    def valid(self, on: date) -> Self:
        """Rows in force on that day."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        """Rows in force on any day from ``starts_on`` to ``ends_on``."""
        later = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return later if ends_on is None else later.filter(starts_on__lte=ends_on)


class RevocableQuerySet(DatedQuerySet[_D]):
    def valid(self, on: date) -> Self:
        return super().valid(on).filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on))

    def overlapping(self, starts_on: date, ends_on: date | None) -> Self:
        held = super().overlapping(starts_on, ends_on)
        return held.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=starts_on))


class Standing(models.TextChoices):
    """Where something dated stands on a day."""

    COMING = "COMING", _("未到日期")
    VALID = "VALID", _("有效")
    OVER = "OVER", _("已到期")
    REVOKED = "REVOKED", _("已收回")


class Dated(GuardedModel):
    """Something in force from a day on, until a day or without end."""

    starts_on = models.DateField(_("起始日期"))
    ends_on = models.DateField(_("截止日期"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def standing(self, on: date) -> Standing:
        if on < self.starts_on:
            return Standing.COMING
        return Standing.VALID if self.ends_on is None or on <= self.ends_on else Standing.OVER


class Revocable(Dated):
    """Something dated that can be taken back (收回) with effect from the same day, whatever dates it was given."""

    revoked_on = models.DateField(_("收回日期"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = RevocableQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def standing(self, on: date) -> Standing:
        return Standing.REVOKED if self.revoked_on is not None and self.revoked_on <= on else super().standing(on)


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=f"{name}_dates_in_order"
    )


class Appointment(Dated):
    """A person holds a post (任职) for a time; the primary one says where the person works."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments", verbose_name=_("人员"))
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name=_("职务"))
    is_primary = models.BooleanField(_("主要职务"), default=True)

    class Meta:
        verbose_name = _("任职")
        constraints = [_in_order("appointment")]
        indexes = [models.Index(fields=["user", "starts_on"], name="appointment_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.post}"

    def is_valid(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class RoleGrant(Revocable):
    """A person has a role in an agency (岗位授权) for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="role_grants", verbose_name=_("人员"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="role_grants", verbose_name=_("机关"))
    role = models.CharField(_("岗位"), max_length=16, choices=Role.choices)

    class Meta:
        verbose_name = _("岗位授权")
        constraints = [_in_order("role_grant")]
        indexes = [models.Index(fields=["agency", "role"], name="role_grant_agency_role")]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class Delegation(Revocable):
    """A person lets another act in the own name (委托) for a time; the trail shows both."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="delegations_given", verbose_name=_("委托人"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="delegations_held", verbose_name=_("受托人"))
    kind = models.CharField(_("委托范围"), max_length=50, blank=True)
    """The kind of business it is limited to (``organizations.kinds``); empty for all."""
    reason = models.CharField(_("事由"), max_length=200)

    class Meta:
        verbose_name = _("委托")
        constraints = [
            _in_order("delegation"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="delegation_to_another"),
        ]
        indexes = [models.Index(fields=["deputy", "starts_on"], name="delegation_deputy")]

    def __str__(self) -> str:
        return f"{self.principal}委托{self.deputy}"

    def get_kind_display(self) -> str:
        return label_of(self.kind) if self.kind else str(_("全部业务"))
