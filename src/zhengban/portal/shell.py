"""What the frame around every page shows: computed only when a page is drawn in the frame."""

from __future__ import annotations

from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from zhengban.access.models import User
from zhengban.notifications.notices import unread_count
from zhengban.organizations.directory import membership_of
from zhengban.portal.navigation import Entry, Group, Navigation, navigation_for


class Shell:
    """The frame for one person on one page."""

    def __init__(self, user: User, path: str) -> None:
        self.user = user
        self.path = path

    @property
    def navigation(self) -> tuple[Group, ...]:
        return self._navigation.groups

    @property
    def favourites(self) -> tuple[Entry, ...]:
        return self._navigation.favourites

    @property
    def agency_name(self) -> str:
        membership = membership_of(self.user)
        return membership.agency.name if membership else self.user.get_duty_display()

    @property
    def post_name(self) -> str:
        membership = membership_of(self.user)
        return f"{membership.unit.name} {membership.post.name}" if membership else ""

    @property
    def search_url(self) -> str:
        return _address("portal:search")

    @property
    def notices_url(self) -> str:
        return _address("portal:notices")

    @cached_property
    def unread_notices(self) -> int:
        return unread_count(self.user)

    @property
    def password_url(self) -> str:
        return _address("change_password")

    @cached_property
    def _navigation(self) -> Navigation:
        return navigation_for(self.user, self.path)


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: ``shell`` on every page of somebody signed in."""
    if not isinstance(request.user, User):
        return {}
    return {"shell": Shell(request.user, request.path)}


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""  # an installation may do without the app that owns the page
