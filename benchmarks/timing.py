"""How long one call takes, warm, as the benchmarks of the library print it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def measured(work: Callable[[], object], seconds: float) -> float:
    """The median milliseconds of one call, after three calls to warm up."""
    for _ in range(3):
        work()
    times: list[float] = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until or len(times) < 5:
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
