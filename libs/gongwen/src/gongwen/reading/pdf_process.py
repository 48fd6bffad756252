"""Reading a PDF in a process of its own, which ends when its time is up.

PDFium is native code on untrusted data and may loop inside of one page. The process gets the file on standard input,
limits of time, memory and output that it cannot raise again, nothing of our environment but where Python is, and
answers in JSON.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile

from gongwen.guard import Damaged, Deadline, Encrypted, ReadingError, TooLarge, TooSlow
from gongwen.reading.pdf_content import PdfContent, PdfLimits, dump_content, load_content

MAX_MEMORY = 3 * 1024 * 1024 * 1024
MAX_ANSWER = 512 * 1024 * 1024
_REFUSED = 3
_ERRORS: dict[str, type[ReadingError]] = {
    error.__name__: error for error in (Damaged, Encrypted, TooLarge, TooSlow)
}
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


def read_pdf_apart(data: bytes, deadline: Deadline, limits: PdfLimits | None = None) -> PdfContent:
    """Read a PDF; raises Encrypted, Damaged, TooLarge or TooSlow."""
    deadline.check()
    limits = limits or PdfLimits()
    with tempfile.TemporaryFile() as answer:
        try:
            process = subprocess.run(
                [
                    *(sys.executable, "-P", "-m", "gongwen.reading.pdf_process"),
                    *(f"{deadline.left:.3f}", str(limits.pages), str(limits.characters)),
                ],
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                timeout=deadline.left,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise TooSlow("PDF 文件有一页读取用时过长，已停止，请重新导出后再试。") from error
        answer.seek(0)
        told = answer.read(MAX_ANSWER)
    try:
        if process.returncode == _REFUSED:
            kind, reason = json.loads(told)
            raise _ERRORS[kind](reason)
        if process.returncode == 0:
            return load_content(told)
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReadingError):
            raise
    raise Damaged("PDF 文件使读取程序中止，可能已损坏或有意构造，已拒绝读取。")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}


def main(arguments: list[str]) -> int:
    """The process: a PDF on standard input, its content or the reason of a refusal on standard output."""
    seconds, pages, characters = float(arguments[0]), int(arguments[1]), int(arguments[2])
    _limit(seconds)
    from gongwen.reading.pdf import read_pdf

    try:
        content = read_pdf(sys.stdin.buffer.read(), Deadline(seconds), PdfLimits(pages, characters))
        told = dump_content(content)
    except ReadingError as error:
        sys.stdout.write(json.dumps([type(error).__name__, str(error)]))
        return _REFUSED
    except MemoryError:
        sys.stdout.write(json.dumps([TooLarge.__name__, "PDF 文件展开后过大，已拒绝读取。"]))
        return _REFUSED
    sys.stdout.write(told)
    return 0


def _limit(seconds: float) -> None:
    """Give up what is beyond the limits for good; without the means of the system the parent's timer remains."""
    try:
        import resource
    except ImportError:
        return
    for kind, amount in (
        (resource.RLIMIT_CPU, math.ceil(seconds) + 1),
        (resource.RLIMIT_AS, MAX_MEMORY),
        (resource.RLIMIT_FSIZE, MAX_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(kind)
        within = amount if most == resource.RLIM_INFINITY else min(amount, most)
        resource.setrlimit(kind, (within, within))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
