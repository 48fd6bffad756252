"""A Decision is yes, or no with the reason in one sentence and its ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> Literal[True]:
        return True


@dataclass(frozen=True)
class Refusal:
    """No: ``reason`` is one Chinese sentence for the person, ``source`` the rule behind it."""

    reason: str
    source: str = ""

    def __bool__(self) -> Literal[False]:
        return False

    def __str__(self) -> str:
        return f"{self.reason.rstrip('。')}（依据：{self.source}）。" if self.source else self.reason


ALLOWED = Allowed()
Decision = Allowed | Refusal
