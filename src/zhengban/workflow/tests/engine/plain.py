"""Plain drawings for the tests of the proof: nodes and arrows in a line of text, as any modeler writes them."""

from itertools import pairwise
from xml.sax.saxutils import quoteattr

_TAGS = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "userTask",
    "one": "exclusiveGateway",
    "some": "inclusiveGateway",
    "all": "parallelGateway",
}


def drawn(nodes: dict[str, str], arrows: list[tuple[str, str]]) -> bytes:
    """BPMN of nodes by kind (start end task one some all); names are the identities."""
    lines = [f"<bpmn:{_TAGS[kind]} id={quoteattr(name)} name={quoteattr(name)}/>" for name, kind in nodes.items()]
    lines += [
        f'<bpmn:sequenceFlow id="Flow_{number}" sourceRef={quoteattr(source)} targetRef={quoteattr(target)}/>'
        for number, (source, target) in enumerate(arrows)
    ]
    return (
        '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">'
        '<bpmn:process id="Process_1" isExecutable="true">\n'
        + "\n".join(lines)
        + "</bpmn:process></bpmn:definitions>"
    ).encode()


def sketch(text: str) -> bytes:
    """``"s > one x; x > A > all j; x > B > j; j > e"``: a kind before a name declares a gateway; others are tasks."""
    nodes = {"s": "start", "e": "end"}
    arrows: list[tuple[str, str]] = []
    for way in text.split(";"):
        names = []
        for part in way.split(">"):
            *kind, name = part.split()
            nodes.setdefault(name, kind[0] if kind else "task")
            names.append(name)
        arrows += pairwise(names)
    return drawn(nodes, arrows)
