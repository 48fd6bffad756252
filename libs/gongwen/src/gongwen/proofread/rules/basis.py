"""Citations (引用依据): laws that no longer apply, laws under a wrong name, documents cited out of form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.lexicon import read_lexicon
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_STATE = "中华人民共和国"
_HEAD = "---\ntype: 通知\ntitle: 关于规范合同管理的通知\ndate: 2026-05-08\n---\n"


def _law_pattern(names: list[str]) -> re.Pattern[str]:
    return re.compile(rf"《(?:{_STATE})?(?P<name>{'|'.join(map(re.escape, names))})》")


class RepealedLaw(Rule):
    """A law cited as a basis after it was repealed (已废止)."""

    code = "BAS001"
    title = "引用已废止的法律法规"
    why = "以失效的法律法规为依据，公文的要求便没有法律根据。"
    source = "各法律法规的施行和废止条款"
    level = Level.LAW
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"{_HEAD}根据《中华人民共和国合同法》，现就有关事项通知如下。",
            f"{_HEAD}根据《中华人民共和国民法典》，现就有关事项通知如下。",
        ),
    )
    near_misses = (
        f"{_HEAD}原《中华人民共和国合同法》订立的合同继续有效。",
        f"{_HEAD}《中华人民共和国合同法》已经废止。",
        "---\ntype: 通知\ntitle: 关于规范合同管理的通知\ndate: 2019-05-08\n---\n"
        "根据《中华人民共和国合同法》制定。",
    )
    _past = re.compile(r"废止|失效|当时|时的|施行前|原")

    @cached_property
    def _laws(self) -> dict[str, tuple[str, date]]:
        rows = read_lexicon("repealed_laws", ("name", "replaced_by", "repealed_on"))
        return {name: (successor, date.fromisoformat(day)) for name, successor, day in rows}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _law_pattern(list(self._laws))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        reference = prepared.reference_date
        if reference is None:
            return
        for match in self._pattern.finditer(prepared.text):
            successor, repealed_on = self._laws[match["name"]]
            before = prepared.text[max(0, match.start() - 6) : match.start()]
            after = prepared.text[match.end() : match.end() + 14]
            if reference >= repealed_on and not self._past.search(before) and not self._past.search(after):
                message = f"{match[0]}自{repealed_on.year}年{repealed_on.month}月{repealed_on.day}日起已不再适用。"
                suggestion = f"核对后改引《{successor}》的相应规定。"
                yield self.finding(prepared, *match.span(), message, suggestion=suggestion)


class MisnamedLaw(Rule):
    """A law cited by a name it does not have."""

    code = "BAS002"
    title = "法律法规名称不准确"
    why = "名称不准确，所引的法律法规便无从核对。"
    source = "各法律法规公布的名称"
    level = Level.LAW
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (Example("依照《治安处罚法》予以处罚。", "依照《治安管理处罚法》予以处罚。"),)
    near_misses = ("《云江市政务公开条例》已经公布。", "（以下简称《公文处理条例》）")

    _introduction = re.compile(r"简称[“：:]?(《[^《》\n]{1,40}》)")

    @cached_property
    def _laws(self) -> dict[str, str]:
        return dict(read_lexicon("misnamed_laws", ("wrong", "right")))  # type: ignore[arg-type]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _law_pattern(list(self._laws))

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        # An abbreviation that the text itself introduces is a name in this text.
        introduced = set(self._introduction.findall(prepared.text))
        for match in self._pattern.finditer(prepared.text):
            if match[0] in introduced:
                continue
            right = self._laws[match["name"]]
            message = f"没有{match[0]}，应为《{right}》。"
            yield self.finding(prepared, *match.span(), message, suggestion=f"核对后改为《{right}》。")


class ImpossibleArticle(Rule):
    """An article beyond the last of the law (条文不存在)."""

    code = "BAS004"
    title = "引用的条文不存在"
    why = "引用的条款超出该法的总条数，说明条号或法律名称有误。"
    source = "各法律法规的条文总数（历次版本中最多的一版）"
    level = Level.LAW
    category = Category.BASIS
    severity = Severity.MAJOR
    examples = (
        Example(
            "依照《中华人民共和国行政许可法》第一百二十条规定办理。",
            "依照《中华人民共和国行政许可法》第三十二条规定办理。",
        ),
    )
    near_misses = (
        "依照《云江市行政许可法实施办法》第九十条办理。",
        "《中华人民共和国民法典》第一千二百五十九条。",
    )

    @cached_property
    def _articles(self) -> dict[str, int]:
        return {name: int(count) for name, count in read_lexicon("law_articles", ("name", "articles"))}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self._articles))
        return re.compile(
            rf"《(?:{_STATE})?(?P<name>{names})》(?:（[^（）\n]{{1,30}}）)?第(?P<article>[〇零一二三四五六七八九十百千]{{1,9}}|\d{{1,4}})条"
        )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for match in self._pattern.finditer(prepared.text):
            written = match["article"]
            article = int(written) if written.isdigit() else parse_numeral(written)
            last = self._articles[match["name"]]
            if article is not None and article > last:
                start = match.start("article") - 1
                message = f"《{match['name']}》共{last}条，没有第{written}条。"
                yield self.finding(
                    prepared, start, match.end(), message, suggestion="核对原文，改正条号或法律名称。"
                )


class AlmostALaw(PatternRule):
    """The name of a state law with a character wrong, missing or too many."""

    code = "BAS005"
    title = "法律名称有误"
    why = "名称差一个字就不是这部法律。"
    source = "各法律公布的名称"
    level = Level.LAW
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example("根据《中华人民共和国老年权益保障法》制定。", "根据《中华人民共和国老年人权益保障法》制定。"),
        Example("根据《安全生产管理法》制定。", "根据《安全生产法》制定。"),
        Example("根据《中华人民共和国保守国家机密法》制定。", "根据《中华人民共和国保守国家秘密法》制定。"),
    )
    near_misses = (
        "根据《中华人民共和国海商法》制定。",
        "根据《中华人民共和国水法》《中华人民共和国防洪法》制定。",
        "依据《中华人民共和国国防交通法》办理。",
    )
    pattern = re.compile(rf"《(?P<state>{_STATE})?(?P<name>[\u4e00-\u9fa5]{{2,24}}(?<!办)法)》")

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for (name,) in read_lexicon("laws", ("name",)))

    @cached_property
    def _told(self) -> frozenset[str]:
        """Names other rules report."""
        misnamed = read_lexicon("misnamed_laws", ("wrong", "right"))
        repealed = read_lexicon("repealed_laws", ("name", "replaced_by", "repealed_on"))
        return frozenset(row[0] for row in (*misnamed, *repealed))

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        name = match["name"]
        if name in self._names or name in self._told or len(name) < (4 if match["state"] else 7):
            return None
        likely = next((known for known in sorted(self._names) if _is_slip(name, known)), None)
        if likely is None:
            return None
        state = match["state"] or ""
        message = f"没有{match[0]}，疑为《{state}{likely}》。"
        return self.finding(prepared, *match.span(), message, suggestion=f"核对后改为《{state}{likely}》。")


def _is_slip(written: str, known: str) -> bool:
    """Whether one character of a long name was changed, dropped or added, or two of a longer one."""
    if abs(len(written) - len(known)) > 2 or min(len(written), len(known)) < 4:
        return False
    return _distance(written, known) <= (1 if max(len(written), len(known)) < 6 else 2 if len(written) >= 7 else 1)


def _distance(one: str, other: str) -> int:
    """The least number of single-character changes from one short name to the other."""
    row = list(range(len(other) + 1))
    for at, left in enumerate(one, 1):
        previous, row[0] = row[0], at
        for place, right in enumerate(other, 1):
            previous, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, previous + (left != right))
    return row[-1]


class LawInForce(PatternRule):
    """A law is said to be in force from the day it really is (施行日期)."""

    code = "BAS006"
    title = "法律法规的施行日期有误"
    why = "施行日期写错，适用与否的判断随之出错。"
    source = "各法律法规的施行条款"
    level = Level.LAW
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example(
            "《信访工作条例》自2023年5月1日起施行以来，信访秩序好转。",
            "《信访工作条例》自2022年5月1日起施行以来，信访秩序好转。",
        ),
    )
    near_misses = ("《云江市信访工作条例》自2023年5月1日起施行。",)

    @cached_property
    def _dates(self) -> dict[str, date]:
        return {name: date.fromisoformat(day) for name, day in read_lexicon("law_dates", ("name", "in_force"))}

    @cached_property
    def pattern(self) -> re.Pattern[str]:  # type: ignore[override]
        names = "|".join(map(re.escape, self._dates))
        return re.compile(
            rf"《(?:{_STATE})?(?P<name>{names})》(?:已)?(?:自|于)(?P<year>\d{{4}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:起)?(?:正式)?(?:施行|实施|生效)"
        )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        right = self._dates[match["name"]]
        if (int(match["year"]), int(match["month"]), int(match["day"])) == (right.year, right.month, right.day):
            return None
        message = f"《{match['name']}》自{right.year}年{right.month}月{right.day}日起施行。"
        start, end = match.start("year"), match.end("day") + 1
        return self.finding(prepared, start, end, message, suggestion="核对施行日期。")
