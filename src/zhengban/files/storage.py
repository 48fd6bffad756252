"""Taking content in, keeping it under its hash, and opening it again."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from zhengban.access.authority import gate_is_open
from zhengban.access.errors import GateClosed
from zhengban.files.errors import FileRefused, FileTooLarge
from zhengban.files.inspection import inspect
from zhengban.files.kinds import FileKind
from zhengban.files.models import StoredFile
from zhengban.files.names import clean_name, name_for
from zhengban.files.scanning import scan

INCOMING = "incoming"
_CHUNK = 256 * 1024
_READ_ONLY = 0o440


@dataclass(frozen=True)
class ReceivedFile:
    """A content that passed the door and lies on the disk; ``keep`` makes it the office's within a day."""

    sha256: str
    size: int
    kind: FileKind
    is_encrypted: bool
    name: str


def receive(content: bytes | File[bytes], *, name: str) -> ReceivedFile:
    """Check and write the content (接收); the slow part, to be done before the action opens its transaction.

    Raises FileRefused.
    """
    shown = clean_name(name)
    incoming = _root() / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    descriptor, path = tempfile.mkstemp(dir=incoming)
    place = Path(path)
    with os.fdopen(descriptor, "w+b") as file:
        try:
            sha256, size = _write(content, file, shown)
            found = inspect(file, shown)
            scan(file, shown)
            os.fsync(file.fileno())
            place.chmod(_READ_ONLY)
            _put(place, path_of(sha256))
        except BaseException:
            place.unlink(missing_ok=True)
            raise
    return ReceivedFile(sha256, size, found.kind, found.is_encrypted, name_for(shown, found.kind))


def keep(received: ReceivedFile) -> StoredFile:
    """Make a received content the office's (入库), inside the action that refers to it."""
    if not gate_is_open():
        raise GateClosed("A file was stored outside an action.")
    _claim(received)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=received.sha256,
        defaults={
            "size": received.size,
            "kind": received.kind,
            "is_encrypted": received.is_encrypted,
            "created_at": timezone.now(),
        },
    )
    assert isinstance(stored, StoredFile)  # noqa: S101 - narrows the type
    return stored


def keep_all(received: Sequence[ReceivedFile]) -> list[StoredFile]:
    """Make several received contents the office's, in two queries however many they are."""
    if not gate_is_open():
        raise GateClosed("A file was stored outside an action.")
    for one in received:
        _claim(one)
    now = timezone.now()
    StoredFile.objects.bulk_create(
        [
            StoredFile(
                sha256=one.sha256, size=one.size, kind=one.kind, is_encrypted=one.is_encrypted, created_at=now
            )
            for one in received
        ],
        ignore_conflicts=True,
    )
    stored = StoredFile.objects.in_bulk([one.sha256 for one in received], field_name="sha256")
    return [stored[one.sha256] for one in received]


def store(content: bytes | File[bytes], *, name: str) -> StoredFile:
    """Receive and keep in one step, inside an action; for what the system itself makes and for small files."""
    if not gate_is_open():
        raise GateClosed("A file was stored outside an action.")
    return keep(receive(content, name=name))


def open_stored(stored: StoredFile) -> BufferedReader:
    """The content, open for reading."""
    return path_of(stored.sha256).open("rb")


def read_stored(stored: StoredFile) -> bytes:
    """The whole content."""
    return path_of(stored.sha256).read_bytes()


def path_of(sha256: str) -> Path:
    """Where a content lies: two levels of folders by its hash."""
    return _root() / sha256[:2] / sha256[2:4] / sha256


@contextlib.contextmanager
def folder_lock(operation: int) -> Iterator[None]:
    """Putting a content in place (shared) and sweeping (exclusive) exclude each other."""
    with (_root() / ".lock").open("a") as lock:
        fcntl.flock(lock, operation)
        yield


def _claim(received: ReceivedFile) -> None:
    """Let the content's age start anew, so that it is not swept before its row is there."""
    try:
        with folder_lock(fcntl.LOCK_SH):
            os.utime(path_of(received.sha256))
    except FileNotFoundError as error:
        raise FileRefused(f"“{received.name}”的上传已过期，请重新上传。") from error


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _write(content: bytes | File[bytes], file: BinaryIO, name: str) -> tuple[str, int]:
    limit: int = settings.LARGEST_FILE
    digest = hashlib.sha256()
    size = 0
    for chunk in (content,) if isinstance(content, bytes) else content.chunks(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise FileTooLarge(name, limit)
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    return digest.hexdigest(), size


def _put(place: Path, target: Path) -> None:
    """Move the content under its hash. An equal one is replaced, so that its age starts anew for the sweep."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with folder_lock(fcntl.LOCK_SH):
        place.replace(target)
    for folder in (target.parent, target.parent.parent, _root()):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
