"""Sending a stored file. Who may have it, and the entry in the trail, are the caller's."""

from __future__ import annotations

from django.http import FileResponse

from zhengban.files.kinds import FileKind
from zhengban.files.models import StoredFile
from zhengban.files.names import name_for
from zhengban.files.storage import open_stored

# Whatever the file contains, it runs nothing and loads nothing in our name.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def file_response(stored: StoredFile, name: str) -> FileResponse:
    """The answer that carries the file: shown in the page if it is a PDF or a picture, else saved."""
    kind = FileKind(stored.kind)
    response = FileResponse(
        open_stored(stored),
        as_attachment=not kind.opens_in_browser,
        filename=name_for(name, kind),
        content_type=kind.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cache-Control"] = "private, no-store"
    return response
