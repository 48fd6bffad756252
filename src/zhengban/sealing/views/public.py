"""公章验真: anybody drops an OFD or PDF and reads what its seals prove. Nothing of it is kept."""

from __future__ import annotations

import base64
from threading import BoundedSemaphore

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongwen.guard import Deadline, ReadingError
from gongwen.pdf_pictures import pdf_pictures
from gongwen.seal.appearance import sealed_pages
from zhengban.access.views import public
from zhengban.sealing.verification import Answer, examine

LARGEST = 20 * 1024 * 1024
SECONDS = 15.0
SHOWN_PAGES = 5
AT_ONCE = 2
MINUTE = 60
_busy = BoundedSemaphore(AT_ONCE)


class VerifyForm(forms.Form):
    """The file to verify."""

    upload = forms.FileField(
        label=gettext_lazy("待验证的文件"),
        help_text=gettext_lazy("OFD 或者 PDF，不超过20 MB。文件只在内存中验证，不保存。"),
        widget=forms.FileInput(attrs={"accept": ".ofd,.pdf"}),
    )

    def clean_upload(self) -> UploadedFile[bytes]:
        upload: UploadedFile[bytes] = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(_("文件超过20 MB，不能在这里验证。"))
        return upload


@public
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page with the form, and the answer once a file was dropped."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    if _asks_too_often(request):
        form.add_error("upload", _("验证过于频繁，请一分钟后再试。"))
        return _page(request, form, status=429)
    if not _busy.acquire(blocking=False):
        form.add_error("upload", _("正在验证其他人的文件，请稍后再试。"))
        return _page(request, form, status=503)
    try:
        upload = form.cleaned_data["upload"]
        data = upload.read()
        answer = examine(data, deadline=Deadline(SECONDS))
        pages, total = _pictures(data)
    except ReadingError as error:
        form.add_error("upload", str(error))
        return _page(request, form, status=422)
    finally:
        _busy.release()
    return _page(request, VerifyForm(), answer=answer, name=upload.name or "", pages=pages, total=total)


def _page(
    request: HttpRequest,
    form: VerifyForm,
    *,
    status: int = 200,
    answer: Answer | None = None,
    name: str = "",
    pages: tuple[str, ...] = (),
    total: int = 0,
) -> HttpResponse:
    context = {
        "form": form,
        "max_bytes": LARGEST,
        "answer": answer,
        "name": name,
        "pages": pages,
        "total": total,
        "more": total > len(pages),
    }
    return render(request, "sealing/verify.html", context, status=status)


def _asks_too_often(request: HttpRequest) -> bool:
    """Each process counts for itself; beyond that the reverse proxy limits."""
    key = f"verify:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key) > settings.VERIFICATIONS_A_MINUTE
    except ValueError:
        return False  # the minute ended between the two


def _pictures(data: bytes) -> tuple[tuple[str, ...], int]:
    """The first pages as data addresses, and how many there are; what cannot be drawn is not shown."""
    deadline = Deadline(SECONDS)
    if data[:2] == b"PK":
        total, shown = sealed_pages(data, 1, SHOWN_PAGES, deadline=deadline)
        return tuple(_address(page.svg.encode(), "image/svg+xml") for page in shown), total
    pictures = pdf_pictures(data, 1, SHOWN_PAGES, deadline=deadline)
    return tuple(_address(page, "image/png") for page in pictures.pages), pictures.count


def _address(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
