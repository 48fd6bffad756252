"""Printed lines joined back into paragraphs by their place on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document.blocks import heading_marker, join_cells, split_cells
from gongwen.document.elements import Aside
from gongwen.page_text import PageText
from gongwen.reading.page_lines import PageLine, find_gutter, parted_lines
from gongwen.reading.page_tables import take_tables

_PAGE_NUMBER = re.compile(
    r"[—\-–－一\s·.]{0,4}\d{1,4}[—\-–－一\s·.]{0,4}|第\s?\d{1,4}\s?页(?:[，\s/]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
# Figures and Latin words stay whole, opening marks stay with what follows, closing ones with what precedes.
_UNPARTED = re.compile(
    r"[（《〈“‘〔【]{0,3}(?:[\x21-\x7e]{1,40}|[^\x00-\x7f])[，。；：、！？）》〉”’〕】%…—]{0,3}"
)
_STARTS = re.compile(r"附\s?件|抄\s?送|[（(]?此件|\d{1,2}[.．、]")

_Placed = tuple[PageLine, float, float]


@dataclass(frozen=True)
class FlowedText:
    """The text of pages as paragraphs, a line each; running heads and turned text stand aside."""

    text: str
    asides: tuple[Aside, ...]


def flow(pages: Sequence[PageText]) -> FlowedText:
    """Read the pages in order and undo their line breaks."""
    asides: list[Aside] = []
    by_page: list[list[PageLine]] = []
    gutter: float | None = None
    for number, page in enumerate(pages):
        tables, pieces = take_tables(page, number)
        own = find_gutter(pieces, page.width, gutter)
        gutter = own or gutter
        lines = _with_tables(parted_lines(pieces, number, own), tables)
        by_page.append(_without_number(lines, page.height))
        asides += [Aside("水印或旋转文字", text) for text in page.aside]
    asides += _running(by_page)
    lines = [line for page_lines in by_page for line in page_lines]
    widths = [round(page.width) for page in pages]
    return FlowedText("\n".join(_paragraphs(lines, widths)), tuple(dict.fromkeys(asides)))


def _with_tables(lines: list[PageLine], tables: list[PageLine]) -> list[PageLine]:
    """Each row of a table before the first line that stands below it in the same column or across both."""
    if not tables:
        return lines
    if not any(line.column for line in lines):
        return sorted([*lines, *tables], key=lambda line: line.top)
    merged: list[PageLine] = []
    waiting = sorted(tables, key=lambda line: line.top)
    at = 0
    for line in lines:
        while at < len(waiting) and waiting[at].bottom <= line.top + 0.5 * line.size and _meets(waiting[at], line):
            merged.append(waiting[at])
            at += 1
        merged.append(line)
    return [*merged, *waiting[at:]]


def _meets(table: PageLine, line: PageLine) -> bool:
    return table.left < line.right and line.left < table.right


def _without_number(lines: list[PageLine], height: float) -> list[PageLine]:
    """Leave out the page number: digits alone in the outer tenth of the page."""
    return [
        line
        for line in lines
        if not (
            _PAGE_NUMBER.fullmatch(line.text.strip()) and (line.top > 0.88 * height or line.bottom < 0.1 * height)
        )
    ]


def _running(by_page: list[list[PageLine]]) -> list[Aside]:
    """Take away the first or last line that stands on most pages alike, and return them."""
    found: list[Aside] = []
    for name, at in (("页眉", 0), ("页脚", -1)):
        ends = [lines[at] for lines in by_page if len(lines) > 1]
        if len(ends) < 3:
            continue
        (text, _), count = Counter(
            (re.sub(r"\d+", "#", line.text), round(line.top / line.size)) for line in ends
        ).most_common(1)[0]
        if count < 0.6 * len(ends):
            continue
        for lines in by_page:
            if len(lines) > 1 and re.sub(r"\d+", "#", lines[at].text) == text:
                found.append(Aside(name, lines.pop(at).text))
    return found


def _paragraphs(lines: Sequence[PageLine], widths: Sequence[int]) -> list[str]:
    # Landscape pages have margins of their own, and so has each column.
    kinds: dict[tuple[int, int], list[PageLine]] = {}
    for line in lines:
        kinds.setdefault((widths[line.page], line.column), []).append(line)
    margins = {kind: _margins(own, *kind) for kind, own in kinds.items()}
    paragraphs: list[str] = []
    header = ""
    table_page = 0
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if line.is_table:
            is_parted = False
            if before is None or not before.is_table:
                header = line.text
            elif before.page != line.page and line.text == header:
                continue  # the head of a table that goes on, printed again
            else:
                is_parted = table_page != line.page
            table_page = line.page
            if is_parted and (whole := _row_over_pages(paragraphs[-1], line.text)):
                paragraphs[-1] = whole
            else:
                paragraphs.append(line.text)
        elif before is not None and _goes_on(
            (before, *margins[widths[before.page], before.column]),
            (line, *margins[widths[line.page], line.column]),
        ):
            paragraphs[-1] = _joined(paragraphs[-1], line.text)
        else:
            if before is not None and before.page == line.page and line.top - before.bottom > 1.7 * line.size:
                paragraphs.append("")
            paragraphs.append(line.text)
    return paragraphs


def _row_over_pages(above: str, below: str) -> str:
    """One row of the two parts that a page break leaves of it, or nothing where ``below`` is a row of its own.

    The rest of a row starts with an empty cell and fills at most half of the cells, all of them filled above.
    """
    first, rest = split_cells(above), split_cells(below)
    filled = [at for at, text in enumerate(rest) if text]
    goes_on = len(first) == len(rest) and 0 not in filled and 2 * len(filled) <= len(rest)
    if not goes_on or not all(first[at] for at in filled):
        return ""
    return join_cells(
        [_joined(before, after) if after else before for before, after in zip(first, rest, strict=True)]
    )


def _margins(lines: Sequence[PageLine], width: float, column: int) -> tuple[float, float]:
    """Where lines of the body's type start, and where full ones end: the place most of them share.

    Where too few are full to tell, the right margin is taken to be as wide as the left one.
    """
    letters: Counter[float] = Counter()
    for line in lines:
        if not line.is_table:
            letters[round(line.size, 1)] += len(line.text)
    if not letters:
        return 0.0, 0.0
    size = letters.most_common(1)[0][0] or 0.1
    body = [line for line in lines if not line.is_table and abs(line.size - size) <= 0.12 * size + 0.05]
    left = min(line.left for line in body)
    longest = max(line.right - left for line in body)
    full = [line.right for line in body if line.right - left >= 0.85 * longest]
    place, count = max(Counter(round(right / size) for right in full).items(), key=lambda item: item[::-1])
    right = max(right for right in full if abs(right / size - place) <= 1.0)
    is_certain = count >= 3 and right > 0.75 * (width - left)
    return left, right if is_certain or column else max(right, width - left)


def _goes_on(above: _Placed, below: _Placed) -> bool:
    """Whether the line below continues the paragraph: the line above is full, this one has no indent.

    Each line comes with the margins of its page and column.
    """
    before, before_left, before_right = above
    line, left, right = below
    if before.is_table or abs(before.size - line.size) > 0.12 * line.size:
        return False
    if before.right + max(1.6, _first_word(line.text)) * before.size < before_right:
        return False
    if before.page == line.page and line.top - before.bottom > 1.5 * line.size:
        return False
    if _is_centred(before, before_left, before_right) and not _is_centred(line, left, right):
        return False
    if line.left <= left + 0.7 * line.size:
        return not _STARTS.match(line.text) or heading_marker(before.text) is None
    # Lines hang below the name of an attachment; 署名 and date are pushed to the right.
    indent = before.left - before_left
    is_indented = 0.5 * line.size < indent < 0.4 * (before_right - before_left)
    hanging = is_indented and line.left > left + 2.7 * line.size
    return hanging and heading_marker(line.text) is None and _STARTS.match(line.text) is None


def _first_word(text: str) -> float:
    """How wide what cannot be parted from the start of a line is, in characters: 2,300万 or the first two of 元，增."""
    match = _UNPARTED.match(text)
    return sum(0.5 if sign.isascii() else 1.0 for sign in match.group()) if match else 1.0


def _is_centred(line: PageLine, left: float, right: float) -> bool:
    before, after = line.left - left, right - line.right
    return before > 0.2 * line.size and abs(before - after) < 0.5 * line.size


def _joined(before: str, after: str) -> str:
    """Chinese joins without a space, Latin words with one."""
    if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalpha():
        return f"{before} {after}"
    return before + after
