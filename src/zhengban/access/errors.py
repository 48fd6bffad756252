"""How the gate says no. ``str(error)`` is the one sentence shown to the person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from zhengban.access.decisions import Refusal


class Refused(PermissionDenied):
    """The person may not do this; nothing was changed."""

    def __init__(self, refusal: Refusal | str, *, source: str = "") -> None:
        self.refusal = Refusal(refusal, source) if isinstance(refusal, str) else refusal
        super().__init__(str(self.refusal))


class WrongState(Refused):
    """The thing is not in a state in which this can be done; nothing was changed."""


class Conflict(WrongState):
    """Somebody else was first; the sentence says who and when."""


class GateClosed(RuntimeError):
    """A programming error: business data was changed outside an action."""
