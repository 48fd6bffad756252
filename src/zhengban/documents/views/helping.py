"""Bringing others in on an item from the page (委派、前加签、后加签、减签), and the readers of a paper (传阅管理)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from zhengban.access.models import User
from zhengban.access.views import business
from zhengban.documents.handling import HandlingForm
from zhengban.documents.views.asking import (
    OpinionForm,
    PeopleForm,
    PersonForm,
    colleagues,
    instance_for,
    move_page,
    open_item,
    step_page,
)
from zhengban.documents.views.request import person
from zhengban.workflow import actions as moves
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.handling import handling_of
from zhengban.workflow.models import Circulation
from zhengban.workflow.subjects import url_of


class AddAfterForm(HandlingForm):
    """What the activity asks for, and who has to handle it as well."""

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"] = forms.ModelMultipleChoiceField(
            label=gettext_lazy("加签人员"),
            queryset=people,
            widget=forms.SelectMultiple(attrs={"data-people-picker": "", "data-placeholder": "输入姓名查找"}),
        )


class ReadersForm(forms.Form):
    """Which of those who have not read it yet are reminded or called off."""

    CHOICES = (("remind", gettext_lazy("催阅")), ("cancel", gettext_lazy("撤销传阅")))

    act = forms.ChoiceField(
        label=gettext_lazy("操作"), choices=CHOICES, widget=forms.RadioSelect, initial="remind"
    )
    readings = forms.ModelMultipleChoiceField(
        label=gettext_lazy("未阅人员"),
        queryset=Circulation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, unread: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["readings"]
        field.queryset = unread
        field.label_from_instance = _reader


@business
@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody prepare the item; it comes back (委派)."""
    user = person(request)
    item = open_item(user, pk)
    form = PersonForm(request.POST or None)
    form.fields["people"].queryset = colleagues(user)  # type: ignore[attr-defined]
    form.fields["people"].label = _("委派给")
    if request.method == "POST" and form.is_valid():
        moves.delegate(
            item.at_hand, actor=user, to=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )
        messages.success(request, _("已委派，对方填写意见后交回您办理。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("委派"), _("委派"))


@business
@require_http_methods(["GET", "POST"])
def add_before(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask others for their opinions first (前加签)."""
    user = person(request)
    item = open_item(user, pk)
    form = _people_form(request, user, _("说明"))
    if request.method == "POST" and form.is_valid():
        moves.add_before(
            item.at_hand, actor=user, people=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )
        messages.success(request, _("已加签，全部答复后交回您办理。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("前加签"), _("送前加签"))


@business
@require_http_methods(["GET", "POST"])
def add_after(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the item and have others handle it too (后加签)."""
    user = person(request)
    item = open_item(user, pk)
    form = AddAfterForm(request.POST or None, handling=handling_of(item), people=colleagues(user))
    if request.method == "POST" and form.is_valid():
        try:
            moves.add_after(
                item.at_hand,
                actor=user,
                people=form.cleaned_data["people"],
                outcome=form.outcome,
                opinion=form.opinion,
                variables=form.variables(),
                chosen=form.chosen(),
                ways=form.ways(),
            )
        except EntryRefused as error:
            form.add_error(next((name for name in form.fields if name.endswith(error.field)), None), str(error))
        else:
            messages.success(request, _("已办理并加签。"))
            return redirect(url_of(item.instance))
    return step_page(request, item, form, _("后加签"), _("办理并加签"))


@business
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Relieve somebody one brought in (减签)."""
    user = person(request)
    item = open_item(user, pk)
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].label = _("说明")
    if request.method == "POST" and form.is_valid():
        moves.remove(item.at_hand, actor=user, opinion=form.cleaned_data["opinion"])
        messages.success(request, _("已减签。"))
        return redirect(url_of(item.instance))
    return step_page(request, item, form, _("减签"), _("减签"))


@business
@require_http_methods(["GET", "POST"])
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind those who have not read it, or call them off (催阅、撤销传阅)."""
    user = person(request)
    instance = instance_for(user, pk)
    unread = Circulation.objects.outstanding().filter(instance=instance).select_related("reader").order_by("pk")
    form = ReadersForm(request.POST or None, unread=unread)
    if request.method == "POST" and form.is_valid():
        act = moves.remind_readers if form.cleaned_data["act"] == "remind" else moves.cancel_readings
        act(instance, actor=user, readings=form.cleaned_data["readings"])
        messages.success(request, _("已办理。"))
        return redirect(url_of(instance))
    return move_page(request, instance, form, _("传阅管理"), _("确定"))


def _people_form(request: HttpRequest, user: User, label: str) -> PeopleForm:
    form = PeopleForm(request.POST or None)
    form.fields["people"].queryset = colleagues(user)  # type: ignore[attr-defined]
    form.fields["opinion"].label = label
    return form


def _reader(reading: Circulation) -> str:
    seen = _("已打开") if reading.first_read_at else _("未打开")
    pressed = _("，已催%(count)s次") % {"count": reading.reminders} if reading.reminders else ""
    return f"{reading.reader.name}（{seen}{pressed}）"
