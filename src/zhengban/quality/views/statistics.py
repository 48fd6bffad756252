"""The statistics of errors (差错统计)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhengban.access.views import requires
from zhengban.access.views.form_page import person
from zhengban.organizations.directory import membership_of
from zhengban.quality import policy
from zhengban.quality.forms import PeriodForm
from zhengban.quality.statistics import statistics_of


@requires(policy.may_see)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Errors per 10,000 characters by unit, kind and stage; of this year until today where no period is chosen."""
    membership = membership_of(person(request))
    assert membership is not None  # noqa: S101 - the permission demands one
    today = timezone.localdate()
    usual = {"since": today.replace(month=1, day=1), "until": today}
    form = PeriodForm(request.GET if "since" in request.GET else usual)
    period = form.cleaned_data if form.is_valid() else usual
    context = {
        "filter_form": form,
        "agency": membership.agency,
        "statistics": statistics_of(membership.agency, period["since"], period["until"]),
        "since": period["since"],
        "until": period["until"],
    }
    return render(request, "quality/statistics.html", context, status=422 if form.errors else 200)
