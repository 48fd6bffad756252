"""Making the safe corrections (改错)."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.proofread.findings import Finding


def chosen_fixes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings whose fixes can be made together, in order of place; of overlapping ones the first."""
    chosen: list[Finding] = []
    at = 0
    for finding in sorted(findings, key=lambda finding: (finding.start, finding.end)):
        if finding.fix is not None and finding.start >= at:
            chosen.append(finding)
            at = finding.end
    return tuple(chosen)


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with every finding's fix made; of overlapping fixes the first in place counts.

    Raises ValueError where a finding does not belong to ``text``.
    """
    pieces: list[str] = []
    at = 0
    for finding in chosen_fixes(findings):
        if text[finding.start : finding.end] != finding.quote:
            raise ValueError(f"第{finding.line}行的查错结果与文本不符，文本可能已经改动，请重新查错。")
        pieces += (text[at : finding.start], finding.fix or "")
        at = finding.end
    pieces.append(text[at:])
    return "".join(pieces)
