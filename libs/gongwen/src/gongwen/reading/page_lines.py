"""Pieces of text on a page put together to lines, left to right and top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from gongwen.page_text import Piece

_COLUMN_TEXT = 12
"""Text of a newspaper column is at least so many characters long in the middle; a form's labels are not."""


@dataclass(frozen=True)
class PageLine:
    """A line as printed: its text, its place, the size of its type; ``page`` counts from 0."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_table: bool = False


def lines_of(pieces: Iterable[Piece], page: int, width: float) -> list[PageLine]:
    """The lines of one page; where it has two columns, the left one first."""
    kept = [piece for piece in pieces if piece.text.strip()]
    gutter = _gutter(kept, width)
    if gutter is None:
        return [_line(row, page) for row in _rows(kept)]
    left = [piece for piece in kept if piece.right <= gutter]
    right = [piece for piece in kept if piece.left >= gutter]
    top = min(piece.top for piece in (*left, *right))
    across = [piece for piece in kept if piece.left < gutter < piece.right]
    above = [piece for piece in across if piece.bottom <= top + piece.size]
    below = [piece for piece in across if piece.bottom > top + piece.size]
    return [_line(row, page) for part in (above, left, right, below) for row in _rows(part)]


def join_text(pieces: Sequence[Piece]) -> str:
    """Pieces of one line as text: a wide gap is a full-width space, one between Latin words a space."""
    text = ""
    previous: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if previous is not None:
            if piece.text == previous.text and abs(piece.left - previous.left) < 0.3 * piece.size:
                continue  # printed twice to look bold
            text += _gap(text[-1:], piece.text[:1], (piece.left - previous.right) / max(piece.size, 0.1))
        text += piece.text
        previous = piece
    return text


def _gap(before: str, after: str, gap: float) -> str:
    if before.isspace() or after.isspace():
        return ""
    if gap > 0.7:
        return "\u3000" if gap > 1.2 or not (before.isascii() and after.isascii()) else " "
    return (
        " " if gap > 0.18 and before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""
    )


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand side by side; a piece joins a row whose band it shares by half of its height."""
    rows: list[list[Piece]] = []
    band = (0.0, 0.0)
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom, piece.left)):
        shared = min(band[1], piece.bottom) - max(band[0], piece.top)
        lower = min(band[1] - band[0], piece.bottom - piece.top)
        if rows and shared > 0.5 * max(lower, 0.01):
            rows[-1].append(piece)
            band = (min(band[0], piece.top), max(band[1], piece.bottom)) if len(rows[-1]) < 3 else band
        else:
            rows.append([piece])
            band = (piece.top, piece.bottom)
    return rows


def _line(row: list[Piece], page: int) -> PageLine:
    size = max(row, key=lambda piece: len(piece.text)).size
    return PageLine(
        text=join_text(row),
        page=page,
        left=min(piece.left for piece in row),
        top=min(piece.top for piece in row),
        right=max(piece.right for piece in row),
        bottom=max(piece.bottom for piece in row),
        size=size,
    )


def _gutter(pieces: Sequence[Piece], width: float) -> float | None:
    """The middle of the gap between two columns of running text, or None."""
    if len(pieces) < 16:
        return None
    edges = sorted((piece.left, piece.right) for piece in pieces if piece.right - piece.left < 0.6 * width)
    reach = 0.0
    for left, right in edges:
        if reach and left - reach > 0.02 * width and 0.35 * width < (left + reach) / 2 < 0.65 * width:
            return _proven(pieces, (left + reach) / 2)
        reach = max(reach, right)
    return None


def _proven(pieces: Sequence[Piece], gutter: float) -> float | None:
    left = [piece for piece in pieces if piece.right <= gutter]
    right = [piece for piece in pieces if piece.left >= gutter]
    crossing = len(pieces) - len(left) - len(right)
    if min(len(left), len(right)) < 6 or crossing > 0.2 * len(pieces):
        return None
    texts = [
        median(len(line.text) for line in lines)
        for lines in ([_line(r, 0) for r in _rows(s)] for s in (left, right))
    ]
    return gutter if min(texts) >= _COLUMN_TEXT else None
