"""Pieces of text on a page put together to lines, left to right and top to bottom."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongwen.page_text import Piece

_COLUMN_TEXT = 12
"""Text of a newspaper column is at least so many characters long in the middle; a form's labels are not."""

_COLUMN_LINES, _PROVING_LINES = 3, 6


@dataclass(frozen=True)
class PageLine:
    """A line as printed: its text, its place, the size of its type; ``page`` counts from 0.

    ``column`` is 0 for a line of the whole width, 1 for one of the left column and 2 of the right.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    is_table: bool = False
    column: int = 0


def lines_of(pieces: Sequence[Piece], page: int, width: float) -> list[PageLine]:
    """The lines of one page of this width; where a part of it has two columns, the left one first."""
    return parted_lines(pieces, page, find_gutter(pieces, width, None))


def parted_lines(pieces: Iterable[Piece], page: int, gutter: float | None) -> list[PageLine]:
    """The lines of one page whose columns, where it has any, are parted at ``gutter``."""
    kept = [piece for piece in pieces if piece.text.strip()]
    parts = [(0, kept)] if gutter is None else _parts(kept, gutter)
    return [_line(row, page, column) for column, part in parts for row in _rows(part)]


def _parts(pieces: Sequence[Piece], gutter: float) -> Iterator[tuple[int, list[Piece]]]:
    """The parts of a page in reading order, each with its column."""
    whole: list[Piece] = []
    for part, below in _between(pieces, gutter):
        left, right = _sides(part, gutter)
        if _runs_on(left, _COLUMN_LINES) and _runs_on(right, _COLUMN_LINES):
            yield from ((0, whole), (1, left), (2, right))
            whole = []
        else:
            whole += part  # lines with a wide gap, or the short last one of a paragraph
        whole += below
    yield 0, whole


def _between(pieces: Sequence[Piece], gutter: float) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """What stands beside the gutter between two pieces that lie over it, and the one that lies below."""
    across = sorted((piece for piece in pieces if piece.left < gutter < piece.right), key=_middle)
    heights = [_middle(piece) for piece in across]
    between: list[list[Piece]] = [[] for _ in range(len(across) + 1)]
    for piece in pieces:
        if not piece.left < gutter < piece.right:
            between[bisect_right(heights, _middle(piece))].append(piece)
    for at, part in enumerate(between):
        yield part, across[at : at + 1]


def _sides(pieces: Sequence[Piece], gutter: float) -> tuple[list[Piece], list[Piece]]:
    return [piece for piece in pieces if piece.right <= gutter], [
        piece for piece in pieces if piece.left >= gutter
    ]


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


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


def _line(row: list[Piece], page: int, column: int = 0) -> PageLine:
    size = max(row, key=lambda piece: len(piece.text)).size
    return PageLine(
        text=join_text(row),
        page=page,
        left=min(piece.left for piece in row),
        top=min(piece.top for piece in row),
        right=max(piece.right for piece in row),
        bottom=max(piece.bottom for piece in row),
        size=size,
        column=column,
    )


def find_gutter(pieces: Sequence[Piece], width: float, known: float | None) -> float | None:
    """The middle of the gap between two columns of running text, or None.

    ``known`` is where an earlier page of the document has it: less text proves it there.
    """
    kept = [piece for piece in pieces if piece.text.strip()]
    for gutter, least in ((_least_crossed(kept, width), _PROVING_LINES), (known, _COLUMN_LINES)):
        if gutter is not None and any(
            all(_runs_on(side, least) for side in _sides(part, gutter)) for part, _ in _between(kept, gutter)
        ):
            return gutter
    return None


def _least_crossed(pieces: Sequence[Piece], width: float) -> float | None:
    """The gap in the middle of the page that the fewest pieces lie across, as titles and single columns do."""
    if len(pieces) < 16:
        return None
    changes = Counter(piece.left for piece in pieces)
    changes.subtract(piece.right for piece in pieces)
    best: tuple[int, float] | None = None
    gutter = 0.0
    crossing = 0
    places = sorted(changes)
    for place, following in pairwise(places):
        crossing += changes[place]
        middle = (place + following) / 2
        if following - place <= 0.015 * width or not 0.35 * width < middle < 0.65 * width:
            continue
        if best is None or (crossing, place - following) < best:
            best, gutter = (crossing, place - following), middle
    return None if best is None else gutter


def _runs_on(pieces: Sequence[Piece], least: int) -> bool:
    """Whether the pieces are running text: lines enough, long, and at least every other one full."""
    if len(pieces) < least:
        return False
    lines = [_line(row, 0) for row in _rows(pieces)]
    if len(lines) < least or median(len(line.text) for line in lines) < _COLUMN_TEXT:
        return False
    widest = max(line.right - line.left for line in lines)
    full = sum(line.right - line.left >= 0.8 * widest for line in lines)
    return 2 * full >= len(lines)
