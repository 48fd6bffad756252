"""SM3 digests (杂凑, GB/T 32905)."""

from __future__ import annotations

from gongwen.seal.sm.backend import backend


def sm3(data: bytes) -> bytes:
    """The digest of ``data``, 32 bytes."""
    return backend().sm3(data)
