"""The red mark (发文机关标志) of one organ or of several above each other; GB/T 9704-2012 7.2.4."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.document import OfficialDocument, Role
from gongwen.typeset.canvas import Colour, Mark, Text
from gongwen.typeset.fonts import Face
from gongwen.typeset.lines import Setter, printable
from gongwen.typeset.measures import LEFT, MM, WIDTH

_SUFFIX = "文件"
_INK = 0.92
"""How much of its em box the ink of a Chinese character fills."""
_WIDEST_CHARACTER = 15 * MM
_GAP = 0.28
"""Space between two lines of a joint mark, as a share of their height."""
_SPACED_UP_TO = 6
"""A mark of so few characters is spaced out, up to _SPACING of a character between two."""
_SPACING = 0.3


@dataclass(frozen=True)
class MarkText:
    """What the mark says: its lines, and the 文件 that stands beside several of them."""

    lines: tuple[str, ...] = ()
    suffix: str = ""


def general_mark(document: OfficialDocument) -> MarkText:
    """The mark as written, or the issuers with 文件; a joint mark holds the host organ first."""
    written = tuple(line.strip() for line in printable_lines(document.issuer_mark))
    if written:
        joint = len(written) > 1 and written[-1] == _SUFFIX
        return MarkText(written[:-1], _SUFFIX) if joint else MarkText(written)
    names = tuple(name for name in map(printable, document.issuers) if name.strip())
    if len(names) == 1:
        return MarkText((names[0] + _SUFFIX,))
    return MarkText(names, _SUFFIX if names else "")


def printable_lines(text: str) -> list[str]:
    return [printable(line) for line in text.splitlines() if printable(line).strip()]


def red_mark(setter: Setter, mark: MarkText, top: float, height: float) -> list[Mark]:
    """Draw the mark centred, the ink of its first line starting at ``top``, of ``height`` in all."""
    mark = MarkText(tuple(line for line in map(printable, mark.lines) if line.strip()), mark.suffix)
    count = len(mark.lines)
    if count == 0:
        return []
    setter.use(Face.TITLE, "".join(mark.lines) + mark.suffix)
    high = line_height(count, height)
    size = high / _INK
    suffix_height = min(1.3 * high, height)
    suffix_size = suffix_height / _INK
    suffix_width = len(mark.suffix) * _pitch(suffix_size) if mark.suffix else 0.0
    gap = 0.5 * suffix_size if mark.suffix else 0.0
    room = WIDTH - suffix_width - gap
    longest = max(len(line) for line in mark.lines)
    pitch = min(_pitch(size), room / longest)
    spacing = _SPACING * pitch if longest <= _SPACED_UP_TO and not mark.suffix else 0.0
    block = longest * pitch + (longest - 1) * spacing
    left = LEFT + (WIDTH - block - gap - suffix_width) / 2
    marks: list[Mark] = []
    for at, line in enumerate(mark.lines):
        y = top + at * high * (1 + _GAP)
        marks.append(_spread(line, left, y, size, pitch, block))
    if mark.suffix:
        y = top + (height - suffix_height) / 2
        marks.append(_spread(mark.suffix, left + block + gap, y, suffix_size, _pitch(suffix_size), suffix_width))
    return marks


def line_height(lines: int, height: float) -> float:
    """How high each of so many lines is in a mark of ``height``."""
    return height / (lines + _GAP * (lines - 1))


def _pitch(size: float) -> float:
    """The width of one character: its own, but no wider than the 15 mm in use."""
    return min(size, _WIDEST_CHARACTER)


def _spread(text: str, x: float, y: float, size: float, pitch: float, width: float) -> Text:
    """``text`` with its characters ``pitch`` wide, spread over ``width``."""
    stretch = pitch / size
    between = (width - len(text) * pitch) / (len(text) - 1) if len(text) > 1 else 0.0
    if len(text) == 1:
        x += (width - pitch) / 2
    return Text(
        x, y, text, Face.TITLE, size, between / stretch, Role.ISSUER_MARK, Colour.RED, stretch, ink_of=text
    )
