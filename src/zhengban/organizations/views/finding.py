"""Answers for the picker: people and posts found by a few typed characters."""

from __future__ import annotations

from functools import reduce
from operator import and_

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zhengban.access.models import Duty, User, UserQuerySet
from zhengban.access.views import administrator, business
from zhengban.access.views.form_page import person
from zhengban.organizations.models import Post
from zhengban.organizations.people import named, place_of, with_current

MOST_FOUND = 20
LONGEST_QUERY = 64


@administrator(Duty.SYSTEM, Duty.SECURITY)
@require_GET
def people(request: HttpRequest) -> JsonResponse:
    """People of business, with or without a post, whatever their account's state."""
    return _people(request, User.objects.people().filter(duty=Duty.BUSINESS))


@business
@require_GET
def deputies(request: HttpRequest) -> JsonResponse:
    """People who could take a delegation."""
    others = User.objects.people().filter(duty=Duty.BUSINESS, is_active=True).exclude(pk=person(request).pk)
    return _people(request, others)


@administrator(Duty.SYSTEM)
@require_GET
def posts(request: HttpRequest) -> JsonResponse:
    """Posts that have not ended, by agency, unit and name."""
    today = timezone.localdate()
    found = (
        Post.objects.exclude(ends_on__lt=today)
        .exclude(unit__ends_on__lt=today)
        .exclude(unit__agency__ends_on__lt=today)
        .select_related("unit__agency")
        .order_by("unit__agency__order", "unit__agency", "unit__order", "rank", "pk")
    )
    words = _words(request).split()
    if words:
        found = found.filter(reduce(and_, (_names(word) for word in words)))
    return JsonResponse(
        {
            "results": [
                {
                    "value": str(post.pk),
                    "label": f"{post.unit.agency} {post.unit} {post}",
                    "detail": post.get_kind_display(),
                }
                for post in found[:MOST_FOUND]
            ]
        }
    )


def _people(request: HttpRequest, people: UserQuerySet) -> JsonResponse:
    found = with_current(named(people, _words(request)), timezone.localdate()).order_by("name", "pk")
    return JsonResponse(
        {
            "results": [
                {"value": str(one.pk), "label": one.name, "detail": place_of(one) or one.username}
                for one in found[:MOST_FOUND]
            ]
        }
    )


def _names(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(unit__name__icontains=word)
        | Q(unit__agency__name__icontains=word)
        | Q(unit__agency__short_name__icontains=word)
    )


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:LONGEST_QUERY].replace("\0", "")
