"""Denied by default: each request is held against what its view demands; idle sessions end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from zhengban.access.decisions import Refusal
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.access.views import permission_of

_STARTED = "session_started"
_SEEN = "session_seen"
_REFRESH_SECONDS = 60


class SessionLimitsMiddleware:
    """Ends a session that was idle too long or is too old (GB/T 22239-2019 8.1.4.1 b)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.get(_STARTED, now)
            seen = request.session.get(_SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_LONGEST_SECONDS:
                logout(request)
            elif _STARTED not in request.session or now - seen > _REFRESH_SECONDS:
                request.session[_STARTED] = started
                request.session[_SEEN] = now
        return self.get_response(request)


class PermissionMiddleware:
    """Asks the permission each view states; a view without one is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        permission = permission_of(view)
        if permission is None:
            raise Refused("此页面未声明访问权限，已默认拒绝访问。")
        if permission.ask is None:
            return None
        user = request.user
        if not isinstance(user, User):
            return _to_login(request)
        decision = permission.ask(user)
        if isinstance(decision, Refusal):
            raise Refused(decision)
        return None


def _to_login(request: HttpRequest) -> HttpResponseBase:
    # A form posted after the session ended must not be answered with a page that only GET can open;
    # an htmx request must move the whole page, not a part of it.
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    response = redirect_to_login(_own_path(request, back), login_url=settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        partial = HttpResponse(status=401)
        partial["HX-Redirect"] = response.url
        return partial
    return response


def _own_path(request: HttpRequest, address: str) -> str:
    prefix = f"{request.scheme}://{request.get_host()}"
    path = address.removeprefix(prefix)
    return path if path.startswith("/") and not path.startswith("//") else "/"
