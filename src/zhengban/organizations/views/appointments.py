"""Appointing to posts (任职) and ending it (免职); for the system administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengban.access.models import Duty
from zhengban.access.views import administrator
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.organizations import actions as organize
from zhengban.organizations.forms.dated import AppointForm, EndAppointmentForm
from zhengban.organizations.models import Appointment

system = administrator(Duty.SYSTEM)


@system
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest) -> HttpResponse:
    """Appoint a person to a post (任职); either may be given in the address."""
    initial = {
        "user": request.GET.get("user"),
        "post": request.GET.get("post"),
        "starts_on": timezone.localdate(),
        "is_primary": True,
    }
    form = AppointForm(request.POST or None, initial=initial)
    page = FormPage(_("任职"), _("任职"), _back(request), _("任职已登记。"))
    return answer(request, form, page, lambda: organize.appoint(actor=person(request), **form.cleaned_data))


@system
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an appointment (免职)."""
    appointment = get_object_or_404(Appointment.objects.select_related("user", "post__unit__agency"), pk=pk)
    form = EndAppointmentForm(
        request.POST or None, since=appointment.starts_on, initial={"last_day": timezone.localdate()}
    )
    post = appointment.post
    page = FormPage(
        title=_("免职"),
        button=_("免职"),
        back_url=reverse("organization:person", args=[appointment.user_id]),
        done=_("免职已登记。"),
        note=f"{appointment.user}　{post.unit.agency} {post.unit} {post}",
        warning=_("免职后，其待办仍在名下，请安排转办；岗位授权由安全保密管理员收回。"),
        decision=organize.end_appointment.decision(appointment, person(request)),
    )
    return answer(
        request,
        form,
        page,
        lambda: organize.end_appointment(appointment, actor=person(request), **form.cleaned_data),
    )


def _back(request: HttpRequest) -> str:
    """The page that the form was opened from: a person's, an agency's, or the list."""
    for name, view in (("user", "organization:person"), ("agency", "organization:agency")):
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit():
            return reverse(view, args=[value])
    return reverse("organization:people")
