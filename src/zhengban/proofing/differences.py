"""What a proposal would change, said in plain Chinese (变更说明)."""

from __future__ import annotations

from datetime import date

from zhengban.proofing.models import LexiconEntry


def sentences(proposal: LexiconEntry) -> tuple[str, ...]:
    """What becomes different when the proposal is accepted, one sentence a change."""
    before = proposal.replaces
    if before is None:
        return (f"新增：{_correction(proposal)}", f"理由：{proposal.why}", *_terms(proposal))
    if proposal.removes:
        return (f"停用：{_correction(before)}", f"理由：{proposal.why}")
    changes = (
        _change("正确写法", before.right or "由人判断", proposal.right or "由人判断"),
        _change("不算错的词语", _words(before), _words(proposal)),
        _change("理由", before.why, proposal.why),
        _change("依据", before.source or "无", proposal.source or "无"),
        _change("起用日期", _day(before.since), _day(proposal.since)),
        _change("停用日期", _day(before.until), _day(proposal.until)),
    )
    return (f"修改：{_correction(before)}", *(one for one in changes if one))


def _correction(entry: LexiconEntry) -> str:
    return f"“{entry.wrong}”应为“{entry.right}”" if entry.right else f"“{entry.wrong}”须核对"


def _terms(entry: LexiconEntry) -> tuple[str, ...]:
    """Source, exceptions and days of a new entry, where it has any."""
    said = []
    if entry.source:
        said.append(f"依据：{entry.source}")
    if entry.exceptions:
        said.append(f"不算错的词语：{_words(entry)}")
    if entry.since or entry.until:
        said.append(f"适用日期：{_day(entry.since)}至{_day(entry.until)}")
    return tuple(said)


def _change(name: str, before: str, after: str) -> str:
    return f"{name}由“{before}”改为“{after}”" if before != after else ""


def _words(entry: LexiconEntry) -> str:
    return "、".join(entry.exceptions) or "无"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "不限"
