"""What kind of file it is, decided by its content and never by its name."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import PurePath

from gongwen.guard import Archive, Encrypted, HasMacros, Mislabelled, Unsupported


class FileKind(Enum):
    """A kind of file that is read; the value is what users call it."""

    TEXT = "文本"
    DOCX = "DOCX"
    DOC = "旧版 Word 或 WPS 文字格式（.doc、.wps）"
    RTF = "RTF 文件"
    PDF = "PDF"
    HTML = "网页"
    OFD = "OFD"


_SUFFIXES = {
    FileKind.TEXT: frozenset({"txt", "md", "text", "gongwen", "yaml", "yml", "csv", "log"}),
    FileKind.DOCX: frozenset({"docx", "wps"}),
    FileKind.DOC: frozenset({"doc", "wps", "wpt", "dot"}),
    FileKind.RTF: frozenset({"rtf", "doc"}),
    FileKind.PDF: frozenset({"pdf"}),
    FileKind.HTML: frozenset({"html", "htm", "xhtml"}),
    FileKind.OFD: frozenset({"ofd"}),
}
_EXECUTABLE = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros")
_FIB = b"\xec\xa5"
_SECTOR = 512
_ENTRY = 128
_OTHER = (
    (b"Rar!", "RAR 压缩包，请解压后选择其中的文件"),
    (b"7z\xbc\xaf", "7z 压缩包，请解压后选择其中的文件"),
    (b"\x1f\x8b", "GZ 压缩包，请解压后选择其中的文件"),
    (b"\xff\xd8\xff", "图片，没有可读取的文字"),
    (b"\x89PNG", "图片，没有可读取的文字"),
    (b"GIF8", "图片，没有可读取的文字"),
    (b"BM", "图片，没有可读取的文字"),
    (b"II*\0", "图片，没有可读取的文字"),
    (b"MM\0*", "图片，没有可读取的文字"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body|meta)\b",
    re.I | re.S,
)
_LONGEST_HEAD = 8_192


def detect(data: bytes) -> FileKind:
    """The kind of a file that is no archive; raises Unsupported, Encrypted or Mislabelled."""
    if data.startswith(_EXECUTABLE[:-1]) and b"\0" in data[:4_096]:
        raise Mislabelled("文件内容是可执行程序，已拒绝读取。")
    if data.startswith(_OLE):
        return _compound(data)
    if data.startswith(b"{\\rtf"):
        return FileKind.RTF
    if b"%PDF-" in data[:1_024]:
        return FileKind.PDF
    for start, what in _OTHER:
        if data.startswith(start) and (b"\0" in data[:4_096] or start == b"Rar!"):
            raise Unsupported(f"文件是{what}。")
    if _HTML.match(data.removeprefix(b"\xef\xbb\xbf")[:_LONGEST_HEAD]):
        return FileKind.HTML
    return FileKind.TEXT


def detect_archive(archive: Archive) -> FileKind:
    """The kind of document that is packed in a ZIP archive; raises HasMacros, Unsupported or Encrypted."""
    names = [name.lower() for name in archive.names]
    if any(name.endswith("vbaproject.bin") for name in names):
        raise HasMacros("文件含有宏，已拒绝读取，请另存为不含宏的 .docx 后再试。")
    if "ofd.xml" in names:
        return FileKind.OFD
    if "word/document.xml" in names:
        return FileKind.DOCX
    if any(name.endswith(("decryptseed.dat", "encryptions.xml")) for name in names):
        raise Encrypted("OFD 文件已加密，请先解密再试。")
    if any(name.startswith("xl/") for name in names):
        raise Unsupported("文件是 Excel 表格，请将文字内容另存为 .docx 或 .txt 后再试。")
    if any(name.startswith("ppt/") for name in names):
        raise Unsupported("文件是演示文稿，请将文字内容另存为 .docx 或 .txt 后再试。")
    if "content.xml" in names and "mimetype" in names:
        raise Unsupported("文件是 ODF 文档，请另存为 .docx 后再试。")
    raise Unsupported("文件是压缩包，请解压后选择其中的文件。")


def name_note(name: str, kind: FileKind) -> str | None:
    """A note where the extension promises another kind; raises Mislabelled for one that starts programs."""
    suffix = PurePath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if suffix in ("exe", "com", "scr", "bat", "cmd", "js", "vbs", "ps1", "lnk", "hta", "msi", "jar", "sh"):
        raise Mislabelled(f"扩展名“.{suffix}”属于可执行文件，已拒绝读取。")
    if not suffix or suffix in _SUFFIXES[kind]:
        return None
    if not any(suffix in known for known in _SUFFIXES.values()) and kind is FileKind.TEXT:
        return None
    return f"文件扩展名为“.{suffix}”，实际内容是{kind.value}，已按实际内容读取。"


def _compound(data: bytes) -> FileKind:
    """The names in the directory of an OLE container tell what it holds; only old Word documents are read."""
    if _named("EncryptedPackage") in data:
        raise Encrypted("文件已加密，请先取消密码保护再试。")
    if _named("WordDocument") in data:
        if any(_has_entry(data, name) for name in _MACROS):
            raise HasMacros("文件含有宏，已拒绝读取，请另存为不含宏的 .docx 后再试。")
        if _is_encrypted_word(data):
            raise Encrypted("文件已加密，请先取消密码保护再试。")
        return FileKind.DOC
    if _named("Workbook") in data:
        raise Unsupported("文件是旧版 Excel 表格（.xls），请将文字内容另存为 .docx 或 .txt 后再试。")
    raise Unsupported("文件是旧版 Office 格式，请另存为 .docx 后再试。")


def _named(entry: str) -> bytes:
    return entry.encode("utf-16-le")


def _has_entry(data: bytes, entry: str) -> bool:
    """Whether the directory holds the entry: its records are 128 bytes long and start with the name."""
    name = _named(entry) + b"\0\0"
    at = data.find(name)
    while at >= 0 and at % _ENTRY:
        at = data.find(name, at + 1)
    return at >= 0


def _is_encrypted_word(data: bytes) -> bool:
    """Whether the head of the text stream says so (MS-DOC 2.5.2, FibBase: fEncrypted); it starts a sector."""
    at = data.find(_FIB)
    while at >= 0:
        if at % _SECTOR == 0 and at + 12 <= len(data):
            return bool(data[at + 11] & 0x01)
        at = data.find(_FIB, at + 1)
    return False
