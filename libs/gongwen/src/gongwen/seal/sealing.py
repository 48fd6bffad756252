"""Seal any file that can carry a seal, by its content."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongwen.guard import Deadline, Unsupported
from gongwen.seal.device import SigningDevice
from gongwen.seal.ofd_sealing import seal_ofd
from gongwen.seal.placing import Placement
from gongwen.seal.ses import ElectronicSeal
from gongwen.seal.timestamp import TimestampService


def seal_file(
    data: bytes,
    seal: ElectronicSeal,
    device: SigningDevice,
    placements: Sequence[Placement],
    *,
    at: datetime,
    timestamps: TimestampService | None = None,
    deadline: Deadline | None = None,
) -> bytes:
    """The OFD or PDF file with one more seal on it; raises CannotSeal, or a ReadingError."""
    if data[:2] == b"PK":
        return seal_ofd(data, seal, device, placements, at=at, timestamps=timestamps, deadline=deadline)
    if b"%PDF-" in data[:1024]:
        from gongwen.seal.pdf_sealing import seal_pdf

        return seal_pdf(data, seal, device, placements, at=at, timestamps=timestamps, deadline=deadline)
    raise Unsupported("只能在 OFD 和 PDF 文件上用印。")
