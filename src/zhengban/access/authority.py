"""In whose authority the current change is made; the stack of open gates."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhengban.access.models import User


@dataclass(frozen=True)
class Authority:
    """Who acts, and for whom where a delegation (委托) lets them act for someone else."""

    actor: User
    on_behalf_of: User | None
    target_key: tuple[str, int] | None

    @property
    def principal(self) -> User:
        """The person whose right is used."""
        return self.on_behalf_of or self.actor


_open: ContextVar[tuple[Authority, ...]] = ContextVar("zhengban_open_gates", default=())
_act: ContextVar[object | None] = ContextVar("zhengban_act", default=None)


def gate_is_open() -> bool:
    return bool(_open.get())


def current_authority() -> Authority:
    """The authority of the innermost open gate; raises LookupError where none is open."""
    stack = _open.get()
    if not stack:
        raise LookupError("No action is running.")
    return stack[-1]


def open_targets() -> frozenset[tuple[str, int]]:
    return frozenset(authority.target_key for authority in _open.get() if authority.target_key is not None)


def current_act() -> object | None:
    """What stands for the outermost action that is being asked for or carried out; None outside of any."""
    return _act.get()


@contextlib.contextmanager
def one_act() -> Iterator[bool]:
    """Within the block everything belongs to one act; whether this block is the outermost."""
    if _act.get() is not None:
        yield False
        return
    token = _act.set(object())
    try:
        yield True
    finally:
        _act.reset(token)


@contextlib.contextmanager
def acting(authority: Authority) -> Iterator[None]:
    """Within the block a gate is open with this authority."""
    token = _open.set((*_open.get(), authority))
    try:
        yield
    finally:
        _open.reset(token)
