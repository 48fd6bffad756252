"""How a move is refused; every one is a WrongState, whose text is the sentence to show."""

from __future__ import annotations

from collections.abc import Sequence

from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.workflow import engine
from zhengban.workflow.models import ProcessInstance
from zhengban.workflow.sentences import already_closed, in_whose_hands


class EntryRefused(WrongState):
    """A field of the handling form is missing or wrong: ``field`` is its name."""

    def __init__(self, sentence: str, field: str) -> None:
        self.field = field
        super().__init__(sentence)


class NoHandler(WrongState):
    """Nobody would hold the paper next; the step is named, nothing is lost."""


class DefinitionRefused(WrongState):
    """A definition that may not be published, with every fault found."""

    def __init__(self, diagnostics: Sequence[engine.Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("；".join(str(one) for one in diagnostics))


def refused(refusal: engine.MoveRefused, instance: ProcessInstance) -> Refused:
    """The engine's refusal as the gate tells it."""
    item = instance.at_hand
    match refusal:
        case engine.StaleItem() if item is not None:
            # The row in hand may have been read before somebody else closed it.
            item.refresh_from_db()
            return Conflict(already_closed(item))
        case engine.StaleItem() | engine.ProcessClosed():
            return Conflict(in_whose_hands(instance))
        case engine.NotHolder():
            return Refused(str(refusal))
        case engine.InvalidEntry():
            return EntryRefused(str(refusal), refusal.field)
        case engine.NobodyChosen():
            return EntryRefused(str(refusal), refusal.activity)
        case engine.NoOneToHandle():
            return NoHandler(str(refusal))
        case _:
            return WrongState(str(refusal))
