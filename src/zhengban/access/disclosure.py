"""What the trail shows to an administrator: every act in full, of business things never the content (三员分立)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from zhengban.access.models import Duty, User
from zhengban.audit.models import AuditEntry, AuditEntryQuerySet, Outcome

# Apps of administration; an entry without a target is told by the app that its code names.
_ADMINISTRATION = frozenset({"access", "audit"})
_open: set[str] = {"access.user"}


def open_to_administrators(*labels: str) -> None:
    """Called in ``AppConfig.ready()`` by the app of models that carry nothing of business."""
    _open.update(labels)


def entries_visible_to(reader: User) -> AuditEntryQuerySet:
    """Nobody reviews the acts of the own duty: the security administrator and the auditor read each other's."""
    if reader.duty not in {Duty.SECURITY, Duty.AUDIT}:
        return AuditEntry.objects.none()
    peers = User.objects.filter(duty=reader.duty)
    return AuditEntry.objects.exclude(actor_id__in=list(peers.values_list("pk", flat=True)))


@dataclass(frozen=True)
class Change:
    """A changed field, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Shown:
    """An entry as an administrator sees it."""

    entry: AuditEntry
    target: str
    summary: str
    is_veiled: bool

    @property
    def target_kind(self) -> str:
        return kind_of(self.entry.target_type)

    def changes(self) -> tuple[Change, ...]:
        """What changed; the fields of a business thing are named, only marks and dates of it are told."""
        return tuple(_changes(self.entry, self.is_veiled))

    @property
    def is_new(self) -> bool:
        """Whether the entry speaks of something made: only then its own number is among what changed."""
        return any(
            field.primary_key
            for name, field in _fields(self.entry.target_type).items()
            if name in self.entry.changes
        )


def shown(entry: AuditEntry) -> Shown:
    """The entry, veiled where it speaks of business."""
    if entry.target_type:
        is_veiled = entry.target_type not in _open
    else:
        is_veiled = entry.code.partition(".")[0] not in _ADMINISTRATION
    if not is_veiled:
        return Shown(entry, entry.target_label, entry.summary, False)
    number = _("第%(number)s号") % {"number": entry.target_id} if entry.target_id else ""
    # Why somebody was refused is no content of a paper; an opinion is.
    summary = entry.summary if entry.outcome == Outcome.REFUSED else ""
    return Shown(entry, number, summary, True)


def kind_of(target_type: str) -> str:
    """The Chinese name of a model, from its label in the trail."""
    model = _model(target_type)
    return str(model._meta.verbose_name) if model else target_type


def _changes(entry: AuditEntry, is_veiled: bool) -> Iterator[Change]:
    fields = _fields(entry.target_type)
    for name, values in entry.changes.items():
        field = fields.get(name)
        if field is not None and field.primary_key:
            continue
        label = str(field.verbose_name) if field is not None else name
        if not isinstance(values, list) or len(values) != 2:
            if not is_veiled:
                yield Change(name, "", str(values))
            continue
        before, after = (_value(field, value, is_veiled) for value in values)
        yield Change(label, before, after)


def _value(field: models.Field[Any, Any] | None, value: Any, is_veiled: bool) -> str:
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else str(value)
    if isinstance(field, models.DateField):
        return str(value)
    if is_veiled:
        return _("（业务内容，不显示）")
    if isinstance(field, models.ForeignKey):
        related = field.related_model._base_manager.filter(pk=value).first()
        return f"{related}（{value}）" if related else str(value)
    return str(value)


def _fields(target_type: str) -> dict[str, models.Field[Any, Any]]:
    model = _model(target_type)
    return {field.attname: field for field in model._meta.concrete_fields} if model else {}


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label) if label else None
    except LookupError:
        return None  # written by an app that is no longer installed
