"""Running processes, their tokens and the trail of what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access import gate
from zhengban.access.authority import current_act
from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.models import Agency
from zhengban.workflow.models.definitions import ProcessDefinition

if TYPE_CHECKING:
    from zhengban.workflow.models.items import WorkItem


class Urgency(models.TextChoices):
    """Degree of urgency (紧急程度); sets the deadline of each activity."""

    ORDINARY = "ORDINARY", _("平件")
    URGENT = "URGENT", _("加急")
    EXTRA_URGENT = "EXTRA_URGENT", _("特急")


class InstanceState(models.TextChoices):
    """How a process stands."""

    RUNNING = "RUNNING", _("办理中")
    ENDED = "ENDED", _("已办结")
    TERMINATED = "TERMINATED", _("已终止")


class TokenStatus(models.TextChoices):
    """Whether a position is still held."""

    LIVE = "LIVE", _("有效")
    CONSUMED = "CONSUMED", _("已通过")
    WITHDRAWN = "WITHDRAWN", _("已收回")


class ProcessInstanceQuerySet(GuardedQuerySet["ProcessInstance"]):
    def running(self) -> ProcessInstanceQuerySet:
        return self.filter(state=InstanceState.RUNNING)

    def about(self, thing: models.Model) -> ProcessInstanceQuerySet:
        """Processes of one thing, the latest first."""
        return self.about_all(type(thing), [thing.pk])

    def about_all(self, model: type[models.Model], pks: Iterable[int]) -> ProcessInstanceQuerySet:
        """Processes of several things of one model, the latest first."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(subject_type=kind, subject_id__in=list(pks)).order_by("-pk")


class ProcessInstance(GuardedModel):
    """One paper on its way (流程实例). Every move locks this row first."""

    guarded: ClassVar[Collection[str]] = ("state", "variables", "ended_at")
    at_hand: WorkItem | None = None
    """The work item a move is about; set by ``WorkItem.at_hand``, no column."""

    paper_in_act: models.Model | None = None
    """The paper as the running act has locked or made it; no column."""

    definition = models.ForeignKey(ProcessDefinition, models.PROTECT, related_name="instances")
    key = models.CharField(_("流程"), max_length=50)
    subject_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", db_index=False)
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="process_instances")
    title = models.CharField(_("标题"), max_length=300)
    urgency = models.CharField(_("紧急程度"), max_length=12, choices=Urgency.choices, default=Urgency.ORDINARY)
    state = models.CharField(
        _("状态"), max_length=10, choices=InstanceState.choices, default=InstanceState.RUNNING
    )
    variables = models.JSONField(_("流程变量"), default=dict)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("启动时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    due_on = models.DateField(_("办结期限"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = ProcessInstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程实例")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="process_instance_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "key"],
                condition=Q(state=InstanceState.RUNNING),
                name="process_instance_runs_once",
            ),
            models.CheckConstraint(
                condition=Q(state=InstanceState.RUNNING, ended_at__isnull=True)
                | (~Q(state=InstanceState.RUNNING) & Q(ended_at__isnull=False)),
                name="process_instance_end_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paper(self) -> models.Model:
        """What the process is about, locked in an action; business data is never deleted, so it is there."""
        if current_act() is not None:
            if self.paper_in_act is None:
                self.paper_in_act = gate.locked(self.subject_model, self.subject_id)
            return self.paper_in_act
        subject: models.Model | None = self.subject
        if subject is None:
            raise LookupError(f"The subject of process {self.pk} is gone.")
        return subject

    @property
    def subject_model(self) -> type[models.Model]:
        """The kind of thing the process is about."""
        model = ContentType.objects.get_for_id(self.subject_type_id).model_class()
        assert model is not None  # noqa: S101 - an installed app owns it
        return model

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        # What was read of tokens and items before the row was locked may be out of date.
        self.__dict__.pop("_position", None)
        self.paper_in_act = None
        super().refresh_from_db(*args, **options)


class Token(GuardedModel):
    """A position in a process (流程位置); what it means is the engine's business."""

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="tokens", db_index=False)
    number = models.PositiveIntegerField()
    node = models.CharField(max_length=100)
    lineage = models.JSONField(default=list)
    cause = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    resume = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=TokenStatus.choices, default=TokenStatus.LIVE)

    class Meta:
        verbose_name = _("流程位置")
        constraints = [models.UniqueConstraint(fields=["instance", "number"], name="token_number")]

    def __str__(self) -> str:
        return f"{self.node} {self.get_state_display()}"


class WorkflowEvent(GuardedModel):
    """One line of the trail of a process (流转记录); only ever added."""

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="events", db_index=False)
    at = models.DateTimeField(_("时间"))
    kind = models.CharField(_("事项"), max_length=20)
    activity = models.CharField(max_length=100, blank=True)
    activity_name = models.CharField(_("环节"), max_length=60, blank=True)
    item = models.ForeignKey("WorkItem", models.PROTECT, null=True, blank=True, related_name="events")
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    people = models.JSONField(_("相关人员"), default=list)
    text = models.CharField(_("内容"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("流转记录")
        indexes = [models.Index(fields=["instance", "id"], name="workflow_event_instance")]

    def __str__(self) -> str:
        return f"{self.activity_name} {self.kind}"
