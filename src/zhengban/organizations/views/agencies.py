"""The organisation (组织机构): agencies, their units and posts; for the system administrator."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from zhengban.access.decisions import Decision
from zhengban.access.gate import Action
from zhengban.access.models import Duty, User
from zhengban.access.views import administrator
from zhengban.access.views.form_page import FormPage, answer, carried_out, person
from zhengban.organizations import actions as organize
from zhengban.organizations.forms.agencies import (
    AddAgencyForm,
    EndForm,
    EndPostForm,
    PostForm,
    RenameUnitForm,
    ReviseAgencyForm,
    UnitForm,
)
from zhengban.organizations.models import Agency, AgencyKind, Level, Post, PostKind, Unit
from zhengban.organizations.offers import offer, offer_new, offers
from zhengban.organizations.tree import branches, staffed_units

system = administrator(Duty.SYSTEM)


@system
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """All agencies under their superiors."""
    with_ended = request.GET.get("ended") == "1"
    context = {
        "branches": branches(timezone.localdate(), with_ended=with_ended),
        "with_ended": with_ended,
        "offers": offers(
            offer_new(
                person(request),
                organize.add_agency,
                reverse("organization:add_agency"),
                icon="plus",
                kind="primary",
            )
        ),
    }
    return render(request, "organizations/tree.html", context)


@system
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency with its units, posts and who holds them."""
    reader = person(request)
    agency = _agency(pk)
    with_ended = request.GET.get("ended") == "1"
    add_unit = reverse("organization:add_unit", args=[agency.pk])
    units = [
        (
            one,
            offers(
                offer_new(
                    reader,
                    organize.add_post,
                    reverse("organization:add_post", args=[one.unit.pk]),
                    icon="plus",
                    decision=organize.add_post.decision(reader, unit=one.unit),
                ),
                offer(reader, organize.rename_unit, one.unit, "organization:rename_unit", icon="edit"),
            ),
        )
        for one in staffed_units(agency, timezone.localdate(), with_ended=with_ended)
    ]
    context = {
        "agency": agency,
        "units": units,
        "with_ended": with_ended,
        "subordinates": agency.subordinates.valid(timezone.localdate()),
        "offers": offers(
            offer(reader, organize.revise_agency, agency, "organization:revise_agency", icon="edit"),
            offer(reader, organize.end_agency, agency, "organization:end_agency", icon="trash", kind="danger"),
            offer_new(
                reader,
                organize.add_unit,
                add_unit,
                icon="plus",
                kind="primary",
                decision=organize.add_unit.decision(reader, agency=agency),
            ),
        ),
    }
    return render(request, "organizations/agency.html", context)


@system
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an agency (新增机关)."""
    initial = {"superior": request.GET.get("superior"), "starts_on": timezone.localdate()}
    form = AddAgencyForm(request.POST or None, initial=initial)
    made: list[Agency] = []

    def act() -> None:
        given = form.cleaned_data
        kind, level = AgencyKind(given.pop("kind")), Level(given.pop("level"))
        made.append(organize.add_agency(actor=person(request), kind=kind, level=level, **given))

    if form.is_bound and form.is_valid() and carried_out(form, act):
        messages.success(request, _("机关已新增，请继续设置处室和职务。"))
        return redirect("organization:agency", made[0].pk)
    page = FormPage(_("新增机关"), _("新增"), reverse("organization:tree"), "")
    return render(request, "form_page.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


@system
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an agency's names, superior, connection or order (变更机关)."""
    agency = _agency(pk)
    form = ReviseAgencyForm(request.POST or None, instance=_agency(pk))
    page = _agency_page(
        agency,
        agency,
        organize.revise_agency,
        person(request),
        _("机关信息已变更。"),
        _("已形成的公文保留当时的名称。"),
    )
    return answer(
        request, form, page, lambda: organize.revise_agency(agency, actor=person(request), **form.cleaned_data)
    )


