"""Tables of Word documents as pipe tables; tables that only arrange the page as plain lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

from gongwen.guard import TooLarge
from gongwen.reading.docx_names import W, child, flag, value
from gongwen.reading.traced import Traced, joined

MAX_CELLS = 500_000
_MOST_COLUMNS = 200
_EMPTY = Traced()
# 版头 and 版记 are often set as tables without being any.
_ARRANGED = re.compile(r"抄\s?送|印\s?发$|签\s?发\s?人\s?[：:]|〔\d{4}〕\d+号$|^(?:绝密|机密|秘密)★|文件$")


def table_lines(table: etree._Element, blocks: Callable[[etree._Element], Iterator[Traced]]) -> Iterator[Traced]:
    """The lines of a table; ``blocks`` reads the inside of a cell. Raises TooLarge."""
    rows: list[tuple[Traced, ...]] = []
    header_rows = width = 0
    for row in _rows(table):
        cells = tuple(_cells(row, blocks))
        if header_rows == len(rows) and flag(row, "trPr", "tblHeader"):
            header_rows += 1
        if any(cell.text for cell in cells):
            rows.append(cells)
            width = max(width, len(cells))
            if len(rows) * width > MAX_CELLS:
                raise TooLarge(f"文件中的表格超过 {MAX_CELLS // 10_000} 万个单元格，已拒绝读取。")
    filled = [cell for row in rows for cell in row if cell.text]
    if width < 2:
        yield from (line for cell in filled for line in cell.split("\n"))
    elif width <= 3 and (any(_ARRANGED.search(cell.text) for cell in filled) or _only_last(rows, width)):
        yield from (joined((cell.replaced("\n", "") for cell in row if cell.text), "\u3000\u3000") for row in rows)
    elif rows:
        yield from _pipe_lines(rows, width, min(header_rows, len(rows) - 1))


def _only_last(rows: Sequence[tuple[Traced, ...]], width: int) -> bool:
    """Whether only the last column holds anything, as where 署名 and 成文日期 are pushed to the right."""
    return all(len(row) == width and not any(cell.text for cell in row[:-1]) for row in rows)


def _pipe_lines(rows: Sequence[tuple[Traced, ...]], width: int, header_rows: int) -> Iterator[Traced]:
    """The lines of the pipe table that ``dump_table`` would write for the same cells."""
    for number, row in enumerate(rows):
        if header_rows and number == header_rows:
            yield Traced("|" + " --- |" * width)
        yield _pipe_line([*row, *[_EMPTY] * (width - len(row))])


def _pipe_line(cells: Iterable[Traced]) -> Traced:
    shown = (cell.single_spaced().replaced("|", "\\|") for cell in cells)
    return joined([Traced("| "), joined(shown, " | "), Traced(" |")])


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _rows(element)


def _cells(row: etree._Element, blocks: Callable[[etree._Element], Iterator[Traced]]) -> Iterator[Traced]:
    """The cells of a row; a cell over several columns leaves the rest empty, one over several rows too."""
    yield from [_EMPTY] * min(_number(value(row, "trPr", "gridBefore")), _MOST_COLUMNS)
    for cell in _cell_elements(row):
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        covered = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        lines = [] if covered else [line.stripped() for line in blocks(cell) if line.text.strip()]
        yield joined(lines, "\n")
        yield from [_EMPTY] * min(max(_number(value(properties, "gridSpan")) - 1, 0), _MOST_COLUMNS)


def _cell_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cell_elements(element)


def _number(text: str) -> int:
    return int(text[:4]) if text.isdecimal() else 0
