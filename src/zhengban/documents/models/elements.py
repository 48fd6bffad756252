"""Elements that documents in and out share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User
from zhengban.organizations.models import Agency


class UrgencyChoice(models.TextChoices):
    """Urgency (紧急程度)."""

    TOP_URGENT = "TOP_URGENT", _("特急")
    URGENT = "URGENT", _("加急")
    NORMAL = "NORMAL", _("平件")


class Disclosure(models.TextChoices):
    """Disclosure attribute (公开属性)."""

    ACTIVE = "ACTIVE", _("主动公开")
    ON_REQUEST = "ON_REQUEST", _("依申请公开")
    NONE = "NONE", _("不予公开")


class Document(GuardedModel):
    """What documents in and out have in common."""

    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name=_("机关"))
    title = models.CharField(_("标题"), max_length=300)
    kind = models.CharField(_("文种"), max_length=20)
    urgency = models.CharField(
        _("紧急程度"), max_length=10, choices=UrgencyChoice.choices, default=UrgencyChoice.NORMAL
    )
    due_on = models.DateField(_("办结时限"), null=True, blank=True)
    archived_at = models.DateTimeField(_("归档时间"), null=True)
    archive_note = models.CharField(_("归档说明"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Any]] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.title


class Involvement(GuardedModel):
    """A person was concerned with a document (经手) and so may see it from then on."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        base_manager_name = "objects"
