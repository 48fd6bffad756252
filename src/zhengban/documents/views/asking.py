"""What a move asks for (流转操作页): its form, its page, and the item or paper it is about."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy

from zhengban.access.errors import Conflict
from zhengban.access.models import User
from zhengban.documents.handling import LONGEST_OPINION
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.organizations.directory import membership_of, people_of
from zhengban.workflow.models import ProcessInstance, WorkItem
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


def open_item(user: User, pk: int) -> WorkItem:
    """An open work item the person may know of; of a closed one it is told who was first, and when."""
    item = get_object_or_404(WorkItem.objects.select_related("instance__definition"), pk=pk)
    _see_subject(user, item.instance)
    if not item.is_open:
        raise Conflict(already_closed(item))
    return item


def instance_for(user: User, pk: int) -> ProcessInstance:
    instance = get_object_or_404(ProcessInstance.objects.select_related("definition"), pk=pk)
    _see_subject(user, instance)
    return instance


def _see_subject(user: User, instance: ProcessInstance) -> None:
    model = OutgoingDocument if instance.key == "outgoing" else IncomingDocument
    get_object_or_404(model.objects.visible_to(user), pk=instance.subject_id)


def colleagues(user: User) -> QuerySet[User]:
    """Everybody else in the person's agency."""
    membership = membership_of(user)
    return people_of(membership.agency).exclude(pk=user.pk) if membership else User.objects.none()


def instance_page(
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
    return move_page(request, instance, form, label, label)


def step_page(request: HttpRequest, item: WorkItem, form: forms.Form, title: str, button: str) -> HttpResponse:
    return move_page(request, item.instance, form, title, button)


def move_page(
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
