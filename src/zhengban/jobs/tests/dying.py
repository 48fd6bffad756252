"""A job that is killed in the middle of its first two runs, told by the lines it writes."""

from __future__ import annotations

import os
import time
from pathlib import Path

RUNS_KILLED = 2


def work(diary: str) -> None:
    path = Path(diary)
    with path.open("a", encoding="ascii") as lines:
        lines.write(f"{os.getpid()}\n")
    if len(path.read_text(encoding="ascii").split()) <= RUNS_KILLED:
        time.sleep(60)
    with path.open("a", encoding="ascii") as lines:
        lines.write("done\n")
