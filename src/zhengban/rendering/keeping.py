"""Typesetting a source form: kept as a file inside an action, or shown as pages and forgotten."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from gongwen.document import load_source
from gongwen.typeset import typeset_pages_svg, typeset_pdf
from zhengban.files.models import StoredFile
from zhengban.files.storage import store
from zhengban.rendering.models import RenderedFile

PDF = "pdf"
KEPT_PREVIEWS = 24


@dataclass(frozen=True)
class PreviewPage:
    """One page of a preview: its number and the picture as a data address, so that no script can run in it."""

    number: int
    address: str


def kept_pdf(source: str) -> StoredFile:
    """The PDF of this content, typeset at the first call and kept; call it inside an action."""
    file: StoredFile = rendered_pdf(source).file
    return file


def rendered_pdf(source: str) -> RenderedFile:
    """The record of the kept PDF, made at the first call; call it inside an action."""
    made = find_pdf(source)
    if made is None:
        stored = store(pdf(source), name="print.pdf")
        made = RenderedFile.objects.create(
            source_sha256=_digest(source), form=PDF, file=stored, made_at=timezone.now()
        )
        assert isinstance(made, RenderedFile)  # noqa: S101 - narrows the type
    return made


def find_pdf(source: str) -> RenderedFile | None:
    """The record of the PDF of this content, where it was made before."""
    made = RenderedFile.objects.filter(source_sha256=_digest(source), form=PDF).select_related("file")
    found: RenderedFile | None = made.first()
    return found


def pdf(source: str) -> bytes:
    """The PDF of this content (GB/T 9704-2012)."""
    return typeset_pdf(load_source(source))


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


@lru_cache(maxsize=KEPT_PREVIEWS)
def preview(source: str) -> tuple[PreviewPage, ...]:
    """The pages of this content as they will print; the last few are remembered, for people open the same paper."""
    pages = typeset_pages_svg(load_source(source))
    return tuple(
        PreviewPage(number, "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode())
        for number, svg in enumerate(pages, 1)
    )
