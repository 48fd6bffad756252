"""House rules that a reader could forget: names, sizes, and where business rows may be written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from zhengban.access.guard import GuardedModel

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (ROOT / "src" / "zhengban", ROOT / "libs" / "gongwen" / "src")
LONGEST_MODULE = 400
DRAWERS = {"utils", "util", "helpers", "common", "misc", "services"}
# What is no business of an office: the trail itself, accounts (guarded in their own way), machinery.
UNGUARDED = {
    "audit.auditentry",
    "audit.auditbatch",
    "access.user",
    "proofing.keptcheck",
    "quality.papertally",
    "quality.errortally",
}


def _modules() -> Iterator[Path]:
    for source in SOURCES:
        yield from (path for path in source.rglob("*.py") if "migrations" not in path.parts)


def test_no_module_is_a_drawer() -> None:
    assert [str(path.relative_to(ROOT)) for path in _modules() if path.stem in DRAWERS] == []


def test_no_module_is_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in _modules()
        if "tests" not in path.parts and (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_MODULE
    }

    assert long == {}


def test_every_business_model_is_guarded() -> None:
    loose = {
        model._meta.label_lower
        for model in apps.get_models()
        if model.__module__.startswith("zhengban.") and not issubclass(model, GuardedModel)
    }

    assert loose - UNGUARDED == set()


def test_nobody_opens_the_gate_by_hand() -> None:
    """Only the gate itself and declared loaders open a gate; everybody else declares an action."""
    openers = {
        str(path.relative_to(ROOT))
        for path in _modules()
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "acting"
    }

    assert openers == {"src/zhengban/access/gate.py", "src/zhengban/access/loading.py"}


def test_no_template_runs_inline_code() -> None:
    inline = []
    for template in (ROOT / "src").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        if "<script>" in text or "<style" in text or " style=" in text or " onclick=" in text:
            inline.append(str(template.relative_to(ROOT)))

    assert inline == []
