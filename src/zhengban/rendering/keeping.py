"""Typesetting a source form: kept as a file inside an action, or shown as pages and forgotten."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone

from gongwen.document import load_source
from gongwen.typeset import typeset_pages_svg
from zhengban.files.models import StoredFile
from zhengban.files.storage import read_stored, store
from zhengban.rendering.forms import Form
from zhengban.rendering.models import RenderedFile

KEPT_PREVIEWS = 24


@dataclass(frozen=True)
class PreviewPage:
    """One page of a preview: its number and the picture as a data address, so that no script can run in it."""

    number: int
    address: str


def kept(source: str, form: Form) -> StoredFile:
    """This content in this form, typeset at the first call and kept; call it inside an action."""
    file: StoredFile = rendered(source, form).file
    return file


def kept_forms(source: str, *forms: Form) -> list[StoredFile]:
    """This content in several forms, one query where all were made before; call it inside an action."""
    made = RenderedFile.objects.filter(source_sha256=_digest(source), form__in=[form.code for form in forms])
    ready: dict[str, StoredFile] = {one.form: one.file for one in made.select_related("file")}
    return [ready.get(form.code) or kept(source, form) for form in forms]


def rendered(source: str, form: Form) -> RenderedFile:
    """The record of the kept file, made at the first call; call it inside an action."""
    made = find(source, form)
    if made is None:
        stored = store(typeset(source, form), name=f"print.{form.code}")
        made = RenderedFile.objects.create(
            source_sha256=_digest(source), form=form.code, file=stored, made_at=timezone.now()
        )
        assert isinstance(made, RenderedFile)  # noqa: S101 - narrows the type
    return made


def find(source: str, form: Form) -> RenderedFile | None:
    """The record of this content in this form, where it was made before."""
    made = RenderedFile.objects.filter(source_sha256=_digest(source), form=form.code).select_related("file")
    found: RenderedFile | None = made.first()
    return found


def content(source: str, form: Form) -> bytes:
    """The file's content, from what is kept or typeset now and forgotten."""
    made = find(source, form)
    return typeset(source, form) if made is None else read_stored(made.file)


def typeset(source: str, form: Form) -> bytes:
    """This content in this form (GB/T 9704-2012)."""
    return form.typeset(load_source(source))


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
