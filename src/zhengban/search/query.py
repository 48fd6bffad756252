"""What a person typed, as lexemes to look up and words to mark (查询分词)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba

from zhengban.search.lexemes import NUMBER, normalize, of_number, of_run, runs

LONGEST_QUERY = 100
MOST_LEXEMES = 40
# Words that stand in nearly every paper and say nothing; dropped from queries, not from the index.
_STOP_WORDS = frozenset("的了和与及或在是为对等于以将就也都而其之由向从被把给让请各这那该此并") | {
    "关于",
    "以及",
    "对于",
    "根据",
    "按照",
}


@dataclass(frozen=True)
class Query:
    """What to look up: every ``exact`` lexeme, and for each prefix one that begins so; ``marks`` shows them."""

    exact: tuple[str, ...]
    prefixes: tuple[str, ...]
    marks: re.Pattern[str] | None

    def __bool__(self) -> bool:
        return bool(self.exact or self.prefixes)


class _Reading:
    """Collects in order, each once."""

    def __init__(self) -> None:
        self.exact: dict[str, None] = {}
        self.prefixes: dict[str, None] = {}
        self.marks: dict[str, None] = {}

    def read_number(self, match: re.Match[str]) -> None:
        # The most telling one of its lexemes is enough; the code before it is looked up like any words.
        self.exact[of_number(match)[-1]] = None
        self.marks[_mark_of_number(match)] = None

    def read_run(self, run: str) -> None:
        if not run.isascii():
            for words in _phrases(run):
                self._read_phrase(words)
            return
        (self.exact if run.isdigit() else self.prefixes).update(dict.fromkeys(of_run(run)))
        self.marks[re.escape(run)] = None

    def _read_phrase(self, words: list[str]) -> None:
        phrase = "".join(words)
        self.marks.update(dict.fromkeys(re.escape(word) for word in (phrase, *words) if len(word) > 1))
        at = 0
        for word in words:
            if len(word) > 1:
                self.exact.update(dict.fromkeys(of_run(word)))
            elif len(phrase) > 1:
                # A single character belongs to its neighbour as it was typed: 市 + 财政局.
                start = min(at, len(phrase) - 2)
                self.exact[phrase[start : start + 2]] = None
            else:
                self.prefixes[word] = None
                self.marks[re.escape(word)] = None
            at += len(word)

    def query(self) -> Query:
        longest_first = sorted(self.marks, key=len, reverse=True)
        return Query(
            tuple(self.exact)[:MOST_LEXEMES],
            tuple(self.prefixes)[:MOST_LEXEMES],
            re.compile("|".join(longest_first), re.IGNORECASE) if longest_first else None,
        )


def parse(typed: str) -> Query:
    """Read what was typed; any text is a query, quotes and operators are only text."""
    rest = normalize(typed[:LONGEST_QUERY])
    reading = _Reading()
    for match in NUMBER.finditer(rest):
        reading.read_number(match)
    for run in runs(NUMBER.sub(r" \g<code> ", rest)):
        reading.read_run(run)
    return reading.query()


def _phrases(run: str) -> list[list[str]]:
    """The words of a run, cut at stop words; characters that make no word, such as a name's, stay together."""
    phrases: list[list[str]] = [[]]
    loose = False
    for word in rjieba.cut(run, False):
        if word in _STOP_WORDS:
            phrases.append([])
        elif loose and len(word) == 1 and phrases[-1]:
            phrases[-1][-1] += word
        else:
            phrases[-1].append(word)
        loose = len(word) == 1
    return [phrase for phrase in phrases if phrase]


def _mark_of_number(match: re.Match[str]) -> str:
    ordinal = rf"\s*(?:第\s*)?{match['ordinal']}\s*号?" if match["ordinal"] else ""
    return rf"{re.escape(match['code'])}\s*[〔\[(（［【<《]\s*{match['year']}\s*年?\s*[〕\])）］】>》]{ordinal}"
