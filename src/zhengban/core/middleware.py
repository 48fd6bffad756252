"""What every answer carries: the request's id and a content security policy without inline code."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zhengban.core.request import answering

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestFactsMiddleware:
    """Gives each request an id, which the answer and every audit entry carry."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with answering(request.META.get("REMOTE_ADDR", "")) as facts:
            response = self.get_response(request)
        response["X-Request-ID"] = facts.request_id
        return response


class ContentSecurityPolicyMiddleware:
    """No page runs script or style that did not come from our own files."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response
