"""Typesetting a source form: kept as a file inside an action, or shown as pages and forgotten."""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _

from gongwen.document import load_source
from gongwen.typeset import FontsMissing, TypesettingError, typeset_pages_svg
from zhengban.access.errors import WrongState
from zhengban.files.models import StoredFile
from zhengban.files.storage import read_stored, store
from zhengban.rendering.forms import Form
from zhengban.rendering.models import RenderedFile

logger = logging.getLogger(__name__)

KEPT_PREVIEWS = 24


@dataclass(frozen=True)
class Preview:
    """The pages of a paper, or the one sentence why there are none.

    Each page is a picture as a data address, so that no script can run in it.
    """

    pages: tuple[str, ...] = ()
    problem: str = ""


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
    """This content in this form (GB/T 9704-2012); raises WrongState where it cannot be typeset."""
    with typesetting():
        return form.typeset(load_source(source))


@contextmanager
def typesetting() -> Iterator[None]:
    """Turn what keeps a paper from being typeset into the sentence that a person is shown."""
    try:
        yield
    except TypesettingError as error:
        raise WrongState(_sentence(error)) from error


def _sentence(error: TypesettingError) -> str:
    if isinstance(error, FontsMissing):
        return _("系统缺少公文字体，暂时不能排版，请联系系统管理员。")
    return str(error)


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()


def preview(source: str) -> Preview:
    """The pages of this content as they will print."""
    try:
        return Preview(_pages(source))
    except TypesettingError as error:
        logger.warning("No preview: %s", error)
        return Preview(problem=_sentence(error))


@lru_cache(maxsize=KEPT_PREVIEWS)
def _pages(source: str) -> tuple[str, ...]:
    """The pages; the last few are remembered, for people open the same paper."""
    return tuple(
        "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
        for svg in typeset_pages_svg(load_source(source))
    )
