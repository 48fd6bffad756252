"""The text of OFD pages with its place: text objects as pieces, straight lines of paths as rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from gongwen.guard import Archive, Deadline, TooLarge
from gongwen.ofd.matrix import Matrix
from gongwen.ofd.package import OfdDocument, OfdFile, OfdPage, children, local_name, numbers
from gongwen.ofd.steps import steps_of
from gongwen.page_text import PageText, Piece, Rule, readable

MAX_OBJECTS = 1_000_000
"""Objects of a document; a template counts on each page that it is under."""
_TURNED = 0.2
_GAP = 1.6
_SEGMENT = re.compile(r"([MLSC])((?:\s+-?[\d.]+){0,2})")


def page_texts(file: OfdFile, document: OfdDocument, deadline: Deadline) -> Iterator[PageText]:
    """The text of each page; raises a ReadingError, TooLarge among them."""
    tally = _Tally(deadline)
    for page in document.pages:
        deadline.check()
        yield _page_text(file.archive, page, tally)


class _Tally:
    """How many objects were seen."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._seen = 0

    def count(self) -> None:
        self._seen += 1
        if self._seen > MAX_OBJECTS:
            raise TooLarge(f"OFD 文件的图文对象超过 {MAX_OBJECTS // 10_000} 万个，已拒绝读取。")
        if self._seen % 1_000 == 0:
            self._deadline.check()


def annotation_texts(file: OfdFile, document: OfdDocument) -> tuple[str, ...]:
    """The text of annotations, among them watermarks (水印)."""
    found: list[str] = []
    for part in document.annotations:
        for element in file.archive.xml(part).iter("{*}TextCode"):
            if text := _clean(element.text or ""):
                found.append(text)
    return tuple(found)


def _page_text(archive: Archive, page: OfdPage, tally: _Tally) -> PageText:
    pieces: list[Piece] = []
    rules: list[Rule] = []
    aside: list[str] = []
    for part in page.parts:
        for element in archive.xml(part).iter("{*}TextObject", "{*}PathObject"):
            tally.count()
            if any(local_name(above) == "Clip" for above in element.iterancestors()):
                continue
            matrix = _place(element)
            if matrix is None:
                continue
            if local_name(element) == "PathObject":
                rules += _rules(element, matrix)
            elif _is_turned(matrix) or element.get("Visible") == "false":
                aside += [text for code in children(element, "TextCode") if (text := _clean(code.text or ""))]
            else:
                pieces += _pieces(element, matrix)
    return PageText(page.width, page.height, tuple(pieces), tuple(rules), tuple(aside))


def _place(element: etree._Element) -> Matrix | None:
    """From the space of an object to its page; its Boundary need only say where it begins."""
    boundary = numbers(element.get("Boundary"))
    if len(boundary) < 2:
        return None
    return Matrix(e=boundary[0], f=boundary[1]).after(Matrix.of(element.get("CTM")))


def _is_turned(matrix: Matrix) -> bool:
    return abs(matrix.b) > _TURNED * max(abs(matrix.a), 1e-9)


def _pieces(element: etree._Element, matrix: Matrix) -> Iterator[Piece]:
    size = max(abs((numbers(element.get("Size")) or [4.0])[0]), 0.1)
    stretch = (numbers(element.get("HScale")) or [1.0])[0]
    x = y = 0.0
    for code in children(element, "TextCode"):
        # An absent X or Y goes on where the text code before stood.
        x = (numbers(code.get("X")) or [x])[0]
        y = (numbers(code.get("Y")) or [y])[0]
        yield from _runs(code, matrix, x, y, size, stretch)


def _runs(
    code: etree._Element, matrix: Matrix, x: float, y: float, size: float, stretch: float
) -> Iterator[Piece]:
    """Cut one TextCode where its characters leave the line: DeltaY, a step back, a wide gap."""
    text = code.text or ""
    steps_x, steps_y = steps_of(code.get("DeltaX")), steps_of(code.get("DeltaY"))
    if steps_y and not any(steps_x) and len(text) > 1:
        yield from _piece(text, matrix, x, y, x + size, size)
        return
    start, start_x, start_y = 0, x, y
    for at, sign in enumerate(text):
        own = size * stretch * (1.0 if _is_wide(sign) else 0.5)
        step_x = steps_x[at] if at < len(steps_x) else own
        step_y = steps_y[at] if at < len(steps_y) else 0.0
        last = at == len(text) - 1
        leaves = abs(step_y) > 0.3 * size or step_x < -0.3 * size or step_x > own + _GAP * size
        if last or leaves:
            yield from _piece(text[start : at + 1], matrix, start_x, start_y, x + own, size)
            start, start_x, start_y = at + 1, x + step_x, y + step_y
        x, y = x + step_x, y + step_y


def _piece(text: str, matrix: Matrix, x: float, y: float, end: float, size: float) -> Iterator[Piece]:
    cleaned = _clean(text)
    if not cleaned:
        return
    left, baseline = matrix.point(x, y)
    right, _ = matrix.point(end, y)
    height = size * matrix.scale
    yield Piece(
        cleaned,
        min(left, right),
        baseline - 0.85 * height,
        max(left, right),
        baseline + 0.15 * height,
        height,
    )


def _rules(element: etree._Element, matrix: Matrix) -> Iterator[Rule]:
    data = next(children(element, "AbbreviatedData"), None)
    if data is None or (element.get("Stroke") == "false" and element.get("Fill") != "true"):
        return
    here = first = (0.0, 0.0)
    for command, operands in _SEGMENT.findall((data.text or "")[:200_000]):
        values = numbers(operands)
        if command in "MS" and len(values) == 2:
            here = first = matrix.point(*values)
            continue
        if command == "L" and len(values) == 2:
            there = matrix.point(*values)
        elif command == "C":
            there = first
        else:
            continue
        width, height = abs(there[0] - here[0]), abs(there[1] - here[1])
        if (width < 0.3) != (height < 0.3):
            yield Rule(
                min(here[0], there[0]), min(here[1], there[1]), max(here[0], there[0]), max(here[1], there[1])
            )
        here = there


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA"


def _clean(text: str) -> str:
    return readable(text).strip(" ")
