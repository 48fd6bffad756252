"""The pages of process design: for the system administrator who draws, the security administrator who reviews."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhengban.access.errors import Refused
from zhengban.access.models import Duty
from zhengban.access.views import administrator, requires
from zhengban.access.views.form_page import FormPage, answer, carried_out, person
from zhengban.designing import actions, policy
from zhengban.designing.differences import differences
from zhengban.designing.forms import DrawingForm, ImportForm, ReviewForm, SubmitForm, TrialForm
from zhengban.designing.judging import Judgement, judge
from zhengban.designing.models import DraftState, ProcessDraft
from zhengban.designing.trial import try_out
from zhengban.designing.vocabulary import vocabulary
from zhengban.organizations.offers import offer, offer_new, offers
from zhengban.workflow.engine.bpmn import LARGEST_FILE
from zhengban.workflow.models import ProcessDefinition

system = administrator(Duty.SYSTEM)
security = administrator(Duty.SECURITY)
involved = requires(policy.may_see)
_PROCESS = re.compile(r"<(?:\w+:)?process\b[^>]*?>")
_ATTRIBUTE = re.compile(r'\b(id|name)="([^"]{1,60})"')


@involved
@require_GET
def processes(request: HttpRequest) -> HttpResponse:
    """Every process with its versions, how many papers run on each, and the drafts under way."""
    reader = person(request)
    running = Count("instances", filter=Q(instances__state__in=["RUNNING", "SUSPENDED"]))
    versions = (
        ProcessDefinition.objects.select_related("published_by")
        .annotate(running=running)
        .order_by("key", "-version")
    )
    kinds: dict[str, dict[str, Any]] = {}
    for one in versions.defer("xml"):
        kind = kinds.setdefault(one.key, {"latest": one, "older": []})
        if kind["latest"] is not one:
            kind["older"].append(one)
        else:
            url = reverse("designing:begin", args=[one.pk])
            decision = actions.begin.decision(reader, key=one.key) if reader.duty == Duty.SYSTEM else None
            kind["offers"] = offers(
                offer_new(reader, actions.begin, url, icon="pencil-plus", decision=decision)
                if decision is not None
                else None
            )
    drafts = (
        ProcessDraft.objects.visible_to(reader)
        .unfinished()
        .select_related("author")
        .defer("xml")
        .order_by("-saved_at")
    )
    context = {
        "kinds": list(kinds.values()),
        "drafts": drafts,
        "can_design": reader.duty == Duty.SYSTEM,
    }
    return render(request, "designing/processes.html", context)


@involved
@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One published version: its drawing, and what it changed against the one before."""
    found = get_object_or_404(ProcessDefinition.objects.select_related("published_by"), pk=pk)
    before = (
        ProcessDefinition.objects.filter(key=found.key, version__lt=found.version).order_by("-version").first()
    )
    return render(
        request,
        "designing/version.html",
        {"version": found, "before": before, "changes": _changes(before, judge(found.xml)), "drawing": found.xml},
    )


@involved
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing as a BPMN file."""
    found = get_object_or_404(ProcessDefinition, pk=pk)
    return _file(found.xml, f"{found.name}-第{found.version}版")


@involved
@require_GET
def export_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft as a BPMN file."""
    found = _draft(request, pk)
    return _file(found.xml, f"{found.name}-草稿")


@system
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft from this version; an older one is how the office goes back."""
    base = get_object_or_404(ProcessDefinition, pk=pk)
    latest = ProcessDefinition.objects.latest_of(base.key)
    page = FormPage(
        _("设计新版：%(name)s") % {"name": base.name},
        _("开始设计"),
        reverse("designing:processes"),
        "",
        note=_("以第 %(version)s 版的流程图为底稿。正在办理的文件仍按原版本办完。") % {"version": base.version},
        decision=actions.begin.decision(person(request), key=base.key),
    )
    made: list[ProcessDraft] = []
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: made.append(
            actions.begin(actor=person(request), key=base.key, name=base.name, xml=base.xml, base=latest)
        ),
    ):
        return HttpResponseRedirect(made[0].get_absolute_url())
    return render(request, "form_page.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


@system
@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Begin a draft from a file drawn elsewhere (导入)."""
    form = ImportForm(request.POST or None, request.FILES or None)
    page = FormPage(_("导入流程图"), _("导入"), reverse("designing:processes"), "")
    made: list[ProcessDraft] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and carried_out(form, lambda: made.append(_imported(request, form)))
    ):
        return HttpResponseRedirect(made[0].get_absolute_url())
    status = 422 if form.is_bound else 200
    return render(request, "form_page.html", {"form": form, "page": page}, status=status)


