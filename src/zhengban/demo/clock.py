"""A clock that can be set back while the demo city's past year is played."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime

from django.utils import timezone


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block ``timezone.now()`` answers this moment."""
    real = timezone.now
    timezone.now = lambda: moment.astimezone(UTC)
    try:
        yield
    finally:
        timezone.now = real
