"""Work on untrusted data in a process of its own, which ends when its time is up.

For native code that may loop or crash on what it reads. The process gets the data on standard input, limits of time,
memory and output that it cannot raise again, nothing of our environment but where Python is, and answers with text.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable

from gongwen.guard.deadline import Deadline
from gongwen.guard.errors import Damaged, Encrypted, ReadingError, TooLarge, TooSlow

MAX_MEMORY = 3 * 1024 * 1024 * 1024
MAX_ANSWER = 512 * 1024 * 1024
_REFUSED = 3
_ERRORS: dict[str, type[ReadingError]] = {
    error.__name__: error for error in (Damaged, Encrypted, TooLarge, TooSlow)
}
_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


def run_apart(module: str, arguments: list[str], data: bytes, deadline: Deadline, *, what: str) -> bytes:
    """What ``python -m module SECONDS ARGUMENTS…`` answers to ``data``.

    ``what`` begins the sentence of a refusal, such as “PDF 文件”. Raises Encrypted, Damaged, TooLarge or TooSlow.
    """
    deadline.check()
    with tempfile.TemporaryFile() as answer:
        try:
            process = subprocess.run(
                [sys.executable, "-P", "-m", module, f"{deadline.left:.3f}", *arguments],
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=environment(),
                timeout=deadline.left,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise TooSlow(f"{what}有一页读取用时过长，已停止，请重新导出后再试。") from error
        answer.seek(0)
        told = answer.read(MAX_ANSWER)
    if process.returncode == 0:
        return told
    if process.returncode == _REFUSED:
        try:
            kind, reason = json.loads(told)
            raise _ERRORS[kind](reason)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            if isinstance(error, ReadingError):
                raise
    raise Damaged(stopped(what))


def stopped(what: str) -> str:
    """The sentence for a process that ended without an answer, or with nonsense."""
    return f"{what}使读取程序中止，可能已损坏或有意构造，已拒绝读取。"


def answer_apart(seconds: float, work: Callable[[bytes], str]) -> int:
    """The process itself: limits first, then ``work`` on standard input; its text or the reason of a refusal out."""
    limit(seconds)
    try:
        told = work(sys.stdin.buffer.read())
    except ReadingError as error:
        sys.stdout.write(json.dumps([type(error).__name__, str(error)]))
        return _REFUSED
    except MemoryError:
        sys.stdout.write(json.dumps([TooLarge.__name__, "文件展开后过大，已拒绝读取。"]))
        return _REFUSED
    sys.stdout.write(told)
    return 0


def environment() -> dict[str, str]:
    """All that the process sees of ours."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}


def limit(seconds: float) -> None:
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
