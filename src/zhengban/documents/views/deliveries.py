"""Deliveries to the own agency (来文签收) and papers from outside (收文登记)."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.document import dump_source
from gongwen.reading import ReadingError
from zhengban.access.views import business, requires
from zhengban.documents import policy
from zhengban.documents.actions import deliveries as acts
from zhengban.documents.actions.incoming import register_from_outside
from zhengban.documents.door import read_upload, take
from zhengban.documents.elements import KINDS
from zhengban.documents.forms import ReasonForm, RegisterForm, SendAgainForm
from zhengban.documents.models import AddressMode, Delivery, IncomingDocument, OutgoingDocument, UrgencyChoice
from zhengban.documents.replying import elements_read
from zhengban.documents.views.request import person
from zhengban.files.errors import FileRefused
from zhengban.organizations.models import Agency

PAGE_SIZE = 20


@business
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What came for the agency, what waits to be signed for first."""
    user = person(request)
    rows = (
        Delivery.objects.visible_to(user)
        .select_related("document__agency")
        .filter(state__in=["SENT", "RECEIVED"])
        .order_by("-state", "-pk")
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    first = next(iter(page.object_list), None)
    return render(
        request,
        "documents/deliveries.html",
        {
            "page": page,
            "may_receive": policy.may_receive(user, first) if first else None,
        },
    )


@business
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for a delivery (签收)."""
    delivery = _delivery(request, pk)
    acts.receive(delivery, actor=person(request))
    messages.success(request, _("已签收，发文机关可以看到回执。"))
    return redirect("documents:deliveries")


@business
@require_POST
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a delivery as incoming (登记)."""
    delivery = _delivery(request, pk)
    acts.register(delivery, actor=person(request), request_key=uuid.uuid4())
    messages.success(request, _("已登记，收文号 %(number)s。") % {"number": delivery.incoming.register_number})
    return redirect(delivery.incoming.get_absolute_url())


@business
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a delivery to its sender with the reason (退回)."""
    delivery = _delivery(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.send_back(delivery, actor=person(request), reason=form.cleaned_data["reason"])
        messages.success(request, _("已退回发文机关。"))
        return redirect("documents:deliveries")
    return _form_page(request, form, _("退回来文"), delivery.document.title, "/documents/deliveries/")


@business
@require_http_methods(["GET", "POST"])
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an issued document to one more agency (补发)."""
    document = get_object_or_404(OutgoingDocument.objects.visible_to(person(request)), pk=pk)
    form = SendAgainForm(request.POST or None, document=document)
    if request.method == "POST" and form.is_valid():
        acts.send_again(
            document,
            actor=person(request),
            agency=form.cleaned_data["agency"],
            mode=AddressMode(form.cleaned_data["mode"]),
        )
        messages.success(request, _("已补发。"))
        return redirect(document.get_absolute_url())
    return _form_page(request, form, _("补发"), document.title, document.get_absolute_url())


@requires(policy.may_register)
@require_http_methods(["GET", "POST"])
def from_outside(request: HttpRequest) -> HttpResponse:
    """Register a paper from outside; a dropped file fills the elements, which the registrar then confirms."""
    user = person(request)
    if request.method == "GET":
        form = RegisterForm(initial={"request_key": uuid.uuid4(), "urgency": "NORMAL", "copies": 1})
        return _register_page(request, form)
    if "read" in request.POST:
        return _read(request)
    form = RegisterForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        made = IncomingDocument.objects.visible_to(user).filter(request_key=given["request_key"]).first()
        try:
            taken = take(given["upload"], actor=user) if given["upload"] else None
        except FileRefused as error:
            form.add_error("upload", str(error))
        else:
            source = given["source"]
            if taken is not None and taken.reading is not None:
                source = dump_source(taken.reading.document)
            incoming = made or register_from_outside(
                actor=user,
                request_key=given["request_key"],
                title=given["title"],
                kind=given["kind"],
                sender_name=given["sender_name"],
                sender_number=given["sender_number"],
                urgency=UrgencyChoice(given["urgency"]),
                written_on=given["written_on"],
                copies=given["copies"],
                source=source,
                sender=Agency.objects.filter(name=given["sender_name"]).first(),
                received=taken.received if taken else None,
            )
            messages.success(request, _("已登记，收文号 %(number)s。") % {"number": incoming.register_number})
            return redirect(incoming.get_absolute_url())
    return _register_page(request, form, status=422)


def _read(request: HttpRequest) -> HttpResponse:
    """Fill the form from the dropped file; nothing is kept yet."""
    user = person(request)
    upload = request.FILES.get("upload")
    form = RegisterForm(initial={"request_key": uuid.uuid4(), "urgency": "NORMAL", "copies": 1})
    if upload is None:
        messages.warning(request, _("请先选择来文文件。"))
        return _register_page(request, form, status=422)
    try:
        reading = read_upload(upload)
    except ReadingError as error:
        messages.error(request, str(error))
        return _register_page(request, form, status=422)
    document = reading.document
    elements = elements_read(reading, user)
    initial = {
        "request_key": uuid.uuid4(),
        "sender_name": document.issuers[0] if document.issuers else "",
        "sender_number": document.number,
        "title": document.title,
        "kind": elements.kind if elements.kind in KINDS else "其他",
        "urgency": elements.urgency,
        "written_on": document.written_on,
        "copies": 1,
    }
    messages.info(request, _("已从文件读出要素，请核对，并重新选择文件后登记。"))
    for note in reading.notes:
        messages.info(request, note)
    return _register_page(request, RegisterForm(initial=initial))


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    found: Delivery = get_object_or_404(
        Delivery.objects.visible_to(person(request)).select_related("document__agency", "agency"), pk=pk
    )
    return found


def _register_page(request: HttpRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    return render(request, "documents/register_from_outside.html", {"form": form}, status=status)


def _form_page(request: HttpRequest, form: forms.Form, title: str, note: str, back_url: str) -> HttpResponse:
    context = {"form": form, "title": title, "button": title, "paper_title": note, "back_url": back_url}
    return render(request, "documents/move.html", context, status=422 if form.is_bound else 200)
