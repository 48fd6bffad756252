"""Denied by default: each request is held against what its view demands; idle sessions end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from zhengban.access.decisions import Refusal
from zhengban.access.errors import Refused
from zhengban.access.models import User
from zhengban.access.views import permission_of
from zhengban.audit.models import Outcome
from zhengban.audit.trail import record

STARTED = "session_started"
_SEEN = "session_seen"
_REFRESH_SECONDS = 60
_CHANGE_PASSWORD = "account:password"  # noqa: S105 - the name of a page
_BEFORE_FIRST_PASSWORD = frozenset({_CHANGE_PASSWORD, "sign_out"})


class SessionLimitsMiddleware:
    """Ends a session that was idle too long or is too old (GB/T 22239-2019 8.1.4.1 b)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = int(time.time())
            started = request.session.get(STARTED, now)
            seen = request.session.get(_SEEN, now)
            if now - seen > _idle_limit(request.user):
                _end(request, request.user, "闲置时间过长")
            elif now - started > settings.SESSION_LONGEST_SECONDS:
                _end(request, request.user, "登录时间过长")
            elif STARTED not in request.session or now - seen > _REFRESH_SECONDS:
                request.session[STARTED] = started
                request.session[_SEEN] = now
        return self.get_response(request)


class FirstPasswordMiddleware:
    """Whoever has a first password opens nothing but the page to change it (首次登录须修改密码)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User) or not user.must_change_password:
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in _BEFORE_FIRST_PASSWORD:
            return None
        return _moved(request, HttpResponseRedirect(reverse(_CHANGE_PASSWORD)))


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
            record(
                "access.page_refused",
                "打开页面被拒绝",
                actor=user,
                summary=f"{request.path}：{decision}",
                outcome=Outcome.REFUSED,
            )
            raise Refused(decision)
        return None


def _idle_limit(user: User) -> int:
    return int(settings.ADMINISTRATOR_IDLE_SECONDS if user.is_administrator else settings.SESSION_IDLE_SECONDS)


def _end(request: HttpRequest, user: User, why: str) -> None:
    record("access.session_ended", "会话超时", actor=user, target=user, summary=why)
    request.session.flush()
    request.user = AnonymousUser()


def _to_login(request: HttpRequest) -> HttpResponseBase:
    # A form posted after the session ended must not be answered with a page that only GET can open.
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    return _moved(request, redirect_to_login(_own_path(request, back), login_url=settings.LOGIN_URL))


def _moved(request: HttpRequest, response: HttpResponseRedirect) -> HttpResponseBase:
    # An htmx request must move the whole page, not a part of it.
    if request.headers.get("HX-Request"):
        partial = HttpResponse(status=401)
        partial["HX-Redirect"] = response.url
        return partial
    return response


def _own_path(request: HttpRequest, address: str) -> str:
    prefix = f"{request.scheme}://{request.get_host()}"
    path = address.removeprefix(prefix)
    return path if path.startswith("/") and not path.startswith("//") else "/"
