"""What a new OFD file is to show: pages of text and bars at fixed places, fonts, outline, tags, attachments.

All measures are millimetres from the top left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Rgb = tuple[int, int, int]
BLACK: Rgb = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font that travels in the file (字型); ``data`` is an OpenType file with a Unicode character map."""

    name: str
    data: bytes = field(repr=False)
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One run of characters (文字对象): the first one's origin on the baseline, and the steps between them.

    ``steps`` has one entry less than ``text``; ``stretch`` narrows the glyphs only, the steps are as drawn.
    """

    x: float
    baseline: float
    text: str
    font: int
    size: float
    steps: tuple[float, ...]
    stretch: float = 1.0
    colour: Rgb = BLACK
    tag: str = ""


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A filled rectangle (图形对象)."""

    x: float
    y: float
    width: float
    height: float
    colour: Rgb = BLACK
    tag: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page and its size."""

    width: float
    height: float
    items: tuple[DrawnText | DrawnBar, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline (大纲): level from 1, page counted from 0, and how far down it stands."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that travels in the document (附件)."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class DrawnDocument:
    """A whole document ready to be written; ``facts`` are its descriptive metadata by name."""

    title: str
    author: str
    created_on: date
    pages: tuple[DrawnPage, ...]
    fonts: tuple[EmbeddedFont, ...]
    facts: tuple[tuple[str, str], ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    attachments: tuple[AttachedFile, ...] = ()
