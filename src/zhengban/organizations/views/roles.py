"""Roles (岗位授权): who has which; granted and taken back by the security administrator."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhengban.access.models import Duty, User
from zhengban.access.views import administrator
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.organizations import actions as organize
from zhengban.organizations.forms.accounts import ReasonForm
from zhengban.organizations.forms.dated import GrantForm, GrantsFilter
from zhengban.organizations.models import Role, RoleGrant
from zhengban.organizations.offers import offer, offer_new, offers
from zhengban.organizations.people import named, with_current

PAGE_SIZE = 20
security = administrator(Duty.SECURITY)


@security
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Who has which role, by agency and role."""
    reader = person(request)
    today = timezone.localdate()
    form = GrantsFilter(request.GET)
    form.is_valid()
    given = form.cleaned_data
    rows = RoleGrant.objects.all() if given.get("standing") else RoleGrant.objects.valid(today)
    if words := given.get("words"):
        rows = rows.filter(user__in=named(User.objects.people(), words))
    if agency := given.get("agency"):
        rows = rows.filter(agency=agency)
    if role := given.get("role"):
        rows = rows.filter(role=role)
    people = with_current(User.objects.people(), today)
    rows = rows.select_related("agency").prefetch_related(Prefetch("user", people))
    page = Paginator(rows.order_by("agency__order", "agency", "role", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    for grant in page.object_list:
        grant.offers = offers(offer(reader, organize.revoke_role, grant, "organization:revoke_role", icon="minus"))
        grant.stands = grant.standing(today)
    context = {
        "filter_form": form,
        "page": page,
        "offers": offers(
            offer_new(reader, organize.grant_role, reverse("organization:grant_role"), icon="plus", kind="primary")
        ),
    }
    return render(request, "organizations/roles.html", context)


@security
@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest) -> HttpResponse:
    """Grant a role (授予岗位)."""
    initial = {"user": request.GET.get("user"), "starts_on": timezone.localdate()}
    form = GrantForm(request.POST or None, initial=initial)
    user = request.GET.get("user", "")
    is_from_person = user.isascii() and user.isdigit()
    back = reverse("organization:person", args=[user]) if is_from_person else reverse("organization:roles")
    page = FormPage(_("授予岗位"), _("授予"), back, _("岗位已授予。"))

    def act() -> None:
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        organize.grant_role(actor=person(request), **given)

    return answer(request, form, page, act)


@security
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back (收回岗位)."""
    found = get_object_or_404(RoleGrant.objects.select_related("user", "agency"), pk=pk)
    form = ReasonForm(request.POST or None)
    page = FormPage(
        title=_("收回岗位"),
        button=_("收回"),
        back_url=reverse("organization:roles"),
        done=_("岗位已收回。"),
        note=f"{found.user}　{found.agency} {found.get_role_display()}",
        warning=_("收回后立即生效，%(name)s不能再以该岗位办理。") % {"name": found.user},
        decision=organize.revoke_role.decision(found, person(request)),
    )
    return answer(
        request,
        form,
        page,
        lambda: organize.revoke_role(
            found, actor=person(request), today=timezone.localdate(), reason=form.cleaned_data["reason"]
        ),
    )
