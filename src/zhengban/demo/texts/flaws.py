"""Typical faults put into a sound paper on purpose, so that the check (查错) has something to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from gongwen.document import DocumentType, OfficialDocument

_Spoil = Callable[[OfficialDocument], OfficialDocument]


@dataclass(frozen=True)
class Flaw:
    """A fault: the rule that finds it, and how it is made."""

    rule: str
    name: str
    kinds: frozenset[DocumentType]
    """The types it can be put into; empty for any."""
    spoil: _Spoil

    def fits(self, document: OfficialDocument) -> bool:
        kind = document.document_type
        return (not self.kinds or kind in self.kinds) and self.spoil(document) != document


def flawed(document: OfficialDocument, flaw: Flaw) -> OfficialDocument:
    """The document with that fault; raises ValueError where the fault has no place in it."""
    if not flaw.fits(document):
        raise ValueError(f"{flaw.name} does not fit {document.title}.")
    return flaw.spoil(document)


def _skip_heading(document: OfficialDocument) -> OfficialDocument:
    """三、 becomes 四、."""
    return replace(document, body=document.body.replace("\n三、", "\n四、", 1))


def _impossible_day(document: OfficialDocument) -> OfficialDocument:
    """A deadline on a day that does not exist."""
    return replace(
        document, body=re.sub(r"(?<!\d)(?:4|6|9|11)月(?:30|2\d)日(?=前)", _thirty_first, document.body, count=1)
    )


def _thirty_first(match: re.Match[str]) -> str:
    return f"{match[0].split('月')[0]}月31日"


def _past_deadline(document: OfficialDocument) -> OfficialDocument:
    """A deadline before the document's own date."""
    if document.written_on is None:
        return document
    past = document.written_on - timedelta(days=12)
    return replace(
        document,
        body=re.sub(
            r"请于(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=\d{0,2}时?前)",
            f"请于{past.year}年{past.month}月{past.day}日",
            document.body,
            count=1,
        ),
    )


def _request_in_report(document: OfficialDocument) -> OfficialDocument:
    """A report that asks for money."""
    return replace(
        document, body=document.body.replace("特此报告。", "恳请市政府拨付工作经费50万元。\n特此报告。")
    )


def _two_recipients(document: OfficialDocument) -> OfficialDocument:
    """A request to two organs at once."""
    return replace(document, to=(*document.to, "云江市财政局"))


def _square_brackets(document: OfficialDocument) -> OfficialDocument:
    """A cited number with its year in square brackets."""
    opened = document.body.partition("\n")
    if not opened[2]:
        return document
    return replace(
        document, body=f"{opened[0]}\n有关要求按照云政办发[{_year(document)}]3号文件执行。\n{opened[2]}"
    )


def _note_left(document: OfficialDocument) -> OfficialDocument:
    """A note between drafters that nobody took out."""
    return replace(document, body=re.sub(r"(\d+)%", r"\1%（数据待核实）", document.body, count=1))


def _blank_left(document: OfficialDocument) -> OfficialDocument:
    """A name that was to be filled in."""
    return replace(document, body=re.sub(r"由市[\u4e00-\u9fa5]{2,8}局", "由XX局", document.body, count=1))


def _sentence_twice(document: OfficialDocument) -> OfficialDocument:
    """A sentence pasted twice."""
    return replace(document, body=re.sub(r"(?<=。)([^。\n]{12,60}。)", r"\1\1", document.body, count=1))


def _wrong_weekday(document: OfficialDocument) -> OfficialDocument:
    """The meeting's day of the week is another."""
    days = "一二三四五六日"
    return replace(
        document,
        body=re.sub(
            r"（星期([一二三四五六日])）",
            lambda found: f"（星期{days[(days.index(found[1]) + 1) % 7]}）",
            document.body,
            count=1,
        ),
    )


def _year(document: OfficialDocument) -> int:
    return document.written_on.year if document.written_on else 2026


_ANY: frozenset[DocumentType] = frozenset()
FLAWS = (
    Flaw("HDG002", "层次序数跳号", _ANY, _skip_heading),
    Flaw("DAT001", "日期不存在", _ANY, _impossible_day),
    Flaw("DAT004", "时限早于成文日期", _ANY, _past_deadline),
    Flaw("GEN006", "报告夹带请示事项", frozenset({DocumentType.REPORT}), _request_in_report),
    Flaw("RTE001", "请示多头主送", frozenset({DocumentType.REQUEST}), _two_recipients),
    Flaw("NUM001", "发文字号括号有误", frozenset({DocumentType.NOTICE, DocumentType.CIRCULAR}), _square_brackets),
    Flaw("RES004", "残留编写备注", _ANY, _note_left),
    Flaw("RES003", "残留待填的占位符", _ANY, _blank_left),
    Flaw("DUP003", "句子连续重复", _ANY, _sentence_twice),
    Flaw("DAT002", "星期与日期不符", frozenset({DocumentType.NOTICE}), _wrong_weekday),
)
