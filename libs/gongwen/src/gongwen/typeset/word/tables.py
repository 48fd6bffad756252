"""Tables (w:tbl) with their columns, rules and repeated head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongwen.typeset.lines import Grid
from gongwen.typeset.passage import Align, Cell, TableRow
from gongwen.typeset.word.measures import twips
from gongwen.typeset.word.paragraphs import TABLE, Setting, indented, paragraph
from gongwen.typeset.word.runs import Look, Spacer, written

_ROUNDING = 20
"""Twips that a cell is wider at the right than its text, so that no rounding breaks a line early."""
_BORDER = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_BORDERS = "".join(_BORDER.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row with its height in points; ``keep`` holds it on one page with the next."""

    row: TableRow
    keep: bool
    height: float


def table(rows: Sequence[SetRow], spacer: Spacer) -> str:
    """The rows of one table."""
    columns = rows[0].row.columns
    pad = twips(columns.pad)
    widths = _widths(columns.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = f'<w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad - _ROUNDING}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        + "".join(_row(one, widths, spacer) for one in rows)
        + "</w:tbl>"
    )


def _widths(points: Sequence[float]) -> list[int]:
    """Whole twips that add up to what the points do."""
    edges = [0]
    x = 0.0
    for width in points:
        x += width
        edges.append(twips(x))
    return [right - left for left, right in pairwise(edges)]


def _row(one: SetRow, widths: Sequence[int], spacer: Spacer) -> str:
    row = one.row
    whole = "" if row.in_slices else "<w:cantSplit/>"
    head = "<w:tblHeader/>" if row.is_head else ""
    # A twip less than on the page, for programs differ in where they put the thickness of the rules.
    height = f'<w:trHeight w:val="{twips(one.height) - 1}" w:hRule="atLeast"/>'
    cells = "".join(_cell(one, cell, width, spacer) for cell, width in zip(row.cells, widths, strict=True))
    return f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(one: SetRow, cell: Cell, width: int, spacer: Spacer) -> str:
    columns = one.row.columns
    grid = Grid(width / 20 - 2 * columns.pad, columns.size, columns.size)
    pieces = spacer.lines(cell.spans, cell.lines, grid)
    setting = Setting(
        TABLE,
        line=twips(columns.pitch),
        keep_next=one.keep,
        indent=indented(right=twips(cell.inset)) if cell.inset else "",
        align="" if cell.align is Align.LEFT else cell.align.value,
    )
    # The mark of an empty paragraph would be taller than a small row without a size of its own.
    style = Look(TABLE.look.face, 0, TABLE.look.half_points)
    text = paragraph(setting, written(pieces, style, spacer.names))
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
