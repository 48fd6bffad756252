"""A drawing as a net of ways and meeting points (流程网), folded together without losing what can go wrong.

Each rule keeps the net sound if it was and unsound if it was not: steps in a row, ways that part and meet
again at gateways of one kind, loops that lead back to where they began, and gateways that only continue
another of their kind. What the rules cannot fold is small, and ``exploration`` walks it. An edge keeps the
steps folded into it, so that a bad story can still be told in the names of the drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How ways part at, or meet in, a vertex."""

    ONE = "one"
    SOME = "some"
    ALL = "all"


@dataclass(slots=True, eq=False)
class Vertex:
    """Where ways meet and part; ``entered`` and ``left`` matter only with several ways in or out."""

    label: str
    entered: Mode
    left: Mode
    steps: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Edge:
    """One way between two vertices, the steps on it, and what was chosen to take it."""

    source: Vertex
    target: Vertex
    steps: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


#: Split and join whose several direct ways amount to a single one.
_MEETING = frozenset(
    {
        (Mode.ONE, Mode.ONE),
        (Mode.ALL, Mode.ALL),
        (Mode.SOME, Mode.SOME),
        (Mode.ALL, Mode.SOME),
        (Mode.ONE, Mode.SOME),
    }
)


class Net:
    """A connected net with one start and one end; ``fold`` makes it as small as the rules can."""

    def __init__(self) -> None:
        self.start = Vertex("开始", Mode.ONE, Mode.ONE)
        self.end = Vertex("结束", Mode.ONE, Mode.ONE)
        # Dictionaries as ordered sets: the story told must not change from run to run.
        self.leaving: dict[Vertex, dict[Edge, None]] = {self.start: {}, self.end: {}}
        self.entering: dict[Vertex, dict[Edge, None]] = {self.start: {}, self.end: {}}

    def add(self, vertex: Vertex) -> Vertex:
        self.leaving[vertex] = {}
        self.entering[vertex] = {}
        return vertex

    def connect(self, edge: Edge) -> Edge:
        self.leaving[edge.source][edge] = None
        self.entering[edge.target][edge] = None
        return edge

    def edges(self) -> Iterator[Edge]:
        for leaving in self.leaving.values():
            yield from leaving

    @property
    def is_plain(self) -> bool:
        """Whether one way from start to end is all that is left: such a net is sound."""
        return len(self.leaving) == 2 and list(self.leaving[self.start]) == list(self.entering[self.end])

    def fold(self) -> None:
        """Apply the rules until none applies."""
        waiting = dict.fromkeys(self.leaving)
        while waiting:
            vertex = next(iter(waiting))
            del waiting[vertex]
            if vertex in self.leaving:
                # Every rule removes a vertex or an edge, so this ends.
                for touched in self._fold_at(vertex):
                    waiting[touched] = None

    def _fold_at(self, vertex: Vertex) -> list[Vertex]:
        touched = self._merge_ways(vertex) or self._drop_loops(vertex)
        if touched or vertex is self.start:
            return touched
        return self._continue(vertex)

    def _merge_ways(self, vertex: Vertex) -> list[Vertex]:
        """Several direct ways from this split to one join become one."""
        first: dict[Vertex, Edge] = {}
        touched: list[Vertex] = []
        for edge in list(self.leaving[vertex]):
            other = first.setdefault(edge.target, edge)
            if other is edge or (vertex.left, edge.target.entered) not in _MEETING or edge.target is vertex:
                continue
            if vertex.left is Mode.ALL:
                other.steps, other.choices = other.steps + edge.steps, other.choices + edge.choices
            elif len(edge.steps) < len(other.steps):
                other.steps = edge.steps
            if vertex.left is not Mode.ALL:
                # Where both ways lead to the same place the choice tells nothing, unless others remain.
                other.choices = other.choices if len(self.leaving[vertex]) > 2 else ()
            self._cut(edge)
            touched += [vertex, edge.target]
        return touched

    def _drop_loops(self, vertex: Vertex) -> list[Vertex]:
        """A way back to where it began may be left out: whoever takes it can choose again."""
        if vertex.left is not Mode.ONE or vertex.entered is not Mode.ONE:
            return []
        loops = [edge for edge in self.leaving[vertex] if edge.target is vertex]
        if not loops or len(loops) == len(self.leaving[vertex]):
            return []
        for edge in loops:
            self._cut(edge)
        return [vertex]

    def _continue(self, vertex: Vertex) -> list[Vertex]:
        """A vertex that only continues the one before, or is only continued by the one after, is one with it."""
        entering, leaving = self.entering[vertex], self.leaving[vertex]
        if len(entering) == 1 and leaving and vertex is not self.end:
            (edge,) = entering
            if edge.source is not vertex:
                touched = self._into_before(vertex, edge)
                if touched:
                    return touched
        if len(leaving) == 1 and entering:
            (edge,) = leaving
            if edge.target is not vertex:
                return self._into_after(vertex, edge)
        return []

    def _into_before(self, vertex: Vertex, edge: Edge) -> list[Vertex]:
        before, onward = edge.source, list(self.leaving[vertex])
        in_a_row = len(self.leaving[before]) == 1 and before is not self.start
        if not in_a_row and len(onward) > 1 and (before is self.start or before.left is not vertex.left):
            return []
        # Steps stay where they are done once: on the vertex that fires, not on each of its ways.
        passed = edge.steps + vertex.steps
        if in_a_row:
            before.steps, passed = before.steps + passed, ()
            before.left = vertex.left
        for old in onward:
            self._cut(old)
            self.connect(Edge(before, old.target, passed + old.steps, edge.choices + old.choices))
        return self._remove(vertex, edge, before)

    def _into_after(self, vertex: Vertex, edge: Edge) -> list[Vertex]:
        after, arriving = edge.target, list(self.entering[vertex])
        in_a_row = len(self.entering[after]) == 1 and after is not self.end
        alike = vertex.entered is after.entered and vertex.entered is not Mode.SOME
        if not in_a_row and len(arriving) > 1 and not alike:
            return []
        passed = vertex.steps + edge.steps
        if in_a_row:
            after.steps, passed = passed + after.steps, ()
            after.entered = vertex.entered
            # In a sentence a join is called by its own name, not by what follows it.
            after.label = vertex.label if len(arriving) > 1 else after.label
        for old in arriving:
            self._cut(old)
            self.connect(Edge(old.source, after, old.steps + passed, old.choices + edge.choices))
        return self._remove(vertex, edge, after)

    def _remove(self, vertex: Vertex, edge: Edge, kept: Vertex) -> list[Vertex]:
        self._cut(edge)
        del self.leaving[vertex], self.entering[vertex]
        around = [one.target for one in self.leaving[kept]] + [one.source for one in self.entering[kept]]
        return [kept, *around]

    def _cut(self, edge: Edge) -> None:
        del self.leaving[edge.source][edge]
        del self.entering[edge.target][edge]
