"""Points counted off within the text (一是…二是…; 第一，…第二，…; ①…②…), as runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongwen.proofread.facts.numerals import parse_numeral

_POINT = re.compile(
    r"(?:(?<=[。；，：:;\s“])|^)(?:(?P<point>[一二三四五六七八九十]{1,3})(?P<word>[是要])(?![否不])"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3})(?P<comma>[，、,])|(?P<circled>[①-⑳]))",
    re.MULTILINE,
)
_LARGEST_STEP = 3


@dataclass(frozen=True)
class Point:
    """One point; ``start:end`` is the word that counts it (二是)."""

    start: int
    end: int
    ordinal: int


def find_runs(text: str) -> tuple[tuple[Point, ...], ...]:
    """Runs that start with a first point and go on in the same wording, faulty ordinals included."""
    runs: list[list[Point]] = []
    open_runs: dict[str, list[Point]] = {}
    for match in _POINT.finditer(text):
        kind = match["word"] or ("①" if match["circled"] else "第")
        ordinal = (
            ord(match["circled"]) - ord("①") + 1
            if match["circled"]
            else parse_numeral(match["point"] or match["ordinal"])
        )
        if ordinal is None:
            continue
        point = Point(match.start(), match.end(), ordinal)
        run = open_runs.get(kind)
        if ordinal == 1:
            open_runs[kind] = [point]
            runs.append(open_runs[kind])
        elif run is not None and ordinal - run[-1].ordinal <= _LARGEST_STEP:
            run.append(point)
        else:
            open_runs.pop(kind, None)
    return tuple(tuple(run) for run in runs)
