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


class NumberBeforeTitle(PatternRule):
    """A document is cited by its title first, its number in brackets after it."""

    code = "BAS003"
    title = "引用公文应先引标题，后引发文字号"
    why = "先标题后字号，读者才能看出引用的是什么文件并据以查找。"
    source = "公文引用的通行做法"
    level = Level.PRACTICE
    category = Category.BASIS
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "根据云政办发〔2026〕5号《关于加强值班工作的通知》要求办理。",
            "根据《关于加强值班工作的通知》（云政办发〔2026〕5号）要求办理。",
        ),
    )
    near_misses = ("《关于加强值班工作的通知》（云政办发〔2026〕5号）《值班工作规范》一并执行。",)
    pattern = re.compile(r"〔\d{4}〕\d{1,5}号(?:文件?)?[，、]?《[^《》\n]{2,60}》")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        return self.finding(
            prepared,
            *match.span(),
            "引用公文时发文字号写在了标题之前。",
            suggestion="改为“《标题》（发文字号）”。",
        )


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
