"""Issuer codes (机关代字) and their series; for the system administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhengban.access.models import Duty
from zhengban.access.views import administrator
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.numbering import actions
from zhengban.numbering.forms import AddCodeForm, OpenSeriesForm, RetireForm
from zhengban.numbering.models import IssuerCode, Series, SeriesKind
from zhengban.organizations.offers import offer, offer_new, offers

PAGE_SIZE = 20
system = administrator(Duty.SYSTEM)


@system
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """Every agency's codes, with the number each gives next this year."""
    reader = person(request)
    year = timezone.localdate().year
    series = Series.objects.filter(kind=SeriesKind.OUTGOING, year=year)
    rows = IssuerCode.objects.select_related("agency").order_by("agency__order", "agency", "order", "pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = page.object_list = list(page.object_list)
    opened = {one.code: one for one in series.filter(code__in=[code.text for code in shown])}
    for code in shown:
        found = opened.get(code.text) or Series(kind=SeriesKind.OUTGOING, code=code.text, year=year)
        code.next_number = found.written(found.next_ordinal)
        code.offers = offers(offer(reader, actions.retire_code, code, "numbering:retire_code", icon="lock"))
    add, begin = reverse("numbering:add_code"), reverse("numbering:open_series")
    context = {
        "page": page,
        "offers": offers(
            offer_new(reader, actions.open_series, begin, icon="hash"),
            offer_new(reader, actions.add_code, add, icon="plus", kind="primary"),
        ),
    }
    return render(request, "numbering/codes.html", context)


@system
@require_http_methods(["GET", "POST"])
def add_code(request: HttpRequest) -> HttpResponse:
    """Let an agency number its documents with a code (登记机关代字)."""
    form = AddCodeForm(request.POST or None, initial={"agency": request.GET.get("agency"), "order": 0})
    page = FormPage(_("登记机关代字"), _("登记"), reverse("numbering:codes"), _("机关代字已登记。"))
    return answer(request, form, page, lambda: actions.add_code(actor=person(request), **form.cleaned_data))


@system
@require_http_methods(["GET", "POST"])
def retire_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Retire a code (停用机关代字)."""
    code = get_object_or_404(IssuerCode.objects.select_related("agency"), pk=pk)
    form = RetireForm(request.POST or None, initial={"on": timezone.localdate()})
    page = FormPage(
        title=_("停用机关代字"),
        button=_("停用"),
        back_url=reverse("numbering:codes"),
        done=_("机关代字已停用。"),
        note=f"{code.agency} {code}",
        warning=_("停用后不能再用“%(code)s”编号，也不能恢复；已编的号保留。") % {"code": code},
        decision=actions.retire_code.decision(code, person(request)),
    )
    return answer(
        request, form, page, lambda: actions.retire_code(code, actor=person(request), **form.cleaned_data)
    )


@system
@require_http_methods(["GET", "POST"])
def open_series(request: HttpRequest) -> HttpResponse:
    """Begin a series where the paper register stands (设定起始号)."""
    form = OpenSeriesForm(request.POST or None, initial={"year": timezone.localdate().year})
    page = FormPage(_("设定起始号"), _("设定"), reverse("numbering:codes"), _("起始号已设定。"))

    def act() -> None:
        given = {**form.cleaned_data, "kind": SeriesKind(form.cleaned_data["kind"])}
        actions.open_series(actor=person(request), **given)

    return answer(request, form, page, act)
