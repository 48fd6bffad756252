"""Where a seal stands on the pages (用印位置): at a point, over the signature block, across the edges of all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from gongwen.document.written_date import DATE_FORM
from gongwen.page_text import PageText
from gongwen.reading.page_lines import PageLine, lines_of
from gongwen.seal.errors import CannotSeal

MAX_STRIPS = 20
"""Pages under one riding seal (骑缝章); more pages take more seals, as strips under 2 mm show nothing."""
_ABOVE_MIDDLE = 0.07
"""The block stands a little below the middle of the seal (GB/T 9704 7.3.5.1): this part of its height."""
_DATE = re.compile(DATE_FORM)
_PRINTED = "印发"


@dataclass(frozen=True)
class At:
    """The middle of the seal at a point: page from 1, millimetres from the left and the top of the page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True)
class OnSignature:
    """Over the name of the issuing organ and the date (落款); ``organ`` finds its own among joint issuers."""

    organ: str = ""


@dataclass(frozen=True)
class AcrossPages:
    """A riding seal (骑缝章) on the right edges of all pages; ``y`` of its middle, by default half way down."""

    y: float | None = None


Placement = At | OnSignature | AcrossPages


@dataclass(frozen=True)
class PlacedPicture:
    """One picture on one page: its left top corner, and what shows of it (x, y, width, height); millimetres."""

    page: int
    left: float
    top: float
    clip: tuple[float, float, float, float] | None = None


def place(
    placement: Placement,
    size: tuple[float, float],
    pages: Sequence[tuple[float, float]],
    texts: Sequence[PageText] | None = None,
) -> tuple[PlacedPicture, ...]:
    """The pictures that a placement means, for a seal of ``size`` on pages of the given sizes (all in millimetres).

    ``texts`` are needed for OnSignature. Raises CannotSeal where the seal would not stand on its page.
    """
    match placement:
        case At(page, x, y):
            placed = (_centred(page, x, y, size),)
        case OnSignature(organ):
            placed = (_centred(*_signature_block(texts or (), organ, size), size),)
        case AcrossPages(y):
            return tuple(_riding(size, pages, y))
    for picture in placed:
        _check_on_page(picture, size, pages)
    return placed


def _centred(page: int, x: float, y: float, size: tuple[float, float]) -> PlacedPicture:
    return PlacedPicture(page, x - size[0] / 2, y - size[1] / 2)


def _check_on_page(
    picture: PlacedPicture, size: tuple[float, float], pages: Sequence[tuple[float, float]]
) -> None:
    if not 1 <= picture.page <= len(pages):
        raise CannotSeal(f"文件共 {len(pages)} 页，没有第 {picture.page} 页。")
    width, height = pages[picture.page - 1]
    if picture.left < 0 or picture.top < 0 or picture.left + size[0] > width or picture.top + size[1] > height:
        raise CannotSeal(f"印章超出第 {picture.page} 页的页面，请调整位置。")


def _signature_block(texts: Sequence[PageText], organ: str, size: tuple[float, float]) -> tuple[int, float, float]:
    """Page and point over the last date that stands alone, together with the name above it."""
    for number in range(len(texts), 0, -1):
        text = texts[number - 1]
        lines = lines_of(text.pieces, number - 1, text.width)
        dates = [place for place, line in enumerate(lines) if _DATE.fullmatch(line.text.strip())]
        if not dates:
            continue
        date = lines[dates[-1]]
        name = _name_above(lines[: dates[-1]], date, text, organ)
        if name is None:
            raise CannotSeal("找到了成文日期，但没有找到它上方的发文机关署名，请指定用印位置。")
        x = (name.left + name.right) / 2
        # Among joint issuers only the last covers the date (GB/T 9704 7.3.5.1).
        bottom = date.bottom if date.left < x < date.right else name.bottom
        return number, x, (name.top + bottom) / 2 - _ABOVE_MIDDLE * size[1]
    raise CannotSeal("没有找到落款（发文机关署名和成文日期），请指定用印位置。")


def _name_above(lines: Sequence[PageLine], date: PageLine, text: PageText, organ: str) -> PageLine | _Span | None:
    """The signature: the organ's own name where it is given and found, else the line over the date."""
    near = [line for line in lines[-6:] if line.top > date.top - 8 * max(date.bottom - date.top, 1.0)]
    wanted = "".join(organ.split())
    for line in reversed(near) if wanted else ():
        if span := _span(line, text, wanted):
            return span
    above = [line for line in near if line.left < date.right and line.right > date.left]
    if not above or _PRINTED in above[-1].text or above[-1].text.rstrip().endswith(("。", "：", ":")):
        return None
    return above[-1]


@dataclass(frozen=True)
class _Span:
    """A part of a line: names of joint issuers stand side by side."""

    left: float
    top: float
    right: float
    bottom: float


def _span(line: PageLine, text: PageText, wanted: str) -> _Span | None:
    """Where the name stands in the line, each sign of a piece taken as wide as the others."""
    pieces = [piece for piece in text.pieces if line.top <= (piece.top + piece.bottom) / 2 <= line.bottom]
    signs: list[tuple[str, float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        step = (piece.right - piece.left) / len(piece.text)
        signs += [
            (sign, piece.left + step * place, piece.left + step * (place + 1))
            for place, sign in enumerate(piece.text)
            if not sign.isspace()
        ]
    start = "".join(sign for sign, _, _ in signs).rfind(wanted)
    if start < 0:
        return None
    first, last = signs[start], signs[start + len(wanted) - 1]
    return _Span(first[1], line.top, last[2], line.bottom)


def _riding(
    size: tuple[float, float], pages: Sequence[tuple[float, float]], y: float | None
) -> Iterator[PlacedPicture]:
    if len(pages) < 2:
        raise CannotSeal("骑缝章要盖在两页以上的文件上，这个文件只有一页。")
    groups = ceil(len(pages) / MAX_STRIPS)
    for group in range(groups):
        first, after = len(pages) * group // groups, len(pages) * (group + 1) // groups
        strip = size[0] / (after - first)
        for place, number in enumerate(range(first, after)):
            width, height = pages[number]
            middle = height / 2 if y is None else y
            top = middle - size[1] / 2
            if top < 0 or top + size[1] > height:
                raise CannotSeal(f"骑缝章超出第 {number + 1} 页的页面，请调整位置。")
            yield PlacedPicture(
                number + 1, width - strip * (place + 1), top, (strip * place, 0.0, strip, float(size[1]))
            )
