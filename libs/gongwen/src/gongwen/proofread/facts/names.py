"""Names in the text (名称): places, organs, persons and what the text itself calls for short."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HAN = "\u4e00-\u9fa5"
_PLACE = re.compile(rf"(?P<stem>[{_HAN}]{{2}})(?P<kind>[市县区乡镇])(?![{_HAN}]?(?:级|域|内外))")
_BODY = re.compile(
    rf"(?P<level>[省市县区])(?P<stem>(?:(?![省市县区各第的和与及设立])[{_HAN}]){{2,14}}?)"
    r"(?P<kind>委员会|领导小组|指挥部|工作专班|联席会议|集团有限公司|有限责任公司|有限公司|总公司|集团公司|协会|学会|服务中心|管理中心)"
)
_SHORT = re.compile(
    rf"(?P<full>[{_HAN}（）]{{4,40}}?)[（(]以下(?:统一)?(?:简称|称)[：:]?[“《]?(?P<short>[{_HAN}]{{2,16}})[”》]?[）)]"
)
_PERSON = re.compile(
    rf"(?:联系人|经办人|签发人)[：:][ \u3000]*(?P<a>[{_HAN}]{{2,3}})(?=[，。；、（(\s])"
    rf"|(?P<b>[{_HAN}]{{3}})(?=同志(?:任|为|的|[，。；、]))"
    rf"|(?:任命|聘任|提名|免去)(?P<c>[{_HAN}]{{3}})(?=(?:同志)?(?:为|的|任))"
    rf"|(?:局长|主任|市长|县长|书记|区长|镇长|处长|科长|院长|校长)(?P<d>[{_HAN}]{{3}})(?=(?:同志)?(?:主持|出席|参加|讲话|作|指出|强调|任|带队))"
)


@dataclass(frozen=True)
class Name:
    """A name at ``start:end``; ``kind`` is what it ends with (县, 委员会)."""

    start: int
    end: int
    text: str
    stem: str
    kind: str


def find_places(text: str) -> tuple[Name, ...]:
    """Places with a two-character name (清河县), and whatever looks like one."""
    return tuple(
        Name(match.start(), match.end(), match[0], match["stem"], match["kind"]) for match in _PLACE.finditer(text)
    )


def find_bodies(text: str) -> tuple[Name, ...]:
    """Committees, companies and the like with the level they belong to (县消防安全委员会)."""
    return tuple(
        Name(match.start(), match.end(), match[0], match["level"] + match["stem"], match["kind"])
        for match in _BODY.finditer(text)
    )


def find_persons(text: str) -> tuple[Name, ...]:
    """Persons named where only a person can be named."""
    return tuple(
        Name(match.start(kind), match.end(kind), match[kind], match[kind][0], "")
        for match in _PERSON.finditer(text)
        for kind in "abcd"
        if match[kind]
    )


def find_short_names(text: str) -> tuple[tuple[Name, str], ...]:
    """What the text says it calls for short (以下简称), with what stands before the bracket."""
    return tuple(
        (Name(match.start("short"), match.end("short"), match["short"], match["short"], ""), match["full"])
        for match in _SHORT.finditer(text)
    )


def grouped(names: Sequence[Name]) -> dict[str, list[Name]]:
    """The names by their text, in order of first place."""
    groups: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        groups[name.text].append(name)
    return dict(groups)


def pairs(texts: Sequence[str], limit: int = 60) -> Iterator[tuple[str, str]]:
    """Every two of the first ``limit`` texts, so that a text of names alone stays cheap."""
    bounded = texts[:limit]
    for at, one in enumerate(bounded):
        for other in bounded[at + 1 :]:
            yield one, other
