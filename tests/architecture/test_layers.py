"""The order of the apps holds for foreign keys too, which import-linter cannot see."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models

# Lower number, lower layer; siblings share a number and never point at each other.
LAYERS = {
    "core": 0,
    "audit": 1,
    "access": 2,
    "organizations": 3,
    "numbering": 4,
    "files": 4,
    "notifications": 4,
    "search": 4,
    "jobs": 4,
    "workflow": 5,
    "designing": 6,
    "proofing": 6,
    "rendering": 6,
    "sealing": 6,
    "documents": 7,
    "quality": 8,
    "portal": 9,
    "demo": 10,
}


def _own_models() -> Iterator[type[models.Model]]:
    return (
        model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhengban.")
    )


def test_every_app_has_its_layer() -> None:
    labels = {config.label for config in apps.get_app_configs() if config.name.startswith("zhengban.")}

    assert labels <= set(LAYERS)


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in _own_models():
        for field in model._meta.get_fields():
            target = field.related_model if getattr(field, "concrete", False) and field.is_relation else None
            if not isinstance(target, type) or not target.__module__.startswith("zhengban."):
                continue
            own, other = model._meta.app_label, target._meta.app_label
            if own != other and LAYERS[other] >= LAYERS[own]:
                wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")

    assert wrong == []


def test_foreign_keys_protect_what_they_point_at() -> None:
    loose = [
        f"{model.__name__}.{field.name}"
        for model in _own_models()
        if not model._meta.auto_created
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    ]

    assert loose == []
