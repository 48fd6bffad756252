"""The rules of the checker as this agency uses them: how often ignored, milder, off, and its exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.proofread import Rule, Severity, rules
from zhengban.access.decisions import Decision
from zhengban.access.gate import Action
from zhengban.access.views.form_page import FormPage, answer, person
from zhengban.organizations.models import Agency
from zhengban.proofing import policy
from zhengban.proofing.actions import exceptions
from zhengban.proofing.actions import settings as actions
from zhengban.proofing.forms import ReasonForm, RuleFilter, SettingForm
from zhengban.proofing.models import HouseException, Ignore, IgnoreState, RuleSetting, SettingState
from zhengban.proofing.noise import NOISY, ignored_counts
from zhengban.proofing.views.agency import member, membership

PAGE_SIZE = 50
MOST_IGNORES = 50
_STANDING = (SettingState.PROPOSED, SettingState.IN_FORCE)


@dataclass(frozen=True)
class RuleRow:
    """A rule on the page; ``ignored`` counts the last 90 days."""

    rule: Rule
    ignored: int
    setting: RuleSetting | None
    proposed: RuleSetting | None

    @property
    def is_noisy(self) -> bool:
        return self.ignored >= NOISY


@member
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every rule, the most often ignored first."""
    agency = membership(request).agency
    form = RuleFilter(request.GET)
    rows = sorted(_rows(agency), key=lambda row: -row.ignored)
    if form.is_valid():
        rows = [row for row in rows if _wanted(row, form.cleaned_data)]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "proofing/rules.html", {"page": page, "filter_form": form, "agency": agency})


@member
@require_GET
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: why, examples, what the agency has set, and what people ignored."""
    reader, place = person(request), membership(request)
    agency, found = place.agency, _rule(code)
    sees_ignores = policy.is_keeper(place) or place.leads
    settings = RuleSetting.objects.filter(agency=agency, rule=found.code)
    ignores = Ignore.objects.filter(agency=agency, rule=found.code, state=IgnoreState.IN_FORCE)
    context = {
        "rule": found,
        "agency": agency,
        "settings": [
            Choice(
                one,
                policy.may_decide(reader, one) if one.state == SettingState.PROPOSED else None,
                policy.may_withdraw(reader, one) if one.state == SettingState.PROPOSED else None,
                policy.may_end_setting(reader, one) if one.state == SettingState.IN_FORCE else None,
            )
            for one in settings.select_related("proposed_by", "decided_by", "ended_by", "agency").order_by("-pk")
        ],
        "may_set": policy.may_set_rule(reader, agency, found.code),
        # What was ignored quotes papers: it is for those who see all papers of the agency.
        "sees_ignores": sees_ignores,
        "ignores": ignores.select_related("ignored_by")[:MOST_IGNORES] if sees_ignores else (),
        "exceptions": HouseException.objects.in_force()
        .filter(agency=agency, rule=found.code)
        .select_related("owner"),
    }
    return render(request, "proofing/rule.html", context)


@dataclass(frozen=True)
class Choice:
    """A setting on the page with who may do what about it; None where it is past that."""

    setting: RuleSetting
    may_decide: Decision | None
    may_withdraw: Decision | None
    may_end: Decision | None

    @property
    def wording(self) -> str:
        """What it says, in words."""
        if not self.setting.severity:
            return _("关闭，不再提示")
        return _("降为“%(level)s”") % {"level": Severity(self.setting.severity).label}


@member
@require_http_methods(["GET", "POST"])
def set_rule(request: HttpRequest, code: str) -> HttpResponse:
    """Propose to switch a rule off or make it milder (提出规则设置)."""
    user, agency, found = person(request), membership(request).agency, _rule(code)
    form = SettingForm(request.POST or None, rule=found)
    page = FormPage(
        title=_("设置规则"),
        button=_("提出"),
        back_url=reverse("proofing:rule", args=[found.code]),
        done=_("已提出，等待另一人审核。"),
        note=f"{found.code} {found.title}",
        decision=policy.may_set_rule(user, agency, found.code),
    )

    def act() -> RuleSetting:
        reason = form.cleaned_data["reason"]
        return actions.propose_setting(
            actor=user, agency=agency, rule=found.code, severity=form.chosen(), reason=reason
        )

    return answer(request, form, page, act)


@member
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a setting in force (审核通过)."""
    setting = _setting(request, pk)
    actions.accept_setting(setting, actor=person(request))
    messages.success(request, _("已审核通过，立即生效。"))
    return redirect("proofing:rule", setting.rule)


