"""Verify any sealed file by its content."""

from __future__ import annotations

from datetime import UTC, datetime

from gongwen.guard import Deadline, Empty, TooLarge, Unsupported
from gongwen.seal.ofd_verification import inspect_ofd
from gongwen.seal.pki.chain import Trust
from gongwen.seal.report import InvalidSeal, Report, Verdict

MAX_FILE = 200 * 1024 * 1024


def inspect(
    data: bytes, trust: Trust | None = None, *, now: datetime | None = None, deadline: Deadline | None = None
) -> Report:
    """Say of every signature in an OFD or PDF file whether it is good, and what is wrong where it is not.

    ``now`` is the moment of looking, by default the clock's. Raises a ReadingError where the file cannot be read.
    """
    if not data:
        raise Empty("文件是空的。")
    if len(data) > MAX_FILE:
        raise TooLarge(f"文件超过 {MAX_FILE // 1024 // 1024} MB，已拒绝读取。")
    moment = now or datetime.now(UTC)
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return inspect_ofd(data, trust or Trust(), now=moment, deadline=deadline)
    if b"%PDF-" in data[:1024]:
        from gongwen.seal.pdf_verification import inspect_pdf

        return inspect_pdf(data, trust or Trust(), now=moment, deadline=deadline)
    raise Unsupported("只能验证 OFD 和 PDF 文件中的签章。")


def verify(data: bytes, trust: Trust, *, now: datetime | None = None, deadline: Deadline | None = None) -> Report:
    """A report in which every signature is valid and trusted; raises InvalidSeal (which carries the report) else."""
    report = inspect(data, trust, now=now, deadline=deadline)
    if report.verdict is not Verdict.VALID:
        raise InvalidSeal(report)
    return report
