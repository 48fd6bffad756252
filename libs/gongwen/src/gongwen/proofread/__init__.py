"""Checking a document (公文查错): rules with their sources, findings with places, safe fixes."""

from gongwen.proofread.engine import check, masked_text
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
    "masked_text",
    "rules",
]
