"""The directory of an OLE2 compound file ([MS-CFB]), as much as tells what the file is."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST_REGULAR = 0xFFFFFFFA
_ENTRY = 128
_MOST_SECTORS = 200_000


class BrokenCompoundFile(ValueError):
    """The file says it is a compound file and is not a readable one."""


@dataclass(frozen=True)
class Entry:
    """A stream or storage of the file, with the first bytes of its first sector."""

    name: str
    head: bytes


def read_entries(file: BinaryIO) -> list[Entry]:
    """Every named entry of the directory; raises BrokenCompoundFile."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512 or not header.startswith(SIGNATURE):
        raise BrokenCompoundFile("header")
    (shift,) = struct.unpack_from("<H", header, 0x1E)
    if shift not in {9, 12}:
        raise BrokenCompoundFile("sector size")
    return list(_Reader(file, header, 1 << shift).entries())


class _Reader:
    def __init__(self, file: BinaryIO, header: bytes, sector_size: int) -> None:
        self._file, self._size = file, sector_size
        (self._directory,) = struct.unpack_from("<I", header, 0x30)
        next_table, _count, *listed = struct.unpack_from("<II109I", header, 0x44)
        self._tables = [sector for sector in listed if sector < _LAST_REGULAR]
        self._read_more_tables(next_table)

    def entries(self) -> Iterator[Entry]:
        for sector in self._chain(self._directory):
            block = self._sector(sector)
            for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
                (length,) = struct.unpack_from("<H", block, at + 0x40)
                if block[at + 0x42] == 0 or not 2 <= length <= 64:
                    continue
                name = block[at : at + length - 2].decode("utf-16-le", "replace")
                (start,) = struct.unpack_from("<I", block, at + 0x74)
                yield Entry(name, self._sector(start) if start < _LAST_REGULAR else b"")

    def _read_more_tables(self, sector: int) -> None:
        per_sector = self._size // 4
        seen = 0
        while sector < _LAST_REGULAR:
            seen += 1
            numbers = struct.unpack(f"<{per_sector}I", self._whole_sector(sector))
            self._tables += [number for number in numbers[:-1] if number < _LAST_REGULAR]
            sector = numbers[-1]
            if seen * per_sector > _MOST_SECTORS:
                raise BrokenCompoundFile("allocation table")

    def _chain(self, sector: int) -> Iterator[int]:
        per_sector = self._size // 4
        seen: set[int] = set()
        while sector < _LAST_REGULAR:
            if sector in seen or len(seen) > _MOST_SECTORS:
                raise BrokenCompoundFile("circular chain")
            seen.add(sector)
            yield sector
            table, place = divmod(sector, per_sector)
            if table >= len(self._tables):
                raise BrokenCompoundFile("chain leaves the file")
            (sector,) = struct.unpack_from("<I", self._whole_sector(self._tables[table]), place * 4)

    def _whole_sector(self, number: int) -> bytes:
        block = self._sector(number)
        if len(block) < self._size:
            raise BrokenCompoundFile("sector outside the file")
        return block

    def _sector(self, number: int) -> bytes:
        self._file.seek((number + 1) * self._size)
        return self._file.read(self._size)
