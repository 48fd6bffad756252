"""What kinds of business a delegation may be limited to (委托范围); the apps above say what there is."""

from __future__ import annotations

from collections.abc import Callable

_labels: dict[str, str] = {}
_readers: list[Callable[[object], str]] = []


def declare_kind(code: str, label: str) -> None:
    """Called in ``AppConfig.ready()`` of the app whose business it is."""
    if _labels.setdefault(code, label) != label:
        raise ValueError(f"Kind {code} is declared twice.")


def declare_reader(reader: Callable[[object], str]) -> None:
    """``reader`` tells the kind of a thing it knows, and nothing of others."""
    if reader not in _readers:
        _readers.append(reader)


def kind_of(thing: object) -> str:
    """The kind of business the thing belongs to; empty where nobody knows it."""
    return next((kind for reader in _readers if (kind := reader(thing))), "")


def kinds() -> list[tuple[str, str]]:
    """Every kind with its name, in the order declared."""
    return list(_labels.items())


def label_of(code: str) -> str:
    """The name of the kind; the code itself where the app that declared it is gone."""
    return _labels.get(code, code)
