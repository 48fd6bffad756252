"""The register of seals (印章登记簿) and of their uses (用印登记簿)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zhengban.access.models import User
from zhengban.access.views import requires
from zhengban.access.views.form_page import person
from zhengban.files.responses import file_response
from zhengban.organizations.offers import Offer, offer, offer_new, offers
from zhengban.sealing import policy
from zhengban.sealing.actions import custody, register
from zhengban.sealing.forms import UseFilterForm
from zhengban.sealing.models import Seal, SealState, SealUse

PAGE_SIZE = 20


@requires(policy.may_read_register)
@require_GET
def seals(request: HttpRequest) -> HttpResponse:
    """Every seal the reader may see, with who has it."""
    user = person(request)
    rows = Seal.objects.visible_to(user).select_related("agency", "keeper", "holder")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    new = offer_new(
        user,
        register.request,
        reverse("sealing:request"),
        icon="plus",
        kind="primary",
        decision=policy.may_request(user),
    )
    return render(request, "sealing/seals.html", {"page": page, "offers": offers(new)})


@requires(policy.may_read_register)
@require_GET
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """One seal: what it is, whose hands it has been in, what may be done with it."""
    user = person(request)
    found = get_object_or_404(
        Seal.objects.visible_to(user).select_related("agency", "keeper", "holder", "requested_by", "decided_by"),
        pk=pk,
    )
    history = list(found.custodies.select_related("given_by", "given_to"))
    pending = next((one for one in history if one.accepted_at is None and one.ended_at is None), None)
    wanted: list[Offer | None] = []
    if pending is not None:
        wanted = [
            offer(user, custody.accept, pending, "sealing:accept", icon="check", kind="primary"),
            offer(user, custody.take_back, pending, "sealing:take_back", icon="arrow-back-up"),
        ]
    uses = SealUse.objects.visible_to(user).filter(seal=found).select_related("used_by").order_by("-used_at")
    return render(
        request,
        "sealing/seal.html",
        {
            "seal": found,
            "offers": offers(*wanted, *_offers(user, found)),
            "custodies": history,
            "uses": list(uses[:PAGE_SIZE]),
        },
    )


@requires(policy.may_read_register)
@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of a seal (印模)."""
    found = get_object_or_404(
        Seal.objects.visible_to(person(request)).filter(picture__isnull=False).select_related("picture"), pk=pk
    )
    assert found.picture is not None  # noqa: S101 - filtered
    return file_response(found.picture, "印模.png")


@requires(policy.may_read_uses)
@require_GET
def uses(request: HttpRequest) -> HttpResponse:
    """Every use of the agency's seals, the newest first."""
    form = UseFilterForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    rows = SealUse.objects.visible_to(person(request)).narrowed(words)
    rows = rows.select_related("seal", "used_by", "voided_by").order_by("-used_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "sealing/uses.html", {"page": page, "filter_form": form})


def _offers(user: User, seal: Seal) -> tuple[Offer | None, ...]:
    """What is done with a seal in its state; what other states are for is not shown."""
    match seal.state:
        case SealState.REQUESTED:
            return (
                offer(user, register.approve, seal, "sealing:approve", icon="check", kind="primary"),
                offer(user, register.reject, seal, "sealing:reject", icon="x"),
            )
        case SealState.APPROVED:
            return (
                offer(user, register.make, seal, "sealing:make", icon="rubber-stamp", kind="primary"),
                offer(user, register.bring_in, seal, "sealing:bring_in", icon="upload"),
            )
        case SealState.IN_USE:
            give_back = offer(user, custody.give_back, seal, "sealing:give_back", icon="arrow-back-up")
            return (
                give_back if seal.is_lent else None,
                offer(user, custody.hand_over, seal, "sealing:hand_over", icon="user-share"),
                offer(user, custody.lend, seal, "sealing:lend", icon="user-plus"),
                offer(user, register.stop, seal, "sealing:stop", icon="lock", kind="danger"),
            )
        case SealState.STOPPED:
            return (offer(user, register.destroy, seal, "sealing:destroy", icon="trash", kind="danger"),)
    return ()
