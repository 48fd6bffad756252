"""Whose rules a page shows: those of the agency the person works in."""

from __future__ import annotations

from django.http import HttpRequest

from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.access.views import requires
from zhengban.access.views.form_page import person
from zhengban.organizations.directory import Membership, membership_of


def _works_somewhere(user: User) -> Decision:
    if user.is_administrator:
        return Refusal(f"{user.get_duty_display()}不能查看业务内容。", source="三员分立")
    if membership_of(user) is None:
        return Refusal("您目前没有任职信息，不能查看词库和规则。")
    return ALLOWED


member = requires(_works_somewhere)


def membership(request: HttpRequest) -> Membership:
    """Where the person works; the permission of the view has made sure that it is somewhere."""
    found = membership_of(person(request))
    assert found is not None  # noqa: S101 - the permission demands one
    return found
