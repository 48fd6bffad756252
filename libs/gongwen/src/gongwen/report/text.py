"""Readable text: each finding with its line, the words marked below it, colours only where a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.proofread import Finding, Severity
from gongwen.proofread.visible import visible
from gongwen.report.checked import Checked

_BEFORE, _AFTER = 24, 36
_LONGEST_QUOTE = 60
_MARGIN = "    "


@dataclass(frozen=True)
class Colours:
    """The sequences of a terminal (ECMA-48 SGR), all empty where the output is no terminal."""

    strong: str = ""
    quiet: str = ""
    grave: str = ""
    light: str = ""
    end: str = ""

    @classmethod
    def of_terminal(cls) -> Colours:
        return cls(strong="\x1b[1m", quiet="\x1b[2m", grave="\x1b[1;31m", light="\x1b[33m", end="\x1b[0m")

    def of(self, severity: Severity) -> str:
        return self.grave if severity in (Severity.BLOCKER, Severity.MAJOR) else self.light


def as_text(checked: Checked, colours: Colours) -> Iterator[str]:
    """The lines of the report on one file; no lines where nothing is to be told."""
    name = visible(checked.name)
    for fact in checked.facts:
        yield f"{colours.quiet}{name}：{visible(fact)}{colours.end}"
    for finding in checked.findings:
        yield from _finding(name, checked, finding, colours)
    counts = checked.by_severity()
    if counts:
        parts = "，".join(f"{severity.label} {counts[severity]} 处" for severity in Severity if counts[severity])
        yield f"{name}：共 {len(checked.findings)} 处（{parts}）。"


def _finding(name: str, checked: Checked, finding: Finding, colours: Colours) -> Iterator[str]:
    _, start, end = checked.line_at(finding.start)
    colour = colours.of(finding.severity)
    place = f"{name}:{finding.line}:{finding.start - start + 1}"
    kind = f"{colour}{finding.severity.label}{colours.end}"
    yield f"{colours.strong}{place}{colours.end} {finding.rule} {kind} {visible(finding.message)}"
    begin, stop = max(start, finding.start - _BEFORE), min(end, finding.end + _AFTER)
    last = min(finding.end, end, finding.start + _LONGEST_QUOTE)
    before = ("…" if begin > start else "") + _on_one_line(checked.text[begin : finding.start])
    quote = _on_one_line(checked.text[finding.start : last])
    after = "…" if last < min(finding.end, end) else _on_one_line(checked.text[last:stop]) + "…" * (stop < end)
    yield f"{_MARGIN}{before}{colour}{quote}{colours.end}{after}"
    yield f"{_MARGIN}{' ' * _width(before)}{colour}{'^' * max(1, _width(quote))}{colours.end}"
    if finding.suggestion:
        yield f"{_MARGIN}{visible(finding.suggestion)}"
    yield f"{_MARGIN}{colours.quiet}依据：{finding.source}{colours.end}"


def _on_one_line(text: str) -> str:
    return visible(text.replace("\t", " ").replace("\n", " ").replace("\r", ""))


def _width(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(
        2 if unicodedata.east_asian_width(sign) in "WF" else 0 if unicodedata.combining(sign) else 1
        for sign in text
    )
