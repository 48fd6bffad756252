"""Fonts as they travel in a file: cut down to the characters that are shown, their character maps kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import uharfbuzz

from gongwen.typeset.fonts import FontFile


def subset(font: FontFile, characters: Iterable[str]) -> bytes:
    """The font with these characters only; the same ones give the same bytes."""
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(ord(char) for char in characters)
    # Pages are set without kerning and ligatures, so the tables for them would only take room.
    wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG).clear()
    cut = uharfbuzz.subset(_face(font.path, font.index), wanted)
    data: bytes = cut.blob.data
    return data


def ink_height(font: FontFile, text: str) -> float:
    """How far the ink of these characters reaches above the baseline, in em."""
    face = _face(font.path, font.index)
    shown = _font(font.path, font.index)
    tops = []
    for char in text:
        glyph = shown.get_nominal_glyph(ord(char))
        extents = shown.get_glyph_extents(glyph) if glyph else None
        tops.append(extents.y_bearing if extents else 0)
    return float(max(tops, default=0) / face.upem)


@cache
def _face(path: Path, index: int) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), index)


@cache
def _font(path: Path, index: int) -> uharfbuzz.Font:
    return uharfbuzz.Font(_face(path, index))
