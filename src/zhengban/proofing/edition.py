"""Which edition of the checker is at work: findings kept under another one are not used any more."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# What decides a finding: how a text is read into a document, and the rules with their lexicons.
_PACKAGES = ("gongwen.document", "gongwen.proofread")
_KINDS = (".py", ".tsv")


@cache
def checker_edition() -> str:
    """The digest (SHA-256) of the checker's own code and lexicons, so that no version can be forgotten."""
    whole = hashlib.sha256()
    for package in _PACKAGES:
        _digest(whole, files(package))
    return whole.hexdigest()


def _digest(whole: hashlib._Hash, place: Traversable) -> None:
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _digest(whole, entry)
        elif entry.name.endswith(_KINDS):
            content = entry.read_bytes()
            whole.update(f"{entry.name}\0{len(content)}\0".encode())
            whole.update(content)
