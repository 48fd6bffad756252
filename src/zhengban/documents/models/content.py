"""What a document says: immutable versions, and the files that belong to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.documents.models.incoming import IncomingDocument
from zhengban.documents.models.outgoing import OutgoingDocument
from zhengban.files.models import StoredFile


class DocumentVersion(GuardedModel):
    """An immutable version of a document's content (稿), in the source form; the database refuses changes."""

    document = models.ForeignKey(OutgoingDocument, models.PROTECT, related_name="versions")
    ordinal = models.PositiveIntegerField(_("稿次"))
    source = models.TextField(_("内容"))
    text = models.TextField(_("正文文本"))
    sha256 = models.CharField(_("摘要值"), max_length=64)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("修改人"))
    made_at = models.DateTimeField(_("时间"))
    why = models.CharField(_("缘由"), max_length=200)

    class Meta:
        verbose_name = _("稿")
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="version_ordinal_once")]

    def __str__(self) -> str:
        return f"第{self.ordinal}稿"


class FilePurpose(models.TextChoices):
    """What a file is to its document."""

    ORIGINAL = "ORIGINAL", _("原稿")
    ATTACHMENT = "ATTACHMENT", _("附件")
    BASIS = "BASIS", _("依据文件")
    PRINT = "PRINT", _("印刷件")


class DocumentFileQuerySet(GuardedQuerySet["DocumentFile"]):
    def visible_to(self, user: User) -> DocumentFileQuerySet:
        """Files of documents the person may see."""
        return self.filter(
            Q(outgoing__in=OutgoingDocument.objects.visible_to(user).values("pk"))
            | Q(incoming__in=IncomingDocument.objects.visible_to(user).values("pk"))
        )

    def current(self) -> DocumentFileQuerySet:
        """Files that were not taken off again."""
        return self.filter(removed_at__isnull=True)


class DocumentFile(GuardedModel):
    """A file of a document; taken off, it stays on record."""

    outgoing = models.ForeignKey(OutgoingDocument, models.PROTECT, null=True, related_name="files")
    incoming = models.ForeignKey(IncomingDocument, models.PROTECT, null=True, related_name="files")
    purpose = models.CharField(_("用途"), max_length=10, choices=FilePurpose.choices)
    title = models.CharField(_("名称"), max_length=200)
    name = models.CharField(_("文件名"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("上传时间"))
    removed_at = models.DateTimeField(_("撤下时间"), null=True)

    objects: ClassVar[models.Manager[Any]] = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("文件")
        ordering = ["purpose", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outgoing__isnull=False, incoming__isnull=True)
                | Q(outgoing__isnull=True, incoming__isnull=False),
                name="file_of_one_document",
            )
        ]

    def __str__(self) -> str:
        return self.title
