"""Making every safe correction of a text until none is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongwen.document import InvalidSource, recognize
from gongwen.proofread.engine import check
from gongwen.proofread.findings import Finding
from gongwen.proofread.fixes import apply_fixes, chosen_fixes
from gongwen.proofread.lexicon import Lexicon

_MOST_ROUNDS = 10
"""One correction may bring another to light; more than a few rounds would mean that two rules disagree."""


@dataclass(frozen=True)
class Corrected:
    """A text after its safe corrections; ``made`` are the findings corrected, round by round."""

    text: str
    made: tuple[Finding, ...]


def correct(text: str, lexicons: Sequence[Lexicon] = ()) -> Corrected:
    """Make the safe corrections of a source form or plain text; raises InvalidSource for a broken source form.

    A correction that would break the front matter (文头) is left to a person.
    """
    made: list[Finding] = []
    for _ in range(_MOST_ROUNDS):
        reading = recognize(text)
        chosen = chosen_fixes(check(reading, lexicons=lexicons))
        if not _is_readable(apply_fixes(text, chosen)):
            chosen = tuple(finding for finding in chosen if finding.start >= reading.body_start)
        if not chosen:
            break
        text = apply_fixes(text, chosen)
        made += chosen
    return Corrected(text, tuple(made))


def _is_readable(text: str) -> bool:
    try:
        recognize(text)
    except InvalidSource:
        return False
    return True
