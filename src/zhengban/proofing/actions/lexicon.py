"""Keeping an agency's lexicon (词库): one person proposes, another decides, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils import timezone

from gongwen.proofread import Entry
from zhengban.access.errors import Refused
from zhengban.access.gate import action, create_action
from zhengban.access.models import User
from zhengban.notifications.notices import notify
from zhengban.organizations.models import Agency
from zhengban.proofing import policy
from zhengban.proofing.house import changed, entry_of
from zhengban.proofing.models import EntryState, LexiconEntry
from zhengban.proofing.models.house import LONGEST_WHY, LONGEST_WORD
from zhengban.proofing.telling import tell_keepers

MOST_PROPOSED = 2_000


@dataclass(frozen=True)
class Wording:
    """What an entry says, as a person fills it in."""

    wrong: str
    right: str
    why: str
    source: str = ""
    exceptions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what gongwen's lexicon would refuse, in one sentence."""
        if not 2 <= len(self.wrong) <= LONGEST_WORD:
            raise Refused(f"错误写法须为2至{LONGEST_WORD}个字。")
        if self.wrong == self.right:
            raise Refused(f"“{self.wrong}”的错误写法和正确写法相同。")
        if len(self.right) > LONGEST_WORD or max(len(self.why), len(self.source)) > LONGEST_WHY:
            raise Refused(f"“{self.wrong}”的正确写法、理由或者依据过长。")
        if not self.why:
            raise Refused(f"请写明“{self.wrong}”的理由。")
        if any(mark in text for text in (self.wrong, self.right, self.why, self.source) for mark in "\t\r\n"):
            raise Refused("词条不能含有制表符和换行。")
        if self.wrong.startswith("#"):
            raise Refused("错误写法不能以“#”开头。")
        for whole in self.exceptions:
            if self.wrong not in whole or whole == self.wrong or len(whole) > LONGEST_WORD or "|" in whole:
                raise Refused(f"例外“{whole}”应包含“{self.wrong}”而比它长。")
        if self.since and self.until and self.since > self.until:
            raise Refused(f"“{self.wrong}”的起用日期晚于停用日期。")


def wording_of(entry: Entry) -> Wording:
    """What an entry of a file says; a file that gives no reason gets the one that it was imported."""
    return Wording(
        entry.word,
        entry.right,
        entry.why or "由文件导入",
        entry.source,
        entry.exceptions,
        None if entry.since == date.min else entry.since,
        None if entry.until == date.max else entry.until,
    )


@create_action("proofing.propose_entry", "提出词条", allowed=policy.may_propose)
def propose_entry(*, actor: User, agency: Agency, wording: Wording) -> LexiconEntry:
    """Propose a new entry, or another wording of one in force (提出词条)."""
    _require_none_proposed(agency, wording.wrong)
    replaced = LexiconEntry.objects.in_force().filter(agency=agency, wrong=wording.wrong).first()
    if replaced is not None and wording_of(entry_of(replaced)) == wording:
        raise Refused(f"词条“{wording.wrong}”已经生效，内容没有变化。")
    entry = _row(agency, actor, wording, replaces=replaced)
    entry.save()
    tell_keepers(agency, f"词条“{entry}”待审核。", _page(), actor=actor)
    return entry


@create_action("proofing.propose_removal", "提出停用词条", allowed=policy.may_propose)
def propose_removal(*, actor: User, agency: Agency, entry: LexiconEntry, reason: str) -> LexiconEntry:
    """Propose that an entry be used no more (提出停用)."""
    if entry.state != EntryState.IN_FORCE or entry.agency_id != agency.pk:
        raise Refused("只有本机关生效的词条可以停用。")
    _require_none_proposed(agency, entry.wrong)
    removal = _row(agency, actor, replace(wording_of(entry_of(entry)), why=reason.strip()), replaces=entry)
    removal.removes = True
    removal.save()
    tell_keepers(agency, f"停用词条“{entry}”待审核。", _page(), actor=actor)
    return removal


