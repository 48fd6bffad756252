"""Work items (待办) and reading items (待阅): what is in whose hands."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.core.request import current_request
from zhengban.organizations.directory import delegated_to
from zhengban.workflow.lamps import Lamp, lamp
from zhengban.workflow.models.processes import ProcessInstance, Token


class ItemStatus(models.TextChoices):
    """How a work item stands."""

    OPEN = "OPEN", _("待办")
    DONE = "DONE", _("已办")
    RETURNED = "RETURNED", _("已退回")
    TRANSFERRED = "TRANSFERRED", _("已转办")
    WITHDRAWN = "WITHDRAWN", _("已收回")
    RELIEVED = "RELIEVED", _("他人已办")
    DELEGATED = "DELEGATED", _("已委派")
    ASKED = "ASKED", _("已加签")
    REMOVED = "REMOVED", _("已减签")
    JUMPED = "JUMPED", _("已跳转")
    EXPIRED = "EXPIRED", _("已到期转出")


class ItemReason(models.TextChoices):
    """Why somebody has a work item."""

    OWN = "OWN", _("办理")
    DELEGATED = "DELEGATED", _("委派")
    ADDED_BEFORE = "ADDED_BEFORE", _("前加签")
    ADDED_AFTER = "ADDED_AFTER", _("后加签")


def _own_and_delegated(user: User, person: str, process: str) -> Q:
    """What the person holds, and what those hold for whom they act, in the kinds of business delegated.

    ``person`` and ``process`` name the fields. Asked once a request, for a page counts in several places.
    """
    request_id = current_request().request_id
    kept: tuple[str, list[tuple[int, str]]] | None = user.__dict__.get("_acts_for")
    if kept is None or not request_id or kept[0] != request_id:
        kept = (request_id, delegated_to(user))
        user.__dict__["_acts_for"] = kept
    everything = {user.pk, *(principal for principal, kind in kept[1] if not kind)}
    held = Q(**{f"{person}__in": sorted(everything)})
    for principal, kind in kept[1]:
        if principal not in everything:
            held |= Q(**{person: principal, f"{process}__key": kind})
    return held


class WorkItemQuerySet(GuardedQuerySet["WorkItem"]):
    def awaiting(self, user: User) -> WorkItemQuerySet:
        """What the person can handle now, own and delegated (委托), the most pressing first."""
        held = WorkItemCandidate.objects.filter(_own_and_delegated(user, "user", "item__instance"), is_open=True)
        return (
            self.filter(pk__in=held.values("item"))
            .select_related("instance__definition")
            .defer("instance__definition__xml")
            .order_by(models.F("due_on").asc(nulls_last=True), "pk")
        )

    def done_by(self, user: User) -> WorkItemQuerySet:
        """What the person has handled, in the own name or through a deputy, the latest first."""
        # One walk along the person's own index, however many they have handled.
        return (
            self.filter(candidates__user=user, candidates__acted_at__isnull=False)
            .select_related("instance__definition")
            .defer("instance__definition__xml")
            .order_by("-candidates__acted_at", "-candidates__pk")
        )

    def opened(self) -> WorkItemQuerySet:
        return self.filter(state=ItemStatus.OPEN)


class WorkItem(GuardedModel):
    """A work item (待办事项) of one person, or of several of whom the first to act takes it."""

    guarded: ClassVar[Collection[str]] = ("state", "outcome", "opinion", "done_by_id", "superseded")

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="items", db_index=False)
    token = models.ForeignKey(Token, models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    activity = models.CharField(max_length=100)
    activity_name = models.CharField(_("环节"), max_length=60)
    round = models.PositiveSmallIntegerField(_("轮次"))
    label = models.CharField(_("办理单位"), max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=ItemStatus.choices, default=ItemStatus.OPEN)
    superseded = models.BooleanField(_("已被后续轮次取代"), default=False)
    opened_at = models.DateTimeField(_("到达时间"))
    first_seen_at = models.DateTimeField(_("首次阅看时间"), null=True, blank=True)
    due_on = models.DateField(_("办理期限"), null=True, blank=True)
    expires_on = models.DateField(_("到期转出日"), null=True, blank=True)
    """The last day before a timer of the activity passes."""
    expedited = models.PositiveSmallIntegerField(_("催办次数"), default=0)
    closed_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    done_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="work_items_done", db_index=False
    )
    on_behalf_of = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="work_items_done_by_deputy", db_index=False
    )
    outcome = models.CharField(max_length=64, blank=True)
    outcome_label = models.CharField(_("办理结果"), max_length=60, blank=True)
    opinion = models.TextField(_("意见"), blank=True)
    transferred_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="transferred_to"
    )

    kind = models.CharField(_("来由"), max_length=12, choices=ItemReason.choices, default=ItemReason.OWN)
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="brought_in", db_index=False
    )

    objects: ClassVar[models.Manager[Any]] = WorkItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("待办事项")
        constraints = [
            models.UniqueConstraint(fields=["instance", "number"], name="work_item_number"),
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_at__isnull=True)
                | (~Q(state="OPEN") & Q(closed_at__isnull=False)),
                name="work_item_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["instance", "number"], condition=Q(state="OPEN"), name="work_item_open"),
            models.Index(fields=["due_on"], condition=Q(state="OPEN"), name="work_item_open_due"),
            models.Index(
                fields=["expires_on"],
                condition=Q(state="OPEN", expires_on__isnull=False),
                name="work_item_open_expires",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instance} {self.activity_name}"

    @property
    def at_hand(self) -> ProcessInstance:
        """The process with this item taken in hand: the target of every move about the item."""
        instance: ProcessInstance = self.instance
        instance.at_hand = self
        return instance

    @property
    def is_open(self) -> bool:
        return self.state == ItemStatus.OPEN

    @property
    def lamp(self) -> Lamp:
        """How pressing it is (灯号); a closed item has no lamp any more."""
        return lamp(self.due_on) if self.is_open else Lamp.NONE


class WorkItemCandidate(GuardedModel):
    """One person who may handle a work item, or has: the inbox and the list of what is done are one index each."""

    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="candidates", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    is_open = models.BooleanField(default=True)
    acted_at = models.DateTimeField(_("办理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("待办人")
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="work_item_candidate_once")]
        indexes = [
            models.Index(fields=["user", "item"], condition=Q(is_open=True), name="work_item_candidate_inbox"),
            models.Index(
                fields=["user", "-acted_at", "-id"],
                condition=Q(acted_at__isnull=False),
                name="work_item_candidate_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.item}"


class CirculationQuerySet(GuardedQuerySet["Circulation"]):
    def outstanding(self) -> CirculationQuerySet:
        """Neither read nor called off."""
        return self.filter(read_at__isnull=True, cancelled_at__isnull=True)

    def unread_by(self, user: User) -> CirculationQuerySet:
        """What the person has still to read, own and delegated, the oldest first."""
        return (
            self.outstanding()
            .filter(_own_and_delegated(user, "reader", "instance"))
            .select_related("instance__definition", "sent_by")
            .defer("instance__definition__xml")
            .order_by("pk")
        )

    def read_by(self, user: User) -> CirculationQuerySet:
        """What the person has read, the latest first."""
        return (
            self.filter(reader=user, read_at__isnull=False)
            .select_related("instance__definition", "sent_by")
            .defer("instance__definition__xml")
            .order_by("-read_at", "-pk")
        )


class Circulation(GuardedModel):
    """A paper given to somebody to read (传阅); the process never waits for it."""

    guarded: ClassVar[Collection[str]] = ("first_read_at", "read_at", "opinion", "cancelled_at", "reminders")

    instance = models.ForeignKey(ProcessInstance, models.PROTECT, related_name="circulations")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField(_("送阅时间"))
    note = models.CharField(_("送阅说明"), max_length=2000, blank=True)
    first_read_at = models.DateTimeField(_("首次阅看时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("阅毕时间"), null=True, blank=True)
    opinion = models.TextField(_("阅处意见"), blank=True)
    reminders = models.PositiveSmallIntegerField(_("催阅次数"), default=0)
    cancelled_at = models.DateTimeField(_("撤销传阅时间"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = CirculationQuerySet.as_manager()

    class Meta:
        verbose_name = _("传阅")
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "reader"],
                condition=Q(read_at__isnull=True, cancelled_at__isnull=True),
                name="circulation_once_unread",
            )
        ]
        indexes = [
            models.Index(
                fields=["reader"],
                condition=Q(read_at__isnull=True, cancelled_at__isnull=True),
                name="circulation_unread",
            ),
            models.Index(fields=["reader", "-read_at"], name="circulation_read"),
        ]

    def __str__(self) -> str:
        return f"{self.instance} {self.reader}"
