"""The pages on which a seal is asked for, decided on, made, handed on, stopped and destroyed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhengban.access.decisions import Decision
from zhengban.access.models import Duty, User
from zhengban.access.views import administrator, requires
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.organizations.directory import holders_of_role
from zhengban.organizations.models import Role
from zhengban.sealing import forms, policy
from zhengban.sealing.actions import custody as custodies
from zhengban.sealing.actions import register
from zhengban.sealing.models import Custody, Seal, SealKind

reader = requires(policy.may_read_register)
security = administrator(Duty.SECURITY)
_both = require_http_methods(["GET", "POST"])


@reader
@_both
def request(request: HttpRequest) -> HttpResponse:
    """Ask for a seal (申请刻制)."""
    user = person(request)
    agency_name = policy.own_agency_name(user)
    form = forms.RequestForm(request.POST or None, initial={"name": agency_name, "diameter": 42})
    page = FormPage(
        title=_("申请刻制印章"),
        button=_("提交申请"),
        back_url=reverse("sealing:seals"),
        done=_("申请已提交，待本机关负责人审批。"),
        decision=register.request.decision(user),
    )

    def act() -> None:
        given = {**form.cleaned_data, "kind": SealKind(form.cleaned_data["kind"])}
        register.request(actor=user, **given)

    return answer(request, form, page, act)


@reader
@_both
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it be made (批准刻制)."""
    form = forms.DecisionForm(_posted(request))
    return _on_seal(request, pk, form, register.approve, _("已批准，待安全保密管理员制发。"))


@reader
@_both
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse the request (不予批准)."""
    return _on_seal(request, pk, forms.ReasonForm(request.POST or None), register.reject, _("已退回申请。"))


@security
@_both
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the seal and hand it to its keeper (制发)."""
    seal = _seal(request, pk)
    form = forms.MakeForm(request.POST or None, keepers=_keepers(seal))
    warning = _(
        "将由本机制章人制作电子印章，只有信任本机根证书的人能够验证。已有授权制章机构制作的印章的，请用“导入印章”。"
    )
    return _on_seal(request, pk, form, register.make, _("印章已制发，交保管人保管。"), warning)


@security
@_both
def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a seal made by an authorised maker (导入)."""
    seal = _seal(request, pk)
    form = forms.BringInForm(request.POST or None, request.FILES or None, keepers=_keepers(seal))

    def read() -> dict[str, Any]:
        given = form.cleaned_data
        return {
            "keeper": given["keeper"],
            "data": given["seal_file"].read(),
            "certificate": given["certificate"].read(),
            "key": given["key"].read(),
            "password": given["password"],
        }

    return _on_seal(request, pk, form, register.bring_in, _("印章已导入，交保管人保管。"), given=read)


@reader
@_both
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer the custody to another keeper (移交)."""
    form = forms.HandOverForm(request.POST or None, keepers=_others(request, pk))
    return _on_seal(request, pk, form, custodies.hand_over, _("已通知接收人，确认接收后生效。"))


@reader
@_both
def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend the seal (借出)."""
    form = forms.LendForm(request.POST or None, keepers=_others(request, pk))
    return _on_seal(request, pk, form, custodies.lend, _("已通知借用人，确认接收后生效。"))


@reader
@_both
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a borrowed seal (归还)."""
    return _on_seal(request, pk, forms.EmptyForm(_posted(request)), custodies.give_back, _("已归还保管人。"))


@reader
@_both
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a seal (停用)."""
    warning = _("停用后立即不能用印，也不能恢复；印章应当缴回销毁。")
    return _on_seal(request, pk, forms.StopForm(request.POST or None), register.stop, _("印章已停用。"), warning)


@security
@_both
def destroy(request: HttpRequest, pk: int) -> HttpResponse:
    """Destroy a stopped seal (销毁)."""
    warning = _("销毁后密钥不能恢复；登记和用印记录保留，已盖章的文件仍可验证。")
    form = forms.ReasonForm(request.POST or None)
    return _on_seal(request, pk, form, register.destroy, _("印章已销毁。"), warning)


@reader
@_both
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for a seal (接收)."""
    return _on_custody(request, pk, custodies.accept, _("已接收，印章现由您持有。"))


@reader
@_both
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back (撤回移交)."""
    return _on_custody(request, pk, custodies.take_back, _("已撤回。"))


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, be it nothing: a form without a required field is carried out by its button alone."""
    return request.POST if request.method == "POST" else None


def _seal(request: HttpRequest, pk: int) -> Seal:
    found: Seal = get_object_or_404(
        Seal.objects.visible_to(person(request)).select_related("agency", "keeper", "holder"), pk=pk
    )
    return found


def _keepers(seal: Seal) -> QuerySet[User]:
    return holders_of_role(seal.agency, Role.SEAL_KEEPER)


def _others(request: HttpRequest, pk: int) -> QuerySet[User]:
    return _keepers(_seal(request, pk)).exclude(pk=person(request).pk)


def _on_seal(
    request: HttpRequest,
    pk: int,
    form: Any,
    action: Any,
    done: str,
    warning: str = "",
    given: Callable[[], dict[str, Any]] | None = None,
) -> HttpResponse:
    """The page of an action on a seal; ``given`` are its arguments, those of the form if not said."""
    seal, user = _seal(request, pk), person(request)
    page = _page(action, seal, action.decision(seal, user), done, f"{seal.agency}　{seal}", warning)

    def act() -> None:
        action(seal, actor=user, **(given() if given is not None else form.cleaned_data))

    return answer(request, form, page, act)


def _on_custody(request: HttpRequest, pk: int, action: Any, done: str) -> HttpResponse:
    user = person(request)
    custody = get_object_or_404(
        Custody.objects.filter(seal__in=Seal.objects.visible_to(user)).select_related(
            "seal__agency", "given_by", "given_to"
        ),
        pk=pk,
    )
    note = f"{custody.seal}　{custody.get_kind_display()}：{custody.given_by} → {custody.given_to}"
    page = _page(action, custody.seal, action.decision(custody, user), done, note)
    return answer(request, forms.EmptyForm(_posted(request)), page, lambda: action(custody, actor=user))


def _page(action: Any, seal: Seal, decision: Decision, done: str, note: str, warning: str = "") -> FormPage:
    return FormPage(
        title=f"{action.label}",
        button=action.label,
        back_url=seal.get_absolute_url(),
        done=done,
        note=note,
        warning=warning,
        decision=decision,
    )
