"""What a file is, by its content (按内容识别), and why it is turned away where it is."""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass
from typing import BinaryIO

from zhengban.files import compound, packages
from zhengban.files.errors import FileRefused, KindRefused, UnsupportedKind
from zhengban.files.kinds import TAKEN_EXTENSIONS, FileKind
from zhengban.files.names import extension

_CHUNK = 1024 * 1024
_TAIL = 64 * 1024
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_PDF_ENCRYPTION = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
# Bytes that never stand in a text, in any encoding we read.
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MACRO_ENTRIES = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur"})
_WORD_ENCRYPTED = 0x0100
_SHEET_PASSWORD = 0x002F


@dataclass(frozen=True)
class Inspected:
    """What the content is; an encrypted file is taken, but nothing in it can be read or searched."""

    kind: FileKind
    is_encrypted: bool = False


def inspect(file: BinaryIO, name: str) -> Inspected:
    """Recognise the content; raises FileRefused for what is not taken or does not match the name's ending."""
    found = _recognize(file, name)
    ending = extension(name)
    if ending and ending not in found.kind.extensions:
        if ending not in TAKEN_EXTENSIONS:
            raise UnsupportedKind(name)
        raise KindRefused(f"“{name}”的实际内容是{found.kind.label}，与扩展名不符，请改正后再上传。")
    return found


def _recognize(file: BinaryIO, name: str) -> Inspected:
    file.seek(0)
    head = file.read(1024)
    if not head:
        raise FileRefused(f"“{name}”是空文件。")
    if head.startswith(packages.SIGNATURE):
        return Inspected(packages.package_kind(file, name))
    if head.startswith(compound.SIGNATURE):
        return _compound(file, name)
    if b"%PDF-" in head:
        return _pdf(file, name)
    if head.startswith(b"\xff\xd8\xff"):
        return _picture(file, FileKind.JPEG, b"\xff\xd9", name)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(file, FileKind.PNG, b"IEND", name)
    if head.startswith(_OTHER_ARCHIVES):
        raise KindRefused(f"“{name}”是压缩包，请解压后逐个上传。")
    if head.startswith(_PROGRAMS) and not _is_text(file):
        raise KindRefused(f"“{name}”是程序文件，不予接收。")
    if _is_text(file):
        return Inspected(FileKind.TXT)
    raise UnsupportedKind(name)


def _picture(file: BinaryIO, kind: FileKind, end: bytes, name: str) -> Inspected:
    file.seek(0)
    # Cameras write more behind the picture's own end.
    if end not in file.read()[-_TAIL:]:
        raise FileRefused(f"“{name}”不完整，请重新导出后再上传。")
    return Inspected(kind)


def _pdf(file: BinaryIO, name: str) -> Inspected:
    file.seek(0)
    content = file.read()
    if b"startxref" not in content[-_TAIL:]:
        raise FileRefused(f"“{name}”不完整，请重新导出后再上传。")
    return Inspected(FileKind.PDF, is_encrypted=_PDF_ENCRYPTION.search(content) is not None)


def _compound(file: BinaryIO, name: str) -> Inspected:
    try:
        heads = {entry.name.lower(): entry.head for entry in compound.read_entries(file)}
    except compound.BrokenCompoundFile as error:
        raise FileRefused(f"“{name}”已损坏，无法打开。") from error
    if _MACRO_ENTRIES & heads.keys():
        raise FileRefused(f"“{name}”含有宏，请另存为不含宏的文件后再上传。")
    if "worddocument" in heads:
        return Inspected(FileKind.DOC, is_encrypted=_word_is_encrypted(heads["worddocument"]))
    for workbook in ("workbook", "book"):
        if workbook in heads:
            return Inspected(FileKind.XLS, is_encrypted=_sheet_is_encrypted(heads[workbook]))
    if "encryptedpackage" in heads:
        # A document with an opening password; only its name still tells which kind it is.
        kind = {"docx": FileKind.DOCX, "xlsx": FileKind.XLSX}.get(extension(name))
        if kind is not None:
            return Inspected(kind, is_encrypted=True)
    raise UnsupportedKind(name)


def _word_is_encrypted(head: bytes) -> bool:
    return len(head) >= 12 and bool(struct.unpack_from("<H", head, 0x0A)[0] & _WORD_ENCRYPTED)


def _sheet_is_encrypted(head: bytes) -> bool:
    at = 0
    while at + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, at)
        if record == _SHEET_PASSWORD:
            return True
        at += 4 + length
    return False


def _is_text(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(4)
    encodings = ("utf-16",) if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030")
    return any(_decodes(file, encoding) for encoding in encodings)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            if _NOT_TEXT.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
