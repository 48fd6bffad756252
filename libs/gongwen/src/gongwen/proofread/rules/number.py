"""Document numbers (发文字号), the document's own and those it cites."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from gongwen.proofread.facts.numerals import DIGITS, parse_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_CLAUSE = "GB/T 9704-2012 7.2.5"
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}")
_LIST_GOES_ON = tuple("、至—－-～和及")
_OTHER_SERIES = re.compile(
    r"[\u4e00-\u9fa5]{0,16}(?:〔\d{4}〕|\d{4}年)?(?:总?第?\d{1,5}|第?[〇一二三四五六七八九十百]{1,7})[号期]"
)
"""Orders (令号) and minutes (期号) are numbered in series of their own."""


class YearBrackets(Rule):
    """The year stands in hexagonal brackets (六角括号)."""

    code = "NUM001"
    title = "发文字号的年份应使用六角括号“〔〕”"
    why = "发文字号是检索和引用公文的唯一标识，括号写法不一会造成检索不到、引用不符。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("现将云政办发[2026]1号文件转发给你们。", "现将云政办发〔2026〕1号文件转发给你们。"),
        Example("根据云财函（2026）15号要求办理。", "根据云财函〔2026〕15号要求办理。"),
    )
    near_misses = ("按照《公报》（2026）第3期所载内容办理。", "云江市（2025）年度计划已经完成。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            if number.brackets != "〔〕":
                yield self.finding(
                    prepared,
                    number.bracket_start,
                    number.bracket_end,
                    f"发文字号年份的括号“{number.brackets}”不规范，应使用六角括号。",
                    fix=f"〔{number.year}〕",
                )


class OrdinalWord(Rule):
    """The ordinal carries no 第."""

    code = "NUM002"
    title = "发文顺序号前不加“第”字"
    why = "发文字号由机关代字、年份、发文顺序号组成，加“第”字与登记的字号不一致。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("依据云政发〔2026〕第8号文件办理。", "依据云政发〔2026〕8号文件办理。"),)
    near_misses = ("依据《云江市人民政府令》第8号办理。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            if number.word_start is not None:
                start = number.word_start
                yield self.finding(prepared, start, start + 1, "发文顺序号前不应加“第”字。", fix="")


class LeadingZero(Rule):
    """The ordinal is not padded with zeros (虚位)."""

    code = "NUM003"
    title = "发文顺序号不编虚位"
    why = "“05号”与“5号”会被当作两个字号，影响登记、检索和引用。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("依据云政发〔2026〕05号文件办理。", "依据云政发〔2026〕5号文件办理。"),)
    near_misses = ("依据云政发〔2026〕50号文件办理。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            plain = number.ordinal.lstrip("0")
            if plain and plain != number.ordinal:
                end = number.ordinal_start + len(number.ordinal)
                message = f"发文顺序号“{number.ordinal}”不应编虚位。"
                yield self.finding(prepared, number.ordinal_start, end, message, fix=plain)


class OrdinalDigits(PatternRule):
    """The ordinal is in Arabic digits (发文顺序号用阿拉伯数字)."""

    code = "NUM010"
    title = "发文顺序号应用阿拉伯数字"
    why = "“五号”与登记的“5号”不一致，影响检索和引用。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    examples = (Example("依据国发〔2021〕五号文件办理。", "依据国发〔2021〕5号文件办理。"),)
    pattern = re.compile(r"(?<=〕)(?P<ordinal>[一二三四五六七八九十百〇零]{1,6})号")

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        value = parse_numeral(match["ordinal"])
        suggestion = f"改为“{value}”。" if value else "改为阿拉伯数字。"
        message = f"发文顺序号“{match['ordinal']}”应用阿拉伯数字。"
        return self.finding(prepared, *match.span("ordinal"), message, suggestion=suggestion)


class FullYear(Rule):
    """The year is written in full in Arabic digits."""

    code = "NUM004"
    title = "发文字号的年份应以阿拉伯数字标全称"
    why = "年份简写或写成汉字，跨世纪和按年检索时无法确定是哪一年的文件。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    examples = (
        Example("依据云政发〔26〕5号文件办理。", "依据云政发〔2026〕5号文件办理。"),
        Example("依据云政发〔二〇二六〕5号文件办理。", "依据云政发〔2026〕5号文件办理。"),
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            if number.full_year is None:
                start = number.year_start
                digits = "".join(str(DIGITS[character]) for character in number.year if character in DIGITS)
                suggestion = f"改为“{digits}”。" if len(digits) == 4 else "写全四位年份。"
                message = f"发文字号的年份“{number.year}”应写全四位阿拉伯数字。"
                yield self.finding(prepared, start, start + len(number.year), message, suggestion=suggestion)


class MissingHao(Rule):
    """号 follows the ordinal."""

    code = "NUM005"
    title = "发文顺序号后应加“号”字"
    why = "缺“号”字的字号不完整，读者无法判断顺序号在何处结束。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            "《关于加强值班工作的通知》（云政办发〔2026〕5）已经印发。",
            "《关于加强值班工作的通知》（云政办发〔2026〕5号）已经印发。",
        ),
    )
    near_misses = ("云政办发〔2026〕5、6号文件同时废止。", "云政办发〔2026〕5—8号文件同时废止。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            if number.has_hao or prepared.text[number.end : number.end + 1] in _LIST_GOES_ON:
                continue
            end = number.ordinal_start + len(number.ordinal)
            fix = f"{number.ordinal}号"
            yield self.finding(prepared, number.ordinal_start, end, "发文顺序号后缺“号”字。", fix=fix)


class NumberBlanks(Rule):
    """No blanks inside a document number."""

    code = "NUM006"
    title = "发文字号中间不留空格"
    why = "字号中夹有空格，与登记的字号不能精确匹配，也容易在行末被拆开。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (Example("依据云政发〔2026〕 5号文件办理。", "依据云政发〔2026〕5号文件办理。"),)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for number in prepared.numbers:
            for start, end in number.gaps:
                yield self.finding(prepared, start, end, "发文字号中间不应有空格。", fix="")


class NumberYear(Rule):
    """The number's year agrees with the date of the document."""

    code = "NUM007"
    title = "发文字号的年份应与成文日期一致"
    why = "发文字号按年编排，年份与成文日期不同，多为套用旧文未改或编号错误。"
    source = "公文编号的通行做法：发文字号按成文年度编排"
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.85
    examples = (
        Example(
            "---\ntype: 通知\nnumber: 云政办发〔2025〕12号\ntitle: 关于做好防汛工作的通知\n"
            "date: 2026-05-08\n---\n"
            "请各单位做好防汛工作。",
            "---\ntype: 通知\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好防汛工作的通知\n"
            "date: 2026-05-08\n---\n"
            "请各单位做好防汛工作。",
        ),
    )

    _body_year = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        written = prepared.written_on
        if written is None:
            return
        for element in prepared.elements("number"):
            year = _ANY_YEAR.search(element.value)
            if year is None or int(year[0]) == written.year:
                continue
            start, end = element.start + year.start(), element.start + year.end()
            date = next(iter(prepared.elements("date")), None)
            if date is not None and self._speaks_of(prepared, year[0], str(written.year)):
                start, end = date.start, date.end
            yield self.finding(
                prepared,
                start,
                end,
                f"发文字号的年份为{year[0]}年，成文日期为{written.year}年，二者不一致。",
                suggestion="核对字号和成文日期，改正其中错误的一处。",
            )

    def _speaks_of(self, prepared: Prepared, numbered: str, written: str) -> bool:
        """Whether the text itself speaks from the year of the number: the date is the one to be corrected."""
        lines = prepared.body_lines
        years = [year for line in lines for year in self._body_year.findall(line.text)]
        return numbered > written and years.count(numbered) > years.count(written)


