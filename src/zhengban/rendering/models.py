"""Files made from content."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel
from zhengban.files.models import StoredFile


class RenderedFile(GuardedModel):
    """A file made from one source form (排版件); the same content is typeset once."""

    source_sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=8)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("排版件")
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["source_sha256", "form"], name="rendered_once")]

    def __str__(self) -> str:
        return f"{self.source_sha256[:12]}.{self.form}"
