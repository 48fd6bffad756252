"""The base of every rule: it names its source, proves itself by examples and yields findings."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from gongwen.proofread.facts.terms import Term
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import Lexicon
from gongwen.proofread.prepared import Prepared


@dataclass(frozen=True)
class Example:
    """One wrong text (错例) that only this rule reports, and its right form (正例) that no rule reports."""

    bad: str
    good: str


class Rule(ABC):
    """A checking rule (查错规则)."""

    code: ClassVar[str]
    title: ClassVar[str]
    why: ClassVar[str]
    """Why it matters, one sentence for the person who has to correct the text."""
    source: ClassVar[str]
    level: ClassVar[Level]
    category: ClassVar[Category]
    severity: ClassVar[Severity]
    confidence: ClassVar[float] = 0.95
    has_fix: ClassVar[bool] = False
    """Whether findings may carry a replacement that is safe to make without reading the sentence."""
    needs_records: ClassVar[bool] = False
    """Whether the rule asks the office's own records (台账) and is silent without them."""
    examples: ClassVar[tuple[Example, ...]]
    near_misses: ClassVar[tuple[str, ...]] = ()
    """Right texts that look like the fault; no rule may report them."""
    example_lexicons: ClassVar[tuple[Lexicon, ...]] = ()
    """The office's lexicons that the examples are checked with."""

    def terms(self) -> Iterable[Term]:
        """The words this rule wants looked up; they come back in ``prepared.occurrences``."""
        return ()

    @abstractmethod
    def find(self, prepared: Prepared) -> Iterator[Finding]:
        """Yield the findings of this rule in the prepared text."""

    def finding(
        self,
        prepared: Prepared,
        start: int,
        end: int,
        message: str,
        *,
        suggestion: str = "",
        fix: str | None = None,
        severity: Severity | None = None,
        confidence: float | None = None,
    ) -> Finding:
        """A finding of this rule at ``start:end``; a fix also serves as the suggestion."""
        if fix is not None and not suggestion:
            suggestion = f"改为“{fix}”。" if fix else "删去。"
        return Finding(
            rule=self.code,
            category=self.category,
            severity=severity or self.severity,
            message=message,
            suggestion=suggestion,
            source=self.source,
            quote=prepared.text[start:end],
            start=start,
            end=end,
            line=prepared.line_number(start),
            confidence=self.confidence if confidence is None else confidence,
            fix=fix,
        )


class LeakRule(Rule):
    """A rule that finds what must not leave the office (泄密泄露): its quotes are masked at the source."""

    @staticmethod
    @abstractmethod
    def mask(secret: str) -> str:
        """``secret`` with its telling characters replaced by ``*``, equally long."""

    def leak(
        self,
        prepared: Prepared,
        start: int,
        end: int,
        message: str,
        *,
        suggestion: str,
        severity: Severity | None = None,
        confidence: float | None = None,
    ) -> Finding:
        """A finding whose quote is masked."""
        return Finding(
            rule=self.code,
            category=self.category,
            severity=severity or self.severity,
            message=message,
            suggestion=suggestion,
            source=self.source,
            quote=self.mask(prepared.text[start:end]),
            start=start,
            end=end,
            line=prepared.line_number(start),
            confidence=self.confidence if confidence is None else confidence,
        )


class PatternRule(Rule):
    """A rule that looks at every match of one pattern; the pattern must be linear in the text."""

    pattern: ClassVar[re.Pattern[str]]

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self.pattern.finditer(prepared.text):
            finding = self.judge(prepared, match)
            if finding is not None:
                yield finding

    @abstractmethod
    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        """The finding for one match, None where it is right."""
