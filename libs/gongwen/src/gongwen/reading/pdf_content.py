"""What is taken out of a PDF, and how it passes from the process that reads it to the one that asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gongwen.page_text import PageText, Piece, Rule


@dataclass(frozen=True)
class PdfLimits:
    """How much of a PDF is read before it is refused."""

    pages: int = 3_000
    characters: int = 5_000_000


@dataclass(frozen=True)
class PdfContent:
    """What a PDF holds."""

    pages: tuple[PageText, ...]
    properties: tuple[tuple[str, str], ...]
    attachments: int


def dump_content(content: PdfContent) -> str:
    """The content as JSON."""
    pages = [
        {
            "width": page.width,
            "height": page.height,
            "pieces": [[p.text, p.left, p.top, p.right, p.bottom, p.size] for p in page.pieces],
            "rules": [[r.left, r.top, r.right, r.bottom] for r in page.rules],
            "aside": page.aside,
        }
        for page in content.pages
    ]
    return json.dumps(
        {"pages": pages, "properties": content.properties, "attachments": content.attachments}, allow_nan=False
    )


def load_content(data: bytes) -> PdfContent:
    """The content from JSON; raises ValueError for anything that is no such content.

    The writer has handled a hostile file, so what it says is believed no further than its form.
    """
    try:
        told = json.loads(data, parse_constant=_refused)
        return PdfContent(
            tuple(_page(page) for page in told["pages"]),
            tuple((_text(label), _text(value)) for label, value in told["properties"]),
            int(told["attachments"]),
        )
    except (KeyError, TypeError, RecursionError, OverflowError) as error:
        raise ValueError("no content of a PDF") from error


def _page(told: dict[str, Any]) -> PageText:
    return PageText(
        float(told["width"]),
        float(told["height"]),
        tuple(Piece(_text(text), *_lengths(lengths, 5)) for text, *lengths in told["pieces"]),
        tuple(Rule(*_lengths(lengths, 4)) for lengths in told["rules"]),
        tuple(map(_text, told["aside"])),
    )


def _lengths(told: list[Any], count: int) -> list[float]:
    if len(told) != count:
        raise ValueError("wrong number of lengths")
    return [float(length) for length in told]


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError("no text")
    return told


def _refused(constant: str) -> float:
    raise ValueError(f"{constant} is no length")
