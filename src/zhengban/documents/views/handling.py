"""Handling a document (办理): completing, returning, withdrawing, transferring, circulating, expediting."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zhengban.access.errors import Conflict
from zhengban.access.models import User
from zhengban.access.views import business
from zhengban.documents.handling import LONGEST_OPINION, HandlingForm, seals_for
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.documents.views.request import person
from zhengban.organizations.directory import membership_of, people_of
from zhengban.workflow import actions as moves
from zhengban.workflow.errors import EntryRefused
from zhengban.workflow.handling import handling_of
from zhengban.workflow.models import Circulation, ProcessInstance, WorkItem
from zhengban.workflow.sentences import already_closed
from zhengban.workflow.subjects import url_of


class OpinionForm(forms.Form):
    """An opinion or reason for a move."""

    opinion = forms.CharField(
        label=gettext_lazy("意见"),
        max_length=LONGEST_OPINION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReturnForm(OpinionForm):
    """Where a paper goes back to, and why."""

    to = forms.ChoiceField(label=gettext_lazy("退回到"), widget=forms.RadioSelect)
    straight = forms.BooleanField(label=gettext_lazy("改好后直接送回我处（不再重走中间环节）"), required=False)
    field_order = ("to", "straight", "opinion")


class PeopleForm(OpinionForm):
    """The people a paper goes to."""

    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("人员"),
        queryset=User.objects.none(),
        widget=forms.SelectMultiple(attrs={"data-people-picker": "", "data-placeholder": "输入姓名查找"}),
    )
    field_order = ("people", "opinion")


class PersonForm(OpinionForm):
    """The one person a paper goes to."""

    people = forms.ModelChoiceField(label=gettext_lazy("转给"), queryset=User.objects.none())
    field_order = ("people", "opinion")


@business
@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the item at hand (办理)."""
    user = person(request)
    item = _item(user, pk)
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
                fields=form.act_fields(),
            )
        except EntryRefused as error:
            name = next((one for one in form.fields if one.endswith(error.field)), None)
            form.add_error(name, str(error))
        else:
            messages.success(request, _("“%(step)s”已办理。") % {"step": item.activity_name})
            return redirect(url_of(item.instance))
    return _step_page(request, item, form, item.activity_name, form.handling.activity.button)


@business
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return to an earlier activity with the reason (退回)."""
    user = person(request)
    item = _item(user, pk)
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
    return _step_page(request, item, form, _("退回"), _("退回"))


@business
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the item to somebody else (转办)."""
    user = person(request)
    item = _item(user, pk)
    form = PersonForm(request.POST or None)
    form.fields["people"].queryset = _colleagues(user)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        moves.transfer(
            item.at_hand, actor=user, to=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )
        messages.success(request, _("已转办。"))
        return redirect(url_of(item.instance))
    return _step_page(request, item, form, _("转办"), _("转办"))


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
    return _step_page(request, item, form, _("撤回"), _("撤回"))


@business
@require_http_methods(["GET", "POST"])
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Let others read the paper (传阅)."""
    user = person(request)
    instance = _instance(user, pk)
    form = PeopleForm(request.POST or None)
    form.fields["people"].queryset = _colleagues(user)  # type: ignore[attr-defined]
    form.fields["opinion"].label = _("说明")

    def act() -> None:
        moves.circulate(
            instance, actor=user, people=form.cleaned_data["people"], opinion=form.cleaned_data["opinion"]
        )

    return _instance_page(request, instance, form, _("传阅"), _("已送传阅。"), act)


@business
@require_http_methods(["GET", "POST"])
def expedite(request: HttpRequest, pk: int) -> HttpResponse:
    """Press those who hold the paper (催办)."""
    user = person(request)
    instance = _instance(user, pk)
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].label = _("催办说明")

    def act() -> None:
        moves.expedite(instance, actor=user, opinion=form.cleaned_data["opinion"])

    return _instance_page(request, instance, form, _("催办"), _("已催办，当前办理人会收到提醒。"), act)


@business
@require_http_methods(["GET", "POST"])
def terminate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the paper up (作废、退文) with the reason."""
    user = person(request)
    instance = _instance(user, pk)
    is_outgoing = isinstance(instance.subject, OutgoingDocument)
    label = _("作废") if is_outgoing else _("退回来文机关")
    form = OpinionForm(request.POST or None)
    form.fields["opinion"].required = True
    form.fields["opinion"].label = _("原因")

    def act() -> None:
        moves.terminate(instance, actor=user, opinion=form.cleaned_data["opinion"])

    return _instance_page(request, instance, form, label, _("已办理。"), act)


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


def _item(user: User, pk: int) -> WorkItem:
    """An open work item the person may know of; of a closed one it is told who was first, and when."""
    item = get_object_or_404(WorkItem.objects.select_related("instance__definition"), pk=pk)
    _see_subject(user, item.instance)
    if not item.is_open:
        raise Conflict(already_closed(item))
    return item


def _instance(user: User, pk: int) -> ProcessInstance:
    instance = get_object_or_404(ProcessInstance.objects.select_related("definition"), pk=pk)
    _see_subject(user, instance)
    return instance


def _see_subject(user: User, instance: ProcessInstance) -> None:
    model = OutgoingDocument if instance.key == "outgoing" else IncomingDocument
    get_object_or_404(model.objects.visible_to(user), pk=instance.subject_id)


def _colleagues(user: User) -> object:
    membership = membership_of(user)
    return people_of(membership.agency).exclude(pk=user.pk) if membership else User.objects.none()


def _instance_page(
    request: HttpRequest,
    instance: ProcessInstance,
    form: forms.Form,
    label: str,
    done: str,
    act: Callable[[], None],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        act()
        messages.success(request, done)
        return redirect(url_of(instance))
    return _move_page(request, instance, form, label, label)


def _step_page(request: HttpRequest, item: WorkItem, form: forms.Form, title: str, button: str) -> HttpResponse:
    return _move_page(request, item.instance, form, title, button)


def _move_page(
    request: HttpRequest, instance: ProcessInstance, form: forms.Form, title: str, button: str
) -> HttpResponse:
    return render(
        request,
        "documents/move.html",
        {
            "form": form,
            "title": title,
            "button": button,
            "paper_title": instance.title,
            "back_url": url_of(instance),
        },
        status=422 if form.is_bound else 200,
    )
