"""Text as it stands on pages: pieces with their place, and the ruled lines of tables."""

from __future__ import annotations

from dataclasses import dataclass

UNREADABLE = "〓"
"""Stands for a character that a font draws without saying which it is (专用区编码)."""


def readable(text: str) -> str:
    """The text without control characters, codes of the private area replaced by ``UNREADABLE``."""
    return "".join(
        UNREADABLE if "\ue000" <= sign <= "\uf8ff" else sign
        for sign in text
        if sign.isprintable() or sign == "\u3000" or "\ue000" <= sign <= "\uf8ff"
    )


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
