"""Drafts of process definitions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import Duty, User
from zhengban.workflow.models import ProcessDefinition

LONGEST_NOTE = 500


class DraftState(models.TextChoices):
    """How a draft stands."""

    DRAWING = "DRAWING", _("设计中")
    SUBMITTED = "SUBMITTED", _("待审核")
    RETURNED = "RETURNED", _("退回修改")
    PUBLISHED = "PUBLISHED", _("已发布")
    ABANDONED = "ABANDONED", _("已放弃")


class ProcessDraftQuerySet(GuardedQuerySet["ProcessDraft"]):
    def visible_to(self, user: User) -> ProcessDraftQuerySet:
        """Drafts are seen by those who design, review and audit the set-up; they hold no business content."""
        return self if user.duty in {Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT} else self.none()

    def unfinished(self) -> ProcessDraftQuerySet:
        return self.exclude(state__in=[DraftState.PUBLISHED, DraftState.ABANDONED])


class ProcessDraft(GuardedModel):
    """A drawing on its way to being published (流程草稿); ``base`` is the version it was begun from."""

    guarded: ClassVar[frozenset[str]] = frozenset({"state", "xml", "revision", "published_id"})
    read_with: ClassVar[tuple[str, ...]] = ("author", "base")

    key = models.CharField(_("流程标识"), max_length=50)
    name = models.CharField(_("名称"), max_length=60)
    xml = models.TextField(_("流程图"))
    revision = models.PositiveIntegerField(_("保存次数"), default=0)
    base = models.ForeignKey(
        ProcessDefinition, models.PROTECT, null=True, related_name="+", verbose_name=_("底稿")
    )
    state = models.CharField(_("状态"), max_length=10, choices=DraftState.choices, default=DraftState.DRAWING)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("设计人"))
    begun_at = models.DateTimeField(_("开始时间"))
    saved_at = models.DateTimeField(_("保存时间"))
    note = models.CharField(_("修改说明"), max_length=LONGEST_NOTE, blank=True)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    reviewed_at = models.DateTimeField(_("审核时间"), null=True)
    review = models.CharField(_("审核意见"), max_length=LONGEST_NOTE, blank=True)
    published = models.OneToOneField(
        ProcessDefinition, models.PROTECT, null=True, related_name="+", verbose_name=_("发布的版本")
    )

    objects: ClassVar[models.Manager[Any]] = ProcessDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程草稿")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(state__in=["PUBLISHED", "ABANDONED"]),
                name="one_unfinished_draft_of_a_process",
            ),
            models.CheckConstraint(
                condition=(Q(state="PUBLISHED") & Q(published__isnull=False))
                | (~Q(state="PUBLISHED") & Q(published__isnull=True)),
                name="published_draft_has_its_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/processes/drafts/{self.pk}/"
