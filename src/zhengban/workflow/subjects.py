"""What processes are about: the upper app says, per process key, whose paper it is and who must be told."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from typing import Any, Protocol

from django.db import models

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.gate import registry as actions
from zhengban.access.models import User
from zhengban.organizations.models import Agency, Unit
from zhengban.workflow.engine import Value
from zhengban.workflow.models import ProcessInstance, WorkflowEvent
from zhengban.workflow.models.processes import Urgency


class ProcessSubject(Protocol):
    """Answers for the things one process handles; registered in the upper app's ``AppConfig.ready()``."""

    def drafter(self, subject: Any) -> User:
        """Who began it (拟稿人、登记人)."""
        ...

    def drafter_unit(self, subject: Any) -> Unit | None:
        """The unit it was drafted in, whose head is the drafter's leader."""
        ...

    def agency(self, subject: Any) -> Agency:
        """The agency that handles it; roles and units are looked up there."""
        ...

    def title(self, subject: Any) -> str: ...

    def urgency(self, subject: Any) -> Urgency: ...

    def due_on(self, subject: Any) -> date | None:
        """The day the whole must be finished, where there is one."""
        ...

    def facts(self, subject: Any) -> Mapping[str, Value]:
        """The variables declared by ``zb:facts`` in the definition."""
        ...

    def url(self, subject_id: int) -> str:
        """The page of the thing, without loading it."""
        ...

    def termination(self) -> str:
        """The code of the business action that terminating performs (撤销办理), whose policy decides who may."""
        ...

    def happened(self, instance: ProcessInstance, events: Sequence[WorkflowEvent], *, actor: User) -> None:
        """Called inside the transaction of every move; telling people belongs in ``transaction.on_commit``."""
        ...


_subjects: dict[str, ProcessSubject] = {}
_performing: ContextVar[frozenset[tuple[str, str, int]]] = ContextVar("zhengban_performing", default=frozenset())


def register(key: str, subject: ProcessSubject) -> None:
    """Answer for the process of that key."""
    if key in _subjects:
        raise ValueError(f"The subject of process {key} is registered twice.")
    _subjects[key] = subject


def subject_of(key: str) -> ProcessSubject:
    """Who answers for the process; KeyError for a process nobody registered."""
    return _subjects[key]


def is_registered(key: str) -> bool:
    """Whether an app answers for the process, so that papers can start on it."""
    return key in _subjects


def url_of(instance: ProcessInstance) -> str:
    """The page of what the process is about."""
    return subject_of(instance.key).url(instance.subject_id)


def requires_process(subject: models.Model, code: str) -> Decision:
    """Yes only while a process performs the action: a policy puts it before its own questions.

    Without it an act could be done beside its process, which would then wait for it for ever.
    """
    if (code, subject._meta.label_lower, subject.pk) in _performing.get():
        return ALLOWED
    return Refusal(f"“{actions[code].label}”须在流程待办中办理。")


@contextlib.contextmanager
def performing(subject: models.Model, code: str) -> Iterator[None]:
    """Within the block a process performs, or asks whether it may perform, that action."""
    token = _performing.set(_performing.get() | {(code, subject._meta.label_lower, subject.pk)})
    try:
        yield
    finally:
        _performing.reset(token)
