"""Who a document goes to, and each delivery (分发) with its receipts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.access.models import User
from zhengban.documents.models.outgoing import OutgoingDocument
from zhengban.documents.querysets import DeliveryQuerySet
from zhengban.organizations.models import Agency


class AddressMode(models.TextChoices):
    """As what an agency gets a document."""

    MAIN = "MAIN", _("主送")
    CC = "CC", _("抄送")


class Addressee(GuardedModel):
    """An agency a document is to go to (分发范围)."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="addressees")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    mode = models.CharField(_("方式"), max_length=4, choices=AddressMode.choices)
    removed_at = models.DateTimeField(_("撤下时间"), null=True)

    class Meta:
        verbose_name = _("分发对象")
        ordering = ["mode", "agency__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"], condition=Q(removed_at__isnull=True), name="addressed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()}{self.agency}"


class DeliveryState(models.TextChoices):
    """Where a delivery is."""

    SENT = "SENT", _("待签收")
    RECEIVED = "RECEIVED", _("已签收")
    RETURNED = "RETURNED", _("已退回")
    REGISTERED = "REGISTERED", _("已登记")
    BY_HAND = "BY_HAND", _("线下送达")


class Delivery(GuardedModel):
    """An issued document on its way to one agency (分发), with its receipts (回执)."""

    guarded: ClassVar[frozenset[str]] = frozenset({"state"})
    read_with: ClassVar[tuple[str, ...]] = (
        "agency",
        "document__agency",
        "document__current_version",
        "document__signer",
    )

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="deliveries")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="deliveries")
    mode = models.CharField(_("方式"), max_length=4, choices=AddressMode.choices)
    state = models.CharField(_("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.SENT)
    sent_at = models.DateTimeField(_("发出时间"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("签收时间"), null=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(_("退回时间"), null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_reason = models.CharField(_("退回原因"), max_length=500, blank=True)

    objects: ClassVar[models.Manager[Any]] = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("分发")
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"],
                condition=~Q(state="RETURNED"),
                name="one_live_delivery_per_agency",
            ),
            models.CheckConstraint(
                condition=~Q(state="RETURNED") | ~Q(returned_reason=""), name="return_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "-id"], name="delivery_agency_state")]

    def __str__(self) -> str:
        return f"{self.document}→{self.agency}"
