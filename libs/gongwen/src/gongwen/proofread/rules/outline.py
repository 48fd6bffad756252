"""The outline of a paper (结构层次): articles, broken marks, sections built alike, a lone subheading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.facts.headings import HeadingMark, parts_of
from gongwen.proofread.facts.numerals import parse_numeral, to_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_CLAUSE = "GB/T 9704-2012 7.3.3"
_BODY = (Role.BODY, Role.HEADING, Role.ATTACHMENT_BODY)


class ArticleOrder(Rule):
    """Articles and chapters (第×条、第×章) are numbered without gap or repetition."""

    code = "HDG008"
    title = "章、条序号应连续"
    why = "条序号跳号、重号，引用“第几条”就会指错。"
    source = "《中华人民共和国立法法》第六十五条（章、条的序号依次表述）"
    level = Level.LAW
    category = Category.STRUCTURE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "第一条　为加强管理，制定本办法。\n第二条　本市范围内适用本办法。\n第四条　市财政局负责实施。",
            "第一条　为加强管理，制定本办法。\n第二条　本市范围内适用本办法。\n第三条　市财政局负责实施。",
        ),
    )
    near_misses = (
        "第十二条　市财政局负责实施。\n第十三条　本办法自公布之日起施行。",
        "第一条　为加强管理，制定本办法。\n第二条　修改如下：\n第十五条　市财政局负责实施。",
    )
    _mark = re.compile(
        r"[ \t\u3000]*(?P<mark>第(?P<number>[一二三四五六七八九十百零〇]{1,7}|\d{1,3})(?P<unit>[章条]))(?=[ \u3000]|$|[\u4e00-\u9fa5])"
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        last: dict[str, int] = {}
        run: dict[str, int] = {}
        for line in prepared.lines:
            if line.role in (Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE, Role.TITLE):
                last, run = {}, {}
            match = self._mark.match(line.text) if line.role in _BODY else None
            number = self._number(match["number"]) if match else None
            if match is None or number is None:
                continue
            unit = match["unit"]
            previous = last.get(unit)
            in_order = previous is None or number == previous + 1
            last[unit] = number
            if in_order or number == 1:
                run[unit] = run.get(unit, 0) + 1 if number != 1 else 1
                continue
            # A step of one or two in a run is a slip; a far jump is a quoted or an amended text.
            near = previous is not None and -1 <= number - previous <= 3
            if near and run.get(unit, 0) >= 2:
                start, end = line.start + match.start("mark"), line.start + match.end("mark")
                expected = (previous or 0) + 1
                message = f"“{match['mark']}”与前一{unit}不连续，此处应为第{to_numeral(expected)}{unit}。"
                yield self.finding(
                    prepared,
                    start,
                    end,
                    message,
                    suggestion="确认是否遗漏，并改正序号及引用该序号之处。",
                    severity=Severity.INFO if prepared.is_bare_statute and number > expected else None,
                )
            run[unit] = 1

    def _number(self, text: str) -> int | None:
        return int(text) if text.isdigit() else parse_numeral(text)


class BrokenMark(Rule):
    """A heading mark with one bracket, or with a bracket of another kind."""

    code = "HDG009"
    title = "层次序数的括号残缺"
    why = "括号残缺或不配对，排版和目录都认不出这一层标题。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.STRUCTURE
    severity = Severity.MINOR
    confidence = 0.9
    examples = (
        Example(
            "（一）数据共享。建立目录。\n二）适老化改造。设置专区。",
            "（一）数据共享。建立目录。\n（二）适老化改造。设置专区。",
        ),
    )
    near_misses = ("【一】组词练习。", "1）操作步骤。\n2）注意事项。")
    _mark = re.compile(
        r"[ \t\u3000]*(?:(?P<bare>[一二三四五六七八九十]{1,3})[】）)\]}]|[（(【\[](?P<number>[一二三四五六七八九十]{1,3})(?P<close>[】\]}、.，]))(?=[\u4e00-\u9fa5“])"
    )

    _lost = re.compile(r"[ \t\u3000]*(?P<bare>[一二三四五六七八九十]{1,2})(?=[\u4e00-\u9fa5]{2,14}。)")

    def _without_brackets(self, prepared: Prepared) -> Iterator[Finding]:
        """四适老化改造。 after （三）: both brackets are gone."""
        for mark in prepared.headings:
            if mark.level != 2:
                continue
            for line in prepared.lines[mark.line + 1 : mark.line + 6]:
                match = self._lost.match(line.text) if line.role in _BODY else None
                if match is not None and parse_numeral(match["bare"]) == mark.ordinal + 1:
                    start = line.start + match.start("bare")
                    yield self.finding(
                        prepared,
                        start,
                        line.start + match.end("bare"),
                        f"层次序数“{match['bare']}”缺括号。",
                        suggestion=f"改为“（{match['bare']}）”。",
                    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        yield from self._without_brackets(prepared)
        for line in prepared.lines:
            match = self._mark.match(line.text) if line.role in _BODY else None
            if match is None or (match[0].strip().startswith("【") and match["close"] == "】"):
                continue
            number = match["bare"] or match["number"]
            start = line.start + len(match[0]) - len(match[0].lstrip())
            message = f"层次序数“{match[0].strip()}”的括号不完整。"
            yield self.finding(
                prepared, start, line.start + match.end(), message, suggestion=f"改为“（{number}）”。"
            )


class SectionsAlike(Rule):
    """Sections of one paper open their second level alike: （一） in one and 1. in another is a slip."""

    code = "HDG010"
    title = "同级标题的层次写法应统一"
    why = "同样的层次，一处用“（一）”、一处用“1.”，从属关系就乱了。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.STRUCTURE
    severity = Severity.MINOR
    confidence = 0.85
    examples = (
        Example(
            "一、主要做法\n（一）压实责任。\n（二）排查隐患。\n二、下一步打算\n1.加强宣传。\n（二）加强督查。",
            "一、主要做法\n（一）压实责任。\n（二）排查隐患。\n二、下一步打算\n（一）加强宣传。\n（二）加强督查。",
        ),
    )
    near_misses = (
        "一、主要做法\n（一）压实责任。\n（二）排查隐患。\n二、报送要求\n1.每月报送。\n2.专人负责。",
        "一、主要做法\n1.压实责任。\n2.排查隐患。\n二、下一步打算\n1.加强宣传。\n2.加强督查。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for part in parts_of(prepared.lines, prepared.headings):
            for at, mark in enumerate(part[:-1]):
                opens = at > 0 and part[at - 1].level == 1 and mark.level == 3 and mark.ordinal == 1
                following = part[at + 1]
                if opens and following.level == 2 and following.ordinal == 2:
                    message = f"“{mark.text}”与其后的“{following.text}”不是同一层次的写法。"
                    yield self.finding(prepared, mark.start, mark.end, message, suggestion="改为“（一）”。")


class LoneSubheading(Rule):
    """A level has at least two headings: a （一） needs a （二）."""

    code = "HDG011"
    title = "只有一个下级标题"
    why = "分层至少要有两项，只有“（一）”而没有“（二）”，说明漏写了内容或者不必分层。"
    source = "公文结构层次的通行要求"
    level = Level.PRACTICE
    category = Category.STRUCTURE
    severity = Severity.MINOR
    confidence = 0.75
    examples = (
        Example(
            "一、主要做法\n（一）压实责任。层层签订责任书。\n二、下一步打算\n（一）加强宣传。\n（二）加强督查。",
            "一、主要做法\n（一）压实责任。层层签订责任书。\n（二）排查隐患。\n二、下一步打算\n（一）加强宣传。\n（二）加强督查。",
        ),
    )
    near_misses = ("一、主要做法\n（一）压实责任。\n（二）排查隐患。", "（一）压实责任。")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for part in parts_of(prepared.lines, prepared.headings):
            for at, mark in enumerate(part):
                if mark.level != 2 or mark.ordinal != 1 or at == 0 or part[at - 1].level != 1:
                    continue
                following = self._next_of_level(part, at)
                # Where the list goes on under another mark, or ends with the part, the slip is another one.
                if (
                    following is not None
                    and following.level == 1
                    and following.ordinal == part[at - 1].ordinal + 1
                ):
                    message = f"“{mark.text}”之后没有“（二）”，同级标题只有一个。"
                    yield self.finding(
                        prepared, mark.start, mark.end, message, suggestion="补充同级内容，或取消这一层次。"
                    )

    def _next_of_level(self, part: list[HeadingMark], at: int) -> HeadingMark | None:
        """The next heading of the same or a higher level."""
        return next((mark for mark in part[at + 1 : at + 40] if mark.level <= 2), None)
