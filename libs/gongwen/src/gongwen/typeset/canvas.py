"""A page as it will be printed: text and rules at fixed places, each knowing which element it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gongwen.document import Role
from gongwen.typeset.fonts import Face


class Colour(Enum):
    """The two inks of an official document."""

    BLACK = "black"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters in one face at one spacing; ``x``, ``y`` is the top left of its first em box.

    ``stretch`` squeezes the run sideways. Where ``ink_of`` is set, ``y`` is where the ink of those characters
    starts, so that a measure "上边缘" of the standard holds whatever the font.
    """

    x: float
    y: float
    text: str
    face: Face
    size: float
    tracking: float = 0.0
    role: Role | None = Role.BODY
    colour: Colour = Colour.BLACK
    stretch: float = 1.0
    ink_of: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled bar: a dividing rule or the side of a table; ``x``, ``y`` is its top left corner."""

    x: float
    y: float
    width: float
    height: float
    role: Role | None = Role.BODY
    colour: Colour = Colour.BLACK


Mark = Text | Rule


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    # Every mark of every page comes through here; dataclasses.replace takes three times as long.
    x, y = mark.x + dx, mark.y + dy
    if isinstance(mark, Rule):
        return Rule(x, y, mark.width, mark.height, mark.role, mark.colour)
    return Text(
        x,
        y,
        mark.text,
        mark.face,
        mark.size,
        mark.tracking,
        mark.role,
        mark.colour,
        mark.stretch,
        mark.ink_of,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where the seal (印章) of one issuer goes: its centre, in millimetres from the top left of the page."""

    issuer: str
    page: int
    x_mm: float
    y_mm: float


@dataclass(frozen=True)
class Composition:
    """A document set on pages, before it is written to any format."""

    title: str
    pages: tuple[Page, ...]
    authors: tuple[str, ...] = ()
    written_on: date | None = None
    seals: tuple[SealPlace, ...] = ()
    missing: tuple[str, ...] = ()
    """Characters that no installed font can show."""
