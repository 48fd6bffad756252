"""Rounds of checking (集中查错): started, followed while they run, read, told in a 通报, exported."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhengban.access.views import requires
from zhengban.access.views.form_page import FormPage, carried_out, person
from zhengban.audit.trail import record
from zhengban.documents.models import OutgoingDocument
from zhengban.organizations.directory import Membership, membership_of
from zhengban.quality import policy
from zhengban.quality.actions import rounds as actions
from zhengban.quality.forms import RoundForm
from zhengban.quality.models import Round, RoundState
from zhengban.quality.results import results_of
from zhengban.quality.workbook import workbook_of

PAGE_SIZE = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

reader = requires(policy.may_see)


@reader
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All rounds of the agency, the newest first."""
    rows = Round.objects.filter(agency=_place(request).agency).select_related("started_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "quality/rounds.html", {"page": page, "agency": _place(request).agency})


@requires(policy.may_start)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose period and units (发起集中查错)."""
    user, agency = person(request), _place(request).agency
    form = RoundForm(
        request.POST or None, agency=agency, initial=RoundForm.initial_for(agency, timezone.localdate())
    )
    page = FormPage(
        title=_("发起集中查错"),
        button=_("开始检查"),
        back_url=reverse("quality:rounds"),
        done=_("已开始检查，完成后提醒您。"),
        note=_("按印发日期和单位重新检查已印发的公文，在后台进行，可以离开本页。"),
        decision=actions.start_round.decision(user),
    )
    made: list[Round] = []

    def act() -> None:
        given = form.cleaned_data
        before = Round.objects.filter(request_key=given["request_key"], agency=agency).first()
        made.append(
            before
            or actions.start_round(
                actor=user,
                request_key=given["request_key"],
                since=given["since"],
                until=given["until"],
                units=tuple(given["units"]),
                agencies=tuple(given.get("agencies") or ()),
            )
        )

    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, page.done)
        return redirect(made[0])
    return render(request, "form_page.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


@reader
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: its progress while it runs, then ranking, kinds and samples."""
    user, found = person(request), _round(request, pk)
    if found.state == RoundState.RUNNING:
        template = "quality/parts/progress.html" if request.htmx else "quality/running.html"  # type: ignore[attr-defined]
        return render(request, template, {"round": found, "may_stop": policy.may_act_on(user, found)})
    if request.htmx:  # type: ignore[attr-defined]
        # The page that followed the progress is drawn anew, now with the results.
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    results = results_of(found)
    sampled = {sample.paper.document_id for kind in results.kinds for sample in kind.samples}
    seen = OutgoingDocument.objects.visible_to(user).filter(pk__in=sampled).values_list("pk", flat=True)
    context = {
        "round": found,
        "results": results,
        "seen": set(seen),
        "may_draft": policy.may_draft_circular(user, found),
    }
    return render(request, "quality/round.html", context)


@reader
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a running round (停止)."""
    found = _round(request, pk)
    actions.stop_round(found, actor=person(request))
    messages.success(request, _("已停止，已检查的结果保留。"))
    return redirect(found)


@reader
@require_POST
def draft_circular(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the 通报 and open it (起草通报)."""
    found = _round(request, pk)
    actions.draft_circular(found, actor=person(request))
    assert found.circular is not None  # noqa: S101 - the action has made it
    messages.success(request, _("通报已起草，请核对后提交。"))
    return redirect("documents:edit", found.circular.pk)


@reader
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a round found as a workbook; the export is recorded."""
    found = _round(request, pk)
    content = workbook_of(found, results_of(found))
    record("quality.export", "导出查错结果", actor=person(request), target=found)
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{found}.xlsx')}"
    return response


def _place(request: HttpRequest) -> Membership:
    found = membership_of(person(request))
    assert found is not None  # noqa: S101 - the permission demands one
    return found


def _round(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.filter(agency=_place(request).agency)
    found: Round = get_object_or_404(rows.select_related("agency", "started_by", "circular"), pk=pk)
    return found
