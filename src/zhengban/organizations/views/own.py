"""What everyone has: the own account (我的账号) and, for people of business, delegations (委托)."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhengban.access.middleware import STARTED
from zhengban.access.signing_in import SIGN_IN_CODES
from zhengban.access.views import business, signed_in
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.audit.models import AuditEntry
from zhengban.core.request import current_request
from zhengban.organizations import actions as organize
from zhengban.organizations.forms.accounts import NothingForm
from zhengban.organizations.forms.dated import DelegateForm
from zhengban.organizations.models import Appointment, Delegation, RoleGrant
from zhengban.organizations.offers import offer, offer_new, offers

SIGN_INS_SHOWN = 10
DELEGATIONS_SHOWN = 50


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, since when and from where one is signed in, and the last attempts."""
    user = person(request)
    today = timezone.localdate()
    started = request.session.get(STARTED)
    attempts = AuditEntry.objects.filter(
        target_type=user._meta.label_lower, target_id=user.pk, code__in=SIGN_IN_CODES
    )
    held = Appointment.objects.valid(today).filter(user=user).select_related("post__unit__agency")
    context = {
        "appointments": held.order_by("-is_primary", "pk"),
        "grants": RoleGrant.objects.valid(today).filter(user=user).select_related("agency"),
        "since": datetime.fromtimestamp(started, UTC) if started else None,
        "address": current_request().address,
        "attempts": attempts.order_by("-pk")[:SIGN_INS_SHOWN],
    }
    return render(request, "organizations/own_account.html", context)


@business
@require_GET
def delegations(request: HttpRequest) -> HttpResponse:
    """Whom one lets act for oneself, and for whom one may act."""
    user = person(request)
    today = timezone.localdate()
    given = user.delegations_given.select_related("deputy").order_by("-starts_on", "-pk")[:DELEGATIONS_SHOWN]
    held = user.delegations_held.select_related("principal").order_by("-starts_on", "-pk")[:DELEGATIONS_SHOWN]
    revoke_view = "organization:revoke_delegation"
    context = {
        "given": [
            (
                one,
                one.standing(today),
                offers(offer(user, organize.revoke_delegation, one, revoke_view, icon="arrow-back-up")),
            )
            for one in given
        ],
        "held": [(one, one.standing(today)) for one in held],
        "offers": offers(
            offer_new(user, organize.delegate, reverse("organization:delegate"), icon="plus", kind="primary")
        ),
    }
    return render(request, "organizations/delegations.html", context)


@business
@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Let another person act in the own name for a time (委托)."""
    form = DelegateForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    page = FormPage(_("委托他人代办"), _("委托"), reverse("organization:delegations"), _("委托已登记。"))
    return answer(request, form, page, lambda: organize.delegate(actor=person(request), **form.cleaned_data))


@business
@require_http_methods(["GET", "POST"])
def revoke_delegation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a delegation back (收回委托)."""
    user = person(request)
    found = get_object_or_404(Delegation.objects.filter(principal=user).select_related("deputy"), pk=pk)
    form = NothingForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        title=_("收回委托"),
        button=_("收回"),
        back_url=reverse("organization:delegations"),
        done=_("委托已收回。"),
        note=_("受托人：%(name)s") % {"name": found.deputy},
        warning=_("收回后立即生效，%(name)s不能再代您办理；已代办的事项不受影响。") % {"name": found.deputy},
        decision=organize.revoke_delegation.decision(found, user),
    )
    return answer(
        request,
        form,
        page,
        lambda: organize.revoke_delegation(found, actor=user, today=timezone.localdate()),
    )
