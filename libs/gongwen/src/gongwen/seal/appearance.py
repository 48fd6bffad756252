"""How the seals of an OFD file look on its pages (签章外观): for viewers, and for a PDF of the same pages."""

from __future__ import annotations

import io
import json

import pypdfium2
import typst

from gongwen.guard import Archive, Deadline, ReadingError
from gongwen.ofd import ShownPage, Stamp, StampPlace, contents, signature_descriptions
from gongwen.ofd.show import GROUND
from gongwen.pdfium import LOCK
from gongwen.seal.errors import SealError
from gongwen.seal.ses import Picture, read_seal, read_stamp
from gongwen.typeset.viewing import OfdView

_POINTS = 72 / 25.4
_PICTURE = """#let (width, height, left, top, wide, high) = json(bytes(sys.inputs.box)).map(value => value * 1mm)
#set page(width: wide, height: high, margin: 0mm, fill: none)
#place(dx: -left, dy: -top, image(
  bytes(json(bytes(sys.inputs.picture))), width: width, height: height, fit: "stretch",
))
"""


def stamps_of(archive: Archive, *, deadline: Deadline | None = None) -> dict[int, tuple[Stamp, ...]]:
    """The pictures of all seals by page, counted from 1; a seal that cannot be read shows nothing.

    Showing says nothing of validity: verify the file too.
    """
    deadline = deadline or Deadline()
    pages = contents(archive, deadline).pages
    found: dict[int, list[Stamp]] = {}
    for description in signature_descriptions(archive):
        picture = _picture(archive, description.seal_part, description.value_part)
        if picture is None:
            continue
        drawing = _drawing(picture, deadline)
        for place in description.stamps:
            number = pages[description.document].get(place.page)
            if number is not None:
                found.setdefault(number, []).append(_stamp(picture, drawing, place))
    return {number: tuple(stamps) for number, stamps in found.items()}


def sealed_pages(
    data: bytes, first: int = 1, last: int = 1, *, deadline: Deadline | None = None
) -> tuple[int, tuple[ShownPage, ...]]:
    """How many pages an OFD file has, and pages ``first`` to ``last`` with the seals on them; raises a ReadingError."""
    deadline = deadline or Deadline()
    view = OfdView(data, deadline=deadline)
    stamps = stamps_of(view.file.archive, deadline=deadline)
    numbers = range(first, min(last, len(view)) + 1)
    return len(view), tuple(view.page(number - 1, stamps.get(number, ())) for number in numbers)


def pdf_with_seals(pdf: bytes, archive: Archive) -> bytes:
    """The PDF of the same pages with the pictures of the seals where the OFD has them; no signature, only their look.

    ``pdf`` must be our own, page for page as the OFD. Riding seals are shown as the strips they are.
    """
    stamps = stamps_of(archive)
    with LOCK:
        document = pypdfium2.PdfDocument(pdf)
        pictures: list[pypdfium2.PdfDocument] = []
        try:
            for number, page_stamps in stamps.items():
                page = document[number - 1]
                for stamp in page_stamps:
                    picture = pypdfium2.PdfDocument(_pdf_of(stamp))
                    pictures.append(picture)
                    _put(document, page, picture, stamp)
                page.gen_content()
            buffer = io.BytesIO()
            document.save(buffer)
        finally:
            for picture in pictures:
                picture.close()
            document.close()
    return buffer.getvalue()


def _picture(archive: Archive, seal_part: str, value_part: str) -> Picture | None:
    """The picture of the seal inside the signature, which is what was signed; else of the seal beside it."""
    try:
        return read_stamp(archive.read(value_part)).seal.picture
    except (SealError, ReadingError):
        pass
    try:
        return read_seal(archive.read(seal_part)).picture if seal_part else None
    except (SealError, ReadingError):
        return None


def _drawing(picture: Picture, deadline: Deadline) -> str:
    """The SVG of a picture that is itself an OFD file; empty for every other."""
    if picture.kind.upper() != "OFD":
        return ""
    try:
        return OfdView(picture.data, deadline=deadline).page(0).svg
    except (ReadingError, IndexError):
        return ""


def _stamp(picture: Picture, drawing: str, place: StampPlace) -> Stamp:
    return Stamp(place.boundary, b"" if drawing else picture.data, place.clip, drawing)


def _shown_part(stamp: Stamp) -> tuple[float, float, float, float]:
    """What shows of the picture, from its left top corner: all of it, or the strip of a riding seal."""
    _x, _y, width, height = stamp.boundary
    return stamp.clip or (0.0, 0.0, width, height)


def _pdf_of(stamp: Stamp) -> bytes:
    """What shows of the picture as a PDF page of its own size."""
    picture = stamp.drawing.replace(GROUND, "", 1).encode() if stamp.drawing else stamp.picture
    compiler = typst.Compiler(
        input=_PICTURE.encode(),
        ignore_system_fonts=True,
        sys_inputs={
            "box": json.dumps([*stamp.boundary[2:], *_shown_part(stamp)]),
            "picture": json.dumps(list(picture)),
        },
    )
    printed = compiler.compile(format="pdf", timestamp=0, pdf_tags=False)
    assert isinstance(printed, bytes)  # noqa: S101 - a PDF is one file
    return printed


def _put(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, picture: pypdfium2.PdfDocument, stamp: Stamp
) -> None:
    left, top, _width, height = _shown_part(stamp)
    x, y = stamp.boundary[0] + left, stamp.boundary[1] + top
    placed = picture.page_as_xobject(0, document).as_pageobject()
    placed.set_matrix(pypdfium2.PdfMatrix().translate(x * _POINTS, page.get_height() - (y + height) * _POINTS))
    page.insert_obj(placed)
