"""The registers (登记簿) with their filters and their export."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from zhengban.access.views import business
from zhengban.audit.trail import record
from zhengban.core.paging import BoundedPaginator
from zhengban.documents.forms import NarrowingForm
from zhengban.documents.registers import INCOMING, MOST_EXPORTED, OUTGOING, Register, workbook
from zhengban.documents.views.request import person

PAGE_SIZE = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@business
@require_GET
def outgoing(request: HttpRequest) -> HttpResponse:
    """发文登记簿."""
    return _page(request, OUTGOING, "documents/outgoing_register.html", "documents:outgoing_export")


@business
@require_GET
def incoming(request: HttpRequest) -> HttpResponse:
    """收文登记簿."""
    return _page(request, INCOMING, "documents/incoming_register.html", "documents:incoming_export")


@business
@require_GET
def outgoing_export(request: HttpRequest) -> HttpResponse:
    return _export(request, OUTGOING)


@business
@require_GET
def incoming_export(request: HttpRequest) -> HttpResponse:
    return _export(request, INCOMING)


def _page(request: HttpRequest, register: Register, template: str, export: str) -> HttpResponse:
    form = NarrowingForm(request.GET, register=register)
    rows = register.rows(person(request), form.narrowing())
    chosen = {name: str(value) for name, value in request.GET.items() if name in form.fields and value}
    return render(
        request,
        template,
        {
            "register": register,
            "filter_form": form,
            "page": BoundedPaginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "export_url": f"{reverse(export)}?{urlencode(chosen)}",
        },
    )


def _export(request: HttpRequest, register: Register) -> HttpResponse:
    form = NarrowingForm(request.GET, register=register)
    rows = list(register.rows(person(request), form.narrowing())[:MOST_EXPORTED])
    record(
        "documents.export",
        f"导出{register.name}",
        actor=person(request),
        summary=f"{len(rows)} 件",
        changes={"filter": [None, request.GET.urlencode()]},
    )
    response = HttpResponse(workbook(register, rows), content_type=_XLSX)
    name = quote(f"{register.name}{timezone.localdate():%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
