"""The page of one document, its print, its sheet, its versions and files."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongwen.document import dump_source
from zhengban.access.views import business
from zhengban.audit.trail import record
from zhengban.documents import steps
from zhengban.documents.actions.deliveries import send_again
from zhengban.documents.buttons import Move
from zhengban.documents.cards import cards_of
from zhengban.documents.dossier import Tab, open_dossier
from zhengban.documents.findings import report_for
from zhengban.documents.models import (
    DocumentFile,
    IncomingDocument,
    OutgoingDocument,
    OutgoingState,
)
from zhengban.documents.printing import official, printed
from zhengban.documents.sheets import printed_sheet, sheet_of
from zhengban.documents.views.request import person
from zhengban.documents.views.shown_files import pages_of
from zhengban.files.kinds import FileKind
from zhengban.files.names import name_for
from zhengban.files.responses import file_response
from zhengban.rendering.forms import FORMS
from zhengban.rendering.keeping import Preview, preview
from zhengban.workflow.overview import Timeline, timeline

TABS = ("handle", "sheet", "process", "check", "files", "seals", "deliveries", "versions", "replies")
_ISSUED = frozenset({OutgoingState.ISSUED, OutgoingState.ARCHIVED})


@business
@require_GET
def outgoing(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an outgoing document (发文)."""
    user = person(request)
    document = get_object_or_404(
        OutgoingDocument.objects.visible_to(user).select_related(
            "agency", "unit", "drafter", "signer", "current_version", "reply_to"
        ),
        pk=pk,
    )
    source = dump_source(official(document))
    cards = cards_of(report_for(document, user), document, user)
    versions = tuple(document.versions.select_related("author").order_by("-ordinal"))
    deliveries = tuple(
        document.deliveries.select_related("agency", "received_by", "returned_by").order_by("mode", "pk")
    )
    links = [
        Move(f"print-{form.code}", form.label, "printer", reverse("documents:print", args=[pk, form.code]))
        for form in FORMS.values()
    ]
    if document.reply_to is not None:
        links.append(Move("source", _("来文"), "file-import", document.reply_to.get_absolute_url()))
    buttons = []
    if document.state in _ISSUED:
        again = send_again.decision(document, user)
        buttons.append(
            Move("documents.send_again", _("补发"), "send", reverse("documents:send_again", args=[pk]), again)
        )
    dossier = open_dossier(
        document,
        user,
        number=document.number_text,
        note=_("%(unit)s %(drafter)s 拟稿，共 %(count)s 稿")
        % {"unit": document.unit, "drafter": document.drafter, "count": len(versions)},
        cards=cards,
        shown_tab=_shown_tab(request),
        versions=versions,
        deliveries=deliveries,
        links=tuple(links),
        buttons=tuple(buttons),
        tabs=(
            Tab("handle", _("办理"), "documents/parts/handling_tab.html"),
            Tab("sheet", _("发文稿纸"), "documents/parts/sheet_tab.html"),
            Tab("process", _("过程"), "documents/parts/process_tab.html"),
            Tab("check", _("校核"), "documents/parts/check_tab.html", cards.count, cards.blockers > 0),
            Tab("files", _("文件"), "documents/parts/files_tab.html"),
            Tab("seals", _("验章"), "documents/parts/seals_tab.html"),
            Tab("deliveries", _("分发"), "documents/parts/deliveries_tab.html", len(deliveries)),
            Tab("versions", _("历次稿"), "documents/parts/versions_tab.html", len(versions)),
        ),
    )
    return render(
        request,
        "documents/document.html",
        {
            "document": document,
            "dossier": dossier,
            "sheets": pages_of(dossier) or preview(source),
        },
    )


@business
@require_GET
def incoming(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an incoming document (收文)."""
    user = person(request)
    document = get_object_or_404(
        IncomingDocument.objects.visible_to(user).select_related("agency", "host_unit", "registrar", "sender"),
        pk=pk,
    )
    replies = tuple(document.replies.select_related("agency"))
    dossier = open_dossier(
        document,
        user,
        number=document.register_number,
        note=f"{document.sender_name}　{document.sender_number}",
        replies=replies,
        shown_tab=_shown_tab(request),
        tabs=(
            Tab("handle", _("办理"), "documents/parts/handling_tab.html"),
            Tab("sheet", _("处理笺"), "documents/parts/sheet_tab.html"),
            Tab("process", _("过程"), "documents/parts/process_tab.html"),
            Tab("files", _("文件"), "documents/parts/files_tab.html"),
            Tab("seals", _("验章"), "documents/parts/seals_tab.html"),
            Tab("replies", _("答复"), "documents/parts/replies_tab.html", len(replies)),
        ),
    )
    return render(
        request,
        "documents/document.html",
        {
            "document": document,
            "dossier": dossier,
            "sheets": pages_of(dossier) or (preview(document.source) if document.source else Preview()),
            "reply_key": uuid.uuid4(),
        },
    )


@business
@require_GET
def version(request: HttpRequest, pk: int, ordinal: int) -> HttpResponse:
    """An earlier version as it would have printed, with its text."""
    document = get_object_or_404(OutgoingDocument.objects.visible_to(person(request)), pk=pk)
    shown = get_object_or_404(document.versions.select_related("author"), ordinal=ordinal)
    return render(
        request,
        "documents/version.html",
        {
            "document": document,
            "version": shown,
            "sheets": preview(shown.source),
        },
    )


@business
@require_GET
def print_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The print (印刷件) in one form, sealed where it was sealed; opening it is recorded."""
    if form not in FORMS:
        raise Http404
    document = get_object_or_404(
        OutgoingDocument.objects.visible_to(person(request)).select_related("agency", "signer", "current_version"),
        pk=pk,
    )
    record("documents.print", "打开打印件", actor=person(request), target=document)
    kind = FileKind(form.upper())
    return _attached(printed(document, FORMS[form]), kind, document.number_text or document.title)


@business
@require_GET
def outgoing_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """发文稿纸 as PDF."""
    document = get_object_or_404(
        OutgoingDocument.objects.visible_to(person(request)).select_related("agency", "unit", "drafter"), pk=pk
    )
    return _sheet(request, document)


@business
@require_GET
def incoming_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """收文处理笺 as PDF."""
    document = get_object_or_404(
        IncomingDocument.objects.visible_to(person(request)).select_related("agency", "host_unit"), pk=pk
    )
    return _sheet(request, document)


@business
@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a document; opening it is recorded."""
    found = get_object_or_404(DocumentFile.objects.visible_to(person(request)).select_related("file"), pk=pk)
    record("documents.open_file", "打开文件", actor=person(request), target=found)
    return file_response(found.file, found.name)


def _shown_tab(request: HttpRequest) -> str:
    """The tab that a link asks for, else that of handling."""
    wanted = request.GET.get("tab", "")
    return wanted if wanted in TABS else TABS[0]


def _sheet(request: HttpRequest, document: OutgoingDocument | IncomingDocument) -> HttpResponse:
    instance = steps.instance_of(document)
    story = timeline(instance) if instance else Timeline((), ())
    record("documents.print_sheet", "打印处理单", actor=person(request), target=document)
    return _pdf(printed_sheet(sheet_of(document, story)))


def _attached(content: bytes, kind: FileKind, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind.media_type)
    response["Cache-Control"] = "private, no-store"
    disposition = content_disposition_header(not kind.opens_in_browser, name_for(name, kind))
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def _pdf(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response
