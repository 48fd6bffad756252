"""How documents are cited (引用公文): form, dates, one paper under one name, articles of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.proofread.facts.numerals import parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule


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
        Example(
            "你县（清政〔2026〕8号）《关于设立白沙镇的请示》收悉。",
            "你县《关于设立白沙镇的请示》（清政〔2026〕8号）收悉。",
        ),
    )
    near_misses = ("《关于加强值班工作的通知》（云政办发〔2026〕5号）《值班工作规范》一并执行。",)
    pattern = re.compile(
        r"(?<!》)(?P<open>[（(])?(?P<code>[\u4e00-\u9fa5]{1,10})〔\d{4}〕\d{1,5}号(?P<close>[）)])?(?:文件?)?[，、]?《[^《》\n]{2,60}》"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if bool(match["open"]) != bool(match["close"]):
            return None
        if match["open"] and prepared.text[max(0, match.start() - 1) : match.start()] in "》〉”":
            return None
        start = match.start() if match["open"] else match.start("code")
        return self.finding(
            prepared,
            start,
            match.end(),
            "引用公文时发文字号写在了标题之前。",
            suggestion="改为“《标题》（发文字号）”。",
        )


class OwnArticle(Rule):
    """A regulation refers only to articles it has (本办法第×条)."""

    code = "BAS007"
    title = "引用的本文条款不存在"
    why = "“本办法第十八条”而全文只有十六条，该款无法适用。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    _articles = "第一条　为加强管理，制定本办法。\n第二条　市财政局负责实施。\n"
    examples = (
        Example(
            f"{_articles}第三条　违反本办法第八条规定的，责令改正。",
            f"{_articles}第三条　违反本办法第二条规定的，责令改正。",
        ),
    )
    near_misses = ("违反本办法第八条规定的，责令改正。",)
    _mark = re.compile(r"[ \t\u3000]*第(?P<number>[一二三四五六七八九十百零〇]{1,7})条(?=[ \u3000])")
    _cited = re.compile(
        r"本(?:办法|规定|条例|细则|规则|制度|章程|方案|意见)第(?P<number>[一二三四五六七八九十百零〇]{1,7}|\d{1,3})条"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        own = [
            number
            for line in prepared.lines
            if (match := self._mark.match(line.text)) and (number := parse_numeral(match["number"])) is not None
        ]
        if len(own) < 3 or own[0] != 1:
            return
        last = max(own)
        for match in self._cited.finditer(prepared.text):
            written = match["number"]
            number = int(written) if written.isdigit() else parse_numeral(written)
            if number is not None and number > last:
                message = f"本文共{last}条，没有第{written}条。"
                start = match.start("number") - 1
                yield self.finding(prepared, start, match.end(), message, suggestion="核对所引条款。")


class CitedAfterDate(Rule):
    """What a document cites was issued before it."""

    code = "BAS008"
    title = "所引文件的年份晚于成文日期"
    why = "成文时还没有的文件不能作为依据，年份写错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.95
    examples = (
        Example(
            "---\ntype: 通知\ntitle: 关于加强值班工作的通知\ndate: 2026-05-08\n---\n按照《值班规定》（云政办发〔2027〕5号）执行。",
            "---\ntype: 通知\ntitle: 关于加强值班工作的通知\ndate: 2026-05-08\n---\n按照《值班规定》（云政办发〔2025〕5号）执行。",
        ),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        written = prepared.written_on
        own = [(element.start, element.end) for element in prepared.elements("number")]
        if written is None:
            return
        for number in prepared.numbers:
            year = number.full_year
            if year is None or year <= written.year or any(a <= number.bracket_start < b for a, b in own):
                continue
            message = f"所引文件为{year}年，晚于成文日期{written.year}年{written.month}月{written.day}日。"
            yield self.finding(
                prepared,
                number.year_start,
                number.year_start + len(number.year),
                message,
                suggestion="核对所引文件的字号。",
            )


class CitedTwoWays(Rule):
    """One title is cited with one number and one number with one title."""

    code = "BAS009"
    title = "同一文件前后引用不一致"
    why = "同一文件写了两个字号，或同一字号对应两个标题，其中必有一处有误。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.BASIS
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "按照《关于加强值班工作的通知》（云政办发〔2025〕5号）要求，部署值班。《关于加强值班工作的通知》（云政办发〔2025〕6号）下发后，各地落实较好。",
            "按照《关于加强值班工作的通知》（云政办发〔2025〕5号）要求，部署值班。《关于加强值班工作的通知》（云政办发〔2025〕5号）下发后，各地落实较好。",
        ),
    )
    near_misses = (
        "《关于加强防汛工作的通知》（云政办发〔2025〕5号）、《关于加强防火工作的通知》（云政办发〔2025〕6号）",
    )
    _citation = re.compile(
        r"《(?P<title>[^《》\n]{4,80})》[（(](?P<number>[\u4e00-\u9fa5]{1,10}〔\d{4}〕\d{1,5}号)[）)]"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        numbers: dict[str, str] = {}
        titles: dict[str, str] = {}
        for match in self._citation.finditer(prepared.text):
            title, number = match["title"], match["number"]
            known = numbers.setdefault(title, number)
            named = titles.setdefault(number, title)
            if known != number:
                message = f"《{title}》前文的字号是“{known}”，此处是“{number}”。"
                yield self.finding(prepared, *match.span("number"), message, suggestion="核对字号。")
            elif named != title:
                message = f"“{number}”前文的标题是《{named}》，此处是《{title}》。"
                yield self.finding(prepared, *match.span("title"), message, suggestion="核对标题。")
