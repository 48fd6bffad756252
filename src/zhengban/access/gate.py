"""The action gate: every change of business data is a declared verb with an actor.

The gate, in one transaction: locks the row, asks ``allowed``, checks the state, runs the body, moves the state,
saves, writes the audit entry. If any part fails everything is undone.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Generic, ParamSpec, Protocol, TypeVar

from django.db import models, transaction
from django.utils import timezone

from zhengban.access.authority import Authority, acting, current_act, one_act, open_targets
from zhengban.access.decisions import ALLOWED, Decision, Refusal
from zhengban.access.errors import Conflict, Refused, WrongState
from zhengban.access.models import SYSTEM_USERNAME, Duty, User
from zhengban.audit.models import AuditEntry, Outcome
from zhengban.audit.trail import record

T = TypeVar("T", bound=models.Model)
P = ParamSpec("P")


class Delegations(Protocol):
    """Who has delegated (委托) to whom; the upper app that owns delegations registers the answer."""

    def principals(self, deputy: User, code: str, target: models.Model | None) -> Iterable[User]:
        """Everyone for whom ``deputy`` may do ``code`` today with this thing, or none yet where one is created."""
        ...


class _NoDelegations:
    def principals(self, deputy: User, code: str, target: models.Model | None) -> Iterable[User]:
        return ()


_SECRET = frozenset({"password"})
_LOCKED_IN = "_locked_in"
_delegations: Delegations = _NoDelegations()
registry: dict[str, Action[Any, Any]] = {}
creations: dict[str, CreateAction[Any, Any]] = {}


def register_delegations(delegations: Delegations) -> None:
    """Called once by the app that owns delegations, in ``AppConfig.ready()``."""
    global _delegations
    _delegations = delegations


class _Verb:
    """What both kinds of action share: code, label, duty, and finding the person whose right is used."""

    code: str
    label: str
    duty: Duty | None

    def _authority(
        self,
        actor: User,
        ask: Callable[[User], Decision],
        target_key: tuple[str, int] | None,
        target: models.Model | None = None,
    ) -> Authority | Refusal:
        refusal = _duty_decision(actor, self.duty, self.label)
        if isinstance(refusal, Refusal):
            return refusal
        decision = ask(actor)
        if decision:
            return Authority(actor, None, target_key)
        for principal in _delegations.principals(actor, self.code, target):
            if ask(principal):
                return Authority(actor, principal, target_key)
        assert isinstance(decision, Refusal)  # noqa: S101 - narrows the type
        return decision


class Action(_Verb, Generic[T, P]):
    """A declared change of one existing thing. Calling it is the only way to make the change."""

    def __init__(
        self,
        body: Callable[..., None],
        *,
        code: str,
        label: str,
        allowed: Callable[[User, T], Decision],
        moves: Mapping[str, str] | None,
        duty: Duty | None,
    ) -> None:
        self.code, self.label, self.duty = code, label, duty
        self.body, self.allowed = body, allowed
        self.moves = {str(before): str(after) for before, after in moves.items()} if moves else None
        self.__doc__ = body.__doc__
        self.__name__ = body.__name__
        self.__module__ = body.__module__
        self.parameter = next(iter(inspect.signature(body).parameters))

    @property
    def model(self) -> type[T]:
        """The model of the target, from the annotation of the body's first parameter."""
        hints = typing.get_type_hints(self.body)
        return typing.cast("type[T]", hints[self.parameter])

    def decision(self, target: T, actor: User) -> Decision:
        """Whether the actor may do this now, with the reason when not; draws the buttons."""
        authority = self._authority(actor, lambda person: self._ask(person, target), None, target)
        return authority if isinstance(authority, Refusal) else ALLOWED

    def __call__(self, target: T, *, actor: User, **arguments: Any) -> None:
        with one_act() as outermost:
            try:
                with transaction.atomic():
                    self._run(target, actor, arguments)
            except Refused as error:
                # An inner refusal is recorded once, by the outermost gate, after everything was undone.
                if outermost:
                    _record_refusal(self, actor, target, error)
                raise

    def _run(self, target: T, actor: User, arguments: dict[str, Any]) -> None:
        key = (target._meta.label_lower, typing.cast(int, target.pk))
        if key in open_targets():
            raise RuntimeError(f"{self.code}: another action already holds {key}.")
        if not is_locked(target):
            # Not type(target): the request's user is a lazy stand-in for the real one.
            target.refresh_from_db(from_queryset=_rows_to_lock(target.__class__))
        authority = self._authority(actor, lambda person: self.allowed(person, target), key, target)
        if isinstance(authority, Refusal):
            raise Refused(authority)
        state = self._state_decision(target)
        if isinstance(state, Refusal):
            raise _overtaken(target, state)
        before = _values(target)
        with acting(authority):
            self.body(target, actor=actor, **arguments)
            if self.moves is not None:
                target.state = self.moves[target.state]  # type: ignore[attr-defined]
            changes = _changes(before, _values(target))
            if changes:
                target.save(update_fields=list(changes))
            record(
                self.code,
                self.label,
                actor=actor,
                on_behalf_of=authority.on_behalf_of,
                target=target,
                summary=_summary(arguments),
                changes=_audited(changes),
            )

    def _ask(self, person: User, target: T) -> Decision:
        return self.allowed(person, target) and self._state_decision(target)

    def _state_decision(self, target: T) -> Decision:
        if self.moves is None or target.state in self.moves:  # type: ignore[attr-defined]
            return ALLOWED
        shown = target.get_state_display()  # type: ignore[attr-defined]
        return Refusal(f"当前状态为“{shown}”，不能{self.label}。")


