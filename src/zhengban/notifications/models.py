"""A notice and who it is for."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User

LONGEST_TEXT = 200
LONGEST_URL = 300


class NotificationQuerySet(GuardedQuerySet["Notification"]):
    def visible_to(self, user: User) -> NotificationQuerySet:
        """A person's own notices, the newest first; nobody sees another's."""
        return self.filter(user=user).order_by("-pk")

    def unread(self) -> NotificationQuerySet:
        return self.filter(read_at=None)


class Notification(GuardedModel):
    """One notice (消息) to one person, with the page it is about."""

    guarded = ("user_id", "text", "url", "at")

    user = models.ForeignKey(User, models.PROTECT, related_name="notifications", verbose_name=_("收件人"))
    text = models.CharField(_("内容"), max_length=LONGEST_TEXT)
    url = models.CharField(_("链接"), max_length=LONGEST_URL)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("消息")
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_of_user"),
            # Its size follows what is unread, however much was ever sent.
            models.Index(fields=["user"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.text
