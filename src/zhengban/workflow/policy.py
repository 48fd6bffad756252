"""Who may make which move, with the reason when not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from zhengban.access import gate
from zhengban.access.authority import gate_is_open
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.models import SYSTEM_USERNAME, Duty, User
from zhengban.organizations.directory import Membership, membership_of
from zhengban.organizations.models import Role
from zhengban.workflow import engine
from zhengban.workflow.engine import Group, MoveKind, MoveRefused, Person, Value, WhoKind
from zhengban.workflow.models import Circulation, Handover, ProcessInstance, WorkItem
from zhengban.workflow.models.processes import OPEN_STATES, InstanceState
from zhengban.workflow.position import definition_of, position_of
from zhengban.workflow.sentences import in_whose_hands
from zhengban.workflow.subjects import performing, subject_of

#: Roles that watch over all papers of their agency.
_WATCHING = frozenset({Role.REGISTRAR, Role.OFFICE_REVIEWER, Role.SUPERVISOR})


class _Nobody:
    """Stands for the organisation where the engine needs none."""

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        return ()

    def serving(self, people: Iterable[Person]) -> frozenset[Person]:
        return frozenset()


_NOBODY = _Nobody()


def may_publish(actor: User) -> Decision:
    """Definitions are set up by the system administrator, or come with the system."""
    if actor.duty == Duty.SYSTEM or actor.username == SYSTEM_USERNAME:
        return ALLOWED
    return Refusal("只有系统管理员可以发布流程。", source="三员分立")


def may_start(actor: User) -> Decision:
    """A process starts as part of an act of business, whose own policy has decided."""
    return ALLOWED if gate_is_open() else Refusal("流程须由业务操作启动。")


def may_handle(actor: User, instance: ProcessInstance) -> Decision:
    """Whether the person handles the item at hand; that it may be closed by now is the move's own refusal."""
    item = instance.at_hand
    if item is None:
        return Refusal(in_whose_hands(instance))
    if actor.pk in position_of(instance).marking.item(item.number).group.people:
        return ALLOWED
    return Refusal(f"您不是“{item.activity_name}”环节的办理人。{in_whose_hands(instance)}")


def may_complete(actor: User, instance: ProcessInstance) -> Decision:
    """The handler, where the business act of the activity allows it too."""
    decision = may_handle(actor, instance)
    if not decision or instance.at_hand is None:
        return decision
    action = definition_of(instance).activity(instance.at_hand.activity).action
    helps = position_of(instance).marking.item(instance.at_hand.number).kind in engine.HELPING
    if not action or helps or instance.state != InstanceState.RUNNING or not _is_open(instance):
        return decision  # a closed item is refused by the move itself, which says who was first
    with performing(instance.paper, action):
        return gate.registry[action].decision(instance.paper, actor)


def may_return(actor: User, instance: ProcessInstance) -> Decision:
    decision = may_handle(actor, instance) and _offered(instance, MoveKind.RETURN, "退回")
    if not decision or _targets(instance) or not _is_open(instance):
        return decision
    return Refusal("此前没有可以退回的环节。")


def may_return_straight(actor: User, instance: ProcessInstance) -> Decision:
    decision = may_handle(actor, instance) and _offered(instance, MoveKind.STRAIGHT_BACK, "退回后直达")
    if not decision or any(target.straight_back for target in _targets(instance)) or not _is_open(instance):
        return decision
    return Refusal("此前的环节都须逐级重新办理，不能退回后直达。")


def may_transfer(actor: User, instance: ProcessInstance) -> Decision:
    return may_handle(actor, instance) and _offered(instance, MoveKind.TRANSFER, "转办")


def may_delegate(actor: User, instance: ProcessInstance) -> Decision:
    return may_handle(actor, instance) and _offered(instance, MoveKind.DELEGATE, "委派")


def may_add_before(actor: User, instance: ProcessInstance) -> Decision:
    return may_handle(actor, instance) and _offered(instance, MoveKind.ADD_BEFORE, "前加签")


