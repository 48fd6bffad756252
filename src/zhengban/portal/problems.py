"""What a person is told when a request cannot be answered: one clear sentence and a way on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhengban.access.errors import Refused, WrongState
from zhengban.access.views import public
from zhengban.core.request import current_request


@dataclass(frozen=True)
class Problem:
    """A request that was not carried out: what happened, in one sentence, and what to do."""

    status: int
    title: str | Promise
    sentence: str | Promise
    advice: str | Promise = ""
    retry_url: str = ""
    retry_label: str | Promise = ""


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 where the request is too big."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        sentence = _("提交的内容超过了系统允许的大小，没有保存。")
        return _answer(request, Problem(413, _("内容过大"), sentence, _("请压缩或拆分文件后重新提交。")))
    sentence = _("系统不能识别这次请求，没有作任何改动。")
    return _answer(request, Problem(400, _("请求有误"), sentence, _("请返回上一页，刷新后重试。")))


@public
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the gate's own sentence; 409 where the thing has moved on."""
    if isinstance(exception, WrongState):
        advice = _("请刷新页面查看最新情况。")
        return _answer(request, Problem(409, _("情况已变化"), str(exception), advice))
    sentence = str(exception) if isinstance(exception, Refused) else _("您没有查看或办理这项内容的权限。")
    return _answer(request, Problem(403, _("不能办理"), sentence, _("如工作需要，请联系本单位安全保密管理员。")))


@public
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for things the person may not know of."""
    sentence = _("没有这个页面，或者其中的内容不对您开放。")
    return _answer(request, Problem(404, _("没有找到"), sentence, _("请核对地址，或者从首页重新进入。")))


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without the database, the session or anything else that may have failed."""
    content = render_to_string("500.html", {"request_id": current_request().request_id})
    return HttpResponse(content, status=500)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form belongs to another or an ended session (会话已失效)."""
    problem = Problem(
        403,
        _("页面已失效"),
        _("登录状态已经变化，这次提交没有生效。"),
        _("返回刚才的页面再提交一次即可，填写的内容会自动恢复。"),
        retry_url=request.get_full_path() if request.method == "GET" else _own_referer(request),
        retry_label=_("返回刚才的页面"),
    )
    return _answer(request, problem)


class UnsupportedMethodMiddleware:
    """Gives 405 a page of its own; Django answers it with an empty one."""

    problem = Problem(
        405,
        gettext_lazy("不能这样打开"),
        gettext_lazy("这个地址只用于提交内容，不能直接打开。"),
        gettext_lazy("请从首页重新进入。"),
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = _answer(request, self.problem)
        page["Allow"] = response["Allow"]
        return page


def _answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    context = {"problem": problem, "request_id": current_request().request_id}
    return render(request, "portal/problem.html", context, status=problem.status)


def _own_referer(request: HttpRequest) -> str:
    prefix = f"{request.scheme}://{request.get_host()}/"
    referer = request.META.get("HTTP_REFERER", "")
    return referer if referer.startswith(prefix) else "/"
