"""What people decided about findings: ignored in one paper, or never an error in this agency."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.models import Agency

LONGEST_QUOTE = 200
LONGEST_REASON = 200


class IgnoreState(models.TextChoices):
    """Whether an ignore counts; of what must be corrected it counts only once a second person confirmed it."""

    PROPOSED = "PROPOSED", _("待第二人确认")
    IN_FORCE = "IN_FORCE", _("已忽略")
    WITHDRAWN = "WITHDRAWN", _("已取消")
    DECLINED = "DECLINED", _("未获同意")


STANDING = (IgnoreState.PROPOSED, IgnoreState.IN_FORCE)


class IgnoreQuerySet(GuardedQuerySet["Ignore"]):
    def standing(self) -> IgnoreQuerySet:
        """Those that count or wait for the second person."""
        return self.filter(state__in=STANDING)

    def of(self, kind: str, object_id: int) -> IgnoreQuerySet:
        """Those in one paper, through all its versions."""
        return self.filter(kind=kind, object_id=object_id)


class Ignore(GuardedModel):
    """A finding that people let stand in one paper (忽略), with the reason.

    ``fingerprint`` is made of the rule, the words and their neighbours (``checking.fingerprint``), so the ignore
    survives edits elsewhere and lapses where the place itself changes. ``quote`` is masked where it is a leak.
    """

    guarded: ClassVar[frozenset[str]] = frozenset({"state"})

    kind = models.CharField(_("类别"), max_length=16)
    object_id = models.BigIntegerField(_("公文编号"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    rule = models.CharField(_("规则"), max_length=16)
    category = models.CharField(_("类别"), max_length=16)
    severity = models.CharField(_("严重程度"), max_length=8)
    quote = models.CharField(_("原文"), max_length=LONGEST_QUOTE, blank=True)
    message = models.CharField(_("问题"), max_length=300)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON)
    state = models.CharField(_("状态"), max_length=10, choices=IgnoreState.choices)
    ignored_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("忽略人"))
    ignored_at = models.DateTimeField(_("忽略时间"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人"))
    decided_at = models.DateTimeField(_("确认时间"), null=True)

    objects: ClassVar[models.Manager[Any]] = IgnoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("忽略")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="ignore_paper"),
            models.Index(fields=["agency", "rule", "ignored_at"], name="ignore_agency_rule"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "fingerprint"],
                condition=Q(state__in=["PROPOSED", "IN_FORCE"]),
                name="ignore_stands_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="IN_FORCE", severity="blocker")
                | Q(decided_by__isnull=False) & ~Q(decided_by=F("ignored_by")),
                name="blocker_ignored_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} “{self.quote}”" if self.quote else self.rule


class HouseExceptionQuerySet(GuardedQuerySet["HouseException"]):
    def in_force(self) -> HouseExceptionQuerySet:
        return self.filter(revoked_at__isnull=True)


class HouseException(GuardedModel):
    """Words that a rule reports and this agency holds to be right (本机关例外), agreed by two people, with an owner."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    rule = models.CharField(_("规则"), max_length=16)
    quote = models.CharField(_("写法"), max_length=LONGEST_QUOTE)
    reason = models.CharField(_("理由"), max_length=LONGEST_REASON)
    ignore = models.ForeignKey(Ignore, models.PROTECT, related_name="exceptions", verbose_name=_("来由"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    agreed_at = models.DateTimeField(_("同意时间"))
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_reason = models.CharField(_("撤销原因"), max_length=LONGEST_REASON, blank=True)

    objects: ClassVar[models.Manager[Any]] = HouseExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("本机关例外")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "rule", "quote"],
                condition=Q(revoked_at__isnull=True),
                name="exception_in_force_once",
            ),
            models.CheckConstraint(condition=~Q(owner=F("proposed_by")), name="exception_agreed_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} “{self.quote}”"
