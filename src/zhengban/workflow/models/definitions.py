"""Published process definitions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhengban.access.errors import GateClosed
from zhengban.access.guard import GuardedModel, GuardedQuerySet
from zhengban.access.models import User


class ProcessDefinitionQuerySet(GuardedQuerySet["ProcessDefinition"]):
    def latest_of(self, key: str) -> ProcessDefinition | None:
        """The version new papers start on; papers under way stay on theirs."""
        return self.filter(key=key).order_by("-version").first()

    def update(self, **values: Any) -> int:
        raise GateClosed("A published process definition is never changed; publish a new version.")


class ProcessDefinition(GuardedModel):
    """A published version of a process (流程定义); the database refuses to change it."""

    key = models.CharField(_("标识"), max_length=50)
    version = models.PositiveIntegerField(_("版本"))
    name = models.CharField(_("名称"), max_length=60)
    xml = models.TextField(_("流程图"))
    published_at = models.DateTimeField(_("发布时间"))
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Any]] = ProcessDefinitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程定义")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="process_definition_version")]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"
