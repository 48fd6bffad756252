"""Characters taken for each other (音近、形近字): they sound alike or look alike."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from gongwen.proofread.lexicon import read_lexicon

_MERGED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
"""Syllables that many speakers do not tell apart."""


@cache
def _groups() -> dict[str, frozenset[str]]:
    """For every character the groups it belongs to, by sound or by shape."""
    groups: dict[str, set[str]] = defaultdict(set)
    for syllable, characters in read_lexicon("syllables", ("syllable", "characters")):
        for apart, merged in _MERGED:
            syllable = syllable.replace(apart, merged)
        for character in characters:
            groups[character].add(syllable)
    text = (files("gongwen.proofread") / "lexicons" / "lookalikes.txt").read_text(encoding="utf-8")
    for group in text.split():
        for character in group:
            groups[character].add(group)
    return {character: frozenset(names) for character, names in groups.items()}


def alike(one: str, other: str) -> bool:
    """Whether the two characters sound or look alike."""
    groups = _groups()
    return one in groups and other in groups and not groups[one].isdisjoint(groups[other])
