"""What was indexed; the words themselves are in the database's own full-text index."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel


class SearchEntry(GuardedModel):
    """One findable thing (检索条目): its kind, its id there, and the text a snippet is cut from."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    title = models.CharField(_("标题"), max_length=300)
    number = models.CharField(_("字号"), max_length=60, blank=True)
    text = models.TextField(_("文本"), blank=True)
    occurred_on = models.DateField(_("日期"))

    class Meta:
        verbose_name = _("检索条目")
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
