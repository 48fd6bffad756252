"""Outgoing documents (发文)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.models import User
from zhengban.documents.models.elements import Disclosure, Document, Involvement
from zhengban.documents.querysets import OutgoingQuerySet
from zhengban.numbering.models import Number
from zhengban.organizations.models import Unit

if TYPE_CHECKING:
    from zhengban.documents.models.delivery import Addressee


class OutgoingState(models.TextChoices):
    """Legal state of an outgoing document; where it lies is the process's business, not this field's."""

    DRAFT = "DRAFT", _("拟稿")
    IN_REVIEW = "IN_REVIEW", _("审核中")
    RETURNED = "RETURNED", _("退回修改")
    SIGNED = "SIGNED", _("已签发")
    NUMBERED = "NUMBERED", _("已编号")
    SEALED = "SEALED", _("已用印")
    ISSUED = "ISSUED", _("已印发")
    ARCHIVED = "ARCHIVED", _("已归档")
    VOIDED = "VOIDED", _("已作废")


class OutgoingDocument(Document):
    """An outgoing document (发文). Its content is its current version; what was signed is a version."""

    guarded: ClassVar[frozenset[str]] = frozenset(
        {"state", "number_id", "number_text", "current_version_id", "signed_version_id", "signed_at"}
    )

    read_with: ClassVar[tuple[str, ...]] = ("agency", "current_version", "signed_version", "signer")

    state = models.CharField(_("状态"), max_length=10, choices=OutgoingState.choices, default=OutgoingState.DRAFT)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("拟稿处室"))
    drafter = models.ForeignKey(User, models.PROTECT, related_name="drafted", verbose_name=_("拟稿人"))
    drafted_at = models.DateTimeField(_("拟稿时间"))
    code = models.CharField(_("机关代字"), max_length=16)
    disclosure = models.CharField(_("公开属性"), max_length=10, choices=Disclosure.choices)
    to_names = models.JSONField(_("主送机关"), default=list)
    cc_names = models.JSONField(_("抄送机关"), default=list)
    copies = models.PositiveSmallIntegerField(_("印数"), default=1)
    annotation = models.CharField(_("附注"), max_length=200, blank=True)
    basis = models.CharField(_("依据文件"), max_length=500, blank=True)
    reply_to = models.ForeignKey(
        "documents.IncomingDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("答复的来文"),
    )
    current_version = models.OneToOneField(
        "documents.DocumentVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("现行稿")
    )
    signed_version = models.OneToOneField(
        "documents.DocumentVersion", models.PROTECT, null=True, related_name="+", verbose_name=_("签发稿")
    )
    signer = models.ForeignKey(User, models.PROTECT, null=True, related_name="signed", verbose_name=_("签发人"))
    signed_at = models.DateTimeField(_("签发时间"), null=True)
    rechecked_at = models.DateTimeField(_("复核时间"), null=True)
    number = models.OneToOneField(Number, models.PROTECT, null=True, related_name="+")
    number_text = models.CharField(_("发文字号"), max_length=40, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True)
    voided_reason = models.CharField(_("作废原因"), max_length=200, blank=True)
    request_key = models.UUIDField(unique=True, editable=False)
    involved = models.ManyToManyField(User, through="OutgoingInvolvement", related_name="+")

    objects: ClassVar[models.Manager[Any]] = OutgoingQuerySet.as_manager()

    class Meta(Document.Meta):
        verbose_name = _("发文")
        indexes = [
            models.Index(fields=["agency", "-id"], name="outgoing_agency_newest"),
            models.Index(fields=["agency", "state", "-id"], name="outgoing_agency_state"),
            models.Index(fields=["unit", "-id"], name="outgoing_unit"),
            models.Index(fields=["drafter", "-id"], name="outgoing_drafter"),
            models.Index(fields=["number_text"], name="outgoing_number"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["NUMBERED", "SEALED", "ISSUED", "ARCHIVED"])
                | (Q(number__isnull=False) & ~Q(number_text="")),
                name="outgoing_issued_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["SIGNED", "NUMBERED", "SEALED", "ISSUED", "ARCHIVED"])
                | (Q(signed_version=F("current_version")) & Q(signer__isnull=False)),
                name="outgoing_signed_is_current",
            ),
            models.CheckConstraint(
                condition=~Q(state="VOIDED") | ~Q(voided_reason=""), name="outgoing_void_has_reason"
            ),
        ]

    found_clean = ""
    """The source form in which nothing that must be corrected was found, so that one act asks once."""

    @cached_property
    def distribution(self) -> tuple[Addressee, ...]:
        """The distribution list (分发范围) as it stands, with the agencies; read once until the row is read again."""
        return tuple(self.addressees.filter(removed_at__isnull=True).select_related("agency"))

    def forget_distribution(self) -> None:
        """The list was changed: it is read anew when asked for."""
        self.__dict__.pop("distribution", None)

    def refresh_from_db(self, *args: Any, **options: Any) -> None:
        self.forget_distribution()
        self.__dict__.pop("_seals_in_hand", None)
        super().refresh_from_db(*args, **options)

    def get_absolute_url(self) -> str:
        return f"/documents/out/{self.pk}/"


class OutgoingInvolvement(Involvement):
    """A person was concerned with this outgoing document."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="+")

    class Meta(Involvement.Meta):
        constraints = [models.UniqueConstraint(fields=["user", "document"], name="outgoing_involved_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"
