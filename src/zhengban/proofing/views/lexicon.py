"""The agency's lexicon (本机关词库): read by all, proposed by keepers, decided by another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.proofread import dump_lexicon
from zhengban.access.decisions import Decision
from zhengban.access.models import User
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.audit.trail import record
from zhengban.core.paging import BoundedPaginator
from zhengban.organizations.models import Agency
from zhengban.proofing import policy
from zhengban.proofing.actions import lexicon as actions
from zhengban.proofing.differences import sentences
from zhengban.proofing.forms import EntryForm, ImportForm, LexiconFilter, ReasonForm
from zhengban.proofing.house import entry_of
from zhengban.proofing.models import LexiconEntry
from zhengban.proofing.views.agency import member, membership

PAGE_SIZE = 50
MOST_WAITING = 100


@dataclass(frozen=True)
class Waiting:
    """A proposal on the page: what it would change, and who may do what about it."""

    entry: LexiconEntry
    changes: tuple[str, ...]
    may_decide: Decision
    may_withdraw: Decision


@member
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, then what is in force."""
    reader, agency = person(request), membership(request).agency
    form = LexiconFilter(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    rows = LexiconEntry.objects.in_force().filter(agency=agency).select_related("proposed_by", "decided_by")
    page = BoundedPaginator(rows.filter(wrong__contains=words) if words else rows, PAGE_SIZE)
    context = {
        "page": page.get_page(request.GET.get("page")),
        "filter_form": form,
        "agency": agency,
        "waiting": _waiting(reader, agency),
        "may_propose": policy.may_propose(reader, agency),
    }
    return render(request, "proofing/lexicon.html", context)


@member
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Propose an entry (提出词条)."""
    form = EntryForm(request.POST or None, initial={"wrong": request.GET.get("wrong", "")})
    return _propose(request, form, _("新增词条"), _("另一名核稿、复核或机要文书人员审核后生效。"))


@member
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another wording of an entry (修改词条)."""
    entry = _in_force(request, pk)
    form = EntryForm(request.POST or None, initial=EntryForm.initial_of(entry))
    form.fields["wrong"].disabled = True
    return _propose(request, form, _("修改词条"), str(entry))


@member
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose that an entry be used no more (停用词条)."""
    user, entry = person(request), _in_force(request, pk)
    form = ReasonForm(request.POST or None)
    page = FormPage(
        title=_("停用词条"),
        button=_("提出停用"),
        back_url=reverse("proofing:lexicon"),
        done=_("已提出停用，等待另一人审核。"),
        note=str(entry),
        decision=policy.may_propose(user, entry.agency),
    )

    def act() -> LexiconEntry:
        return actions.propose_removal(
            actor=user, agency=entry.agency, entry=entry, reason=form.cleaned_data["reason"]
        )

    return answer(request, form, page, act)


@member
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the chosen proposals (审核通过)."""
    user, agency = person(request), membership(request).agency
    keys = [int(key) for key in request.POST.getlist("entry") if key.isascii() and key.isdigit()][:MOST_WAITING]
    entries = list(LexiconEntry.objects.proposed().filter(agency=agency, pk__in=keys).select_related("agency"))
    if not entries:
        messages.warning(request, _("请先选择要审核通过的词条；已有人审核的不再列出。"))
    else:
        actions.accept_all(agency, actor=user, entries=entries)
        messages.success(request, _("%(count)s条已审核通过，立即生效。") % {"count": len(entries)})
    return redirect("proofing:lexicon")


@member
@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a proposal down (不通过)."""
    user, entry = person(request), _proposed(request, pk)
    form = ReasonForm(request.POST or None)
    page = FormPage(
        title=_("退回词条"),
        button=_("退回"),
        back_url=reverse("proofing:lexicon"),
        done=_("已退回。"),
        note="；".join(sentences(entry)),
        decision=actions.reject_entry.decision(entry, user),
    )
    return answer(
        request, form, page, lambda: actions.reject_entry(entry, actor=user, reason=form.cleaned_data["reason"])
    )


@member
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own proposal back (撤回)."""
    actions.withdraw_entry(_proposed(request, pk), actor=person(request))
    messages.success(request, _("已撤回。"))
    return redirect("proofing:lexicon")


@member
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Propose the entries of a file (导入词库)."""
    user, agency = person(request), membership(request).agency
    form = ImportForm(request.POST or None, request.FILES or None)
    page = FormPage(
        title=_("导入词库"),
        button=_("导入"),
        back_url=reverse("proofing:lexicon"),
        done=_("已导入，等待另一人审核；与现有词库相同的词条没有重复导入。"),
        decision=policy.may_propose(user, agency),
    )

    def act() -> None:
        wordings = [actions.wording_of(entry) for entry in form.cleaned_data["upload"].entries]
        actions.import_lexicon(agency, actor=user, wordings=wordings)

    return answer(request, form, page, act)


@member
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The lexicon as a file (导出词库) that this system and ``gongwen check --lexicon`` read."""
    agency = membership(request).agency
    rows = LexiconEntry.objects.in_force().filter(agency=agency)
    text = dump_lexicon(entry_of(row) for row in rows)
    record("proofing.export_lexicon", "导出词库", actor=person(request), target=agency)
    response = HttpResponse(text, content_type="text/tab-separated-values; charset=utf-8")
    name = quote(f"{agency}词库{timezone.localdate():%Y%m%d}.tsv")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _propose(request: HttpRequest, form: EntryForm, title: str, note: str) -> HttpResponse:
    user, agency = person(request), membership(request).agency
    page = FormPage(
        title=title,
        button=_("提出"),
        back_url=reverse("proofing:lexicon"),
        done=_("已提出，等待另一人审核。"),
        note=note,
        decision=policy.may_propose(user, agency),
    )
    return answer(
        request,
        form,
        page,
        lambda: actions.propose_entry(actor=user, agency=agency, wording=form.wording()),
    )


def _waiting(reader: User, agency: Agency) -> tuple[Waiting, ...]:
    rows = LexiconEntry.objects.proposed().filter(agency=agency).order_by("pk")
    return tuple(
        Waiting(
            entry,
            sentences(entry),
            policy.may_decide(reader, entry),
            policy.may_withdraw(reader, entry),
        )
        for entry in rows.select_related("proposed_by", "replaces")[:MOST_WAITING]
    )


def _in_force(request: HttpRequest, pk: int) -> LexiconEntry:
    rows = LexiconEntry.objects.in_force().filter(agency=membership(request).agency).select_related("agency")
    entry: LexiconEntry = get_object_or_404(rows, pk=pk)
    return entry


def _proposed(request: HttpRequest, pk: int) -> LexiconEntry:
    rows = LexiconEntry.objects.filter(agency=membership(request).agency)
    entry: LexiconEntry = get_object_or_404(rows.select_related("agency", "replaces"), pk=pk)
    return entry
