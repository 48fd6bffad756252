"""Walk what folding leaves of a net (状态探查): the first way to get stuck, or none.

A marking is the set of edges that hold a token, as the bits of one number. Ways that cannot influence one
another are walked in one order only: whoever enters a vertex competes with nobody but those who wait at the
same vertex, so moving one of them at a time meets every way to get stuck. Where that would let somebody go
round in circles for ever while others wait, everybody is moved.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from .net import Edge, Mode, Net, Vertex

MOST_MARKINGS = 100_000
MOST_WAYS = 10
#: So many markings are walked in search of the shortest story; after that any story will do.
_PATIENCE = 4_000


class Flaw(StrEnum):
    """In which way a process can go wrong."""

    STUCK = "stuck"
    """Somebody waits for what never comes, or has no way on."""
    LEFT_OVER = "left_over"
    """The end is reached while others are still at work."""
    TWICE = "twice"
    """The same step would be open twice at once."""
    ENDLESS = "endless"
    """It goes round in circles and can never leave."""
    TOO_COMPLEX = "too_complex"
    """Neither proven nor refuted within the limits."""


@dataclass(frozen=True)
class Finding:
    """A flaw, the steps that lead to it, what was chosen on the way, and where the tokens then are."""

    flaw: Flaw
    steps: tuple[str, ...]
    choices: tuple[str, ...]
    held: tuple[Edge, ...]


@dataclass(frozen=True)
class _Fired:
    after: int
    vertex: Vertex
    taken: tuple[Edge, ...]
    put: tuple[Edge, ...]


class _TooComplex(Exception):
    pass


class Exploration:
    """All markings of a net that matter, with how each was first reached."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.edges = list(net.edges())
        self.bit = {edge: 1 << number for number, edge in enumerate(self.edges)}
        self.entering = {vertex: self._bits(entering) for vertex, entering in net.entering.items()}
        self.reached: dict[int, tuple[int, _Fired] | None] = {}
        self.before: dict[int, list[int]] = {}
        self.done: set[int] = set()
        self._blocking: dict[Vertex, list[tuple[int, int]]] = {
            vertex: self._blocked_by(vertex)
            for vertex, entering in net.entering.items()
            if vertex.entered is Mode.SOME and len(entering) > 1
        }

    def _bits(self, edges: dict[Edge, None]) -> int:
        return sum(self.bit[edge] for edge in edges)

    def first_flaw(self) -> Finding | None:
        """The cheapest story, in steps, that ends badly; None for a sound net."""
        begin = self._bits(self.net.leaving[self.net.start])
        ends = self.entering[self.net.end]
        costs = {begin: 0}
        self.reached[begin] = None
        waiting = [(0, begin)]
        finals: list[int] = []
        done = self.done
        try:
            while waiting:
                _, marking = heapq.heappop(waiting)
                if marking in done:
                    continue
                done.add(marking)
                cost = costs[marking]
                if marking & ends:
                    if marking & (marking - 1):
                        return self._told(Flaw.LEFT_OVER, marking)
                    finals.append(marking)
                    continue
                successors = list(self._successors(marking))
                if not successors:
                    return self._told(Flaw.STUCK, marking)
                for fired in successors:
                    if fired.after < 0:
                        return self._twice(marking, fired)
                    self.before.setdefault(fired.after, []).append(marking)
                    onward = cost + _cost(fired)
                    if onward < costs.get(fired.after, onward + 1):
                        costs[fired.after] = onward
                        self.reached[fired.after] = (marking, fired)
                        urgency = onward if len(done) < _PATIENCE else -len(costs)
                        heapq.heappush(waiting, (urgency, fired.after))
                if len(costs) > MOST_MARKINGS:
                    raise _TooComplex
        except _TooComplex:
            return Finding(Flaw.TOO_COMPLEX, (), (), ())
        return self._endless(finals, sorted(done, key=lambda one: costs[one]))

    def _endless(self, finals: list[int], markings: list[int]) -> Finding | None:
        can_end = set(finals)
        waiting = list(finals)
        while waiting:
            for marking in self.before.get(waiting.pop(), ()):
                if marking not in can_end:
                    can_end.add(marking)
                    waiting.append(marking)
        lost = next((marking for marking in markings if marking not in can_end), None)
        return None if lost is None else self._told(Flaw.ENDLESS, lost)

    def _successors(self, marking: int) -> Iterator[_Fired]:
        """What one vertex can do; all of them where that one only leads back to what is known."""
        late: list[tuple[Vertex, tuple[Edge, ...]]] = []
        clusters: list[tuple[Vertex, tuple[Edge, ...]]] = []
        for vertex, taken in self._clusters(marking):
            (late if vertex in self._blocking else clusters).append((vertex, taken))
        clusters += late
        for vertex, taken in clusters:
            fired = list(self._fire(marking, vertex, taken))
            leads_on = any(one.after not in self.done for one in fired)
            yield from fired
            if leads_on:
                return

    def _clusters(self, marking: int) -> Iterator[tuple[Vertex, tuple[Edge, ...]]]:
        """Each vertex that can fire, with the edges it would take the tokens of."""
        seen: set[Vertex] = set()
        for edge in self._held(marking):
            vertex = edge.target
            if vertex.entered is Mode.ONE or len(self.net.entering[vertex]) == 1:
                yield vertex, (edge,)
            elif vertex not in seen:
                seen.add(vertex)
                here = marking & self.entering[vertex]
                if here == self.entering[vertex] or (
                    vertex.entered is Mode.SOME and not self._is_blocked(vertex, marking, here)
                ):
                    yield vertex, tuple(self._held(here))

    def _held(self, marking: int) -> list[Edge]:
        held = []
        while marking:
            lowest = marking & -marking
            held.append(self.edges[lowest.bit_length() - 1])
            marking ^= lowest
        return held

    def _fire(self, marking: int, vertex: Vertex, taken: tuple[Edge, ...]) -> Iterator[_Fired]:
        left = marking
        for edge in taken:
            left ^= self.bit[edge]
        for put in self._outcomes(vertex):
            after = left
            for edge in put:
                if after & self.bit[edge]:
                    after = -1
                    break
                after |= self.bit[edge]
            yield _Fired(after, vertex, taken, put)

    def _outcomes(self, vertex: Vertex) -> Iterator[tuple[Edge, ...]]:
        leaving = tuple(self.net.leaving[vertex])
        if not leaving:
            return
        if vertex.left is Mode.ALL:
            yield leaving
        elif vertex.left is Mode.ONE or len(leaving) == 1:
            for edge in leaving:
                yield (edge,)
        elif len(leaving) > MOST_WAYS:
            raise _TooComplex
        else:
            for count in range(1, len(leaving) + 1):
                yield from combinations(leaving, count)

    # Where inclusive ways meet one waits for those who can still come, and only for them (BPMN 2.0.2, 13.4.3).

    def _blocked_by(self, join: Vertex) -> list[tuple[int, int]]:
        """For each way in: its bit, and the edges from which it can still be reached without passing the join."""
        return [(self.bit[edge], self._ahead_of(edge, join)) for edge in self.net.entering[join]]

    def _ahead_of(self, edge: Edge, join: Vertex) -> int:
        bits, waiting, seen = 0, [edge.source], {edge.source, join}
        while waiting:
            for arriving in self.net.entering[waiting.pop()]:
                bits |= self.bit[arriving]
                if arriving.source not in seen:
                    seen.add(arriving.source)
                    waiting.append(arriving.source)
        return bits

    def _is_blocked(self, join: Vertex, marking: int, here: int) -> bool:
        elsewhere = marking & ~here
        helped = 0
        for bit, ahead in self._blocking[join]:
            if bit & here:
                helped |= ahead
        return any(elsewhere & ahead & ~helped for bit, ahead in self._blocking[join] if not bit & here)

    # Telling the story

    def _told(self, flaw: Flaw, marking: int) -> Finding:
        story: list[_Fired] = []
        here = marking
        while (reached := self.reached[here]) is not None:
            here, fired = reached
            story.append(fired)
        held = tuple(self._held(marking))
        steps: list[str] = []
        choices: list[str] = []
        for fired in reversed(story):
            steps += [step for edge in fired.taken for step in edge.steps]
            steps += fired.vertex.steps
            choices += [choice for edge in fired.put for choice in edge.choices]
        if flaw is not Flaw.TWICE:
            # Where the end comes too early the others are still on their way; else everybody has gone as far as it goes.
            steps += [
                step
                for edge in held
                if flaw is not Flaw.LEFT_OVER or edge.target is self.net.end
                for step in (*edge.steps, *(() if self.net.leaving[edge.target] else edge.target.steps))
            ]
        return Finding(flaw, tuple(steps), tuple(dict.fromkeys(choices)), held)

    def _twice(self, marking: int, fired: _Fired) -> Finding:
        doubled = next(edge for edge in fired.put if marking & self.bit[edge])
        told = self._told(Flaw.TWICE, marking)
        steps = (*told.steps, *(step for edge in fired.taken for step in edge.steps), *fired.vertex.steps)
        choices = dict.fromkeys((*told.choices, *doubled.choices))
        return Finding(Flaw.TWICE, (*steps, *doubled.steps), tuple(choices), (doubled,))


def _cost(fired: _Fired) -> int:
    return 1 + len(fired.vertex.steps) + sum(len(edge.steps) for edge in fired.taken)
