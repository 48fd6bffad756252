"""A file with what was found in it and the text that may be shown around a finding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from gongwen.document import Reading
from gongwen.document.plain import recognize_plain
from gongwen.proofread import Finding, Severity, masked_text

_LONGEST_FACT = 200


@dataclass(frozen=True)
class Checked:
    """A file that was checked; ``text`` is the reading's with secrets masked, equally long.

    ``facts`` are Chinese sentences about the file itself: revisions, hidden text, author and other properties.
    ``is_source`` says that the offsets count in the file's own decoded text and not in text taken out of it.
    """

    name: str
    findings: tuple[Finding, ...]
    text: str
    facts: tuple[str, ...]
    is_source: bool

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line_at(self, offset: int) -> tuple[int, int, int]:
        """The line that ``offset`` lies in: its number counted from 1, where it begins and where it ends."""
        number = bisect_right(self._line_starts, offset)
        last = number == len(self._line_starts)
        end = len(self.text) if last else self._line_starts[number] - 1
        return number, self._line_starts[number - 1], end

    def by_severity(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)


@dataclass(frozen=True)
class Unreadable:
    """A file that was not read, and why in one sentence."""

    name: str
    reason: str


def examine(name: str, reading: Reading, findings: tuple[Finding, ...], *, is_source: bool) -> Checked:
    """Make what was found ready for a report."""
    properties = "；".join(aside.text for aside in reading.asides if aside.where == "文件属性")
    facts = (*reading.notes, f"文件属性：{_masked(properties)}。") if properties else reading.notes
    return Checked(name, findings, masked_text(reading), facts, is_source)


def _masked(text: str) -> str:
    return masked_text(recognize_plain(" ".join(text.split())[:_LONGEST_FACT]))