class CreateAction(_Verb, Generic[T, P]):
    """A declared creation of a thing."""

    def __init__(
        self,
        body: Callable[P, T],
        *,
        code: str,
        label: str,
        allowed: Callable[..., Decision],
        duty: Duty | None,
    ) -> None:
        self.code, self.label, self.duty = code, label, duty
        self.body, self.allowed = body, allowed
        self.__doc__ = body.__doc__
        self.__name__ = body.__name__
        self.__module__ = body.__module__
        self._asked = tuple(inspect.signature(allowed).parameters)[1:]

    def decision(self, actor: User, **arguments: Any) -> Decision:
        """Whether the actor may create one, with the reason when not."""
        authority = self._authority(actor, lambda person: self.allowed(person, **arguments), None)
        return authority if isinstance(authority, Refusal) else ALLOWED

    def __call__(self, *args: P.args, **arguments: P.kwargs) -> T:
        actor = typing.cast(User, arguments["actor"])
        with one_act() as outermost:
            try:
                with transaction.atomic():
                    return self._run(actor, args, arguments)
            except Refused as error:
                if outermost:
                    _record_refusal(self, actor, None, error)
                raise

    def _run(self, actor: User, args: tuple[Any, ...], arguments: dict[str, Any]) -> T:
        asked = {name: arguments[name] for name in self._asked}
        authority = self._authority(actor, lambda person: self.allowed(person, **asked), None)
        if isinstance(authority, Refusal):
            raise Refused(authority)
        with acting(authority):
            made = self.body(*args, **arguments)
            record(
                self.code,
                self.label,
                actor=actor,
                on_behalf_of=authority.on_behalf_of,
                target=made,
                summary=_summary(arguments),
                changes=_audited({name: (None, value) for name, value in _values(made).items() if value}),
            )
            return made


def action(
    code: str,
    label: str,
    *,
    allowed: Callable[[User, T], Decision],
    moves: Mapping[str, str] | None = None,
    duty: Duty | None = Duty.BUSINESS,
) -> Callable[[Callable[..., None]], Action[T, Any]]:
    """Declare a change of an existing thing.

    ``moves`` maps each state it may start from to the one it ends in; ``duty`` None means people of any duty.
    """

    def declare(body: Callable[..., None]) -> Action[T, Any]:
        declared: Action[T, Any] = Action(body, code=code, label=label, allowed=allowed, moves=moves, duty=duty)
        _register(registry, code, declared)
        return declared

    return declare


