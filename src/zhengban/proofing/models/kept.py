"""Findings kept by content, so that nothing is checked twice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeptCheck(models.Model):
    """What the checker found in one content under one edition of the rules and of the house's own (查错结果).

    No business data: it follows from its key and may be thrown away at any time. ``questions`` are what the rules
    asked of the office's records and ``answers`` the digest of what they were told; as long as the reader's records
    answer the same, the findings hold.
    """

    content = models.CharField(max_length=64)
    house = models.UUIDField()
    questions = models.JSONField(default=list)
    answers = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("查错结果")
        constraints = [models.UniqueConstraint(fields=["content", "house", "answers"], name="kept_check_once")]

    def __str__(self) -> str:
        return self.content[:12]
