"""What the layout needs to know of an OpenType file: which characters it has and how wide they are."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_MAX_FILE = 200 * 1024 * 1024


class InvalidFont(ValueError):
    """The file is not a readable OpenType or TrueType font."""


@dataclass(frozen=True)
class Glyphs:
    """The characters of one font and their advance widths in em."""

    advances: dict[int, float]

    def __contains__(self, char: str) -> bool:
        return ord(char) in self.advances

    def advance(self, char: str) -> float | None:
        return self.advances.get(ord(char))


def read_glyphs(path: Path, index: int = 0) -> Glyphs:
    """Read the character map and the widths of face ``index`` of a font file; raises InvalidFont."""
    if path.stat().st_size > _MAX_FILE:
        raise InvalidFont(f"字体文件“{path.name}”过大。")
    data = path.read_bytes()
    try:
        tables = _directory(data, index)
        units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
        widths = _widths(data, tables)
        mapping = _character_map(data, tables[b"cmap"])
        last = len(widths) - 1
        return Glyphs({char: widths[min(glyph, last)] / units for char, glyph in mapping.items()})
    except (struct.error, KeyError, IndexError, ZeroDivisionError) as error:
        raise InvalidFont(f"“{path.name}”不是有效的字体文件。") from error


def _directory(data: bytes, index: int) -> dict[bytes, int]:
    start = 0
    if data[:4] == b"ttcf":
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    count = struct.unpack_from(">H", data, start + 4)[0]
    tables: dict[bytes, int] = {}
    for position in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", data, start + 12 + 16 * position)
        tables[tag] = offset
    return tables


def _widths(data: bytes, tables: dict[bytes, int]) -> list[int]:
    count = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    return list(struct.unpack_from(">" + "Hh" * count, data, tables[b"hmtx"])[::2])


def _character_map(data: bytes, offset: int) -> dict[int, int]:
    count = struct.unpack_from(">H", data, offset + 2)[0]
    best: tuple[int, int] | None = None
    for position in range(count):
        platform, encoding, start = struct.unpack_from(">HHI", data, offset + 4 + 8 * position)
        if platform not in (0, 3) or (platform == 3 and encoding not in (1, 10)):
            continue
        form = struct.unpack_from(">H", data, offset + start)[0]
        if form in (4, 12) and (best is None or form > best[0]):
            best = form, offset + start
    if best is None:
        raise KeyError("cmap")
    return _segments(data, best[1]) if best[0] == 4 else _groups(data, best[1])


def _groups(data: bytes, at: int) -> dict[int, int]:
    """Format 12: runs of characters with consecutive glyphs."""
    count = struct.unpack_from(">I", data, at + 12)[0]
    mapping: dict[int, int] = {}
    for first, last, glyph in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        if last > 0x10FFFF or last < first:
            raise IndexError(last)
        mapping.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return mapping


def _segments(data: bytes, at: int) -> dict[int, int]:
    """Format 4: segments of the basic plane, by a difference or through a glyph array."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    mapping: dict[int, int] = {}
    for position, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for char in range(first, min(last, 0xFFFE) + 1):
            glyph = char
            if offset:
                where = offsets_at + 2 * position + offset + 2 * (char - first)
                glyph = struct.unpack_from(">H", data, where)[0]
                if glyph == 0:
                    continue
            glyph = (glyph + delta) & 0xFFFF
            if glyph:
                mapping[char] = glyph
    return mapping
