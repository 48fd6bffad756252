"""Drawings changed by a word or two, as a designer would."""

from __future__ import annotations

from tests.people import Cast
from zhengban.designing.actions import begin, submit
from zhengban.designing.models import ProcessDraft
from zhengban.workflow.models import ProcessDefinition


def latest(key: str = "outgoing") -> ProcessDefinition:
    found = ProcessDefinition.objects.latest_of(key)
    assert found is not None
    return found


def begun(cast: Cast, *changes: tuple[str, str]) -> ProcessDraft:
    """A draft of the outgoing process with these words replaced in its drawing."""
    base = latest()
    xml = base.xml
    for old, new in changes:
        assert old in xml, old
        xml = xml.replace(old, new)
    return begin(actor=cast.system_administrator, key=base.key, name=base.name, xml=xml, base=base)


LONGER = ('<zb:who rule="role:ARCHIVIST" quorum="one"/>', '<zb:who rule="role:REGISTRAR" quorum="one"/>')
"""A harmless change: the registrar files instead of the archivist."""


def submitted(cast: Cast) -> ProcessDraft:
    draft = begun(cast, LONGER)
    submit(draft, actor=cast.system_administrator, reason="归档由机要文书办理")
    return draft
