"""A page is made of templates and tags of its own app and of those below it, which import-linter cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.template import Engine

from tests.architecture.test_layers import LAYERS

USE = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']|_template=["']([^"']+)["']""")
LOAD = re.compile(r"\{%\s*load\s+([\w\s]+?)\s*%\}")


def _templates() -> Iterator[tuple[str, Path]]:
    for config in apps.get_app_configs():
        if config.name.startswith("zhengban."):
            folder = Path(config.path) / "templates"
            yield from ((config.label, path) for path in sorted(folder.rglob("*.html")))


def _owner_of_template(name: str) -> str:
    path = Engine.get_default().get_template(name).origin.name
    return next(config.label for config in apps.get_app_configs() if path.startswith(f"{config.path}/"))


def _owner_of_tags(library: str) -> str:
    module = Engine.get_default().libraries[library]
    return module.split(".")[1] if module.startswith("zhengban.") else ""


def test_templates_use_only_what_lies_below() -> None:
    wrong = []
    for app, path in _templates():
        text = path.read_text(encoding="utf-8")
        used = {name: _owner_of_template(name) for pair in USE.findall(text) for name in pair if name}
        used |= {tags: _owner_of_tags(tags) for names in LOAD.findall(text) for tags in names.split()}
        wrong += [
            f"{app}: {path.name} → {name}"
            for name, owner in used.items()
            if owner and owner != app and LAYERS[owner] >= LAYERS[app]
        ]

    assert wrong == []
