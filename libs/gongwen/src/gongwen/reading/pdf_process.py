"""Reading a PDF in a process of its own, which ends when its time is up: PDFium is native code on untrusted data."""

from __future__ import annotations

import sys

from gongwen.guard import Damaged, Deadline, ReadingError
from gongwen.guard.apart import answer_apart, run_apart, stopped
from gongwen.reading.pdf_content import PdfContent, PdfLimits, dump_content, load_content

_WHAT = "PDF 文件"


def read_pdf_apart(data: bytes, deadline: Deadline, limits: PdfLimits | None = None) -> PdfContent:
    """Read a PDF; raises Encrypted, Damaged, TooLarge or TooSlow."""
    limits = limits or PdfLimits()
    arguments = [str(limits.pages), str(limits.characters)]
    told = run_apart("gongwen.reading.pdf_process", arguments, data, deadline, what=_WHAT)
    try:
        return load_content(told)
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReadingError):
            raise
        raise Damaged(stopped(_WHAT)) from error


def main(arguments: list[str]) -> int:
    """The process: a PDF on standard input, its content on standard output."""
    seconds, pages, characters = float(arguments[0]), int(arguments[1]), int(arguments[2])

    def work(data: bytes) -> str:
        from gongwen.reading.pdf import read_pdf

        return dump_content(read_pdf(data, Deadline(seconds), PdfLimits(pages, characters)))

    return answer_apart(seconds, work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
