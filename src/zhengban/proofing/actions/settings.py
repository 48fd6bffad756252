"""Switching a rule off or making it milder for an agency (规则设置), by two people."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from gongwen.proofread import Severity
from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.notifications.notices import notify
from zhengban.organizations.models import Agency
from zhengban.proofing import policy
from zhengban.proofing.house import changed
from zhengban.proofing.models import RuleSetting, SettingState
from zhengban.proofing.models.house import LONGEST_WHY
from zhengban.proofing.telling import tell_keepers


@create_action("proofing.propose_setting", "提出规则设置", allowed=policy.may_set_rule)
def propose_setting(
    *, actor: User, agency: Agency, rule: str, severity: Severity | None, reason: str
) -> RuleSetting:
    """Propose how grave a rule's findings are in this agency, None for not shown (提出规则设置)."""
    if not reason.strip():
        raise Refused("请写明理由。")
    found = policy.rule_of(rule)
    assert found is not None  # noqa: S101 - the policy demands one
    if severity is not None and severity.weight <= found.severity.weight:
        raise Refused("只能调低提示程度；规则本来的程度不用设置。")
    waiting = RuleSetting.objects.filter(agency=agency, rule=rule, state=SettingState.PROPOSED).first()
    if waiting is not None:
        raise Refused(f"“{found.title}”的设置已由{waiting.proposed_by}提出，正在审核。")
    made: RuleSetting = RuleSetting.objects.create(
        agency=agency,
        rule=rule,
        severity=severity.value if severity else "",
        reason=reason.strip()[:LONGEST_WHY],
        proposed_by=actor,
        proposed_at=timezone.now(),
    )
    tell_keepers(agency, f"规则{rule}（{found.title}）的设置待审核。", _page(rule), actor=actor)
    return made


@action(
    "proofing.accept_setting",
    "审核通过规则设置",
    allowed=policy.may_decide,
    moves={SettingState.PROPOSED: SettingState.IN_FORCE},
)
def accept_setting(setting: RuleSetting, *, actor: User, reason: str = "") -> None:
    """Put the setting in force (审核通过); it takes the place of an earlier one of the same rule."""
    rows = RuleSetting.objects.filter(agency=setting.agency, rule=setting.rule, state=SettingState.IN_FORCE)
    rows.update(state=SettingState.ENDED, ended_by=actor, ended_at=timezone.now())
    _decide(setting, actor, reason)
    changed(setting.agency)


@action(
    "proofing.reject_setting",
    "退回规则设置",
    allowed=policy.may_decide,
    moves={SettingState.PROPOSED: SettingState.REJECTED},
)
def reject_setting(setting: RuleSetting, *, actor: User, reason: str) -> None:
    """Turn the proposal down with the reason (不通过)."""
    if not reason.strip():
        raise Refused("退回规则设置须说明原因。")
    _decide(setting, actor, reason)
    text = f"规则{setting.rule}的设置未通过审核：{setting.decided_reason}"
    notify([setting.proposed_by_id], text, _page(setting.rule))


@action(
    "proofing.withdraw_setting",
    "撤回规则设置",
    allowed=policy.may_withdraw,
    moves={SettingState.PROPOSED: SettingState.WITHDRAWN},
)
def withdraw_setting(setting: RuleSetting, *, actor: User) -> None:
    """Take the own proposal back (撤回)."""
    _decide(setting, actor, "")


@action(
    "proofing.end_setting",
    "恢复规则",
    allowed=policy.may_end_setting,
    moves={SettingState.IN_FORCE: SettingState.ENDED},
)
def end_setting(setting: RuleSetting, *, actor: User, reason: str) -> None:
    """Let the rule be what it was again (恢复)."""
    setting.ended_by = actor
    setting.ended_at = timezone.now()
    changed(setting.agency)


def _page(rule: str) -> str:
    return reverse("proofing:rule", args=[rule])


def _decide(setting: RuleSetting, actor: User, reason: str) -> None:
    setting.decided_by = actor
    setting.decided_at = timezone.now()
    setting.decided_reason = reason.strip()[:LONGEST_WHY]
