"""ZIP packages (OOXML, OFD): what is inside, and whether it is safe to open."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

from zhengban.files.errors import FileRefused, KindRefused, UnsupportedKind
from zhengban.files.kinds import FileKind

SIGNATURE = b"PK\x03\x04"
MOST_ENTRIES = 5_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_RATIO = 150
# Small packages of repeated XML shrink very well and harm nobody.
RATIO_MATTERS_FROM = 20 * 1024 * 1024
_LARGEST_DIRECTORY = 2 * 1024 * 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_LOCATOR_OF_64 = b"PK\x06\x07"
_LOCATOR_SIZE = 20


def package_kind(file: BinaryIO, name: str) -> FileKind:
    """The kind of the package; raises FileRefused for anything that is not a sound document."""
    broken = FileRefused(f"“{name}”已损坏，无法打开。")
    _check_directory_size(file, name, broken)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _check_entries(entries, name)
            paths = {entry.filename.lower() for entry in entries}
            if any(path.endswith("vbaproject.bin") for path in paths):
                raise FileRefused(f"“{name}”含有宏，请另存为不含宏的文件后再上传。")
            kind = _kind_of(paths)
            if kind is None and "[content_types].xml" in paths:
                raise UnsupportedKind(name)
            if kind is None:
                raise KindRefused(f"“{name}”是压缩包，请解压后逐个上传。")
            return kind
    except (zipfile.BadZipFile, NotImplementedError, struct.error, UnicodeDecodeError, OverflowError) as error:
        raise broken from error


def _kind_of(paths: set[str]) -> FileKind | None:
    if "ofd.xml" in paths:
        return FileKind.OFD
    if "[content_types].xml" in paths:
        if "word/document.xml" in paths:
            return FileKind.DOCX
        if "xl/workbook.xml" in paths:
            return FileKind.XLSX
    return None


def _check_directory_size(file: BinaryIO, name: str, broken: FileRefused) -> None:
    """The directory is held against a limit before it is read into memory; sizes told twice are refused."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - 0xFFFF - _LOCATOR_SIZE))
    tail = file.read()
    at = len(tail) - _END_SIZE
    if tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        at = tail.rfind(_END)
    if at < 0 or at + _END_SIZE > len(tail):
        raise broken
    entries, directory = struct.unpack_from("<H I", tail, at + 10)
    if tail[max(0, at - _LOCATOR_SIZE) : at].startswith(_LOCATOR_OF_64):
        raise broken
    if entries > MOST_ENTRIES or directory > _LARGEST_DIRECTORY:
        raise FileRefused(f"“{name}”内部条目过多，不予接收。")


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise FileRefused(f"“{name}”内部条目过多，不予接收。")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_MATTERS_FROM and unpacked > packed * MOST_RATIO):
        raise FileRefused(f"“{name}”解压后过大，疑似压缩炸弹，不予接收。")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused(f"“{name}”的内部条目已加密，无法打开。")
    if len({entry.filename for entry in entries}) != len(entries) or any(
        entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/")
        for entry in entries
    ):
        raise FileRefused(f"“{name}”的内部结构异常，不予接收。")