class NumberForm(Rule):
    """The document's own number consists of code, year and ordinal."""

    code = "NUM008"
    title = "发文字号应由机关代字、年份、发文顺序号组成"
    why = "要素不全的字号无法登记，受文机关也无法引用。"
    source = "《党政机关公文处理工作条例》第九条第（五）项"
    level = Level.REGULATION
    category = Category.FORMAT
    severity = Severity.MAJOR
    examples = (
        Example(
            "---\ntype: 通知\nnumber: 云政办发2026-12\ntitle: 关于做好防汛工作的通知\n---\n请各单位做好防汛工作。",
            "---\ntype: 通知\nnumber: 云政办发〔2026〕12号\ntitle: 关于做好防汛工作的通知\n---\n"
            "请各单位做好防汛工作。",
        ),
    )
    near_misses = ("---\ntype: 令\nnumber: 第12号\ntitle: 云江市人民政府令\n---\n现予公布。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        brackets = [number.bracket_start for number in prepared.numbers]
        for element in prepared.elements("number"):
            at = bisect_left(brackets, element.start)
            holds_number = at < len(brackets) and brackets[at] < element.end
            if holds_number or _OTHER_SERIES.fullmatch(element.value):
                continue
            message = "发文字号不完整，应由机关代字、六角括号括入的年份和顺序号组成。"
            suggestion = "写成“云政办发〔2026〕12号”的形式。"
            yield self.finding(prepared, element.start, element.end, message, suggestion=suggestion)
