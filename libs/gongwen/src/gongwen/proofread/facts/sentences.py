"""Sentences (句子) of a text as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


@dataclass(frozen=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


def find_sentences(text: str) -> tuple[Span, ...]:
    """Every sentence, its end mark included, blanks around it not."""
    return tuple(Span(match.start(), match.end()) for match in _SENTENCE.finditer(text) if not match[0].isspace())