def create_action(
    code: str, label: str, *, allowed: Callable[..., Decision], duty: Duty | None = Duty.BUSINESS
) -> Callable[[Callable[P, T]], CreateAction[T, P]]:
    """Declare the creation of a thing; ``allowed`` gets the actor and those arguments it names."""

    def declare(body: Callable[P, T]) -> CreateAction[T, P]:
        declared = CreateAction(body, code=code, label=label, allowed=allowed, duty=duty)
        _register(creations, code, declared)
        return declared

    return declare


def locked(model: type[T], pk: int) -> T:
    """The row of that key, locked until the running act ends, so that the act reads it once (加锁读取)."""
    found = _rows_to_lock(model).get(pk=pk)
    found.__dict__[_LOCKED_IN] = current_act()
    return found


def locked_rows(rows: models.QuerySet[T]) -> list[T]:
    """These rows, locked until the running act ends, so that the act reads each once (加锁读取)."""
    found = list(_locking(rows))
    for row in found:
        row.__dict__[_LOCKED_IN] = current_act()
    return found


def is_locked(target: models.Model) -> bool:
    """Whether the running act has locked and read the row; never outside an act."""
    return current_act() is not None and target.__dict__.get(_LOCKED_IN) is current_act()


def _rows_to_lock(model: type[T]) -> models.QuerySet[T]:
    return _locking(model._base_manager.all())


def _locking(rows: models.QuerySet[T]) -> models.QuerySet[T]:
    related = getattr(rows.model, "read_with", ())
    locking = rows.select_for_update(of=("self",))
    return locking.select_related(*related) if related else locking


def perform(code: str, target: models.Model, *, actor: User, **arguments: object) -> None:
    """Run a registered action by its code; raises KeyError for an unknown one."""
    registry[code](target, actor=actor, **arguments)


def _register(where: dict[str, Any], code: str, declared: object) -> None:
    if code in registry or code in creations:
        raise ValueError(f"Action {code} is declared twice.")
    where[code] = declared


def _duty_decision(actor: User, duty: Duty | None, label: str) -> Decision:
    if not actor.is_active and actor.username != SYSTEM_USERNAME:
        return Refusal("该账号已停用。")
    if duty is None or actor.duty == duty:
        return ALLOWED
    if duty == Duty.BUSINESS:
        return Refusal(f"{actor.get_duty_display()}不能办理业务。", source="三员分立")
    return Refusal(f"只有{Duty(duty).label}可以{label}。", source="三员分立")


def _overtaken(target: models.Model, refusal: Refusal) -> WrongState:
    """The state refusal, naming who moved the thing on and when, where the trail knows."""
    last = AuditEntry.objects.about(target).filter(changes__has_key="state").last()
    if last is None:
        return WrongState(refusal)
    when = timezone.localtime(last.at)
    return Conflict(f"{last.actor_name}已于{when.month}月{when.day}日{when:%H:%M}{last.label}，{refusal.reason}")


def _record_refusal(verb: _Verb, actor: User, target: models.Model | None, error: Refused) -> None:
    record(
        "access.refused",
        f"{verb.label}被拒绝",
        actor=actor,
        target=target,
        summary=str(error),
        changes={"action": verb.code},
        outcome=Outcome.REFUSED,
    )


def _values(target: models.Model) -> dict[str, object]:
    return {field.attname: getattr(target, field.attname) for field in target._meta.concrete_fields}


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


def _audited(changes: Mapping[str, tuple[object, object]]) -> dict[str, list[object]]:
    """The changes in JSON values; a secret's change is told, its value is not."""
    return {
        name: ["…", "…"] if name in _SECRET else [_plain(before), _plain(after)]
        for name, (before, after) in changes.items()
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | int | float | bool | list | dict) or value is None:
        return value
    return str(value)


def _summary(arguments: Mapping[str, object]) -> str:
    """The words the person gave: an opinion or a reason is part of the trail."""
    return next((str(arguments[name]) for name in ("opinion", "reason") if arguments.get(name)), "")
