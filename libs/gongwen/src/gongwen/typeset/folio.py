"""Page numbers (页码), GB/T 9704-2012 7.5: — 1 — below the type area, outside."""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.typeset.canvas import Mark, Text
from gongwen.typeset.fonts import Face
from gongwen.typeset.measures import BOTTOM, LEFT, MM, RIGHT, SIZE_4

_BELOW = 7 * MM
_DASH = "—"


def folio(number: int) -> Iterator[Mark]:
    """The number between two dashes: one character in from the right on odd pages, from the left on even."""
    digits = str(number)
    half = SIZE_4 / 2
    width = 2 * SIZE_4 + (len(digits) + 2) * half
    x = RIGHT - SIZE_4 - width if number % 2 else LEFT + SIZE_4
    y = BOTTOM + _BELOW
    for text, at in ((_DASH, x), (digits, x + SIZE_4 + half), (_DASH, x + width - SIZE_4)):
        yield Text(at, y, text, Face.SONG, SIZE_4, role=None, ink_of=_DASH)
