"""Pictures of an OFD file in a form that a browser shows."""

from __future__ import annotations

import struct

from gongwen.guard import ReadingError
from gongwen.pdf_pictures import pdf_pictures

MAX_SIDE = 20_000
MAX_PIXELS = 60_000_000
_JBIG2 = b"\x97JB2\r\n\x1a\n"
_SEQUENTIAL = 0x01
_PAGES_UNKNOWN = 0x02
_PAGE_INFORMATION = 48
_POINT_A_DOT = 72


def shown(data: bytes) -> tuple[str, bytes] | None:
    """Media type and bytes of a picture, recognised by its content; None for one that cannot be shown."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ("image/png", data) if _fits(data[16:24], ">II") else None
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", data
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ("image/gif", data) if _fits(data[6:10], "<HH") else None
    if data.startswith(b"BM"):
        return ("image/bmp", data) if _fits(data[18:26], "<ii") else None
    if data.startswith(_JBIG2):
        png = _jbig2(data)
        return ("image/png", png) if png else None
    return None


def _fits(sides: bytes, form: str) -> bool:
    if len(sides) < struct.calcsize(form):
        return False
    width, height = (abs(int(side)) for side in struct.unpack(form, sides))
    return 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS


def _jbig2(data: bytes) -> bytes | None:
    """A black-and-white picture, drawn like a page of a PDF that takes the same segments."""
    if len(data) < 13 or not data[8] & _SEQUENTIAL:
        return None
    segments = data[9 if data[8] & _PAGES_UNKNOWN else 13 :]
    size = _page_size(segments)
    if size is None or not _fits(struct.pack(">II", *size), ">II"):
        return None
    try:
        drawn = pdf_pictures(_pdf_around(segments, *size), dpi=_POINT_A_DOT)
    except ReadingError:
        return None
    return drawn.pages[0] if drawn.pages else None


def _page_size(segments: bytes) -> tuple[int, int] | None:
    """Width and height from the page information segment, which comes first."""
    if len(segments) < 19 or segments[4] & 0x3F != _PAGE_INFORMATION:
        return None
    width, height = struct.unpack_from(">II", segments, 11)
    return width, height


def _pdf_around(segments: bytes, width: int, height: int) -> bytes:
    """A PDF of one page that is nothing but the picture."""
    content = f"{width} 0 0 {height} 0 0 cm /I Do".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1"
        b"/Filter/JBIG2Decode/Length %d>>stream\n%b\nendstream" % (width, height, len(segments), segments),
    ]
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(body),
    )
