"""What a person does about a finding (校核意见): adopt the correction, let it stand, confirm, take back."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhengban.access.errors import Conflict
from zhengban.access.models import User
from zhengban.access.views import business
from zhengban.documents import content, policy
from zhengban.documents.actions import findings as actions
from zhengban.documents.actions.outgoing import revise
from zhengban.documents.findings import KIND, Named, named, report_for
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.views.request import person
from zhengban.proofing.actions.exceptions import agree_exception
from zhengban.proofing.models import Ignore

CHECK_TAB = "?tab=check"
LONGEST_WHY = 200


@business
@require_POST
def ignore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a finding stand in this paper with a reason (忽略)."""
    user = person(request)
    document = _document(user, pk)
    found = _named(request, document)
    reason = request.POST.get("reason") or request.POST.get("other_reason", "")
    made = actions.ignore_finding(actor=user, document=document, found=found, reason=reason)
    return _answer(request, document, made, _("已忽略。"))


@business
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the correction that a finding offers (采纳): a new version that says why."""
    user = person(request)
    document = _document(user, pk)
    found = _named(request, document)
    one = report_for(document, user).find(found.fingerprint)
    if one is None or one.finding.fix is None or one.placed.start is None:
        raise Conflict(_("这处文字已经改动，请按新的校核意见处理。"))
    elements = content.elements_of(document)
    body = _corrected(elements.body, one.placed.start, one.finding.quote, one.finding.fix)
    if body is None:
        raise Conflict(_("这处文字不能自动改正，请打开稿件修改。"))
    why = _("采纳校核意见：“%(wrong)s”改为“%(right)s”") % {"wrong": one.finding.quote, "right": one.finding.fix}
    revise(document, actor=user, elements=replace(elements, body=body), why=why[:LONGEST_WHY])
    messages.success(request, _("已改正，形成新的一稿。"))
    return redirect(document.get_absolute_url() + CHECK_TAB)


@business
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm as the second person (确认忽略)."""
    found, document = _ignore(request, pk)
    actions.confirm_ignore(found, actor=person(request))
    return _answer(request, document, found, _("已确认忽略。"))


@business
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold that it must be corrected (不同意忽略)."""
    found, document = _ignore(request, pk)
    actions.decline_ignore(found, actor=person(request))
    return _answer(request, document, found, _("已退回，该问题仍须改正。"))


@business
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the finding stand again (取消忽略)."""
    found, document = _ignore(request, pk)
    actions.withdraw_ignore(found, actor=person(request))
    return _answer(request, document, found, _("已取消忽略。"))


@business
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an ignore the rule of the agency (本机关例外) as the second person."""
    found, document = _ignore(request, pk)
    agree_exception(actor=person(request), ignore=found)
    return _answer(request, document, found, _("已确定为本机关例外，今后不再提示。"))


def _document(user: User, pk: int) -> OutgoingDocument:
    documents = OutgoingDocument.objects.visible_to(user)
    document: OutgoingDocument = get_object_or_404(
        documents.select_related("agency", "signer", "current_version"), pk=pk
    )
    return document


def _named(request: HttpRequest, document: OutgoingDocument) -> Named:
    name = request.POST.get("finding")
    if not name:
        raise BadRequest("No finding is named.")
    return named(document, name)


def _ignore(request: HttpRequest, pk: int) -> tuple[Ignore, OutgoingDocument]:
    """An ignore in a paper that the person may see."""
    seen = OutgoingDocument.objects.visible_to(person(request)).order_by().values("pk")
    rows = Ignore.objects.filter(kind=KIND, object_id__in=seen).select_related("ignored_by", "agency")
    found: Ignore = get_object_or_404(rows, pk=pk)
    return found, _document(person(request), found.object_id)


def _corrected(body: str, start: int, quote: str, fix: str) -> str | None:
    """The body with the correction at its place; None where what stands there is not what was checked."""
    if not body.startswith(quote, start):
        # The source form may set blank lines otherwise than they were typed; a single place is still certain.
        if not quote or body.count(quote) != 1:
            return None
        start = body.index(quote)
    return body[:start] + fix + body[start + len(quote) :]


def _answer(request: HttpRequest, document: OutgoingDocument, ignore: Ignore, done: str) -> HttpResponse:
    """Back to the findings of the document; beside a text being typed only the finding itself is drawn again."""
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, done)
        return redirect(document.get_absolute_url() + CHECK_TAB)
    user = person(request)
    return render(
        request,
        "documents/parts/ignored_in_place.html",
        {
            "ignore": ignore,
            "done": done,
            "may_withdraw": policy.may_let_stand_again(user, document, ignore),
        },
    )
