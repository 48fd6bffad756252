"""Put an electronic seal on a PDF file: its picture, and a signed message (GM/T 0010) that carries the seal.

The law's carrier of seals is OFD; a PDF with an SM2 signature is verified here and by other software that knows the
national algorithms. For readers that do not, see ``pades``.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongwen.guard import Damaged, Deadline
from gongwen.page_text import PageText
from gongwen.seal import cms
from gongwen.seal.device import SigningDevice
from gongwen.seal.errors import CannotSeal, SealError
from gongwen.seal.pdf_facts import MILLIMETRE, PdfFacts, PdfPage
from gongwen.seal.pdf_picture import picture_page
from gongwen.seal.pdf_process import read_facts_apart
from gongwen.seal.pdf_verification import judge_facts
from gongwen.seal.pki.chain import Trust
from gongwen.seal.placing import OnSignature, PlacedPicture, Placement, place
from gongwen.seal.ses import ElectronicSeal
from gongwen.seal.sm import sm3
from gongwen.seal.timestamp import TimestampService, timestamp_token
from gongwen.seal.use import check_earlier, check_use

_ENVELOPE, _TOKEN = 1_024, 8_192
"""Bytes kept for a message beside its seal and certificate, and for a timestamp."""


def seal_pdf(
    data: bytes,
    seal: ElectronicSeal,
    device: SigningDevice,
    placements: Sequence[Placement],
    *,
    at: datetime,
    timestamps: TimestampService | None = None,
    deadline: Deadline | None = None,
) -> bytes:
    """The file with one more seal, written after its end so that earlier signatures stay valid.

    Raises CannotSeal with the reason, or a ReadingError where the file cannot be read.
    """
    deadline = deadline or Deadline()
    check_use(seal, device, at)
    facts = read_facts_apart(data, Trust(), at, deadline)
    check_earlier(judge_facts(data, facts, Trust(), at, deadline), at)
    pages = facts.pages
    pictures = [picture for wanted in placements for picture in _placed(wanted, seal, pages, data, deadline)]
    if not pictures:
        raise CannotSeal("没有指定用印位置。")
    if len(pictures) > 1 and facts.signatures:
        raise CannotSeal("PDF 文件已有签章，再盖骑缝章或多处印章会改动页面，请先盖骑缝章。")

    def message_over(signed: bytes) -> bytes:
        message = cms.make_signed_message(device, sm3(signed), at=at, seal=seal.der, **_PDF_TYPES)
        if timestamps is None:
            return message
        signature = cms.read_signed_message(message).signature
        return cms.with_timestamp(message, timestamp_token(timestamps, signature))

    room = len(seal.der) + len(device.certificate.der) + _ENVELOPE + (_TOKEN if timestamps else 0)
    with _writing():
        return _written(data, seal, pictures, facts, at, room, message_over)


def _written(
    data: bytes,
    seal: ElectronicSeal,
    pictures: Sequence[PlacedPicture],
    facts: PdfFacts,
    at: datetime,
    room: int,
    message_over: Callable[[bytes], bytes],
) -> bytes:
    """The file with the pictures and, in a place of ``room`` bytes, the message over all the rest."""
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import SigFieldSpec
    from pyhanko.sign.signers import PdfSignedData
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup

    pages = facts.pages
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    form = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(picture_page(seal.picture))), 0)
    # One picture is the signature's own appearance; several are drawn on the pages, under one signature unseen.
    shown = pictures[0] if len(pictures) == 1 else None
    for number, picture in enumerate(() if shown else pictures, start=1):
        _stamp(writer, form, number, picture, pages[picture.page - 1], seal)
    box = _box(shown, pages[shown.page - 1], seal) if shown else None
    field_name = f"Seal{len(facts.signatures) + 1}"
    page = pictures[0].page - 1
    embedder = PdfCMSEmbedder(SigFieldSpec(field_name, on_page=page, box=box)).write_cms(field_name, writer)
    field = next(embedder).get_object()
    if box:
        field["/AP"] = _dictionary({"/N": form})
    placeholder = PdfSignedData(pdf_name("/Sig"), timestamp=at, bytes_reserved=2 * room)
    placeholder[pdf_name("/Name")] = _text(seal.name)
    embedder.send(SigObjSetup(sig_placeholder=placeholder))
    prepared, output = embedder.send(SigIOSetup(md_algorithm="sha256", output=io.BytesIO()))
    content = output.getvalue()
    signed = content[: prepared.reserved_region_start] + content[prepared.reserved_region_end :]
    embedder.send(message_over(signed))
    result: bytes = output.getvalue()
    return result


_PDF_TYPES: dict[str, Any] = {"content_type": cms.DATA, "outer_type": cms.SIGNED_DATA}
"""Readers of PDF know the international identifiers of the envelope only."""


def _stamp(
    writer: Any, form: Any, number: int, picture: PlacedPicture, page: PdfPage, seal: ElectronicSeal
) -> None:
    """Draw the picture, or its strip, on the page itself."""
    from pyhanko.pdf_utils.generic import StreamObject

    left, bottom, _, top = _box(picture, page, seal)
    clip = b""
    if picture.clip is not None:
        x, y, width, height = (value * MILLIMETRE for value in picture.clip)
        clip = b"%.3f %.3f %.3f %.3f re W n " % (left + x, top - y - height, width, height)
    name = f"/Seal{number}"
    paint = b"q " + clip + b"1 0 0 1 %.3f %.3f cm %s Do Q" % (left, bottom, name.encode())
    for content, first in ((b"q", True), (b"Q", False)):
        stream = writer.add_object(StreamObject(stream_data=content))
        writer.add_stream_to_page(picture.page - 1, stream, prepend=first)
    resources = _dictionary({"/XObject": _dictionary({name: form})})
    stream = writer.add_object(StreamObject(stream_data=paint))
    writer.add_stream_to_page(picture.page - 1, stream, resources)


def _box(picture: PlacedPicture, page: PdfPage, seal: ElectronicSeal) -> tuple[float, float, float, float]:
    left = page.left + picture.left * MILLIMETRE
    top = page.top - picture.top * MILLIMETRE
    return (left, top - seal.picture.height * MILLIMETRE, left + seal.picture.width * MILLIMETRE, top)


def _placed(
    wanted: Placement, seal: ElectronicSeal, pages: Sequence[PdfPage], data: bytes, deadline: Deadline
) -> tuple[PlacedPicture, ...]:
    sizes = [page.size for page in pages]
    texts = _texts(data, deadline) if isinstance(wanted, OnSignature) else None
    placed = place(wanted, (seal.picture.width, seal.picture.height), sizes, texts)
    turned = [picture.page for picture in placed if pages[picture.page - 1].turned]
    if turned:
        raise CannotSeal(f"PDF 第 {turned[0]} 页是旋转显示的页面，不能在上面用印。")
    return placed


def _texts(data: bytes, deadline: Deadline) -> list[PageText]:
    """The text of the pages in millimetres."""
    from gongwen.reading.pdf_process import read_pdf_apart

    return [_in_millimetres(page) for page in read_pdf_apart(data, deadline).pages]


def _in_millimetres(page: PageText) -> PageText:
    pieces = tuple(
        replace(
            piece,
            **{name: getattr(piece, name) / MILLIMETRE for name in ("left", "top", "right", "bottom", "size")},
        )
        for piece in page.pieces
    )
    return replace(page, width=page.width / MILLIMETRE, height=page.height / MILLIMETRE, pieces=pieces)


@contextmanager
def _writing() -> Iterator[None]:
    """pyHanko reads damaged files until one of many errors stops it."""
    from pyhanko.pdf_utils.misc import PdfError

    try:
        yield
    except SealError:
        raise
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise Damaged("PDF 文件的结构有误，无法在上面用印，请重新生成文件。") from error


def _dictionary(entries: dict[str, Any]) -> Any:
    from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name

    return DictionaryObject({pdf_name(key): value for key, value in entries.items()})


def _text(text: str) -> Any:
    from pyhanko.pdf_utils.generic import TextStringObject

    return TextStringObject(text)
