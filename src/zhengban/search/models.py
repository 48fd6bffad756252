"""What can be found."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel

LONGEST_TITLE = 300
LONGEST_NUMBER = 64
# Far beyond any paper; keeps one entry's index under the 1 MB that PostgreSQL allows.
LONGEST_TEXT = 100_000
_ENTRIES = 10**10


class Entry(GuardedModel):
    """One thing that can be found (检索条目): what it is, and the words it is found by."""

    kind = models.CharField(_("类别"), max_length=32)
    object_id = models.BigIntegerField(_("对象编号"))
    title = models.CharField(_("标题"), max_length=LONGEST_TITLE)
    number = models.CharField(_("文号"), max_length=LONGEST_NUMBER, blank=True)
    occurred_on = models.DateField(_("日期"))
    text = models.TextField(_("正文"), blank=True)
    # The key in the index: it grows with the date, so that reading the index backwards gives the newest first.
    rank = models.BigIntegerField(unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("检索条目")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_for_each")]

    def __str__(self) -> str:
        return self.title

    @property
    def indexed_text(self) -> str:
        """Everything the entry is found by."""
        return f"{self.title}\n{self.number}\n{self.text}"


def rank_of(pk: int, occurred_on: date) -> int:
    return occurred_on.toordinal() * _ENTRIES + pk % _ENTRIES
