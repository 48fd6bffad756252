"""Leaving the usual course from the page: 跳转、挂起、恢复."""

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
from zhengban.documents.views.asking import (
    OpinionForm,
    colleagues,
    instance_for,
    instance_page,
    open_item,
    step_page,
)
from zhengban.documents.views.request import person
from zhengban.workflow import actions as moves
from zhengban.workflow.actions.exceptions import LONGEST_GROUND
from zhengban.workflow.engine import WhoKind
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.models import WorkItem
from zhengban.workflow.position import definition_of
from zhengban.workflow.subjects import url_of


class JumpForm(OpinionForm):
    """Where the paper goes, why, and who handles it there where somebody chooses."""

    to = forms.ChoiceField(label=gettext_lazy("跳转到"))
    chosen = forms.ModelMultipleChoiceField(
        label=gettext_lazy("办理人（该环节由前一环节指定办理人时填写）"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-people-picker": "", "data-placeholder": "输入姓名查找"}),
    )
    field_order = ("to", "chosen", "opinion")

    def __init__(self, *args: Any, item: WorkItem, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        activities = definition_of(item.instance).activities
        to: Any = self.fields["to"]
        to.choices = [(one.id, one.name) for one in activities if one.id != item.activity]
        chosen: Any = self.fields["chosen"]
        chosen.queryset = people
        if not any(one.who.kind is WhoKind.CHOSEN for one in activities):
            del self.fields["chosen"]
        self.fields["opinion"].required = True
        self.fields["opinion"].label = _("跳转原因（记入流转记录）")


class SuspendForm(OpinionForm):
    """Why all work stops, and on what ground."""

    ground = forms.CharField(label=gettext_lazy("挂起依据"), max_length=LONGEST_GROUND)
    field_order = ("ground", "opinion")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opinion"].required = True
        self.fields["opinion"].label = _("挂起原因")


@business
@require_http_methods(["GET", "POST"])
def jump(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the paper to any activity, as a recorded exception (跳转)."""
    user = person(request)
    item = open_item(user, pk)
    form = JumpForm(request.POST or None, item=item, people=colleagues(user))
    if request.method == "POST" and form.is_valid():
        try:
            moves.jump(
                item.at_hand,
                actor=user,
                to=form.cleaned_data["to"],
                opinion=form.cleaned_data["opinion"],
                chosen=form.cleaned_data.get("chosen", ()),
            )
        except EntryRefused as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("已跳转。"))
            return redirect(url_of(item.instance))
    return step_page(request, item, form, _("跳转"), _("跳转"))


@business
@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop all work and all deadlines (挂起)."""
    user = person(request)
    instance = instance_for(user, pk)
    form = SuspendForm(request.POST or None)

    def act() -> None:
        moves.suspend(
            instance, actor=user, opinion=form.cleaned_data["opinion"], ground=form.cleaned_data["ground"]
        )

    return instance_page(request, instance, form, _("挂起"), _("已挂起，时限暂停计算。"), act)


@business
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up work again (恢复)."""
    user = person(request)
    instance = instance_for(user, pk)
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].label = _("说明")

    def act() -> None:
        moves.resume(instance, actor=user, opinion=form.cleaned_data["opinion"])

    return instance_page(request, instance, form, _("恢复"), _("已恢复，时限相应顺延。"), act)
