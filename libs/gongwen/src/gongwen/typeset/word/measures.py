"""The measures of the page in twips (twentieths of a point), as Word counts."""

from __future__ import annotations

from gongwen.typeset.measures import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, ROW, TOP

LINE = 579
"""The pitch of lines: 22 of them fill the type area, and not one twip more may be asked of it."""
BASELINE = 0.8
"""How far down an exact line its baseline lies: Word and LibreOffice leave a fifth below it."""
SPARE = 57
"""1 mm that the right margin is narrower, a tenth of a character: spacing comes in twentieths of a point, and
LibreOffice leaves it out after the last character before a change of font or script."""
TINY = 20
"""The height of a paragraph that only holds something, 1 pt."""


def twips(points: float) -> int:
    return round(20 * points)


def rows(points: float) -> int:
    """A distance on the lines of the page, at their pitch in Word."""
    return round(points / ROW * LINE)


PAGE_SIZE = (twips(PAGE_WIDTH), twips(PAGE_HEIGHT))
MARGIN_TOP = twips(TOP)
MARGIN_LEFT = twips(LEFT)
MARGIN_BOTTOM = twips(PAGE_HEIGHT - BOTTOM)
MARGIN_RIGHT = twips(PAGE_WIDTH - RIGHT) - SPARE
