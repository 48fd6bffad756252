"""Checking a document (公文查错): rules with their sources, findings with places, safe fixes."""

from gongwen.proofread.engine import check, masked_text
from gongwen.proofread.explain import explain, rules
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.fixes import apply_fixes
from gongwen.proofread.lexicon import Entry, Lexicon, dump_lexicon, parse_lexicon
from gongwen.proofread.records import NameChange, RecordedDocument, RecordedPost, Records, Relation
from gongwen.proofread.rule import Example, Rule

__all__ = [
    "Category",
    "Entry",
    "Example",
    "Finding",
    "Level",
    "Lexicon",
    "NameChange",
    "RecordedDocument",
    "RecordedPost",
    "Records",
    "Relation",
    "Rule",
    "Severity",
    "apply_fixes",
    "check",
    "dump_lexicon",
    "explain",
    "masked_text",
    "parse_lexicon",
    "rules",
]
