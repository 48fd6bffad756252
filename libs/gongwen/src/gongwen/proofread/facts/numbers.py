"""Document numbers (发文字号) as written, also where their form is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN = "〔[【（(〖﹝［「{｛〈<"
_CLOSE = "〕]】）)〗﹞］」}｝〉>"
_NUMBER = re.compile(
    rf"(?P<before>[ \u3000]?)(?P<open>[{re.escape(_OPEN)}])(?P<pad1>[ \u3000]?)"
    r"(?P<year>\d{4}|\d{2}|[〇○零一二三四五六七八九]{4})(?P<pad2>[ \u3000]?)"
    rf"(?P<close>[{re.escape(_CLOSE)}])"
    r"(?P<gap>[ \u3000]?)(?P<ordinal_word>第?)(?P<gap2>[ \u3000]?)(?P<ordinal>\d{1,5})(?!\d)"
    r"(?P<gap3>[ \u3000]?)(?P<hao>号?)"
)
_CODE = re.compile(r"[\u4e00-\u9fa5A-Za-z]{1,16}\Z")
_CODE_ENDINGS = frozenset(
    "发函字办令报请呈任通知议决公告批复电明传纪函督阅干组宣统纪监人财教建交水农商卫审环林文旅"
)


@dataclass(frozen=True)
class NumberMention:
    """A document number in the text; it ends at ``end``, its bracketed year is at ``bracket_start``."""

    end: int
    bracket_start: int
    bracket_end: int
    brackets: str
    year: str
    year_start: int
    ordinal: str
    ordinal_start: int
    word_start: int | None
    """Where 第 stands before the ordinal, if it does."""
    has_hao: bool
    gaps: tuple[tuple[int, int], ...]
    """Spans of blanks inside the number."""

    @property
    def full_year(self) -> int | None:
        return int(self.year) if self.year.isdigit() and len(self.year) == 4 else None


def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """Every document number, recognized by code, bracketed year and ordinal.

    Round brackets also hold other years, so with them the code must end as codes do and 号 must follow.
    """
    mentions = []
    for match in _NUMBER.finditer(text):
        code = _CODE.search(text, max(0, match.start() - 16), match.start())
        if code is None:
            continue
        brackets = match["open"] + match["close"]
        if brackets != "〔〕" and not (match["hao"] and code[0][-1] in _CODE_ENDINGS):
            continue
        mentions.append(
            NumberMention(
                match.end() if match["hao"] else match.end("ordinal"),
                match.start("open"),
                match.end("close"),
                brackets,
                match["year"],
                match.start("year"),
                match["ordinal"],
                match.start("ordinal"),
                match.start("ordinal_word") if match["ordinal_word"] else None,
                bool(match["hao"]),
                _gaps(match),
            )
        )
    return tuple(mentions)


def _gaps(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    names = ["before", "pad1", "pad2", "gap", "gap2", *(["gap3"] if match["hao"] else [])]
    return tuple(match.span(name) for name in names if match[name])
