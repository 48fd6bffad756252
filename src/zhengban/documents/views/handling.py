"""Handling a document (办理): completing, returning, withdrawing, transferring, circulating, expediting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhengban.access.views import business
from zhengban.documents.handling import HandlingForm, seals_for
from zhengban.documents.models import OutgoingDocument
from zhengban.documents.views.asking import (
    OpinionForm,
    PeopleForm,
    PersonForm,
    ReturnForm,
    colleagues,
    instance_for,
    instance_page,
    open_item,
    step_page,
)
from zhengban.documents.views.request import person
from zhengban.workflow import actions as moves
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.handling import handling_of
from zhengban.workflow.models import Circulation, WorkItem
from zhengban.workflow.subjects import url_of


@business
@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the item at hand (办理)."""
    user = person(request)
    item = open_item(user, pk)
    handling = handling_of(item)
    form = HandlingForm(request.POST, handling=handling, seals=seals_for(handling, item.instance.paper, user))
    if form.is_valid():
        try:
            moves.complete(
                item.at_hand,
                actor=user,
                outcome=form.outcome,
                opinion=form.opinion,
                variables=form.variables(),
                chosen=form.chosen(),
                ways=form.ways(),
                fields=form.act_fields(),
            )
        except EntryRefused as error:
            name = next((one for one in form.fields if one.endswith(error.field)), None)
            form.add_error(name, str(error))
        else:
            messages.success(request, _("“%(step)s”已办理。") % {"step": item.activity_name})
            return redirect(url_of(item.instance))
    return step_page(request, item, form, item.activity_name, form.handling.activity.button)


@business
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return to an earlier activity with the reason (退回)."""
    user = person(request)
    item = open_item(user, pk)
    targets = handling_of(item).targets
    form = ReturnForm(request.POST or None)
    form.fields["to"].choices = [  # type: ignore[attr-defined]
        (one.activity, f"{one.name}（{'、'.join(one.people)}）") for one in targets
    ]
    form.fields["opinion"].required = True
    form.fields["opinion"].label = _("退回原因")
    if not any(one.straight_back for one in targets):
        del form.fields["straight"]
    if request.method == "POST" and form.is_valid():
        move = moves.send_back_straight if form.cleaned_data.get("straight") else moves.send_back
        move(item.at_hand, actor=user, to=form.cleaned_data["to"], opinion=form.cleaned_data["opinion"])
        messages.success(request, _("已退回。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("退回"), _("退回"))


@business
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the item to somebody else (转办)."""
    user = person(request)
    item = open_item(user, pk)
    form = PersonForm(request.POST or None)
    form.fields["people"].queryset = colleagues(user)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        moves.transfer(
            item.at_hand, actor=user, to=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )
        messages.success(request, _("已转办。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("转办"), _("转办"))


@business
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what one has just completed (撤回)."""
    user = person(request)
    item = get_object_or_404(WorkItem.objects.done_by(user), pk=pk)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moves.withdraw(item.at_hand, actor=user, opinion=form.cleaned_data["opinion"])
        messages.success(request, _("已撤回，请重新办理。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("撤回"), _("撤回"))


@business
@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others read the paper (传阅)."""
    user = person(request)
    instance = instance_for(user, pk)
    form = PeopleForm(request.POST or None)
    form.fields["people"].queryset = colleagues(user)  # type: ignore[attr-defined]
    form.fields["opinion"].label = _("说明")

    def act() -> None:
        moves.circulate(
            instance, actor=user, people=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )

    return instance_page(request, instance, form, _("传阅"), _("已送传阅。"), act)


@business
@require_http_methods(["GET", "POST"])
def expedite(request: HttpRequest, pk: int) -> HttpResponse:
    """Press those who hold the paper (催办)."""
    user = person(request)
    instance = instance_for(user, pk)
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].label = _("催办说明")

    def act() -> None:
        moves.expedite(instance, actor=user, opinion=form.cleaned_data["opinion"])

    return instance_page(request, instance, form, _("催办"), _("已催办，当前办理人会收到提醒。"), act)


@business
@require_http_methods(["GET", "POST"])
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the paper up (作废、退文) with the reason."""
    user = person(request)
    instance = instance_for(user, pk)
    is_outgoing = isinstance(instance.subject, OutgoingDocument)
    label = _("作废") if is_outgoing else _("退回来文机关")
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].required = True
    form.fields["opinion"].label = _("原因")

    def act() -> None:
        moves.terminate(instance, actor=user, opinion=form.cleaned_data["opinion"])

    return instance_page(request, instance, form, label, _("已办理。"), act)


@business
@require_POST
def finish_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish reading (阅毕)."""
    user = person(request)
    circulation = get_object_or_404(Circulation.objects.unread_by(user), pk=pk)
    form = OpinionForm(request.POST)
    form.is_valid()
    moves.finish_reading(circulation, actor=user, opinion=form.cleaned_data.get("opinion", ""))
    messages.success(request, _("已阅毕。"))
    return redirect(url_of(circulation.instance))
