"""The words the property panel offers: roles, posts, acts and facts this installation knows."""

from __future__ import annotations

from typing import Any

from zhengban.access.gate import registry
from zhengban.organizations.models import PostKind, Role
from zhengban.workflow.engine import ProcessDefinition, Verdict, examine
from zhengban.workflow.models import ProcessDefinition as PublishedDefinition

# A process performs acts of the papers it is about; which app they are of, by the key of the process.
_ACTS = {"outgoing": ("documents.", "sealing."), "incoming": ("incoming.",)}


def vocabulary(key: str) -> dict[str, Any]:
    """Choices of the panel for the process of that key, as pairs of code and label."""
    prefixes = _ACTS.get(key, ())
    latest = PublishedDefinition.objects.latest_of(key)
    return {
        "roles": [[role.value, str(role.label)] for role in Role],
        "posts": [[post.value, str(post.label)] for post in PostKind],
        "acts": sorted([code, one.label] for code, one in registry.items() if code.startswith(prefixes))
        if prefixes
        else [],
        "facts": sorted(_facts(latest)),
    }


def _facts(latest: PublishedDefinition | None) -> frozenset[str]:
    if latest is None:
        return frozenset()
    examination = examine(latest.xml.encode())
    definition: ProcessDefinition | None = examination.definition
    return definition.facts if examination.verdict is Verdict.SOUND and definition is not None else frozenset()