@system
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that an agency ends (撤销机关)."""
    agency = _agency(pk)
    form = EndForm(request.POST or None, since=agency.starts_on, initial={"ends_on": timezone.localdate()})
    warning = _("撤销后，%(agency)s不能再收到公文；请先安排其在办事项和人员。") % {"agency": agency}
    page = _agency_page(agency, agency, organize.end_agency, person(request), _("撤销日期已登记。"), warning)
    return answer(
        request, form, page, lambda: organize.end_agency(agency, actor=person(request), **form.cleaned_data)
    )


@system
@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a division (新增处室)."""
    agency = _agency(pk)
    form = UnitForm(
        request.POST or None, instance=Unit(agency=agency), initial={"starts_on": timezone.localdate()}
    )
    page = _new_page(
        agency,
        organize.add_unit.label,
        _("处室已新增。"),
        organize.add_unit.decision(person(request), agency=agency),
    )
    return answer(
        request, form, page, lambda: organize.add_unit(actor=person(request), agency=agency, **form.cleaned_data)
    )


@system
@require_http_methods(["GET", "POST"])
def rename_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a division another name (更改处室名称)."""
    unit = _unit(pk)
    form = RenameUnitForm(request.POST or None, instance=_unit(pk))
    page = _agency_page(unit.agency, unit, organize.rename_unit, person(request), _("处室名称已更改。"))
    return answer(
        request, form, page, lambda: organize.rename_unit(unit, actor=person(request), **form.cleaned_data)
    )


@system
@require_http_methods(["GET", "POST"])
def end_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a division ends (撤销处室)."""
    unit = _unit(pk)
    form = EndForm(request.POST or None, since=unit.starts_on, initial={"ends_on": timezone.localdate()})
    page = _agency_page(unit.agency, unit, organize.end_unit, person(request), _("撤销日期已登记。"))
    return answer(request, form, page, lambda: organize.end_unit(unit, actor=person(request), **form.cleaned_data))


@system
@require_http_methods(["GET", "POST"])
def add_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a post (新增职务)."""
    unit = _unit(pk)
    form = PostForm(request.POST or None)
    page = _new_page(
        unit.agency,
        organize.add_post.label,
        _("职务已新增，可以任职。"),
        organize.add_post.decision(person(request), unit=unit),
        unit,
    )

    def act() -> None:
        given = {**form.cleaned_data, "kind": PostKind(form.cleaned_data["kind"])}
        organize.add_post(actor=person(request), unit=unit, **given)

    return answer(request, form, page, act)


@system
@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that a post is abolished (撤销职务)."""
    post = get_object_or_404(Post.objects.select_related("unit__agency"), pk=pk)
    form = EndPostForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    page = _agency_page(post.unit.agency, post, organize.end_post, person(request), _("撤销日期已登记。"))
    return answer(request, form, page, lambda: organize.end_post(post, actor=person(request), **form.cleaned_data))


def _agency(pk: int) -> Agency:
    found: Agency = get_object_or_404(Agency.objects.select_related("superior"), pk=pk)
    return found


def _unit(pk: int) -> Unit:
    found: Unit = get_object_or_404(Unit.objects.select_related("agency"), pk=pk)
    return found


def _agency_page(
    agency: Agency,
    target: Agency | Unit | Post,
    action: Action[Any, Any],
    reader: User,
    done: str,
    warning: str = "",
) -> FormPage:
    note = str(agency) if target == agency else f"{agency} {target}"
    back = reverse("organization:agency", args=[agency.pk])
    return FormPage(action.label, action.label, back, done, note, warning, action.decision(target, reader))


def _new_page(agency: Agency, label: str, done: str, decision: Decision, unit: Unit | None = None) -> FormPage:
    note = f"{agency} {unit}" if unit else str(agency)
    return FormPage(label, label, reverse("organization:agency", args=[agency.pk]), done, note, "", decision)
