"""三对账: what the last comparisons found."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhengban.access.views import requires
from zhengban.documents.models import Reconciliation
from zhengban.documents.views.request import person
from zhengban.sealing.policy import may_read_uses

PAGE_SIZE = 20


@requires(may_read_uses)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The comparisons of the own agency, the newest first; the differences of the newest in full."""
    rows = Reconciliation.objects.visible_to(person(request)).order_by("-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "documents/reconciliation.html", {"page": page, "newest": rows.first()})
