"""The steps between characters (DeltaX, DeltaY, 11.3)."""

from __future__ import annotations

from gongwen.ofd.package import numbers

_MAX_GROUP = 10_000
_MAX_STEPS = 100_000


def steps_of(text: str | None) -> list[float]:
    """The steps in order, ``g 3 1.5`` meaning three times 1.5; a fault ends them."""
    parts = (text or "").split()
    steps: list[float] = []
    at = 0
    while at < len(parts) and len(steps) < _MAX_STEPS:
        group = parts[at] == "g"
        count = parts[at + 1] if group and at + 1 < len(parts) else "1"
        step = numbers(parts[at + 2] if group and at + 2 < len(parts) else parts[at])
        if not step or not count.isdecimal():
            break
        steps += step * min(int(count[:6]), _MAX_GROUP)
        at += 3 if group else 1
    return steps
