"""What every view of documents needs from the request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from zhengban.access.models import User


def person(request: HttpRequest) -> User:
    """Whoever is signed in; the middleware has made sure that somebody is."""
    return cast(User, request.user)
