"""People and their accounts (人员与账号): for the system and the security administrator, each with the own buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from zhengban.access import actions as accounts
from zhengban.access.gate import Action
from zhengban.access.models import Duty, User
from zhengban.access.views import administrator
from zhengban.access.views.form_page import FormPage, answer, carried_out, person
from zhengban.organizations import actions as organize
from zhengban.organizations.forms.accounts import (
    NothingForm,
    OpenAccountForm,
    PeopleFilter,
    ReasonForm,
    RenameAccountForm,
    ResetPasswordForm,
)
from zhengban.organizations.models import Appointment, Delegation
from zhengban.organizations.offers import Offer, offer, offer_new, offers
from zhengban.organizations.people import Narrowing, listed

PAGE_SIZE = 20
PAST_SHOWN = 50
system = administrator(Duty.SYSTEM)
security = administrator(Duty.SECURITY)
either = administrator(Duty.SYSTEM, Duty.SECURITY)


@either
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody, by name."""
    form = PeopleFilter(request.GET)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value}
    rows = listed(Narrowing(**given), timezone.localdate())
    context = {
        "filter_form": form,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "offers": offers(
            offer_new(
                person(request),
                accounts.open_account,
                reverse("organization:open_account"),
                icon="user-plus",
                kind="primary",
            )
        ),
    }
    return render(request, "organizations/people.html", context)


@either
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: account, posts, and for the security administrator roles and delegations."""
    reader = person(request)
    user = _found(pk)
    today = timezone.localdate()
    held = user.appointments.select_related("post__unit__agency").order_by("-starts_on", "-pk")[:PAST_SHOWN]
    context: dict[str, Any] = {
        "account": user,
        "offers": _account_offers(reader, user),
        "appointments": [(one, one.standing(today), offers(_end_appointment(reader, one))) for one in held],
        "appoint": _appoint(reader, user),
        "reviews": reader.duty == Duty.SECURITY,
        "shows_roles": reader.duty == Duty.SECURITY and user.duty == Duty.BUSINESS,
    }
    if context["shows_roles"]:
        grants = user.role_grants.select_related("agency").order_by("-starts_on", "-pk")[:PAST_SHOWN]
        context["grants"] = [
            (
                one,
                one.standing(today),
                offers(offer(reader, organize.revoke_role, one, "organization:revoke_role", icon="minus")),
            )
            for one in grants
        ]
        context["grant"] = offers(
            offer_new(
                reader, organize.grant_role, f"{reverse('organization:grant_role')}?user={user.pk}", icon="plus"
            )
        )
        in_force = Delegation.objects.valid(today)
        context["deputies"] = in_force.filter(principal=user).select_related("deputy")
        context["principals"] = in_force.filter(deputy=user).select_related("principal")
    return render(request, "organizations/person.html", context)


@system
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account (新建账号)."""
    form = OpenAccountForm(request.POST or None)
    made: list[User] = []

    def act() -> None:
        given = {**form.cleaned_data, "duty": Duty(form.cleaned_data["duty"])}
        made.append(accounts.open_account(actor=person(request), **given))

    if form.is_bound and form.is_valid() and carried_out(form, act):
        messages.success(request, _("账号已建立；由安全保密管理员启用后才能登录。"))
        return redirect("organization:person", made[0].pk)
    page = FormPage(_("新建账号"), _("建立账号"), reverse("organization:people"), "")
    return render(request, "form_page.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


@system
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a first password anew (重置密码)."""
    user = _found(pk)
    form = ResetPasswordForm(request.POST or None)
    page = _page(user, accounts.reset_password, person(request), _("密码已重置，请把初始密码当面交给本人。"))
    return answer(
        request,
        form,
        page,
        lambda: accounts.reset_password(user, actor=person(request), password=form.cleaned_data["password"]),
    )


@system
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a person's name (更改姓名)."""
    user = _found(pk)
    form = RenameAccountForm(request.POST or None, initial={"name": user.name})
    page = _page(
        user,
        accounts.rename_account,
        person(request),
        _("姓名已更改。"),
        _("已形成的公文和审计记录保留当时的姓名。"),
    )
    return answer(
        request, form, page, lambda: accounts.rename_account(user, actor=person(request), **form.cleaned_data)
    )


@security
@require_http_methods(["GET", "POST"])
def enable(request: HttpRequest, pk: int) -> HttpResponse:
    """Enable an account (启用账号)."""
    user = _found(pk)
    # A form without fields is bound by the request's own method.
    form = NothingForm(request.POST if request.method == "POST" else None)
    warning = _("启用后，%(name)s可以用用户名“%(username)s”登录，职责为%(duty)s。") % {
        "name": user.name,
        "username": user.username,
        "duty": user.get_duty_display(),
    }
    page = _page(user, accounts.enable_account, person(request), _("账号已启用。"), warning)
    return answer(request, form, page, lambda: accounts.enable_account(user, actor=person(request)))


@security
@require_http_methods(["GET", "POST"])
def disable(request: HttpRequest, pk: int) -> HttpResponse:
    """Disable an account (停用账号)."""
    user = _found(pk)
    form = ReasonForm(request.POST or None)
    warning = _("停用后，%(name)s立即退出系统，不能再登录；已办事项不受影响，在办事项请安排转办。") % {
        "name": user.name
    }
    page = _page(user, accounts.disable_account, person(request), _("账号已停用。"), warning)
    return answer(
        request, form, page, lambda: accounts.disable_account(user, actor=person(request), **form.cleaned_data)
    )


def _found(pk: int) -> User:
    return get_object_or_404(User.objects.people(), pk=pk)


def _page(user: User, action: Action[User, Any], reader: User, done: str, warning: str = "") -> FormPage:
    note = f"{user.name}（{user.username}）"
    back = reverse("organization:person", args=[user.pk])
    return FormPage(action.label, action.label, back, done, note, warning, action.decision(user, reader))


def _account_offers(reader: User, user: User) -> tuple[Offer, ...]:
    toggle = (
        offer(reader, accounts.disable_account, user, "organization:disable", icon="lock", kind="danger")
        if user.is_active
        else offer(reader, accounts.enable_account, user, "organization:enable", icon="user-check", kind="primary")
    )
    return offers(
        offer(reader, accounts.reset_password, user, "organization:reset_password", icon="key"),
        offer(reader, accounts.rename_account, user, "organization:rename", icon="edit"),
        toggle,
    )


def _end_appointment(reader: User, appointment: Appointment) -> Offer | None:
    return offer(reader, organize.end_appointment, appointment, "organization:end_appointment", icon="minus")


def _appoint(reader: User, user: User) -> tuple[Offer, ...]:
    if user.duty != Duty.BUSINESS:
        return ()
    url = f"{reverse('organization:appoint')}?user={user.pk}"
    return offers(offer_new(reader, organize.appoint, url, icon="plus"))
