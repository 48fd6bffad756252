"""The rules an agency has of its own: its lexicon and its settings, each change made by one and decided by another."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.models import Agency

LONGEST_WORD = 60
LONGEST_WHY = 200


class HouseBook(GuardedModel):
    """Which edition of its own rules an agency has (本机关规则版次): a new one with every change, never an old one again."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    edition = models.UUIDField(_("版次"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("本机关规则版次")

    def __str__(self) -> str:
        return f"{self.agency}规则"


class Proposed(GuardedModel):
    """What one person proposes and another decides."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("机关"))
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("提出人"))
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    decided_at = models.DateTimeField(_("审核时间"), null=True)
    decided_reason = models.CharField(_("审核意见"), max_length=LONGEST_WHY, blank=True)

    class Meta:
        abstract = True
        base_manager_name = "objects"


def _by_two(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(decided_by__isnull=True) | Q(state="WITHDRAWN") | ~Q(decided_by=F("proposed_by")), name=name
    )


class EntryState(models.TextChoices):
    """Where an entry of the lexicon stands."""

    PROPOSED = "PROPOSED", _("待审核")
    IN_FORCE = "IN_FORCE", _("生效")
    REPLACED = "REPLACED", _("已更新")
    RETIRED = "RETIRED", _("已停用")
    REJECTED = "REJECTED", _("未通过")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class LexiconEntryQuerySet(GuardedQuerySet["LexiconEntry"]):
    def in_force(self) -> LexiconEntryQuerySet:
        return self.filter(state=EntryState.IN_FORCE)

    def proposed(self) -> LexiconEntryQuerySet:
        return self.filter(state=EntryState.PROPOSED)


class LexiconEntry(Proposed):
    """One edition of an entry in an agency's lexicon (词条): wrong form, right form, and why.

    A change is a new edition that ``replaces`` the old one; a removal is an edition that only says so (``removes``).
    ``exceptions`` are longer right words that contain the wrong form. ``since`` and ``until`` are both included.
    """

    guarded: ClassVar[frozenset[str]] = frozenset({"state"})

    wrong = models.CharField(_("错误写法"), max_length=LONGEST_WORD)
    right = models.CharField(_("正确写法"), max_length=LONGEST_WORD, blank=True)
    exceptions = models.JSONField(_("不算错的词语"), default=list, blank=True)
    why = models.CharField(_("理由"), max_length=LONGEST_WHY)
    source = models.CharField(_("依据"), max_length=LONGEST_WHY, blank=True)
    since = models.DateField(_("起用日期"), null=True, blank=True)
    until = models.DateField(_("停用日期"), null=True, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("原词条"))
    removes = models.BooleanField(_("停用原词条"), default=False)
    state = models.CharField(_("状态"), max_length=10, choices=EntryState.choices, default=EntryState.PROPOSED)

    objects: ClassVar[models.Manager[Any]] = LexiconEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("词条")
        ordering = ["wrong", "pk"]
        base_manager_name = "objects"
        indexes = [models.Index(fields=["agency", "state", "wrong"], name="lexicon_agency_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "wrong"], condition=Q(state="IN_FORCE"), name="lexicon_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "wrong"], condition=Q(state="PROPOSED"), name="lexicon_proposed_once"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="lexicon_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(removes=False) | Q(replaces__isnull=False), name="lexicon_removes_one"
            ),
            _by_two("lexicon_decided_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong


class SettingState(models.TextChoices):
    """Where a rule setting stands."""

    PROPOSED = "PROPOSED", _("待审核")
    IN_FORCE = "IN_FORCE", _("生效")
    ENDED = "ENDED", _("已恢复")
    REJECTED = "REJECTED", _("未通过")
    WITHDRAWN = "WITHDRAWN", _("已撤回")


class RuleSetting(Proposed):
    """A rule that an agency has switched off or made milder for itself (规则设置), with the reason.

    ``severity`` is what its findings count as; empty means that they are not shown.
    """

    guarded: ClassVar[frozenset[str]] = frozenset({"state"})

    rule = models.CharField(_("规则"), max_length=16)
    severity = models.CharField(_("按何程度提示"), max_length=8, blank=True)
    reason = models.CharField(_("理由"), max_length=LONGEST_WHY)
    state = models.CharField(_("状态"), max_length=10, choices=SettingState.choices, default=SettingState.PROPOSED)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("恢复人"))
    ended_at = models.DateTimeField(_("恢复时间"), null=True)

    class Meta:
        verbose_name = _("规则设置")
        ordering = ["rule", "pk"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "rule"], condition=Q(state="IN_FORCE"), name="setting_in_force_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "rule"], condition=Q(state="PROPOSED"), name="setting_proposed_once"
            ),
            _by_two("setting_decided_by_two"),
        ]

    def __str__(self) -> str:
        return self.rule
