"""Findings as a page shows them: by severity, each with what this person may do about it."""

from __future__ import annotations

from dataclasses import dataclass

from zhengban.access.decisions import Decision, Refusal
from zhengban.access.models import User
from zhengban.documents import policy
from zhengban.documents.findings import name_of
from zhengban.documents.models import OutgoingDocument
from zhengban.proofing.checking import PlacedFinding
from zhengban.proofing.models import Ignore, IgnoreState
from zhengban.proofing.policy import may_agree
from zhengban.proofing.reports import JudgedFinding, ProofReport

_UNSAVED = Refusal("稿件保存以后才能忽略校核意见。")


@dataclass(frozen=True)
class Card:
    """A finding on the page; ``name`` is what its forms send, empty while the paper is not saved."""

    judged: JudgedFinding
    name: str
    may_ignore: Decision
    may_accept: Decision
    may_confirm: Decision | None = None
    may_withdraw: Decision | None = None
    may_agree: Decision | None = None

    @property
    def placed(self) -> PlacedFinding:
        return self.judged.placed

    @property
    def ignore(self) -> Ignore | None:
        return self.judged.ignore

    @property
    def is_waiting(self) -> bool:
        """Whether an ignore waits for its second person."""
        return self.ignore is not None and self.ignore.state == IgnoreState.PROPOSED


@dataclass(frozen=True)
class CardGroup:
    """The standing findings of one severity, in order of place."""

    label: str
    severity: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Cards:
    """All findings of a page; ``count`` and ``blockers`` count what stands."""

    groups: tuple[CardGroup, ...]
    ignored: tuple[Card, ...]
    count: int
    blockers: int


def cards_of(report: ProofReport, document: OutgoingDocument | None, user: User) -> Cards:
    """The cards of a report; of a paper that was never saved nothing can be ignored yet."""
    may_ignore = policy.may_ignore(user, document) if document else _UNSAVED
    may_accept = policy.may_revise(user, document) if document else _UNSAVED
    groups = tuple(
        CardGroup(
            group.severity.label,
            group.severity.value,
            tuple(_card(one, document, user, may_ignore, may_accept) for one in group.findings),
        )
        for group in report.groups
    )
    ignored = tuple(_card(one, document, user, may_ignore, may_accept) for one in report.ignored)
    return Cards(groups, ignored, len(report.standing), len(report.blockers))


def _card(
    one: JudgedFinding,
    document: OutgoingDocument | None,
    user: User,
    may_ignore: Decision,
    may_accept: Decision,
) -> Card:
    if document is None:
        return Card(one, "", may_ignore, may_accept)
    name = name_of(document, one)
    ignore = one.ignore
    if ignore is None:
        return Card(one, name, may_ignore, may_accept)
    waits = ignore.state == IgnoreState.PROPOSED
    return Card(
        one,
        name,
        may_ignore,
        may_accept,
        may_confirm=policy.may_confirm(user, document, ignore) if waits else None,
        may_withdraw=policy.may_let_stand_again(user, document, ignore),
        may_agree=None if waits else may_agree(user, ignore),
    )
