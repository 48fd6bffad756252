"""JSON lines: one finding a line, the keys of the command line's contract."""

from __future__ import annotations

import json

from gongwen.proofread import Finding


def as_json_line(name: str, finding: Finding) -> str:
    """One finding in the file ``name``, without a line end."""
    return json.dumps(
        {
            "file": name,
            "line": finding.line,
            "start": finding.start,
            "end": finding.end,
            "quote": finding.quote,
            "rule": finding.rule,
            "category": finding.category.value,
            "severity": finding.severity.value,
            "message": finding.message,
            "suggestion": finding.suggestion,
            "source": finding.source,
        },
        ensure_ascii=False,
    )
