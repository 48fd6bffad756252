"""Text as it stands on pages: pieces with their place, and the ruled lines of tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A run of text on one line of a page; y grows downwards, ``size`` is the height of the type.

    All lengths of one page are in one unit, whichever the file uses.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Rule:
    """A straight ruled line, horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True)
class PageText:
    """The pieces and rules of a page in the file's order; ``aside`` is turned text, such as watermarks."""

    width: float
    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    aside: tuple[str, ...] = ()
