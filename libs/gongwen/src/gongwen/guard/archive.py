"""ZIP archives from untrusted files, read in memory under limits; nothing is unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import IO

from lxml import etree

from gongwen.guard.deadline import Deadline
from gongwen.guard.errors import Damaged, Encrypted, ReadingError, TooLarge, Unsafe
from gongwen.guard.xml import parse_xml

MAX_ENTRIES = 20_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 150
# A part smaller than this is not dangerous however well it is packed (white pictures, padding).
RATIO_FROM = 4 * 1024 * 1024
KEPT = 16 * 1024 * 1024
"""So much of what was read is kept for the next time; the rest is unpacked again."""
_CHUNK = 1024 * 1024


class Archive:
    """A ZIP archive whose parts are read on demand.

    The declared sizes are believed for the limits: a part that unpacks to more is refused as damaged.
    """

    def __init__(self, data: bytes, deadline: Deadline) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError) as error:
            raise Damaged("压缩包已损坏，无法读取，请重新获取文件。") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise TooLarge(f"文件内部条目超过 {MAX_ENTRIES} 个，已拒绝读取。")
        if sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise TooLarge("文件解压后过大，已拒绝读取。")
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._names: list[str] = []
        for info in infos:
            name = _file_name(info).replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
                raise Unsafe("文件内部路径越界，可能是恶意文件，已拒绝读取。")
            if not name.endswith("/"):
                self._parts.setdefault(_normal(name), info)
                self._names.append(name)
        self._deadline = deadline
        self._read: dict[str, bytes] = {}
        self._kept = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The parts as the archive names them."""
        return tuple(self._names)

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._parts

    def read(self, name: str) -> bytes:
        """The content of one part; raises Damaged where it is missing or broken."""
        key = _normal(name)
        if key in self._read:
            return self._read[key]
        if key not in self._parts:
            raise Damaged(f"文件缺少内部部件“{name}”，可能已损坏。")
        info = self._parts[key]
        if info.flag_bits & 0x1:
            raise Encrypted("文件已加密，请先取消密码保护再试。")
        try:
            with self._zip.open(info) as stream:
                content = self._drain(stream, info)
        except ReadingError:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Damaged(f"文件内部部件“{name}”已损坏，无法读取。") from error
        if self._kept + len(content) <= KEPT:
            self._kept += len(content)
            self._read[key] = content
        return content

    def xml(self, name: str) -> etree._Element:
        """One part as XML."""
        return parse_xml(self.read(name), name)

    def _drain(self, stream: IO[bytes], info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            self._deadline.check()
            size += len(chunk)
            if size > RATIO_FROM and size > MAX_RATIO * max(1, info.compress_size):
                raise TooLarge("文件压缩比异常，可能是“压缩炸弹”，已拒绝读取。")
            chunks.append(chunk)
        return b"".join(chunks)


def resolve_part(base: str, target: str) -> str:
    """The part that ``target`` means inside the part ``base``: absolute, or beside it."""
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))


def _normal(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _file_name(info: zipfile.ZipInfo) -> str:
    """The name as meant: without the UTF-8 flag Chinese names come as GBK, or as UTF-8 all the same."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    # Two bytes of a Chinese character in GBK may be one of another script in UTF-8.
    if text and all(sign.isascii() or sign >= "\u2e80" for sign in text):
        return text
    return raw.decode("gb18030", "replace")