@member
@require_http_methods(["GET", "POST"])
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn a setting down (不通过)."""
    setting = _setting(request, pk)
    return _with_reason(request, setting, _("退回规则设置"), _("退回"), _("已退回。"), actions.reject_setting)


@member
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own proposal back (撤回)."""
    setting = _setting(request, pk)
    actions.withdraw_setting(setting, actor=person(request))
    messages.success(request, _("已撤回。"))
    return redirect("proofing:rule", setting.rule)


@member
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the rule be what it was (恢复规则)."""
    setting = _setting(request, pk)
    return _with_reason(request, setting, _("恢复规则"), _("恢复"), _("规则已恢复。"), actions.end_setting)


@member
@require_GET
def exception_list(request: HttpRequest) -> HttpResponse:
    """What this agency holds to be right although a rule reports it (本机关例外)."""
    reader, agency = person(request), membership(request).agency
    rows = HouseException.objects.filter(agency=agency).select_related(
        "owner", "proposed_by", "revoked_by", "agency"
    )
    page = Paginator(rows.order_by("revoked_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = page.object_list = list(page.object_list)
    for one in shown:
        one.may_revoke = policy.may_revoke(reader, one) if one.revoked_at is None else None
    return render(request, "proofing/exceptions.html", {"page": page, "agency": agency})


@member
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an exception back (撤销例外)."""
    user = person(request)
    rows = HouseException.objects.in_force().filter(agency=membership(request).agency).select_related("agency")
    one = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    page = FormPage(
        title=_("撤销例外"),
        button=_("撤销"),
        back_url=reverse("proofing:exceptions"),
        done=_("已撤销，今后恢复提示。"),
        note=str(one),
        decision=exceptions.revoke_exception.decision(one, user),
    )
    return answer(
        request,
        form,
        page,
        lambda: exceptions.revoke_exception(one, actor=user, reason=form.cleaned_data["reason"]),
    )


def _with_reason(
    request: HttpRequest, setting: RuleSetting, title: str, button: str, done: str, act: Action[Any, Any]
) -> HttpResponse:
    user = person(request)
    form = ReasonForm(request.POST or None)
    found = policy.rule_of(setting.rule)
    page = FormPage(
        title=title,
        button=button,
        back_url=reverse("proofing:rule", args=[setting.rule]),
        done=done,
        note=f"{setting.rule} {found.title if found else ''}",
        decision=act.decision(setting, user),
    )
    return answer(request, form, page, lambda: act(setting, actor=user, reason=form.cleaned_data["reason"]))


def _rows(agency: Agency) -> list[RuleRow]:
    counts = ignored_counts(agency)
    standing = RuleSetting.objects.filter(agency=agency, state__in=_STANDING)
    settings = {(one.rule, one.state): one for one in standing}
    return [
        RuleRow(
            rule,
            counts.get(rule.code, 0),
            settings.get((rule.code, SettingState.IN_FORCE)),
            settings.get((rule.code, SettingState.PROPOSED)),
        )
        for rule in rules()
    ]


def _wanted(row: RuleRow, given: dict[str, str]) -> bool:
    if given["category"] and row.rule.category.value != given["category"]:
        return False
    if given["standing"] == "noisy":
        return row.ignored > 0
    return given["standing"] != "own" or row.setting is not None or row.proposed is not None


def _rule(code: str) -> Rule:
    found = policy.rule_of(code)
    if found is None:
        raise Http404
    return found


def _setting(request: HttpRequest, pk: int) -> RuleSetting:
    rows = RuleSetting.objects.filter(agency=membership(request).agency).select_related("agency")
    setting: RuleSetting = get_object_or_404(rows, pk=pk)
    return setting
