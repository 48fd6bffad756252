"""Making an ignore the rule of the agency (本机关例外), and taking it back."""

from __future__ import annotations

from django.utils import timezone

from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.proofing import policy
from zhengban.proofing.house import changed
from zhengban.proofing.models import HouseException, Ignore, IgnoreState
from zhengban.proofing.models.decisions import LONGEST_REASON


@create_action("proofing.agree_exception", "确定本机关例外", allowed=policy.may_agree)
def agree_exception(*, actor: User, ignore: Ignore) -> HouseException:
    """Agree as the second person that these words are right in this agency; the agreeing person is the owner."""
    if ignore.state != IgnoreState.IN_FORCE:
        raise Refused("只有已生效的忽略可以确定为本机关例外。")
    same = HouseException.objects.in_force().filter(agency=ignore.agency, rule=ignore.rule, quote=ignore.quote)
    if same.exists():
        raise Refused(f"“{ignore.quote}”已是本机关例外。")
    made: HouseException = HouseException.objects.create(
        agency=ignore.agency,
        rule=ignore.rule,
        quote=ignore.quote,
        reason=ignore.reason,
        ignore=ignore,
        proposed_by=ignore.ignored_by,
        owner=actor,
        agreed_at=timezone.now(),
    )
    changed(ignore.agency)
    return made


@action("proofing.revoke_exception", "撤销本机关例外", allowed=policy.may_revoke)
def revoke_exception(exception: HouseException, *, actor: User, reason: str) -> None:
    """Take the exception back (撤销); the rule reports these words again."""
    if exception.revoked_at is not None:
        raise Refused("这条例外已经撤销。")
    if not reason.strip():
        raise Refused("撤销例外须说明原因。")
    exception.revoked_by = actor
    exception.revoked_at = timezone.now()
    exception.revoked_reason = reason.strip()[:LONGEST_REASON]
    changed(exception.agency)
