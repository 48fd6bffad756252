"""Every refusal is a page with one sentence and a way on."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from zhengban.access.decisions import Refusal
from zhengban.access.errors import Conflict, Refused
from zhengban.access.views import public

RAISED = {
    "too-big": RequestDataTooBig("Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE."),
    "suspicious": SuspiciousOperation("odd"),
    "refused": Refused(Refusal("只有主要负责人可以签发上行文", source="条例 第二十二条")),
    "conflict": Conflict("林知远已于14:20签发。"),
    "denied": PermissionDenied("internal detail"),
    "broken": RuntimeError("internal detail"),
}


@public
def raising(request: HttpRequest, kind: str) -> HttpResponse:
    raise RAISED[kind]


urlpatterns = [path("", include("zhengban.portal.urls")), path("raise/<slug:kind>/", raising)]
handler400 = "zhengban.portal.problems.bad_request"
handler403 = "zhengban.portal.problems.permission_denied"
handler404 = "zhengban.portal.problems.page_not_found"
handler500 = "zhengban.portal.problems.server_error"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("kind", "status", "sentence"),
    [
        ("too-big", 413, "提交的内容超过了系统允许的大小，没有保存。"),
        ("suspicious", 400, "系统不能识别这次请求，没有作任何改动。"),
        ("refused", 403, "只有主要负责人可以签发上行文（依据：条例 第二十二条）。"),
        ("conflict", 409, "林知远已于14:20签发。"),
        ("denied", 403, "您没有查看或办理这项内容的权限。"),
        ("broken", 500, "刚才的操作没有完成，数据没有改变。"),
    ],
)
def test_the_page_says_what_happened(kind: str, status: int, sentence: str):
    client = Client(raise_request_exception=False)

    response = client.get(f"/raise/{kind}/")

    text = response.content.decode()
    assert response.status_code == status
    assert f"<p data-problem>{sentence}</p>" in text
    assert "internal detail" not in text
    assert response["X-Request-ID"] in text


def test_an_unknown_address_is_a_page_of_its_own(client: Client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "没有这个页面，或者其中的内容不对您开放。" in response.content.decode()


def test_an_address_that_takes_only_posts_says_so(client: Client):
    response = client.get("/sign-out/")

    assert response.status_code == 405
    assert "这个地址只用于提交内容，不能直接打开。" in response.content.decode()
    assert response["Allow"] == "POST, OPTIONS"


def test_an_expired_form_leads_back_to_its_page_and_nowhere_else():
    client = Client(enforce_csrf_checks=True)

    own = client.post("/sign-in/", headers={"referer": "http://testserver/sign-in/?next=/a/"})
    foreign = client.post("/sign-in/", headers={"referer": "http://evil.example/sign-in/"})

    assert own.status_code == foreign.status_code == 403
    assert 'href="http://testserver/sign-in/?next=/a/"' in own.content.decode()
    assert "evil.example" not in foreign.content.decode()