def may_add_after(actor: User, instance: ProcessInstance) -> Decision:
    """The handler; who only helps adds nobody, for the decision is another's."""
    decision = may_handle(actor, instance) and _offered(instance, MoveKind.ADD_AFTER, "后加签")
    if decision and position_of(instance).marking.item(_at_hand(instance).number).kind in engine.HELPING:
        return Refusal("受委派、前加签的人员只填写意见，不能后加签。")
    return decision


def may_remove(actor: User, instance: ProcessInstance) -> Decision:
    """Whoever brought the holder of the item at hand in, by adding them or sending it to be countersigned."""
    offered = _offered(instance, MoveKind.REMOVE, "减签")
    if not offered:
        return offered
    marking = position_of(instance).marking
    if engine.who_brought_in(marking, marking.item(_at_hand(instance).number)) == actor.pk:
        return ALLOWED
    return Refusal("只有加签的人，或者将本件送来会签的人，才能减签。")


def may_jump(actor: User, instance: ProcessInstance) -> Decision:
    """An exception is for leaders and the office that reviews papers, of the agency that handles it."""
    membership = membership_of(actor)
    if membership is None or membership.agency.pk != instance.agency_id or not decides(membership):
        return Refusal("只有本机关领导和核稿岗位可以跳转。")
    return ALLOWED


def may_suspend(actor: User, instance: ProcessInstance) -> Decision:
    if instance.state != InstanceState.RUNNING:
        return Refusal("只有办理中的流程可以挂起。")
    return _holds_or_watches(actor, instance, "挂起")


def may_resume(actor: User, instance: ProcessInstance) -> Decision:
    if instance.state != InstanceState.SUSPENDED:
        return Refusal("流程没有挂起，无需恢复。")
    return _holds_or_watches(actor, instance, "恢复")


def may_expire(actor: User, instance: ProcessInstance) -> Decision:
    return ALLOWED if actor.username == SYSTEM_USERNAME else Refusal("到期由系统自动处理。")


def _holds(actor: User, instance: ProcessInstance) -> bool:
    return any(actor.pk in item.group.people for item in position_of(instance).marking.open_items)


def _holds_or_watches(actor: User, instance: ProcessInstance, verb: str) -> Decision:
    if _holds(actor, instance) or _watches(actor, instance):
        return ALLOWED
    return Refusal(f"只有当前办理人和文书、督查岗位可以{verb}。")


def may_withdraw(actor: User, instance: ProcessInstance) -> Decision:
    """The one who completed the item, while the engine finds what followed untouched."""
    item = instance.at_hand
    if item is None:
        return Refusal("请先选择要撤回的已办事项。")
    position = position_of(instance)
    move = engine.Withdraw(by=actor.pk, at=timezone.now(), item=item.number)
    try:
        # Taking back asks nobody who comes next, so the engine can be asked without an organisation.
        engine.apply(position.definition, position.marking, move, _NOBODY)
    except MoveRefused as refusal:
        return Refusal(str(refusal))
    return ALLOWED


def may_circulate(actor: User, instance: ProcessInstance) -> Decision:
    """The handler; otherwise whoever has taken part, and the people who watch over all papers."""
    if instance.at_hand is not None:
        return may_handle(actor, instance) and _offered(instance, MoveKind.CIRCULATE, "传阅")
    return ALLOWED if _holds(actor, instance) else _concerned(actor, instance, "传阅")


def may_expedite(actor: User, instance: ProcessInstance) -> Decision:
    if instance.state == InstanceState.SUSPENDED:
        return Refusal("流程已挂起，无需催办。")
    if instance.state != InstanceState.RUNNING:
        return Refusal("流程已经结束，无需催办。")
    return _concerned(actor, instance, "催办")


def may_terminate(actor: User, instance: ProcessInstance) -> Decision:
    """Whoever may do the business act that ends the paper."""
    if instance.state not in OPEN_STATES:
        return Refusal("流程已经结束。")
    code = subject_of(instance.key).termination()
    with performing(instance.paper, code):
        return gate.registry[code].decision(instance.paper, actor)


