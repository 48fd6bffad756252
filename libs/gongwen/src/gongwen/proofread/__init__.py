"""Checking a document (公文查错): rules that name their source, findings with exact places, safe corrections."""

from gongwen.proofread.engine import check
from gongwen.proofread.explain import explain, rules
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.fixes import apply_fixes
from gongwen.proofread.rule import Example, Rule

__all__ = [
    "Category",
    "Example",
    "Finding",
    "Level",
    "Rule",
    "Severity",
    "apply_fixes",
    "check",
    "explain",
    "rules",
]
