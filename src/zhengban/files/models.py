"""What is known of a stored content."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.errors import GateClosed
from zhengban.access.guard import GuardedModel
from zhengban.files.kinds import FileKind


class StoredFile(GuardedModel):
    """A content (文件内容) kept once under its hash; how it is called is the matter of whoever refers to it."""

    sha256 = models.CharField(_("摘要"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("大小"))
    kind = models.CharField(_("类型"), max_length=8, choices=FileKind.choices)
    is_encrypted = models.BooleanField(_("已加密"), default=False)
    created_at = models.DateTimeField(_("存入时间"))

    class Meta:
        verbose_name = _("文件")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sha256[:12]}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise GateClosed("A stored file is never changed.")
        super().save(*args, **options)
