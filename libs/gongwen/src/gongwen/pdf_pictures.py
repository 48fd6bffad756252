"""Pages of a PDF as pictures (版面图), drawn in a process of its own: PDFium is native code and may loop on a file."""

from __future__ import annotations

import base64
import json
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from gongwen.guard import Damaged, Deadline, Encrypted, ReadingError
from gongwen.guard.apart import answer_apart, run_apart, stopped

MAX_PIXELS = 6_000_000
_WHAT = "PDF 文件"
_MODULE = "gongwen.pdf_pictures"


@dataclass(frozen=True)
class PdfPictures:
    """Some pages of a PDF as PNG, and how many pages it has."""

    count: int
    pages: tuple[bytes, ...] = field(repr=False)


def pdf_pictures(
    data: bytes, first: int = 1, last: int = 1, *, dpi: int = 110, deadline: Deadline | None = None
) -> PdfPictures:
    """Pages ``first`` to ``last``, counted from 1, as far as there are; raises a ReadingError."""
    told = run_apart(_MODULE, [str(first), str(last), str(dpi)], data, deadline or Deadline(), what=_WHAT)
    try:
        count, *pages = json.loads(told)
        return PdfPictures(int(count), tuple(base64.b64decode(page) for page in pages))
    except (ValueError, TypeError) as error:
        raise Damaged(stopped(_WHAT)) from error


def main(arguments: list[str]) -> int:
    """The process: a PDF on standard input, the number of pages and the pictures on standard output."""
    seconds, first, last, dpi = float(arguments[0]), *(int(one) for one in arguments[1:])
    return answer_apart(seconds, _drawing(first, last, dpi))


def _drawing(first: int, last: int, dpi: int) -> Callable[[bytes], str]:
    def work(data: bytes) -> str:
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refusal(error) from error
        count = len(document)
        pages = [_png(document[number - 1], dpi) for number in range(first, min(last, count) + 1)]
        return json.dumps([count, *(base64.b64encode(page).decode("ascii") for page in pages)])

    return work


def _refusal(error: Exception) -> ReadingError:
    if "assword" in str(error):
        return Encrypted("PDF 文件设有打开口令，无法读取。")
    return Damaged("PDF 文件已损坏或格式不正确，无法打开。")


def _png(page: object, dpi: int) -> bytes:
    width, height = page.get_size()  # type: ignore[attr-defined]
    scale = min(dpi / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)  # type: ignore[attr-defined]
    row = bitmap.width * bitmap.n_channels
    kinds = {1: 0, 3: 2, 4: 6}
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, kinds[bitmap.n_channels], 0, 0, 0)
    content = bytes(bitmap.buffer)
    rows = (content[at * bitmap.stride : at * bitmap.stride + row] for at in range(bitmap.height))
    packed = zlib.compress(b"".join(b"\0" + one for one in rows), 1)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in chunks
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
