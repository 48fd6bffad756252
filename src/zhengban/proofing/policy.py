"""Who may keep an agency's own rules: one proposes, another decides, and nobody makes light of what must not be."""

from __future__ import annotations

from gongwen.proofread import Category, Rule, Severity, rules
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import User
from zhengban.organizations.directory import Membership, membership_of
from zhengban.organizations.models import Agency, Role
from zhengban.proofing.house import is_untouchable
from zhengban.proofing.models import HouseException, Ignore, LexiconEntry, RuleSetting
from zhengban.proofing.models.decisions import LONGEST_QUOTE

KEEPERS = frozenset({Role.OFFICE_REVIEWER, Role.RECHECKER, Role.REGISTRAR})


def is_keeper(membership: Membership) -> bool:
    """Those who keep the agency's own rules: 办公室核稿, 复核, 机要文书."""
    return bool(membership.roles & KEEPERS)


def may_propose(actor: User, agency: Agency) -> Decision:
    """Keepers propose for their own agency."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != agency.pk or not is_keeper(membership):
        return Refusal(f"只有{agency}的核稿、复核和机要文书人员可以维护词库和规则。")
    return ALLOWED


def may_decide(actor: User, proposal: LexiconEntry | RuleSetting) -> Decision:
    """Another keeper, or a leader of the agency, decides (两人审核)."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != proposal.agency_id:
        return Refusal("只能审核本机关的词库和规则。")
    if not is_keeper(membership) and not membership.leads:
        return Refusal("只有核稿、复核、机要文书人员和机关负责人可以审核。")
    if proposal.proposed_by_id == actor.pk:
        return Refusal("提出人不能审核自己提出的内容，请由另一人审核。")
    return ALLOWED


def may_withdraw(actor: User, proposal: LexiconEntry | RuleSetting) -> Decision:
    """Whoever proposed it takes it back while nobody has decided."""
    return ALLOWED if proposal.proposed_by_id == actor.pk else Refusal("只有提出人可以撤回。")


def may_set_rule(actor: User, agency: Agency, rule: str) -> Decision:
    """Rules may be switched off or made milder, but never leaks and what must be corrected."""
    found = rule_of(rule)
    if found is None:
        return Refusal(f"没有编号为“{rule[:16]}”的规则。")
    if is_untouchable(found.category, found.severity):
        why = "敏感信息" if found.category is Category.SENSITIVE else "必须改正"
        return Refusal(f"“{found.title}”属于{why}类规则，不能关闭或者降低。")
    return may_propose(actor, agency)


def may_end_setting(actor: User, setting: RuleSetting) -> Decision:
    """Any keeper puts a rule back to what it was: being stricter needs no second person."""
    return may_propose(actor, setting.agency)


def may_agree(actor: User, ignore: Ignore) -> Decision:
    """A second person makes an ignore the rule of the agency (本机关例外) and is its owner from then on."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != ignore.agency_id:
        return Refusal("只能确定本机关的例外。")
    if not is_keeper(membership) and not membership.leads:
        return Refusal("只有核稿、复核、机要文书人员和机关负责人可以确定本机关例外。")
    if ignore.ignored_by_id == actor.pk:
        return Refusal("忽略人不能自己确定为本机关例外，请由另一人确定。")
    if is_untouchable(Category(ignore.category), Severity(ignore.severity)):
        return Refusal("必须改正的问题和敏感信息只能逐件处理，不能作为本机关例外。")
    if not ignore.quote or len(ignore.quote) >= LONGEST_QUOTE:
        return Refusal("没有具体写法或者写法过长，不能作为本机关例外。")
    return ALLOWED


def may_revoke(actor: User, exception: HouseException) -> Decision:
    """Its owner or any keeper revokes it."""
    return ALLOWED if exception.owner_id == actor.pk else may_propose(actor, exception.agency)


def rule_of(code: str) -> Rule | None:
    """The rule of that code."""
    return next((rule for rule in rules() if rule.code == code), None)
