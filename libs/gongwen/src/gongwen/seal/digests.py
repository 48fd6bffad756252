"""Digests of the parts of a package: which algorithm a signature names, each part digested once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from gongwen.guard import Archive, Deadline
from gongwen.ofd import part_key
from gongwen.seal.sm import message_digest, sm3

KEYED_SM3 = "1.2.156.10197.1.401.2"
"""SM3, which some V1 software computes with the signer's Z before the content."""


def _weak(name: str) -> Callable[[bytes], bytes]:
    return lambda data: hashlib.new(name, data, usedforsecurity=False).digest()


ALGORITHMS: dict[str, Callable[[bytes], bytes]] = {
    "SM3": sm3,
    "1.2.156.10197.1.401": sm3,
    "1.2.156.10197.1.401.1": sm3,
    KEYED_SM3: sm3,
    "SHA256": lambda data: hashlib.sha256(data).digest(),
    "2.16.840.1.101.3.4.2.1": lambda data: hashlib.sha256(data).digest(),
    "SHA1": _weak("sha1"),
    "1.3.14.3.2.26": _weak("sha1"),
    "MD5": _weak("md5"),
    "1.2.840.113549.2.5": _weak("md5"),
}
WEAK = {"SHA1", "1.3.14.3.2.26", "MD5", "1.2.840.113549.2.5"}


def digests(method: str, data: bytes, public_key: bytes) -> tuple[bytes, ...]:
    """What ``data`` may have as its digest by the named method, which is one of ALGORITHMS."""
    plain = ALGORITHMS[method](data)
    return (plain, message_digest(public_key, data)) if method == KEYED_SM3 and public_key else (plain,)


@dataclass
class PartDigests:
    """The digests of the parts of one archive: a list of signatures may name a large part again and again."""

    archive: Archive
    deadline: Deadline
    _known: dict[tuple[str, str, bytes], tuple[bytes, ...]] = field(default_factory=dict)

    def of(self, part: str, method: str, public_key: bytes) -> tuple[bytes, ...]:
        """Raises a ReadingError where the part cannot be read or the time is up."""
        self.deadline.check()
        key = (part_key(part), method, public_key if method == KEYED_SM3 else b"")
        if key not in self._known:
            self._known[key] = digests(method, self.archive.read(part), public_key)
        return self._known[key]
