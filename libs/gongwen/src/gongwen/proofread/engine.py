"""The check itself: leaks first, then every other rule on the masked text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from gongwen.document import Reading
from gongwen.proofread.facts.terms import Searcher
from gongwen.proofread.findings import Category, Finding
from gongwen.proofread.lexicon import Lexicon
from gongwen.proofread.prepared import Prepared, wording
from gongwen.proofread.records import Records
from gongwen.proofread.rule import LeakRule
from gongwen.proofread.rules import RULES


def check(
    reading: Reading,
    *,
    today: date | None = None,
    records: Records | None = None,
    lexicons: Sequence[Lexicon] = (),
) -> tuple[Finding, ...]:
    """Check a document (查错); findings in order of place, of overlapping ones of a category the gravest.

    ``today`` stands in where the document has no date of its own. Rules that need the office's own
    ``records`` (台账) are silent without them. ``lexicons`` are the office's own (本单位词库).
    """
    whole = Prepared(reading, reading.text, today=today, records=records)
    leaks = [finding for rule in RULES if isinstance(rule, LeakRule) for finding in rule.find(whole)]
    masked = _masked(reading.text, leaks)
    searcher = _searcher(tuple(lexicons))
    prepared = Prepared(reading, wording(reading, masked), today=today, records=records, searcher=searcher)
    others = [finding for rule in RULES if not isinstance(rule, LeakRule) for finding in rule.find(prepared)]
    shown = [replace(leak, quote=masked[leak.start : leak.end]) for leak in leaks]
    return tuple(sorted(_resolved([*shown, *_without_fixes_over(others, leaks)]), key=_place))


@lru_cache(maxsize=8)
def _searcher(lexicons: tuple[Lexicon, ...]) -> Searcher:
    """One search for the words of all rules and of the office's lexicons."""
    own = [term for rule in RULES for term in rule.terms()]
    return Searcher([*own, *(entry for lexicon in lexicons for entry in lexicon.entries)])


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.start, finding.end, finding.rule


def _masked(text: str, leaks: Iterable[Finding]) -> str:
    """``text`` with every leak masked, so that no other rule can ever quote one."""
    characters = list(text)
    for finding in leaks:
        for offset, shown in enumerate(finding.quote, finding.start):
            if shown == "*":
                characters[offset] = "*"
    return "".join(characters)


def _resolved(findings: Iterable[Finding]) -> list[Finding]:
    """Of overlapping findings of one category keep the gravest, then the surest, then the longest.

    Where two rules make the same correction the one listed first in the registry reports it.
    """
    kept: list[Finding] = []
    last: dict[Category, int] = {}
    corrections: set[tuple[int, int, str]] = set()
    for finding in sorted(findings, key=lambda finding: (finding.start, finding.end)):
        if finding.fix is not None:
            correction = (finding.start, finding.end, finding.fix)
            if correction in corrections:
                continue
            corrections.add(correction)
        index = last.get(finding.category)
        if index is None or finding.start >= kept[index].end:
            last[finding.category] = len(kept)
            kept.append(finding)
        elif _rank(finding) < _rank(kept[index]):
            kept[index] = finding
    return kept


def _rank(finding: Finding) -> tuple[int, float, int]:
    return finding.severity.weight, -finding.confidence, finding.start - finding.end


def _without_fixes_over(findings: Iterable[Finding], secrets: Iterable[Finding]) -> Iterator[Finding]:
    """Take the fix from findings that touch a masked place: it would write the mask into the text."""
    spans = _merged(secrets)
    starts = [start for start, _ in spans]
    for finding in findings:
        before = bisect_left(starts, finding.end) - 1
        touches = before >= 0 and spans[before][1] > finding.start
        yield replace(finding, fix=None) if touches and finding.fix is not None else finding


def _merged(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in sorted((finding.start, finding.end) for finding in findings):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def masked_text(reading: Reading) -> str:
    """The text with every leak masked, equally long: what a report may show around a finding."""
    whole = Prepared(reading, reading.text)
    return _masked(
        reading.text, (leak for rule in RULES if isinstance(rule, LeakRule) for leak in rule.find(whole))
    )
