"""Names (名称不一): one organ, place, campaign or person is called by one name throughout a paper."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongwen.document import Role
from gongwen.proofread.facts.likeness import alike
from gongwen.proofread.facts.names import (
    Name,
    find_bodies,
    find_persons,
    find_places,
    find_short_names,
    grouped,
    pairs,
)
from gongwen.proofread.facts.terms import Term
from gongwen.proofread.facts.words import common_words, falls_apart
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_PRACTICE = "公文校对的通行要求（同一名称前后一致）"


class _NamingRule(Rule):
    """The frame of the rules about names."""

    source = _PRACTICE
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MINOR
    confidence = 0.85

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        # A bare legal text is often one of many, and each speaks of its own organs.
        if not prepared.is_bare_statute:
            yield from self.compare(prepared)

    @abstractmethod
    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        """The findings in a paper."""

    def differs(self, prepared: Prepared, here: Sequence[Name], there: Sequence[Name]) -> Iterator[Finding]:
        """Findings at the name that has less weight; of equals at the shorter, else at the one that comes first."""

        def order(names: Sequence[Name]) -> tuple[float, int, int]:
            return sum(_weight(prepared, name) for name in names), len(names[0].text), names[0].start

        wrong, right = sorted((here, there), key=order)
        for name in wrong:
            message = f"“{name.text}”与文中“{right[0].text}”名称不一致。"
            yield self.finding(prepared, name.start, name.end, message, suggestion="核对后统一名称。")


_HEAD_ROLES = frozenset({Role.TITLE, Role.RECIPIENT, Role.NUMBER, Role.ISSUER_MARK, Role.FRONT_MATTER})


def _weight(prepared: Prepared, name: Name) -> float:
    """A name in the head of a paper has been looked at twice; one in the list of copies hardly once."""
    role = prepared.role_at(name.start)
    return 1.5 if role in _HEAD_ROLES else 0.5 if role is Role.CC else 1


class PlaceNames(_NamingRule):
    """A place keeps its name and its kind (地名前后不一)."""

    code = "NAM001"
    title = "地名前后不一致"
    why = "县、区、乡、镇混写或地名用字不同，会被当成两个地方，多为录入差错。"
    examples = (
        Example(
            "清河县超期办理21件，清河县已完成整改。对清河区予以通报。",
            "清河县超期办理21件，清河县已完成整改。对清河县予以通报。",
        ),
        Example(
            "南屏县办件142件，南屏县排名第一。南坪县应当整改。",
            "南屏县办件142件，南屏县排名第一。南屏县应当整改。",
        ),
    )
    near_misses = (
        "清河县清河镇、清河县白沙乡分别完成任务，清河县予以表扬。",
        "云江市云江区、云江市东岭区参加。云江市召开会议。",
        "东岭区、西岭区分别完成任务，东岭区排名第一。",
    )
    _rivals = frozenset({frozenset("县区"), frozenset("乡镇"), frozenset("市县")})
    _other = frozenset("各全本我该贵每市县区省乡镇为在由向对和与及的设到等")
    _remade = re.compile(r"撤[销并]?[^，。；\n]{0,12}[设改]|改设|撤乡|撤县|撤市|更名")

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        places = [
            place
            for place in find_places(prepared.text)
            if not self._other & set(place.stem) and not falls_apart(prepared.text, place.start, place.end)
        ]
        groups = grouped(places)
        by_stem: dict[str, list[str]] = defaultdict(list)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for text, names in groups.items():
            by_stem[names[0].stem].append(text)
            by_kind[names[0].kind].append(text)
        remade = self._remade.search(prepared.text) is not None
        for texts in () if remade else by_stem.values():
            for one, other in pairs(texts):
                if frozenset({one[-1], other[-1]}) in self._rivals and self._clear(groups[one], groups[other]):
                    yield from self.differs(prepared, groups[one], groups[other])
        for texts in by_kind.values():
            for one, other in pairs(texts):
                usual = max(one, other, key=lambda text: len(groups[text]))
                if usual[:2] in common_words() or not _one_alike(one[:2], other[:2]):
                    continue
                in_head = any(_weight(prepared, name) > 1 for name in (*groups[one], *groups[other]))
                if in_head or self._clear(groups[one], groups[other]):
                    yield from self.differs(prepared, groups[one], groups[other])

    @staticmethod
    def _clear(here: Sequence[Name], there: Sequence[Name]) -> bool:
        """One name once, the other again and again: no two places, but one and a slip."""
        return min(len(here), len(there)) == 1 and (max(len(here), len(there)) >= 2 or here[0].kind in "乡镇")


@dataclass(frozen=True)
class OrganName(Term):
    """A department's name without its place; names of one ``family`` but another ``variant`` exclude each other."""

    family: int
    variant: int


