"""Pages of a kept file as pictures (版面图), so that any browser shows OFD and PDF without a plug-in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from gongwen.guard import Deadline
from gongwen.ofd import open_ofd
from gongwen.pdf_pictures import pdf_pictures
from gongwen.seal.appearance import sealed_pages
from zhengban.files.kinds import FileKind
from zhengban.files.models import StoredFile
from zhengban.files.storage import path_of

SHOWN_KINDS = frozenset({FileKind.OFD, FileKind.PDF})
SECONDS = 20.0
_KEPT_PAGES, _KEPT_COUNTS = 96, 512


@dataclass(frozen=True)
class PageImage:
    """The picture of one page."""

    content: bytes = field(repr=False)
    media_type: str


def page_count(stored: StoredFile) -> int:
    """How many pages the file has; raises a ReadingError."""
    return _count(stored.sha256, FileKind(stored.kind))


def page_image(stored: StoredFile, number: int) -> PageImage | None:
    """Page ``number``, counted from 1, with its seals; None beyond the last. Raises a ReadingError.

    The last few are remembered by the hash of the content.
    """
    return _image(stored.sha256, FileKind(stored.kind), number)


@lru_cache(maxsize=_KEPT_COUNTS)
def _count(sha256: str, kind: FileKind) -> int:
    data = path_of(sha256).read_bytes()
    if kind == FileKind.PDF:
        return pdf_pictures(data, 1, 0, deadline=Deadline(SECONDS)).count
    return sum(len(document.pages) for document in open_ofd(data, Deadline(SECONDS)).documents)


@lru_cache(maxsize=_KEPT_PAGES)
def _image(sha256: str, kind: FileKind, number: int) -> PageImage | None:
    data = path_of(sha256).read_bytes()
    deadline = Deadline(SECONDS)
    if kind == FileKind.PDF:
        pictures = pdf_pictures(data, number, number, deadline=deadline).pages
        return PageImage(pictures[0], "image/png") if pictures else None
    _total, pages = sealed_pages(data, number, number, deadline=deadline)
    return PageImage(pages[0].svg.encode(), "image/svg+xml") if pages else None