def may_hand_over(actor: User, person: User, successor: User) -> Decision:
    """The person, or those who watch over the papers of the agency; both people work in one agency."""
    place, target, own = membership_of(person), membership_of(successor), membership_of(actor)
    if person.pk == successor.pk:
        return Refusal("接收人不能是移交人本人。")
    if target is None or not successor.is_active:
        return Refusal("接收人已不在岗，请另选接收人。")
    if place is not None and place.agency.pk != target.agency.pk:
        return Refusal("接收人不是移交人所在机关的人员。")
    if actor.pk == person.pk or (own is not None and own.agency.pk == target.agency.pk and decides(own)):
        return ALLOWED
    return Refusal("只有移交人本人、本机关领导和核稿岗位可以办理工作移交。")


def may_undo_handover(actor: User, handover: Handover) -> Decision:
    if handover.undone_at is not None:
        return Refusal("该次移交已经撤销。")
    if actor.pk in (handover.made_by_id, handover.person_id):
        return ALLOWED
    return Refusal("只有办理移交的人和移交人本人可以撤销移交。")


def may_hand_over_item(actor: User, instance: ProcessInstance) -> Decision:
    """One item is handed over as part of a sheet, whose own policy has decided."""
    return ALLOWED if gate_is_open() else Refusal("请通过工作移交单移交。")


def may_hand_over_reading(actor: User, circulation: Circulation) -> Decision:
    return ALLOWED if gate_is_open() else Refusal("请通过工作移交单移交。")


def may_manage_readings(actor: User, instance: ProcessInstance) -> Decision:
    """Whoever sent it to be read, and the people who watch over all papers."""
    if _watches(actor, instance):
        return ALLOWED
    if Circulation.objects.filter(instance=instance, sent_by=actor).exists():
        return ALLOWED
    return Refusal("只有送阅的人和文书、督查岗位可以催阅或者撤销传阅。")


def may_remind(actor: User, person: User) -> Decision:
    return ALLOWED if actor.username == SYSTEM_USERNAME else Refusal("到期提醒由系统自动发出。")


def decides(membership: Membership) -> bool:
    """Leaders and the office that reviews papers."""
    return membership.leads or Role.OFFICE_REVIEWER in membership.roles


def may_read(actor: User, circulation: Circulation) -> Decision:
    if actor.pk != circulation.reader_id:
        return Refusal("您不是该件的传阅对象。")
    return ALLOWED


def is_concerned(actor: User, instance: ProcessInstance) -> bool:
    """Whether the person has begun or handled the paper, or watches over the papers of its agency."""
    if actor.pk == instance.started_by_id:
        return True
    if any(actor.pk in (item.done_by, item.on_behalf_of) for item in position_of(instance).marking.items):
        return True
    return _watches(actor, instance)


def _watches(actor: User, instance: ProcessInstance) -> bool:
    membership = membership_of(actor)
    return (
        membership is not None
        and membership.agency.pk == instance.agency_id
        and not _WATCHING.isdisjoint(membership.roles)
    )


def _concerned(actor: User, instance: ProcessInstance, verb: str) -> Decision:
    return ALLOWED if is_concerned(actor, instance) else Refusal(f"只有经办人员和文书、督查岗位可以{verb}。")


def _offered(instance: ProcessInstance, move: MoveKind, label: str) -> Decision:
    item = _at_hand(instance)
    if move in definition_of(instance).activity(item.activity).moves:
        return ALLOWED
    return Refusal(f"“{item.activity_name}”环节不提供“{label}”。")


def _is_open(instance: ProcessInstance) -> bool:
    """A closed item has no targets any more; the move itself tells who was first."""
    item = position_of(instance).marking.item(_at_hand(instance).number)
    return item.state is engine.ItemState.OPEN


def _targets(instance: ProcessInstance) -> tuple[engine.ReturnTarget, ...]:
    if not _is_open(instance):
        return ()
    position = position_of(instance)
    number = _at_hand(instance).number
    return engine.targets_for_return(position.definition, position.marking, number, _NOBODY)


def _at_hand(instance: ProcessInstance) -> WorkItem:
    if instance.at_hand is None:
        raise AssertionError("A move about an item is called on item.at_hand.")
    return instance.at_hand
