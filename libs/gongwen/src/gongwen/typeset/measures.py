"""The measures of GB/T 9704-2012 5.1 and 5.2 (幅面、版心、行和字), in points from the top left."""

from __future__ import annotations

MM = 72 / 25.4

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
TOP = 37 * MM
"""天头."""
LEFT = 28 * MM
"""订口."""
WIDTH = 156 * MM
HEIGHT = 225 * MM
BOTTOM = TOP + HEIGHT
RIGHT = LEFT + WIDTH

CELLS = 28
ROWS = 22
CELL = WIDTH / CELLS
"""A character (字) across: 28 fill the type area, so 16 pt type is set 0.2 pt tighter than its body."""
ROW = HEIGHT / ROWS
"""A line (行) down, from one line's top to the next."""

SIZE_2 = 22.0
"""2号."""
SIZE_3 = 16.0
"""3号."""
SIZE_4 = 14.0
"""4号."""
SIZE_SMALL_4 = 12.0
"""小四号."""
SIZE_5 = 10.5
"""5号."""

ASCENT = 0.88
"""How far the em box of a Chinese character reaches above the baseline, in em; the rest lies below."""
