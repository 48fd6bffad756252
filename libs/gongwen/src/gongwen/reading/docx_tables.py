"""Tables of Word documents as pipe tables; tables that only arrange the page as plain lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from gongwen.document.blocks import Table, dump_table
from gongwen.reading.docx_names import W, child, flag, value

_MOST_COLUMNS = 200
# 版头 and 版记 are often set as tables without being any.
_ARRANGED = re.compile(r"抄\s?送|印\s?发$|签\s?发\s?人\s?[：:]|〔\d{4}〕\d+号$|^(?:绝密|机密|秘密)★|文件$")


def table_lines(table: etree._Element, blocks: Callable[[etree._Element], Iterator[str]]) -> Iterator[str]:
    """The lines of a table; ``blocks`` reads the inside of a cell."""
    rows: list[tuple[str, ...]] = []
    header_rows = 0
    for row in _rows(table):
        cells = tuple(_cells(row, blocks))
        if header_rows == len(rows) and flag(row, "trPr", "tblHeader"):
            header_rows += 1
        if any(cells):
            rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    texts = [cell for row in rows for cell in row if cell]
    if width < 2:
        yield from (line for text in texts for line in text.split("\n"))
    elif width <= 3 and any(_ARRANGED.search(text) for text in texts):
        yield from ("\u3000\u3000".join(cell.replace("\n", "") for cell in row if cell) for row in rows)
    elif rows:
        even = tuple(row + ("",) * (width - len(row)) for row in rows)
        yield from dump_table(Table(even, min(header_rows, len(rows) - 1))).split("\n")


def _rows(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _rows(element)


def _cells(row: etree._Element, blocks: Callable[[etree._Element], Iterator[str]]) -> Iterator[str]:
    """The cells of a row; a cell over several columns leaves the rest empty, one over several rows too."""
    yield from [""] * min(_number(value(row, "trPr", "gridBefore")), _MOST_COLUMNS)
    for cell in _cell_elements(row):
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        covered = merged is not None and merged.get(f"{W}val", "continue") == "continue"
        yield "" if covered else "\n".join(line.strip() for line in blocks(cell) if line.strip())
        yield from [""] * min(max(_number(value(properties, "gridSpan")) - 1, 0), _MOST_COLUMNS)


def _cell_elements(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cell_elements(element)


def _number(text: str) -> int:
    return int(text[:4]) if text.isdecimal() else 0