class OrganNames(_NamingRule):
    """One department, one name (部门名称前后不一)."""

    code = "NAM003"
    title = "同一部门名称前后不一致"
    why = "“水利局”“水务局”是两种机构设置，一个市不会同时有，混用说明套用了别处文稿。"
    examples = (
        Example(
            "报市水利局审核。由市水利局组织验收。结果抄送市水务局。",
            "报市水利局审核。由市水利局组织验收。结果抄送市水利局。",
        ),
    )
    near_misses = (
        "市住房城乡建设局（简称市住建局）牵头，市住建局组织实施。",
        "云江市水利局、宁川市水务局联合巡查。",
        "市水利局、县水务局分别负责。",
    )

    def terms(self) -> Iterable[Term]:
        return (
            OrganName(name, family, variant)
            for family, (names,) in enumerate(read_lexicon("organ_names", ("names",)))
            for variant, group in enumerate(names.split(" "))
            for name in group.split("|")
        )

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        found: dict[tuple[str, int], dict[int, list[Name]]] = defaultdict(lambda: defaultdict(list))
        for place in prepared.occurrences(OrganName):
            level = prepared.text[max(0, place.start - 1) : place.start]
            if (
                level in ("省", "市", "县", "区")
                and prepared.text[max(0, place.start - 2) : place.start - 1] != "原"
            ):
                name = Name(place.start - 1, place.end, f"{level}{place.term.word}", level, "")
                found[level, place.term.family][place.term.variant].append(name)
        for variants in found.values():
            if len(variants) > 1 and not self._of_two_places(
                prepared.text, [n for v in variants.values() for n in v]
            ):
                usual = max(variants.values(), key=len)
                for names in variants.values():
                    if names is not usual:
                        yield from self.differs(prepared, names, usual)

    @staticmethod
    def _of_two_places(text: str, names: Sequence[Name]) -> bool:
        """Whether the names belong to places that are called by name and differ (云江市, 宁川市)."""
        words = common_words()
        stems = {text[max(0, name.start - 2) : name.start] for name in names}
        named = {stem for stem in stems if len(stem) == 2 and f"{stem}{names[0].stem}" not in words}
        return (
            sum(text.count(f"{stem}{names[0].stem}") >= 1 and stem.isalpha() and _is_name(stem) for stem in named)
            > 1
        )


_NO_NAME = frozenset("由报向请经送给各对与和及、，。；：会同同以在将从归属到函致抄呈转，责管级全本我该贵")


def _is_name(stem: str) -> bool:
    return not _NO_NAME & set(stem)


class BodyNames(_NamingRule):
    """A committee or company is called by its full name, or by the short one it was given (组织名称前后不一)."""

    code = "NAM004"
    title = "委员会、公司等名称前后不一致"
    why = "名称多字少字会被当成两个单位；需要简称的，首次出现时注明。"
    examples = (
        Example(
            "县消防安全委员会统筹推进，县消防委员会办公室每月通报。县消防安全委员会组织考核。",
            "县消防安全委员会统筹推进，县消防安全委员会办公室每月通报。县消防安全委员会组织考核。",
        ),
        Example(
            "市公共交通集团有限公司负责运营，市公共交通总公司按年审计。市公共交通集团有限公司承担亏损。",
            "市公共交通集团有限公司负责运营，市公共交通集团有限公司按年审计。市公共交通集团有限公司承担亏损。",
        ),
    )
    near_misses = (
        "市城市建设投资集团有限公司（以下简称市城投公司）负责，市城投公司组织实施。",
        "县消防安全委员会、县安全生产委员会联合检查。",
    )
    _companies = frozenset({"集团有限公司", "有限责任公司", "有限公司", "总公司", "集团公司"})
    _shortest = 3

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        groups = grouped(find_bodies(prepared.text))
        declared = {short.text for short, _ in find_short_names(prepared.text)}
        for one, other in pairs([text for text in groups if text not in declared]):
            if self._same(groups[one][0], groups[other][0]):
                yield from self.differs(prepared, groups[one], groups[other])

    def _same(self, one: Name, other: Name) -> bool:
        if one.kind != other.kind:
            return (
                one.stem == other.stem
                and len(one.stem) > self._shortest
                and {one.kind, other.kind} <= self._companies
            )
        short, long = sorted((one.stem, other.stem), key=len)
        if one.kind == "指挥部" and short[0] == long[0] and set(short[1:]) & set(long[1:]):
            # A place has one headquarters for one kind of disaster.
            return short != long
        return (
            len(short) >= self._shortest
            and 1 <= len(long) - len(short) <= 2
            and short[:2] == long[:2]
            and _is_within(short, long)
            and not _NUMERALS & (set(long) | set(short))
        )


