"""Periodic work on the layers below the jobs."""

from __future__ import annotations

from zhengban.audit.batches import close_batch


def close_audit() -> int:
    """Close everything new in the trail into batches (封存审计记录); how many batches were closed."""
    closed = 0
    while close_batch() is not None:
        closed += 1
    return closed
