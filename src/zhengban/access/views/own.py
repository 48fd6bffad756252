"""Changing the own password (修改密码)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from zhengban.access.actions import change_password
from zhengban.access.forms import ChangePasswordForm
from zhengban.access.views import signed_in
from zhengban.access.views.form_page import carried_out, person


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; all other sessions of the person end."""
    user = person(request)
    was_first = user.must_change_password
    form = ChangePasswordForm(request.POST or None, user=user)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data["password"]
        if carried_out(form, lambda: change_password(user, actor=user, password=chosen)):
            update_session_auth_hash(request, user)
            messages.success(request, _("密码已修改，其他地方的登录已退出。"))
            return HttpResponseRedirect("/")
    context = {"form": form, "was_first": was_first}
    template = "access/first_password.html" if was_first else "access/password.html"
    return render(request, template, context, status=422 if form.is_bound else 200)