def _is_within(short: str, long: str) -> bool:
    """Whether ``short`` is ``long`` with characters left out."""
    rest = iter(long)
    return all(character in rest for character in short)


class PersonNames(_NamingRule):
    """A person's name is written with the same characters (人名前后不一)."""

    code = "NAM006"
    title = "人名用字前后不一致"
    why = "同音、形近字误写人名，任免、表彰文件中尤其不能有。"
    examples = (
        Example("任命沈若川为副主任。免去沈若串的科长职务。", "任命沈若川为副主任。免去沈若川的科长职务。"),
    )
    near_misses = ("任命沈若川为副主任。免去林望舒的科长职务。",)

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        groups = grouped(find_persons(prepared.text))
        for one, other in pairs(list(groups)):
            if len(one) == len(other) == 3 and one[0] == other[0] and _one_alike(one, other):
                yield from self.differs(prepared, groups[one], groups[other])


class QuotedNames(_NamingRule):
    """A campaign, platform or project in quotation marks keeps its name."""

    code = "NAM007"
    title = "引号内的名称前后不一致"
    why = "同一活动、项目、平台名称只差一字，多为录入差错。"
    examples = (
        Example(
            "开展“千名干部联千企”活动。“千名干部连千企”活动成效明显。",
            "开展“千名干部联千企”活动。“千名干部联千企”活动成效明显。",
        ),
    )
    near_misses = ("落实“四个意识”“四个自信”，推进“十四五”“十五五”规划衔接。", "“八五普法”“七五普法”相衔接。")
    _quoted = re.compile(r"“(?P<name>[\u4e00-\u9fa5]{4,20})”")

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        groups = grouped(
            [
                Name(m.start("name"), m.end("name"), m["name"], m["name"], "")
                for m in self._quoted.finditer(prepared.text)
            ]
        )
        for one, other in pairs(list(groups)):
            if len(one) == len(other) and _one_alike(one, other) and not _differs_in_numeral(one, other):
                yield from self.differs(prepared, groups[one], groups[other])


class ShortNames(_NamingRule):
    """One short name for one thing (简称前后不一)."""

    code = "NAM008"
    title = "一个简称指两个名称"
    why = "一个简称指两个名称，读的人无从分辨。"
    confidence = 0.9
    examples = (
        Example(
            "云江市数据共享管理办法（以下简称《办法》）印发。云江市公文处理办法（以下简称《办法》）同时废止。",
            "云江市数据共享管理办法（以下简称《办法》）印发。云江市公文处理办法同时废止。",
        ),
    )
    near_misses = ("云江市大数据局（以下简称市大数据局）牵头。云江市水利局（以下简称市水利局）配合。",)

    def compare(self, prepared: Prepared) -> Iterator[Finding]:
        first: dict[str, str] = {}
        for short, full in find_short_names(prepared.text):
            earlier = first.setdefault(short.text, full)
            if earlier != full and not (earlier.endswith(full) or full.endswith(earlier)):
                message = f"简称“{short.text}”在前文指“{earlier[-16:]}”。"
                yield self.finding(prepared, short.start, short.end, message, suggestion="另定简称。")


def _one_alike(one: str, other: str) -> bool:
    """Whether the two differ in one character, and that one is alike."""
    different = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(different) == 1 and alike(*different[0])


_NUMERALS = frozenset("一二三四五六七八九十百千两双")


def _differs_in_numeral(one: str, other: str) -> bool:
    return any(a != b and (a in _NUMERALS or b in _NUMERALS) for a, b in zip(one, other, strict=True))
