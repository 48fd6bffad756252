"""Printed lines joined back into paragraphs by their place on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document.blocks import heading_marker
from gongwen.document.elements import Aside
from gongwen.page_text import PageText
from gongwen.reading.page_lines import PageLine, lines_of
from gongwen.reading.page_tables import take_tables

_PAGE_NUMBER = re.compile(
    r"[—\-–－一\s·.]{0,4}\d{1,4}[—\-–－一\s·.]{0,4}|第\s?\d{1,4}\s?页(?:[，\s/]*共\s?\d{1,4}\s?页)?|\d{1,4}\s?/\s?\d{1,4}"
)
_STARTS = re.compile(r"附\s?件|抄\s?送|[（(]?此件|\d{1,2}[.．、]")


@dataclass(frozen=True)
class FlowedText:
    """The text of pages as paragraphs, a line each; running heads and turned text stand aside."""

    text: str
    asides: tuple[Aside, ...]


def flow(pages: Sequence[PageText]) -> FlowedText:
    """Read the pages in order and undo their line breaks."""
    asides: list[Aside] = []
    by_page: list[list[PageLine]] = []
    for number, page in enumerate(pages):
        tables, pieces = take_tables(page, number)
        lines = [*lines_of(pieces, number, page.width), *tables]
        if tables:
            lines.sort(key=lambda line: line.top)
        by_page.append(_without_number(lines, page.height))
        asides += [Aside("水印或旋转文字", text) for text in page.aside]
    asides += _running(by_page)
    lines = [line for page_lines in by_page for line in page_lines]
    widths = [round(page.width) for page in pages]
    return FlowedText("\n".join(_paragraphs(lines, widths)), tuple(dict.fromkeys(asides)))


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
    # Landscape pages have margins of their own.
    margins = {
        width: _margins([line for line in lines if widths[line.page] == width], width) for width in set(widths)
    }
    paragraphs: list[str] = []
    header = ""
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if line.is_table:
            if before is None or not before.is_table:
                header = line.text
            elif before.page != line.page and line.text == header:
                continue  # the head of a table that goes on, printed again
            paragraphs.append(line.text)
        elif before is not None and _goes_on(before, line, *margins[widths[line.page]]):
            paragraphs[-1] = _joined(paragraphs[-1], line.text)
        else:
            if before is not None and before.page == line.page and line.top - before.bottom > 1.7 * line.size:
                paragraphs.append("")
            paragraphs.append(line.text)
    return paragraphs


def _margins(lines: Sequence[PageLine], width: float) -> tuple[float, float]:
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
    return left, right if is_certain else max(right, width - left)


def _goes_on(before: PageLine, line: PageLine, left: float, right: float) -> bool:
    """Whether the line continues the paragraph: the line before is full, this one has no indent."""
    if before.is_table or abs(before.size - line.size) > 0.12 * line.size:
        return False
    if before.right < right - 1.6 * before.size:
        return False
    if before.page == line.page and line.top - before.bottom > 1.5 * line.size:
        return False
    if line.left <= left + 0.7 * line.size:
        return not _STARTS.match(line.text) or heading_marker(before.text) is None
    hanging = line.left > left + 2.7 * line.size
    return hanging and heading_marker(line.text) is None and _STARTS.match(line.text) is None


def _joined(before: str, after: str) -> str:
    """Chinese joins without a space, Latin words with one."""
    if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalpha():
        return f"{before} {after}"
    return before + after
