"""Who may do what with a seal: pure questions with one-sentence answers, shared by gate and buttons."""

from __future__ import annotations

from django.utils import timezone

from zhengban.access.authority import gate_is_open
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import Duty, User
from zhengban.organizations.directory import membership_of
from zhengban.sealing.models import Custody, Seal, SealUse
from zhengban.sealing.querysets import keeps_seals, oversees_seals

_RULE = "印章管理"


def may_request(actor: User) -> Decision:
    """The agency's seal keeper asks for a seal."""
    if keeps_seals(membership_of(actor)):
        return ALLOWED
    return Refusal("只有本机关的印章管理员可以申请刻制印章。", source=_RULE)


def may_decide(actor: User, seal: Seal) -> Decision:
    """A leader of the agency decides on it."""
    membership = membership_of(actor)
    if membership is not None and membership.agency.pk == seal.agency_id and membership.leads:
        return ALLOWED
    return Refusal(f"只有{seal.agency}的负责人可以审批刻制印章。", source=_RULE)


def may_make(actor: User, seal: Seal) -> Decision:
    """The gate asks for the duty; the state does the rest."""
    return ALLOWED


def may_hand_over(actor: User, seal: Seal) -> Decision:
    """Only the keeper gives a seal out of hand, and only while it is in hand."""
    if seal.keeper_id != actor.pk:
        return Refusal(f"印章现由{seal.keeper or '无人'}保管，只有保管人可以移交或者借出。", source=_RULE)
    if seal.is_lent:
        return Refusal(f"印章现借给{seal.holder}，归还后才能移交或者再借出。", source=_RULE)
    return ALLOWED


def may_accept(actor: User, custody: Custody) -> Decision:
    """Whoever it was given to signs for it."""
    if custody.accepted_at is not None or custody.ended_at is not None:
        return Refusal("该次交接已经办结。")
    return ALLOWED if custody.given_to_id == actor.pk else Refusal(f"只有接收人{custody.given_to}可以接收。")


def may_take_back(actor: User, custody: Custody) -> Decision:
    """Whoever gave it can think better of it until the other has signed."""
    if custody.accepted_at is not None or custody.ended_at is not None:
        return Refusal("该次交接已经办结。")
    return ALLOWED if custody.given_by_id == actor.pk else Refusal(f"只有交出人{custody.given_by}可以撤回。")


def may_give_back(actor: User, seal: Seal) -> Decision:
    """The borrower returns it."""
    if not seal.is_lent:
        return Refusal("印章没有借出。")
    return ALLOWED if seal.holder_id == actor.pk else Refusal(f"印章现借给{seal.holder}，由其本人归还。")


def may_stop(actor: User, seal: Seal) -> Decision:
    """The keeper, or a leader of the agency, stops it at once."""
    membership = membership_of(actor)
    own = membership is not None and membership.agency.pk == seal.agency_id
    if own and (seal.keeper_id == actor.pk or oversees_seals(membership)):
        return ALLOWED
    return Refusal(f"只有{seal.agency}的负责人或者印章管理员可以停用印章。", source=_RULE)


def may_destroy(actor: User, seal: Seal) -> Decision:
    """The gate asks for the duty; the state does the rest."""
    return ALLOWED


def may_use(actor: User, seal: Seal) -> Decision:
    """Only whoever has the seal in hand; that a process asks for it is the act's own first question."""
    if seal.holder_id != actor.pk:
        return Refusal(f"“{seal}”现由{seal.holder or '无人'}持有，您不能使用。", source=_RULE)
    if seal.valid_until is not None and timezone.now() > seal.valid_until:
        until = timezone.localtime(seal.valid_until)
        return Refusal(f"“{seal}”的有效期已于{until:%Y-%m-%d}届满，请停用后重新制发。", source=_RULE)
    return ALLOWED


def may_void_use(actor: User, use: SealUse) -> Decision:
    """A use is voided with its paper only, inside the act that takes the paper back."""
    if not gate_is_open():
        return Refusal("用印记录只能随公文的退回或者作废而作废。", source=_RULE)
    return Refusal("该次用印已经作废。") if use.voided_at is not None else ALLOWED


def may_receive(actor: User, seal: Seal) -> Decision:
    """Whoever the seal was offered to, inside the act of signing for it."""
    offered = Custody.objects.filter(seal=seal, given_to=actor, accepted_at__isnull=True, ended_at__isnull=True)
    return ALLOWED if gate_is_open() and offered.exists() else Refusal("没有等待您接收的印章。")


def may_read_register(actor: User) -> Decision:
    """The register is for the agency's keepers and leaders, and for whoever makes the seals."""
    if actor.duty == Duty.SECURITY or (not actor.is_administrator and oversees_seals(membership_of(actor))):
        return ALLOWED
    return Refusal("印章登记簿只对本机关的印章管理员、负责人和安全保密管理员开放。", source=_RULE)


def may_read_uses(actor: User) -> Decision:
    """What was sealed is business: for the agency's keepers and leaders."""
    if not actor.is_administrator and oversees_seals(membership_of(actor)):
        return ALLOWED
    return Refusal("用印登记簿只对本机关的印章管理员和负责人开放。", source=_RULE)


def own_agency_name(actor: User) -> str:
    """The name that stands on the seals of the person's agency."""
    membership = membership_of(actor)
    return membership.agency.name if membership is not None else ""
