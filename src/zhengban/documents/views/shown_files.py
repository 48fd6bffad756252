"""A document's files shown in the page: page by page without plug-in, with what their seals prove."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from gongwen.guard import Deadline, ReadingError
from zhengban.access.views import business
from zhengban.documents.dossier import Dossier
from zhengban.documents.models import DocumentFile
from zhengban.documents.views.request import person
from zhengban.files.storage import read_stored
from zhengban.rendering.keeping import Preview
from zhengban.rendering.pages import SECONDS, SHOWN_KINDS, page_count, page_image
from zhengban.sealing.verification import examine

_A_DAY = 86_400


@business
@require_GET
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of a file as a picture."""
    file = _file(request, pk)
    try:
        image = page_image(file.file, number)
    except ReadingError as error:
        raise Http404(str(error)) from error
    if image is None:
        raise Http404
    response = HttpResponse(image.content, content_type=image.media_type)
    # The address names a file that never changes; only this person's browser may keep it.
    patch_cache_control(response, private=True, max_age=_A_DAY, immutable=True)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
    return response


@business
@require_GET
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """What the seals of a file prove, as a part of the page."""
    file = _file(request, pk)
    try:
        answer = examine(read_stored(file.file), deadline=Deadline(SECONDS))
    except ReadingError as error:
        return render(request, "documents/parts/verification.html", {"file": file, "problem": str(error)})
    return render(request, "documents/parts/verification.html", {"file": file, "answer": answer})


def pages_of(dossier: Dossier) -> Preview | None:
    """The pages of the document's own file, with its seals; None where it has none that can be shown."""
    for file in dossier.verifiable:
        try:
            count = page_count(file.file)
        except ReadingError:
            continue
        return Preview(tuple(reverse("documents:file_page", args=[file.pk, at]) for at in range(1, count + 1)))
    return None


def _file(request: HttpRequest, pk: int) -> DocumentFile:
    shown = DocumentFile.objects.visible_to(person(request)).filter(file__kind__in=SHOWN_KINDS)
    found: DocumentFile = get_object_or_404(shown.select_related("file"), pk=pk)
    return found
