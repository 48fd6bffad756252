"""Rounds of checking with what each found, and the tallies that the statistics are made of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gongwen.proofread import Category, Severity
from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.documents.models import DocumentVersion, OutgoingDocument
from zhengban.organizations.models import Agency, Unit

COUNTED = tuple(one for one in Severity if one is not Severity.INFO)
"""Severities that count as errors (差错); a hint (提示) does not."""


class RoundState(models.TextChoices):
    """How a round stands."""

    RUNNING = "RUNNING", _("正在检查")
    FINISHED = "FINISHED", _("已完成")
    STOPPED = "STOPPED", _("已停止")


class RoundQuerySet(GuardedQuerySet["Round"]):
    def finished(self) -> RoundQuerySet:
        return self.filter(state=RoundState.FINISHED)


class Round(GuardedModel):
    """One round of checking papers issued in a period (集中查错); ``until`` is included."""

    guarded: ClassVar[frozenset[str]] = frozenset({"state", "circular_id"})

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("组织机关"))
    since = models.DateField(_("印发日期自"))
    until = models.DateField(_("印发日期至"))
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    started_at = models.DateTimeField(_("发起时间"))
    state = models.CharField(_("状态"), max_length=10, choices=RoundState.choices, default=RoundState.RUNNING)
    total = models.PositiveIntegerField(_("公文数"))
    checked = models.PositiveIntegerField(_("已检查"), default=0)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    request_key = models.UUIDField(unique=True, editable=False)
    circular = models.OneToOneField(
        OutgoingDocument, models.PROTECT, null=True, related_name="+", verbose_name=_("通报")
    )

    objects: ClassVar[models.Manager[Any]] = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("集中查错")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state="RUNNING"), name="one_running_round_an_agency"
            ),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="round_dates_in_order"),
            models.CheckConstraint(condition=Q(checked__lte=F("total")), name="round_checks_what_it_has"),
        ]

    def __str__(self) -> str:
        return f"{_day(self.since)}至{_day(self.until)}印发公文集中查错"

    def get_absolute_url(self) -> str:
        return f"/quality/rounds/{self.pk}/"


class RoundPaper(GuardedModel):
    """A paper of a round; ``unit`` is empty where the paper is another agency's, which is ranked as a whole."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="papers")
    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("处室"))
    characters = models.PositiveIntegerField(_("字数"), default=0)
    checked_at = models.DateTimeField(_("检查时间"), null=True)

    class Meta:
        verbose_name = _("受检公文")
        constraints = [models.UniqueConstraint(fields=["round", "document"], name="paper_once_a_round")]
        indexes = [models.Index(fields=["round", "checked_at", "id"], name="round_unchecked")]

    def __str__(self) -> str:
        return str(self.document)


_CATEGORIES = [(one.value, one.label) for one in Category]
_SEVERITIES = [(one.value, one.label) for one in Severity]


class RoundFinding(GuardedModel):
    """An error found in a paper of a round (差错); the quote is masked where it is a leak."""

    paper = models.ForeignKey(RoundPaper, models.PROTECT, related_name="findings")
    rule = models.CharField(_("规则"), max_length=16)
    category = models.CharField(_("类型"), max_length=16, choices=_CATEGORIES)
    severity = models.CharField(_("程度"), max_length=8, choices=_SEVERITIES)
    quote = models.CharField(_("原文"), max_length=200, blank=True)
    message = models.CharField(_("问题"), max_length=300)

    class Meta:
        verbose_name = _("差错")

    def __str__(self) -> str:
        return f"{self.rule} {self.quote}"


class Stage(models.TextChoices):
    """Where an error was caught (查出环节)."""

    DRAFTING = "DRAFTING", _("拟稿")
    REVIEW = "REVIEW", _("核稿")
    ISSUED = "ISSUED", _("印发后")


class PaperTally(models.Model):
    """That an issued paper was counted (公文差错统计); follows from its versions and may be counted anew."""

    document = models.OneToOneField(OutgoingDocument, models.PROTECT, related_name="+")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issued_on = models.DateField()
    characters = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("公文差错统计")
        indexes = [models.Index(fields=["agency", "issued_on"], name="tally_agency_day")]

    def __str__(self) -> str:
        return str(self.document_id)


class ErrorTally(models.Model):
    """How many errors of one kind a paper had that were caught at one stage."""

    paper = models.ForeignKey(PaperTally, models.PROTECT, related_name="errors")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    category = models.CharField(max_length=16, choices=_CATEGORIES)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("差错计数")
        constraints = [
            models.UniqueConstraint(fields=["paper", "stage", "category"], name="error_tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.category} {self.count}"


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
