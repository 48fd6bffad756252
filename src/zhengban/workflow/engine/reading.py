"""From a file to a definition that may run papers: read, checked and proven, or told why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from .bpmn import Drawing, draw
from .definition import ProcessDefinition
from .diagnostics import Diagnostic, InvalidDefinition
from .nodes import StartEvent
from .shapes import Shapes
from .soundness import prove

Thing = TypeVar("Thing")


class Verdict(StrEnum):
    """What became of a drawing."""

    SOUND = "sound"
    UNSOUND = "unsound"
    INVALID = "invalid"


@dataclass(frozen=True)
class Examination:
    """The verdict on a drawing (流程审查结论).

    ``reason`` is one Chinese sentence, ``witness`` the names of the steps of the shortest bad story, ``faults``
    where in the file to look; ``gaps`` are settings to mend before publishing, which do not touch the verdict.
    """

    verdict: Verdict
    reason: str = ""
    witness: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    gaps: tuple[Diagnostic, ...] = ()
    definition: ProcessDefinition | None = None


def examine(xml: bytes) -> Examination:
    """Judge any file; never raises for what the file says."""
    try:
        drawing = draw(xml)
    except InvalidDefinition as error:
        return Examination(Verdict.INVALID, _sentence(error.diagnostics), faults=error.diagnostics)
    gaps = list(drawing.gaps)
    faults = list(drawing.faults)
    shapes = None
    if not faults:
        shapes = Shapes(drawing)
        faults, gaps = shapes.faults, gaps + shapes.gaps
    if faults or shapes is None:
        ordered = InvalidDefinition(faults).diagnostics
        return Examination(Verdict.INVALID, _sentence(ordered), faults=ordered, gaps=tuple(gaps))
    story = prove(shapes)
    told = InvalidDefinition(gaps).diagnostics
    if story is not None:
        return Examination(Verdict.UNSOUND, story.reason, story.witness, story.faults, told)
    return Examination(Verdict.SOUND, gaps=told, definition=_definition(drawing, shapes))


def read(xml: bytes) -> ProcessDefinition:
    """Read and prove a definition that may be published, or raise InvalidDefinition with every fault found."""
    examination = examine(xml)
    if examination.definition is None or examination.gaps:
        raise InvalidDefinition((*examination.faults, *examination.gaps))
    return examination.definition


def _sentence(diagnostics: tuple[Diagnostic, ...]) -> str:
    return str(diagnostics[0])


def _definition(drawing: Drawing, shapes: Shapes) -> ProcessDefinition:
    return ProcessDefinition(
        key=drawing.key,
        name=drawing.name,
        nodes=_frozen(drawing.nodes),
        flows=_frozen(drawing.flows),
        start=next(node.id for node in drawing.nodes.values() if isinstance(node, StartEvent)),
        facts=drawing.facts,
        outgoing=_frozen(shapes.outgoing),
        incoming=_frozen(shapes.incoming),
    )


def _frozen(mapping: Mapping[str, Thing]) -> Mapping[str, Thing]:
    return MappingProxyType(dict(mapping))
