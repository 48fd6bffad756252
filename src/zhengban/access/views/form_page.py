"""A page with one form: shown, checked, carried out by an action, and left again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from zhengban.access.decisions import ALLOWED, Decision
from zhengban.access.errors import Refused
from zhengban.access.models import User


@dataclass(frozen=True)
class FormPage:
    """What stands around the form; ``done`` is said after it was carried out, ``decision`` draws the button."""

    title: str
    button: str
    back_url: str
    done: str
    note: str = ""
    warning: str = ""
    decision: Decision = ALLOWED


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware has made sure that somebody is."""
    return cast(User, request.user)


def answer(request: HttpRequest, form: forms.BaseForm, page: FormPage, act: Callable[[], Any]) -> HttpResponse:
    """Show the form; once it was sent and is right, act and go back."""
    if request.method == "POST" and form.is_valid() and carried_out(form, act):
        messages.success(request, page.done)
        return HttpResponseRedirect(page.back_url)
    return render(request, "form_page.html", {"form": form, "page": page}, status=422 if form.is_bound else 200)


def carried_out(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Act; where it was refused, the form says why."""
    try:
        act()
    except Refused as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        # Only passwords are checked by the action itself.
        form.add_error("password" if "password" in form.fields else None, error.messages)
    except IntegrityError:
        # Somebody was quicker, after the check and before the row was written.
        form.add_error(None, _("相同的内容刚刚已经保存，请返回查看。"))
    else:
        return True
    return False
