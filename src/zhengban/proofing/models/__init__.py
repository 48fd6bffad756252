"""What was found, what people decided about it, and the rules an agency has of its own."""

from zhengban.proofing.models.decisions import HouseException, Ignore, IgnoreState
from zhengban.proofing.models.house import EntryState, HouseBook, LexiconEntry, RuleSetting, SettingState
from zhengban.proofing.models.kept import KeptCheck

__all__ = [
    "EntryState",
    "HouseBook",
    "HouseException",
    "Ignore",
    "IgnoreState",
    "KeptCheck",
    "LexiconEntry",
    "RuleSetting",
    "SettingState",
]
