"""SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format) for programs that show or collect results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gongwen import __version__
from gongwen.proofread import Finding, Rule, Severity, explain, rules
from gongwen.report.checked import Checked, Unreadable

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LONGEST_CONTEXT = 1_000
_LEVELS = {
    Severity.BLOCKER: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.INFO: "note",
}
# SARIF ranks results from 0 to 100, the gravest highest (3.27.25).
_RANKS = {Severity.BLOCKER: 100.0, Severity.MAJOR: 75.0, Severity.MINOR: 50.0, Severity.INFO: 10.0}


def as_sarif(files: Sequence[Checked | Unreadable]) -> str:
    """One log with one run over the files; those not read are notifications of the invocation."""
    known = rules()
    index = {rule.code: position for position, rule in enumerate(known)}
    unread = [file for file in files if isinstance(file, Unreadable)]
    checked = [file for file in files if isinstance(file, Checked)]
    run = {
        "tool": {
            "driver": {
                "name": "gongwen",
                "version": __version__,
                "language": "zh-CN",
                "rules": [_rule(rule) for rule in known],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not unread,
                "toolExecutionNotifications": [_notification(file) for file in unread],
            }
        ],
        "artifacts": [_artifact(file) for file in files],
        "results": [result for file in checked for result in _results(file, index)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    explained = explain(rule.code)
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": explained, "markdown": f"```text\n{explained}\n```"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "rank": _RANKS[rule.severity]},
        "properties": {"category": rule.category.value, "source": rule.source, "tags": [rule.category.label]},
    }


def _artifact(file: Checked | Unreadable) -> dict[str, Any]:
    facts = file.facts if isinstance(file, Checked) else ()
    artifact: dict[str, Any] = {"location": _location(file.name)}
    if facts:
        artifact["description"] = {"text": "\n".join(facts)}
    return artifact


def _notification(file: Unreadable) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": file.reason},
        "locations": [{"physicalLocation": {"artifactLocation": _location(file.name)}}],
    }


def _results(file: Checked, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    for finding in file.findings:
        result = {
            "ruleId": finding.rule,
            "ruleIndex": index.get(finding.rule, -1),
            "level": _LEVELS[finding.severity],
            "rank": _RANKS[finding.severity],
            "message": {"text": f"{finding.message}{finding.suggestion}"},
            "locations": [{"physicalLocation": _physical(file, finding)}],
            "properties": {
                "category": finding.category.value,
                "confidence": finding.confidence,
                "source": finding.source,
            },
        }
        if file.is_source and finding.fix is not None:
            result["fixes"] = [_fix(file, finding, finding.fix)]
        yield result


def _physical(file: Checked, finding: Finding) -> dict[str, Any]:
    number, start, end = file.line_at(finding.start)
    region = {**_region(file, finding), "snippet": {"text": finding.quote}}
    location: dict[str, Any] = {"artifactLocation": _location(file.name), "region": region}
    # A context must hold the whole finding (3.29.5).
    if finding.end <= end and end - start <= _LONGEST_CONTEXT:
        location["contextRegion"] = {
            "startLine": number,
            "charOffset": start,
            "charLength": end - start,
            "snippet": {"text": file.text[start:end]},
        }
    if not file.is_source:
        # Of a Word or PDF file the text that was taken out of it is what the numbers count in.
        location["properties"] = {"regionIn": "extractedText"}
    return location


def _region(file: Checked, finding: Finding) -> dict[str, int]:
    first, start, _ = file.line_at(finding.start)
    last, last_start, _ = file.line_at(finding.end)
    return {
        "startLine": first,
        "startColumn": finding.start - start + 1,
        "endLine": last,
        "endColumn": finding.end - last_start + 1,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }


def _fix(file: Checked, finding: Finding, text: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(file, finding), "insertedContent": {"text": text}}
    return {
        "description": {"text": finding.suggestion or finding.message},
        "artifactChanges": [{"artifactLocation": _location(file.name), "replacements": [replacement]}],
    }


def _location(name: str) -> dict[str, str]:
    path = Path(name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")}
