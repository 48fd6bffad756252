"""Small files of every kind, made byte by byte, honest and hostile."""

from __future__ import annotations

import io
import struct
import zipfile

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
)
TEXT = "云江市人民政府办公室关于做好汛期值班工作的通知".encode()
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
ENCRYPTED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 16 + b"\xff\xd9"


def package(**entries: str | bytes) -> bytes:
    """A ZIP of these entries; ``__`` in a name stands for a slash, ``_xml`` for the ending."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def docx(**more: str | bytes) -> bytes:
    return package(**{"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<document/>", **more})


def xlsx() -> bytes:
    return package(**{"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<workbook/>"})


def ofd() -> bytes:
    return package(**{"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>"})


def compound(*names: str, head: bytes = b"") -> bytes:
    """An OLE2 file: header, one allocation table, one directory sector per four names, one data sector."""
    sectors = -(-(len(names) + 1) // 4)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<I", 1) + struct.pack("<I", 1)
    header = header.ljust(0x44, b"\0") + struct.pack("<II", 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE, 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    directory = b"".join(_entry(name, sectors + 1) for name in ("Root Entry", *names))
    return header + table + directory.ljust(512 * sectors, b"\0") + head.ljust(512, b"\0")


def _entry(name: str, start: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<HB", len(written), 2)
    return entry.ljust(0x74, b"\0") + struct.pack("<I", start) + b"\0" * 8
