"""Keeping the folder and the table in step: old content nobody refers to goes, every kept one is proven."""

from __future__ import annotations

import fcntl
import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from zhengban.files.models import StoredFile
from zhengban.files.storage import INCOMING, folder_lock, open_stored

# An action that received a content has this long to commit the row that refers to it.
GRACE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Damage:
    """A kept content that is not what it was."""

    sha256: str
    what: str


def sweep() -> int:
    """Remove content that no row refers to and that is older than a day; how many were removed."""
    root = Path(settings.MEDIA_ROOT)
    oldest = time.time() - GRACE_SECONDS
    removed = 0
    for path in [*(root / INCOMING).glob("*"), *root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")]:
        if path.stat().st_mtime >= oldest or StoredFile.objects.filter(sha256=path.name).exists():
            continue
        with folder_lock(fcntl.LOCK_EX):
            # Whoever received the same content meanwhile has put a fresh file here.
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed


def find_damage() -> Iterator[Damage]:
    """Every kept content that is missing or no longer gives its hash."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        try:
            with open_stored(stored) as file:
                actual = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield Damage(stored.sha256, "文件缺失")
            continue
        if actual != stored.sha256:
            yield Damage(stored.sha256, "内容与摘要不符")
