"""Which characters may not start or end a line (避头尾), GB/T 15834-2011 5.1."""

from __future__ import annotations

CLOSING = frozenset("，。、；：！？）〕】》〉」』”’〗｝．")
"""Marks whose right half is blank, so that at a line's end they need half a character only."""
OPENING = frozenset("（〔【《〈「『“‘〖｛")
NOT_AT_START = CLOSING | frozenset("…—·～％‰℃°,.!?:;)]}%々")
NOT_AT_END = OPENING | frozenset("([{$￥¥№")
PUNCTUATION = CLOSING | OPENING | frozenset("…—·～‧")
_PAIRS = frozenset({"——", "……"})


def may_break(before: str, after: str) -> bool:
    """Whether a line may end after the character ``before`` and the next start with ``after``."""
    return after not in NOT_AT_START and before not in NOT_AT_END and before + after not in _PAIRS
