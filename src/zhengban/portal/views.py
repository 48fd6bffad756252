"""Signing in and out, the front door, and the style guide for developers."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from zhengban.access.models import User
from zhengban.access.views import public, signed_in
from zhengban.portal.forms import SignInForm
from zhengban.portal.navigation import navigation_for
from zhengban.portal.styleguide import examples

sign_in = public(
    auth_views.LoginView.as_view(
        template_name="portal/sign_in.html", authentication_form=SignInForm, redirect_authenticated_user=True
    )
)
sign_out = public(auth_views.LogoutView.as_view())


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The first place the person may open."""
    groups = navigation_for(cast(User, request.user), request.path).groups
    if groups:
        return HttpResponseRedirect(groups[0].entries[0].url)
    return render(request, "portal/nowhere.html")


@public
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part of the pages with invented content; only where DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "portal/styleguide.html", examples(request))
