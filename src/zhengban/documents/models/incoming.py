"""Incoming documents (收文)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.documents.models.elements import Document, Involvement
from zhengban.documents.querysets import IncomingQuerySet
from zhengban.numbering.models import Number
from zhengban.organizations.models import Agency, Unit


class IncomingState(models.TextChoices):
    """Legal state of an incoming document."""

    REGISTERED = "REGISTERED", _("已登记")
    IN_HANDLING = "IN_HANDLING", _("办理中")
    COMPLETED = "COMPLETED", _("已办结")
    ARCHIVED = "ARCHIVED", _("已归档")
    RETURNED = "RETURNED", _("已退文")


class Handling(models.TextChoices):
    """How a document is to be handled (条例 art. 24)."""

    FOR_ACTION = "FOR_ACTION", _("批办件")
    FOR_INFORMATION = "FOR_INFORMATION", _("阅知件")


class IncomingDocument(Document):
    """An incoming document (收文), from another agency of this installation or from outside."""

    guarded: ClassVar[frozenset[str]] = frozenset({"state", "number_id", "register_number", "source"})

    state = models.CharField(
        _("状态"), max_length=12, choices=IncomingState.choices, default=IncomingState.REGISTERED
    )
    number = models.OneToOneField(Number, models.PROTECT, related_name="+")
    register_number = models.CharField(_("收文号"), max_length=40)
    sender = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", verbose_name=_("来文机关"))
    sender_name = models.CharField(_("来文机关"), max_length=100)
    sender_number = models.CharField(_("来文字号"), max_length=60, blank=True)
    written_on = models.DateField(_("成文日期"), null=True, blank=True)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    received_at = models.DateTimeField(_("收文时间"))
    registrar = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    delivery = models.OneToOneField(
        "documents.Delivery", models.PROTECT, null=True, related_name="incoming", verbose_name=_("分发")
    )
    source = models.TextField(_("内容"), blank=True)
    handling = models.CharField(_("办理类别"), max_length=16, choices=Handling.choices, blank=True)
    host_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="hosted", verbose_name=_("主办处室")
    )
    co_units = models.ManyToManyField(Unit, related_name="co_handled", verbose_name=_("协办处室"))
    completed_at = models.DateTimeField(_("办结时间"), null=True)
    result = models.CharField(_("办理结果"), max_length=500, blank=True)
    returned_reason = models.CharField(_("退文原因"), max_length=500, blank=True)
    request_key = models.UUIDField(unique=True, editable=False)
    involved = models.ManyToManyField(User, through="IncomingInvolvement", related_name="+")

    objects: ClassVar[models.Manager[Any]] = IncomingQuerySet.as_manager()

    class Meta(Document.Meta):
        verbose_name = _("收文")
        indexes = [
            models.Index(fields=["agency", "-id"], name="incoming_agency_newest"),
            models.Index(fields=["agency", "state", "-id"], name="incoming_agency_state"),
            models.Index(fields=["agency", "sender_number"], name="incoming_sender_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(returned_reason=""), name="incoming_return_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["COMPLETED", "ARCHIVED"]) | Q(completed_at__isnull=False),
                name="incoming_completed_has_time",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"/documents/in/{self.pk}/"


class IncomingInvolvement(Involvement):
    """A person was concerned with this incoming document."""

    document = models.ForeignKey(IncomingDocument, models.PROTECT, related_name="+")

    class Meta(Involvement.Meta):
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="incoming_involved_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"
