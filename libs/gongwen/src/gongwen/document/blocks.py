"""The body (正文) as blocks: paragraphs, headings of four levels, tables; read from the text as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

INDENT = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign != "\n") + "\ufeff"
"""What may stand before and after the text of a line without belonging to it."""

_NUMERAL = "一二三四五六七八九十百零〇"
_HEADING = re.compile(
    rf"""(?:
        (?P<l1>[{_NUMERAL}]{{1,5}}、)
      | (?P<l2>（[{_NUMERAL}]{{1,5}}）)
      | (?P<l3>\d{{1,2}}[.．](?!\d))
      | (?P<l4>（\d{{1,2}}）)
    )""",
    re.VERBOSE,
)
_LEVELS = {"l1": 1, "l2": 2, "l3": 3, "l4": 4}
_LONGEST_HEADING = 60
_RULE = re.compile(r"\|[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?")
_CELL_END = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body (自然段), without its indent."""

    text: str
    line: int = 0


@dataclass(frozen=True)
class Heading:
    """A numbered heading (层次序数), GB/T 9704-2012 7.3.3.

    ``marker`` is the number as typed (``一、``), ``text`` the heading after it, ``run_in`` the sentence that
    goes on in the same paragraph after the heading's full stop, empty where the heading stands alone.
    ``text`` keeps its own full stop where there is a ``run_in``.
    """

    level: int
    marker: str
    text: str
    run_in: str = ""
    line: int = 0


@dataclass(frozen=True)
class Table:
    """A table; the first ``header_rows`` rows repeat on each page. Rows are equally long."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int = 1
    line: int = 0


Block = Paragraph | Heading | Table


def heading_marker(text: str) -> tuple[int, str] | None:
    """The level (1 to 4) and the marker that ``text`` starts with, or None for an ordinary paragraph."""
    match = _HEADING.match(text)
    if match is None or match.lastgroup is None:
        return None
    return _LEVELS[match.lastgroup], match.group()


def parse_blocks(body: str) -> tuple[Block, ...]:
    """Read the body: a line is a paragraph, a numbered line a heading, consecutive ``|`` lines a table."""
    blocks: list[Block] = []
    table: list[tuple[str, ...]] = []
    header_rows = 0
    table_line = 0

    def close_table() -> None:
        nonlocal header_rows
        if table:
            width = max(len(row) for row in table)
            rows = tuple(row + ("",) * (width - len(row)) for row in table)
            blocks.append(Table(rows, header_rows, table_line))
            table.clear()
            header_rows = 0

    for number, raw in enumerate(body.split("\n")):
        text = raw.strip(INDENT)
        if text.startswith("|"):
            if not table:
                table_line = number
            if table and not header_rows and _RULE.fullmatch(text):
                header_rows = len(table)
            else:
                table.append(split_cells(text))
            continue
        close_table()
        if text:
            blocks.append(_text_block(text, number))
    close_table()
    return tuple(blocks)


def split_cells(line: str) -> tuple[str, ...]:
    """The cells of one line of a pipe table; ``\\|`` is a bar inside a cell."""
    inner = line.removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip(INDENT).replace("\\|", "|") for cell in _CELL_END.split(inner))


def join_cells(cells: Sequence[str]) -> str:
    """One line of a pipe table; ``split_cells`` of it gives the cells, their line ends become spaces."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def dump_table(table: Table) -> str:
    """A table as pipe lines, the header rows set off by a line of dashes."""
    lines = [join_cells(row) for row in table.rows]
    if table.header_rows:
        width = max(len(row) for row in table.rows)
        lines.insert(table.header_rows, "|" + " --- |" * width)
    return "\n".join(lines)


def _text_block(text: str, line: int) -> Paragraph | Heading:
    marked = heading_marker(text)
    if marked is None:
        return Paragraph(text, line)
    level, marker = marked
    rest = text[len(marker) :].strip(INDENT)
    stop = rest.find("。")
    # Levels three and four are set in the body face, so a long numbered paragraph is no heading with a tail.
    if 0 <= stop < _LONGEST_HEADING and stop < len(rest) - 1:
        return Heading(level, marker, rest[: stop + 1], rest[stop + 1 :], line)
    return Heading(level, marker, rest, "", line)
