"""The picture of a seal (印模) as PNG, for the register."""

from __future__ import annotations

from functools import lru_cache

from gongwen.seal import Picture
from gongwen.typeset.viewing import OfdView
from gongwen.typeset.viewing import png_of as page_png


@lru_cache(maxsize=32)
def png_of(picture: Picture) -> bytes:
    """The picture as it is, or drawn where it is an OFD file."""
    if picture.kind.upper() != "OFD":
        return picture.data
    return page_png(OfdView(picture.data).page(0), dpi=200)
