"""The desk (工作台): what waits for a person, what was handled, what the person began, what was said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhengban.access.views import business, signed_in
from zhengban.documents.dossier import LAMPS
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.documents.views.request import person
from zhengban.notifications.actions import read, read_all
from zhengban.notifications.models import Notification
from zhengban.search.finding import find
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.overview import holders
from zhengban.workflow.subjects import url_of

PAGE_SIZE = 20


@business
@require_GET
def to_do(request: HttpRequest) -> HttpResponse:
    """待办, the most pressing first."""
    rows = WorkItem.objects.awaiting(person(request)).select_related("instance__started_by")
    page = _page(request, rows)
    for item in page.object_list:
        item.url = url_of(item.instance)
        item.lamp_colour = LAMPS[item.lamp]
    return render(request, "portal/to_do.html", {"page": page})


@business
@require_GET
def to_read(request: HttpRequest) -> HttpResponse:
    """待阅."""
    page = _page(request, Circulation.objects.unread_by(person(request)))
    for reading in page.object_list:
        reading.url = url_of(reading.instance)
    return render(request, "portal/to_read.html", {"page": page})


@business
@require_GET
def handled(request: HttpRequest) -> HttpResponse:
    """已办, the latest first, with whose hands each is in now."""
    page = _page(request, WorkItem.objects.done_by(person(request)))
    held = holders([item.instance for item in page.object_list])
    for item in page.object_list:
        item.url = url_of(item.instance)
        item.held = held[item.instance_id]
    return render(request, "portal/handled.html", {"page": page})


@business
@require_GET
def started(request: HttpRequest) -> HttpResponse:
    """我发起, the latest first, with whose hands each is in now."""
    rows = ProcessInstance.objects.filter(started_by=person(request)).order_by("-pk")
    page = _page(request, rows)
    held = holders(page.object_list)
    for instance in page.object_list:
        instance.url = url_of(instance)
        instance.held = held[instance.pk]
    return render(request, "portal/started.html", {"page": page})


@business
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Search documents in and out by title, number and text (搜索)."""
    user = person(request)
    query = request.GET.get("q", "").strip()
    return render(
        request,
        "portal/search.html",
        {
            "query": query,
            "outgoing": find(query, "outgoing", OutgoingDocument.objects.visible_to(user)),
            "incoming": find(query, "incoming", IncomingDocument.objects.visible_to(user)),
        },
    )


@signed_in
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """消息."""
    page = _page(request, Notification.objects.visible_to(person(request)))
    return render(request, "portal/notices.html", {"page": page})


@signed_in
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a notice and go to what it is about."""
    notice = get_object_or_404(Notification.objects.visible_to(person(request)), pk=pk)
    read(notice, actor=person(request))
    return HttpResponseRedirect(notice.url)


@signed_in
@require_POST
def read_notices(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    read_all(person(request), actor=person(request))
    messages.success(request, _("消息已全部标为已读。"))
    return redirect("portal:notices")


def _page(request: HttpRequest, rows: QuerySet[Any]) -> Page[Any]:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
