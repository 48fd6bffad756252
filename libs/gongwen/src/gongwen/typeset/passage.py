"""What the lines of a page belong to: paragraphs and table rows, for formats that break lines themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gongwen.document import Role
from gongwen.typeset.canvas import Text
from gongwen.typeset.lines import Grid, Line, Span
from gongwen.typeset.measures import WIDTH


class Align(Enum):
    """Which way a paragraph or a cell is set."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before the first line of a paragraph whose lines are all aligned: 附件：1."""

    text: str
    start: float


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One paragraph (段落): its text, its lines as set, and how they stand in the type area (points).

    ``level`` is the outline level of a heading, 0 for everything else. Where ``broken`` is set the lines end
    where the standard wants them to, as in a title, and not where they are full.
    """

    role: Role
    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    grid: Grid
    first_indent: float = 0.0
    indent: float = 0.0
    align: Align = Align.LEFT
    level: int = 0
    broken: bool = False
    lead: Lead | None = None

    def marks(self, line: Line) -> tuple[Text, ...]:
        """One of the lines as marks from the left edge of the type area."""
        left = (WIDTH - line.end) / 2 if self.align is Align.CENTRE else 0.0
        return line.marks(left, role=self.role)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell of a table row; ``inset`` keeps figures off the right side of their column (points)."""

    spans: tuple[Span, ...]
    lines: tuple[Line, ...]
    align: Align
    inset: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of one table: their widths from rule to rule, and the size and pitch of its lines (points)."""

    size: float
    pitch: float
    pad: float
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TableRow:
    """One row of a table, however many pages it goes over."""

    columns: Columns
    cells: tuple[Cell, ...]
    height: float
    is_head: bool
    in_slices: bool
    """Whether a page may part it."""


Part = Passage | TableRow