@involved
@require_GET
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The designer, or for whoever may not change the draft its drawing with what it changes."""
    found = _draft(request, pk)
    reader = person(request)
    judgement = judge(found.xml, key=found.key)
    save_decision = actions.save.decision(found, reader) if reader.duty == Duty.SYSTEM else None
    context = {
        "draft": found,
        "before": found.base,
        "drawing": found.xml,
        "judgement": judgement,
        "may_draw": bool(save_decision),
        "changes": _changes(found.base, judgement),
        "vocabulary": vocabulary(found.key),
        "offers": offers(
            offer(reader, actions.submit, found, "designing:submit", icon="send", kind="primary"),
            offer(reader, actions.abandon, found, "designing:abandon", icon="trash"),
            offer(reader, actions.release, found, "designing:review", icon="circle-check", kind="primary"),
            offer(reader, actions.send_back, found, "designing:return", icon="arrow-back-up"),
        ),
        "is_finished": found.state in {DraftState.PUBLISHED, DraftState.ABANDONED},
    }
    return render(request, "designing/draft.html", context)


@system
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """The verdict on a drawing while it is drawn."""
    xml = request.POST.get("xml", "")
    if len(xml) > LARGEST_FILE:
        return JsonResponse(
            {
                "verdict": "invalid",
                "word": _("不能使用"),
                "sentence": _("流程图过大。"),
                "witness": [],
                "faults": [],
            }
        )
    return JsonResponse(judge(xml, key=request.POST.get("key", "")).plain())


@system
@require_POST
def save(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep the drawing; the page stays where it is."""
    found = _draft(request, pk)
    form = DrawingForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"problem": _("流程图没有传到，请刷新后再试。")}, status=422)
    try:
        actions.save(found, actor=person(request), **form.cleaned_data)
    except Refused as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"revision": found.revision, "saved": _("已保存")})


@system
@require_GET
def try_out_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Imaginary papers through the drawing as it was saved."""
    found = _draft(request, pk)
    judgement = judge(found.xml, key=found.key)
    form = TrialForm(request.GET or None)
    papers = None
    if judgement.definition is not None and not judgement.faults and form.is_bound and form.is_valid():
        data = form.cleaned_data
        papers = try_out(judgement.definition, data["drafter"], urgency=data["urgency"], begun_on=data["begun_on"])
    context = {"draft": found, "judgement": judgement, "form": form, "papers": papers}
    return render(request, "designing/trial.html", context, status=422 if form.errors else 200)


@system
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the review."""
    found = _draft(request, pk)
    form = SubmitForm(request.POST or None)
    page = _page(request, found, actions.submit, _("提交审核"), _("已提交审核。"))
    return answer(request, form, page, lambda: actions.submit(found, actor=person(request), **form.cleaned_data))


@system
@require_http_methods(["GET", "POST"])
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the draft up."""
    found = _draft(request, pk)
    page = _page(request, found, actions.abandon, _("放弃草稿"), _("草稿已放弃。"))
    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer(request, form, page, lambda: actions.abandon(found, actor=person(request)))


@security
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Release the draft as the next version."""
    found = _draft(request, pk)
    form = ReviewForm(request.POST or None)
    page = _page(
        request, found, actions.release, _("审核通过并发布"), _("新版本已发布，此后启动的流程按新版办理。")
    )
    return answer(request, form, page, lambda: actions.release(found, actor=person(request), **form.cleaned_data))


@security
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the draft with the reason."""
    found = _draft(request, pk)
    form = ReviewForm(request.POST or None)
    page = _page(request, found, actions.send_back, _("退回修改"), _("已退回设计人。"))
    return answer(
        request, form, page, lambda: actions.send_back(found, actor=person(request), **form.cleaned_data)
    )


def _draft(request: HttpRequest, pk: int) -> ProcessDraft:
    drafts = ProcessDraft.objects.visible_to(person(request)).select_related(
        "author", "base", "reviewer", "published"
    )
    found: ProcessDraft = get_object_or_404(drafts, pk=pk)
    return found


def _page(request: HttpRequest, found: ProcessDraft, action: Any, title: str, done: str) -> FormPage:
    return FormPage(
        f"{title}：{found.name}",
        title,
        found.get_absolute_url(),
        done,
        decision=action.decision(found, person(request)),
    )


def _imported(request: HttpRequest, form: ImportForm) -> ProcessDraft:
    xml = form.cleaned_data["file"]
    key, name = _named(xml)
    return actions.begin(
        actor=person(request), key=key, name=name or key, xml=xml, base=ProcessDefinition.objects.latest_of(key)
    )


def _named(xml: str) -> tuple[str, str]:
    """Identifier and name of the process, read from the text: the drawing may not be right yet."""
    tag = _PROCESS.search(xml)
    said = dict(_ATTRIBUTE.findall(tag.group())) if tag else {}
    if "id" not in said:
        raise Refused("文件中没有流程（process），不能导入。")
    return said["id"][:50], said.get("name", "")


def _changes(before: ProcessDefinition | None, after: Judgement) -> tuple[str, ...]:
    """The changes in words; a drawing that cannot run yet has none to tell."""
    if after.definition is None:
        return ()
    return differences(judge(before.xml).definition if before is not None else None, after.definition)


def _file(xml: str, name: str) -> HttpResponse:
    answer = HttpResponse(xml, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.bpmn")
    return answer
