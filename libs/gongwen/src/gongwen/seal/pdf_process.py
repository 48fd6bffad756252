"""Reading the signatures of a PDF in a process of its own: PDFium is native code, and any of it may loop on a file."""

from __future__ import annotations

import base64
import json
import sys
from datetime import datetime

from gongwen.guard import Damaged, Deadline, ReadingError
from gongwen.guard.apart import answer_apart, run_apart, stopped
from gongwen.seal.errors import SealError
from gongwen.seal.pdf_facts import PdfFacts, PdfSignature, dump_facts, load_facts
from gongwen.seal.pki.chain import Trust

_WHAT = "PDF 文件"
_MODULE = "gongwen.seal.pdf_process"


def read_facts_apart(data: bytes, trust: Trust, now: datetime, deadline: Deadline) -> PdfFacts:
    """The pages and signatures of a PDF; raises Encrypted, Damaged, TooLarge or TooSlow."""
    beliefs = {
        "roots": [base64.b64encode(one.der).decode("ascii") for one in trust.roots],
        "others": [base64.b64encode(one.der).decode("ascii") for one in trust.others],
        "now": now.isoformat(),
    }
    header = json.dumps(beliefs).encode("ascii")
    told = run_apart(_MODULE, [str(len(header))], header + data, deadline, what=_WHAT)
    try:
        return load_facts(told)
    except ValueError as error:
        if isinstance(error, ReadingError):
            raise
        raise Damaged(stopped(_WHAT)) from error


def main(arguments: list[str]) -> int:
    """The process: beliefs and a PDF on standard input, the facts on standard output."""
    seconds, size = float(arguments[0]), int(arguments[1])

    def work(given: bytes) -> str:
        beliefs = json.loads(given[:size])
        roots, others = ([base64.b64decode(one) for one in beliefs[name]] for name in ("roots", "others"))
        now = datetime.fromisoformat(beliefs["now"])
        return dump_facts(_facts(given[size:], roots, others, now, Deadline(seconds)))

    return answer_apart(seconds, work)


def _facts(data: bytes, roots: list[bytes], others: list[bytes], now: datetime, deadline: Deadline) -> PdfFacts:
    from gongwen.seal.pades import ordinary_signature
    from gongwen.seal.pdf_file import later_changes, pdf_pages, pdf_signatures

    signatures = []
    found = pdf_signatures(data)
    ends = [sum(one.byte_range[2:4]) for one in found]
    for place, (one, end) in enumerate(zip(found, ends, strict=True)):
        deadline.check()
        later = None
        if 0 < end < len(data):
            further = sum(1 for other in ends if other > end)
            later = later_changes(data[:end], data, further, deadline)
        ordinary = None if _uses_sm2(one) else ordinary_signature(data, place, roots, others, now)
        signatures.append(PdfSignature(one.contents, one.byte_range, later, ordinary))
    return PdfFacts(pdf_pages(data), tuple(signatures))


def _uses_sm2(signature: PdfSignature) -> bool:
    from gongwen.seal.cms import read_signed_message
    from gongwen.seal.der import outer_value

    try:
        read_signed_message(outer_value(signature.contents))
    except SealError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
