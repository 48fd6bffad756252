"""Reading the trail (审计记录): by the auditor, and by the security administrator, who reads the auditor's too.

The trail is owned by ``audit``, which lies below and knows no users; its pages state who may open them and so live here.
Nothing on these pages changes anything but by adding what the reader did to the trail itself.
"""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from zhengban.access.disclosure import entries_visible_to, shown
from zhengban.access.models import Duty
from zhengban.access.trail_export import MOST_EXPORTED, workbook
from zhengban.access.trail_forms import LARGEST_ID, TrailForm
from zhengban.access.views import administrator
from zhengban.access.views.form_page import person
from zhengban.audit.batches import BATCH_SIZE, open_entries, verify_last
from zhengban.audit.models import AuditBatch
from zhengban.audit.reading import narrowed, step
from zhengban.audit.trail import record

PAGE_SIZE = 50
BATCHES_SHOWN = 20
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

reader = administrator(Duty.AUDIT, Duty.SECURITY)
auditor = administrator(Duty.AUDIT)


class VerifyForm(forms.Form):
    """How many of the last batches to prove."""

    count = forms.TypedChoiceField(
        label=gettext_lazy("核验范围"),
        coerce=int,
        choices=[(1, gettext_lazy("最近1批")), (5, gettext_lazy("最近5批")), (20, gettext_lazy("最近20批"))],
        initial=5,
    )


@reader
@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """The entries, the newest first."""
    return _list(request, TrailForm(request.GET))


@reader
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with what was before and after."""
    found = get_object_or_404(entries_visible_to(person(request)), pk=pk)
    about = ""
    if found.target_id is not None:
        query = urlencode({"target_type": found.target_type, "target_id": str(found.target_id)})
        about = f"{reverse('audit:entries')}?{query}"
    return render(request, "audit/entry.html", {"item": shown(found), "about_url": about})


@auditor
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The narrowed entries as a workbook; the export itself is recorded."""
    form = TrailForm(request.GET)
    if not form.is_valid():
        return _list(request, form)
    found = narrowed(entries_visible_to(person(request)), form.narrowing())
    rows = list(found.order_by("-at", "-pk")[: MOST_EXPORTED + 1])
    if len(rows) > MOST_EXPORTED:
        form.add_error(None, _("符合条件的记录超过%(most)s条，请缩小时间范围后再导出。") % {"most": MOST_EXPORTED})
        return _list(request, form)
    record(
        "audit.export",
        "导出审计记录",
        actor=person(request),
        summary=f"{len(rows)} 条",
        changes={"filter": [None, request.GET.urlencode()]},
    )
    response = HttpResponse(workbook(shown(row) for row in rows), content_type=_XLSX)
    name = quote(f"审计记录{timezone.localtime():%Y%m%d%H%M}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@auditor
@require_http_methods(["GET", "POST"])
def batches(request: HttpRequest) -> HttpResponse:
    """The closed batches (封存批次); on demand the last of them are proven anew."""
    form = VerifyForm(request.POST or None)
    proofs = None
    if form.is_bound and form.is_valid():
        proofs = verify_last(form.cleaned_data["count"])
        broken = sum(not proof.is_sound for proof in proofs)
        record(
            "audit.verify",
            "核验审计记录",
            actor=person(request),
            summary=f"核验{len(proofs)}批，{'均未被改动' if not broken else f'{broken}批不通过'}",
        )
    return render(
        request,
        "audit/batches.html",
        {
            "form": form if form.is_bound else VerifyForm(),
            "proofs": proofs,
            "broken": [proof for proof in proofs or [] if not proof.is_sound],
            "proven": sum(proof.batch.size for proof in proofs or [] if proof.is_sound),
            "batches": AuditBatch.objects.order_by("-pk").defer("leaves")[:BATCHES_SHOWN],
            # Counting stops where nobody needs to know more: the job that closes batches is not running.
            "open": open_entries()[: BATCH_SIZE + 1].count(),
            "most_open": BATCH_SIZE,
        },
        status=422 if form.errors else 200,
    )


def _list(request: HttpRequest, form: TrailForm) -> HttpResponse:
    found = entries_visible_to(person(request))
    found = narrowed(found, form.narrowing()) if form.is_valid() else found.none()
    page = step(found, PAGE_SIZE, before=_place(request, "before"), after=_place(request, "after"))
    chosen = {name: str(value) for name, value in request.GET.items() if name in form.fields and value}
    return render(
        request,
        "audit/entries.html",
        {
            "filter_form": form,
            "page": page,
            "rows": [shown(one) for one in page.object_list],
            "query": urlencode(chosen),
            "may_export": person(request).duty == Duty.AUDIT,
        },
        status=422 if form.errors else 200,
    )


def _place(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return min(int(text), LARGEST_ID) if text.isascii() and text.isdigit() else None
