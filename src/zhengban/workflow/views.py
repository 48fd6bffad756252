"""Handing over what somebody holds (工作移交): seen first, then made, then undone where nobody has touched it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from zhengban.access.errors import WrongState
from zhengban.access.models import User
from zhengban.access.views import business
from zhengban.organizations.directory import membership_of, people_of
from zhengban.workflow import actions, policy
from zhengban.workflow.actions.handovers import LONGEST_REASON, Sheet, preview
from zhengban.workflow.models import Handover, WorkItemCandidate

MOST_SHEETS = 20


class HandoverForm(forms.Form):
    """From whom, to whom, and why."""

    person = forms.ModelChoiceField(label=gettext_lazy("移交人"), queryset=User.objects.none())
    successor = forms.ModelChoiceField(label=gettext_lazy("接收人"), queryset=User.objects.none())
    reason = forms.CharField(label=gettext_lazy("移交事由"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        successor: Any = self.fields["successor"]
        person.queryset, successor.queryset = _givers(user), _takers(user)
        person.initial = user.pk


@business
@require_http_methods(["GET", "POST"])
def handovers(request: HttpRequest) -> HttpResponse:
    """Show what a handover would move; on confirmation make it."""
    user = cast(User, request.user)
    given = request.POST if request.method == "POST" else request.GET
    form = HandoverForm(given if "person" in given else None, user=user)
    sheet: Sheet | None = None
    if form.is_valid():
        try:
            if request.method == "POST":
                actions.hand_over(actor=user, **form.cleaned_data)
                messages.success(request, _("已移交。"))
                return redirect("workflow:handovers")
            sheet = preview(form.cleaned_data["person"])
        except WrongState as refused:
            form.add_error(None, str(refused))
    decision = actions.hand_over.decision(user, **_people(form)) if sheet is not None else None
    made = Handover.objects.visible_to(user)[:MOST_SHEETS]
    return render(
        request,
        "workflow/handovers.html",
        {
            "form": form,
            "sheet": sheet,
            "decision": decision,
            "made": [(one, policy.may_undo_handover(user, one)) for one in made],
        },
        status=422 if form.errors else 200,
    )


@business
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back what has not been touched (撤销移交)."""
    user = cast(User, request.user)
    handover = get_object_or_404(Handover.objects.visible_to(user), pk=pk)
    actions.undo_handover(handover, actor=user, reason=_("撤销移交"))
    messages.success(request, _("已撤销移交；接收人已经阅看或办理的事项不再退回。"))
    return redirect("workflow:handovers")


def _people(form: HandoverForm) -> dict[str, User]:
    return {name: form.cleaned_data[name] for name in ("person", "successor")}


def _givers(user: User) -> QuerySet[User]:
    """The person; for those who decide also everybody of the agency, and who holds its papers but has left."""
    membership = membership_of(user)
    if membership is None or not policy.decides(membership):
        return User.objects.filter(pk=user.pk)
    holding = WorkItemCandidate.objects.filter(is_open=True, item__instance__agency=membership.agency)
    return User.objects.filter(
        Q(pk__in=people_of(membership.agency).values("pk")) | Q(pk__in=holding.values("user"))
    ).order_by("pk")


def _takers(user: User) -> QuerySet[User]:
    membership = membership_of(user)
    return User.objects.none() if membership is None else people_of(membership.agency)
