"""Drafting (拟稿): from nothing, from a file, or as a reply; with preview and findings beside the text."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.reading import ReadingError
from zhengban.access.decisions import ALLOWED
from zhengban.access.errors import Conflict
from zhengban.access.models import User
from zhengban.access.views import business, requires
from zhengban.documents import content, policy
from zhengban.documents.actions.drafting import draft_from_file
from zhengban.documents.actions.files import add_file, remove_file
from zhengban.documents.actions.outgoing import draft, revise
from zhengban.documents.door import let_in, read_upload, take
from zhengban.documents.elements import source_of
from zhengban.documents.forms import ElementsForm, FileForm, ReplyForm, UploadForm
from zhengban.documents.models import DocumentFile, IncomingDocument, OutgoingDocument
from zhengban.documents.replying import elements_read, reply_elements, starting_elements
from zhengban.documents.views.request import person
from zhengban.files.errors import FileRefused
from zhengban.organizations.directory import membership_of
from zhengban.proofing.checking import proofread
from zhengban.rendering.keeping import preview as typeset_preview


@requires(policy.may_draft)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a draft by typing (拟稿)."""
    user = person(request)
    if request.method == "GET":
        form = ElementsForm(user=user, initial=ElementsForm.initial_of(starting_elements(user)))
        return _draft_page(request, form)
    form = ElementsForm(request.POST, user=user)
    if not form.is_valid():
        return _draft_page(request, form, status=422)
    key = form.cleaned_data["request_key"]
    document = _made_before(user, key) or draft(actor=user, request_key=key, elements=form.elements())
    return redirect("documents:edit", document.pk)


@requires(policy.may_draft)
@require_POST
def from_file(request: HttpRequest) -> HttpResponse:
    """Start a draft from a file: its elements are read out, the file is kept as the original (原稿)."""
    user = person(request)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        key = form.cleaned_data["request_key"]
        upload = form.cleaned_data["upload"]
        try:
            reading = read_upload(upload)
            document = _made_before(user, key) or draft_from_file(
                actor=user,
                request_key=key,
                received=let_in(upload, reading, actor=user),
                elements=elements_read(reading, user),
            )
        except (ReadingError, FileRefused) as error:
            form.add_error("upload", str(error))
        else:
            return redirect("documents:edit", document.pk)
    typing = ElementsForm(user=user, initial=ElementsForm.initial_of(starting_elements(user)))
    return _draft_page(request, typing, upload_form=form, status=422)


@requires(policy.may_draft)
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the answer to an incoming document (答复), linked to it."""
    user = person(request)
    incoming = get_object_or_404(IncomingDocument.objects.visible_to(user), pk=pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise BadRequest("A reply without the key of its form.")
    key = form.cleaned_data["request_key"]
    document = _made_before(user, key) or draft(
        actor=user, request_key=key, elements=reply_elements(incoming, user), reply_to=incoming
    )
    return redirect("documents:edit", document.pk)


@business
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Revise elements and text (修改) at a step that allows it."""
    user = person(request)
    document = get_object_or_404(
        OutgoingDocument.objects.visible_to(user).select_related("agency", "current_version__author"), pk=pk
    )
    version = document.current_version
    seen = version.ordinal if version else 0
    if request.method == "GET":
        initial = ElementsForm.initial_of(content.elements_of(document), seen)
        return _draft_page(request, ElementsForm(user=user, initial=initial), document)
    form = ElementsForm(request.POST, user=user)
    if not form.is_valid():
        return _draft_page(request, form, document, status=422)
    if form.cleaned_data["seen_version"] != seen and version is not None:
        when = timezone.localtime(version.made_at)
        raise Conflict(
            f"{version.author.name}已于{when:%H:%M}修改为第{version.ordinal}稿，您的修改没有保存；"
            "返回后填写的内容仍在，请在新稿上修改。"
        )
    revise(document, actor=user, elements=form.elements(), why=_("修改"))
    if "finish" in request.POST:
        return redirect("documents:outgoing_document", document.pk)
    return redirect("documents:edit", document.pk)


@business
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The page as it will print and what the checker finds, while typing; nothing is saved."""
    user = person(request)
    form = ElementsForm(request.POST, user=user)
    form.is_valid()
    elements = form.elements()
    membership = membership_of(user)
    issuer = membership.agency.name if membership else ""
    source = source_of(elements, issuer, request.POST.getlist("file_titles"))
    return render(
        request,
        "documents/preview.html",
        {
            "sheets": typeset_preview(source),
            "report": proofread(source, timezone.localdate()),
        },
    )


@business
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an attachment or basis document."""
    user = person(request)
    document = get_object_or_404(OutgoingDocument.objects.visible_to(user), pk=pk)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_file(
                document,
                actor=user,
                received=take(form.cleaned_data["upload"], actor=user).received,
                purpose=form.cleaned_data["purpose"],
                title=form.cleaned_data["title"],
            )
        except FileRefused as error:
            form.add_error("upload", str(error))
        else:
            return redirect("documents:edit", document.pk)
    version = document.current_version
    initial = ElementsForm.initial_of(content.elements_of(document), version.ordinal if version else 0)
    return _draft_page(request, ElementsForm(user=user, initial=initial), document, file_form=form, status=422)


@business
@require_POST
def take_off(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    """Take a file off the draft."""
    document = get_object_or_404(OutgoingDocument.objects.visible_to(person(request)), pk=pk)
    remove_file(document, actor=person(request), file_pk=file_pk)
    return redirect("documents:edit", document.pk)


def _made_before(user: User, request_key: UUID) -> OutgoingDocument | None:
    """The one draft that this form made already, where it was posted twice."""
    found: OutgoingDocument | None = (
        OutgoingDocument.objects.visible_to(user).filter(request_key=request_key).first()
    )
    return found


def _draft_page(
    request: HttpRequest,
    form: ElementsForm,
    document: OutgoingDocument | None = None,
    *,
    upload_form: UploadForm | None = None,
    file_form: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    files = list(DocumentFile.objects.current().filter(outgoing=document)) if document else []
    return render(
        request,
        "documents/draft.html",
        {
            "form": form,
            "document": document,
            "files": files,
            "upload_form": upload_form or UploadForm(initial={"request_key": uuid.uuid4()}),
            "file_form": file_form or FileForm(),
            "may_revise": revise.decision(document, person(request)) if document else ALLOWED,
        },
        status=status,
    )