@action("proofing.import_lexicon", "导入词库", allowed=policy.may_propose)
def import_lexicon(agency: Agency, *, actor: User, wordings: Sequence[Wording]) -> None:
    """Propose every entry of a file that is new or worded otherwise (导入); each is decided like any other."""
    if len(wordings) > MOST_PROPOSED:
        raise Refused(f"一次最多导入{MOST_PROPOSED}条，请分几次导入。")
    in_force = {row.wrong: row for row in LexiconEntry.objects.in_force().filter(agency=agency)}
    waiting = set(LexiconEntry.objects.proposed().filter(agency=agency).values_list("wrong", flat=True))
    fresh = [
        wording
        for wording in wordings
        if wording.wrong not in waiting
        and (wording.wrong not in in_force or wording_of(entry_of(in_force[wording.wrong])) != wording)
    ]
    if not fresh:
        raise Refused("文件中的词条都已在词库中或者正在审核，没有可导入的内容。")
    LexiconEntry.objects.bulk_create(
        _row(agency, actor, wording, replaces=in_force.get(wording.wrong)) for wording in fresh
    )
    tell_keepers(agency, f"导入的{len(fresh)}条词条待审核。", _page(), actor=actor)


@action(
    "proofing.accept_entry",
    "审核通过词条",
    allowed=policy.may_decide,
    moves={EntryState.PROPOSED: EntryState.IN_FORCE},
)
def accept_entry(entry: LexiconEntry, *, actor: User, reason: str = "") -> None:
    """Put a proposed entry in force (审核通过); the edition it replaces stays on record."""
    if entry.removes:
        raise Refused("这是停用申请，请按停用审核。")
    _accept(entry, actor, reason)
    changed(entry.agency)


@action(
    "proofing.accept_removal",
    "同意停用词条",
    allowed=policy.may_decide,
    moves={EntryState.PROPOSED: EntryState.RETIRED},
)
def accept_removal(entry: LexiconEntry, *, actor: User, reason: str = "") -> None:
    """The entry is used no more (同意停用)."""
    if not entry.removes:
        raise Refused("这不是停用申请。")
    _accept(entry, actor, reason)
    changed(entry.agency)


@action("proofing.accept_all", "批量审核通过", allowed=policy.may_propose)
def accept_all(agency: Agency, *, actor: User, entries: Sequence[LexiconEntry]) -> None:
    """Accept several proposals at once (批量通过); each is decided and recorded like any other."""
    for entry in entries:
        (accept_removal if entry.removes else accept_entry)(entry, actor=actor)


@action(
    "proofing.reject_entry",
    "退回词条",
    allowed=policy.may_decide,
    moves={EntryState.PROPOSED: EntryState.REJECTED},
)
def reject_entry(entry: LexiconEntry, *, actor: User, reason: str) -> None:
    """Turn a proposal down with the reason (不通过)."""
    if not reason.strip():
        raise Refused("退回词条须说明原因。")
    _decide(entry, actor, reason)
    notify([entry.proposed_by_id], f"词条“{entry}”未通过审核：{entry.decided_reason}", _page())


@action(
    "proofing.withdraw_entry",
    "撤回词条",
    allowed=policy.may_withdraw,
    moves={EntryState.PROPOSED: EntryState.WITHDRAWN},
)
def withdraw_entry(entry: LexiconEntry, *, actor: User) -> None:
    """Take the own proposal back (撤回)."""
    _decide(entry, actor, "")


def _page() -> str:
    return reverse("proofing:lexicon")


def _accept(entry: LexiconEntry, actor: User, reason: str) -> None:
    replaced = entry.replaces
    current = LexiconEntry.objects.in_force().filter(agency=entry.agency, wrong=entry.wrong).first()
    if current != replaced:
        raise Refused(f"词条“{entry.wrong}”在提出以后已有变动，请撤回后重新提出。")
    if replaced is not None:
        replaced.state = EntryState.RETIRED if entry.removes else EntryState.REPLACED
        replaced.save(update_fields=["state"])
    _decide(entry, actor, reason)


def _decide(entry: LexiconEntry, actor: User, reason: str) -> None:
    entry.decided_by = actor
    entry.decided_at = timezone.now()
    entry.decided_reason = reason.strip()[:LONGEST_WHY]


def _require_none_proposed(agency: Agency, wrong: str) -> None:
    waiting = LexiconEntry.objects.proposed().filter(agency=agency, wrong=wrong).first()
    if waiting is not None:
        raise Refused(f"词条“{wrong}”已由{waiting.proposed_by}提出，正在审核。")


def _row(agency: Agency, actor: User, wording: Wording, *, replaces: LexiconEntry | None) -> LexiconEntry:
    return LexiconEntry(
        agency=agency,
        wrong=wording.wrong,
        right=wording.right,
        exceptions=list(wording.exceptions),
        why=wording.why,
        source=wording.source,
        since=wording.since,
        until=wording.until,
        replaces=replaces,
        proposed_by=actor,
        proposed_at=timezone.now(),
    )
