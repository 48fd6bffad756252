"""Headings (层次标题) and enumerations: marks, order, ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.facts.headings import HeadingMark
from gongwen.proofread.facts.numerals import parse_numeral, to_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, PatternRule, Rule

_CLAUSE = "GB/T 9704-2012 7.3.3"
_SEQUENCE_MARKS = "GB/T 15834-2011 附录B（序次语之后的标点）"
_LONGEST_HEADING = 30


def _written(level: int, ordinal: int) -> str:
    numeral = to_numeral(ordinal) if 1 <= ordinal <= 99 else str(ordinal)
    return {1: f"{numeral}、", 2: f"（{numeral}）", 3: f"{ordinal}.", 4: f"（{ordinal}）"}[level]


class MarkPunctuation(Rule):
    """The punctuation of a heading mark (序次语)."""

    code = "HDG001"
    title = "层次序数的写法"
    why = "层次序数统一为“一、”“（一）”“1.”“（1）”，写法混乱会使层次不清、引用不准。"
    source = f"{_CLAUSE}；{_SEQUENCE_MARKS}"
    level = Level.NATIONAL_STANDARD
    category = Category.STRUCTURE
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("1、落实属地责任\n2、落实部门责任", "1.落实属地责任\n2.落实部门责任"),
        Example("（一）、落实属地责任", "（一）落实属地责任"),
        Example("(一)落实属地责任", "（一）落实属地责任"),
        Example("一．落实属地责任", "一、落实属地责任"),
    )
    near_misses = ("1.5万亩农田完成改造。", "3、5、7号楼完成验收。")
    _round = re.compile(r"[（(][^（()）]+[)）]")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for mark in prepared.headings:
            right = self._right(mark)
            listed = mark.level in (1, 3) and mark.after in "、，," and self._is_list(prepared, mark)
            if right != mark.text and not listed:
                message = f"层次序数“{mark.text}”写法不规范。"
                yield self.finding(prepared, mark.start, mark.end, message, fix=right)

    def _right(self, mark: HeadingMark) -> str:
        if mark.level == 3 and mark.after == "．":
            return mark.text
        return {
            1: f"{mark.number}、",
            2: f"（{mark.number}）",
            3: f"{mark.number}.",
            4: f"（{mark.number}）",
        }[mark.level]

    def _is_list(self, prepared: Prepared, mark: HeadingMark) -> bool:
        """A run of numbers such as 3、5、7号楼 or 一，二 is no heading."""
        following = prepared.text[mark.end : mark.end + 1]
        if mark.level == 1 and mark.after == "，":
            return True
        return following.isdigit() or following in tuple("一二三四五六七八九十")


class HeadingOrder(Rule):
    """Headings of one level are numbered without gap, repetition or step back."""

    code = "HDG002"
    title = "层次序数应连续，不重、不漏、不倒"
    why = "序数跳号说明漏了内容，重号使“第几条”无法引用。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.STRUCTURE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "一、总体要求\n坚持预防为主。\n三、工作措施\n压实各方责任。",
            "一、总体要求\n坚持预防为主。\n二、工作措施\n压实各方责任。",
        ),
        Example(
            "一、总体要求\n（一）指导思想\n坚持预防为主。\n（一）基本原则\n坚持安全第一。\n（三）工作目标\n不发生重大事故。",
            "一、总体要求\n（一）指导思想\n坚持预防为主。\n（二）基本原则\n坚持安全第一。\n（三）工作目标\n不发生重大事故。",
        ),
    )
    near_misses = (
        "一、总体要求\n（一）指导思想\n坚持预防为主。\n二、工作措施\n（一）压实责任\n压实各方责任。",
        "二、工作措施\n压实各方责任。\n三、工作要求\n加强督促检查。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        expected: dict[int, tuple[int, int]] = {}
        previous_level = 0
        for part in _parts(prepared):
            expected.clear()
            previous_level = 0
            for mark in part:
                wanted = expected.get(mark.level)
                starts_list = mark.ordinal == 1 and not (wanted == (2, 2) and previous_level == mark.level)
                for level in [level for level in expected if level > mark.level]:
                    del expected[level]
                fault = wanted is not None and not starts_list and mark.ordinal not in wanted
                # After a fault both ways of counting on are right, so that one slip is reported once.
                expected[mark.level] = (
                    mark.ordinal + 1,
                    wanted[0] + 1 if fault and wanted else mark.ordinal + 1,
                )
                previous_level = mark.level
                if fault and wanted is not None:
                    yield self._fault(prepared, mark, wanted[0])

    def _fault(self, prepared: Prepared, mark: HeadingMark, expected: int) -> Finding:
        what = "跳号" if mark.ordinal > expected else "重复" if mark.ordinal == expected - 1 else "倒序"
        message = f"层次序数“{mark.text}”{what}，前一个同级序数是“{_written(mark.level, expected - 1)}”。"
        suggestion = f"此处应为“{_written(mark.level, expected)}”；确认是否遗漏内容，并核对其后的序数。"
        return self.finding(prepared, mark.start, mark.end, message, suggestion=suggestion)


class HeadingJump(Rule):
    """A lower heading follows the level right above it."""

    code = "HDG003"
    title = "层次序数不越级"
    why = "序数依次使用才能看出内容的从属关系。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.STRUCTURE
    severity = Severity.MINOR
    confidence = 0.8
    examples = (
        Example(
            "一、总体要求\n（1）坚持预防为主。\n（2）坚持安全第一。",
            "一、总体要求\n（一）坚持预防为主。\n（二）坚持安全第一。",
        ),
    )
    near_misses = ("一、总体要求\n1.坚持预防为主。\n2.坚持安全第一。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for part in _parts(prepared):
            opened: list[int] = []
            for mark in part:
                while opened and opened[-1] >= mark.level:
                    opened.pop()
                # With two levels only, 1. right under 一、 is accepted; （1） under anything but 1. is not.
                if opened and mark.level == 4 and opened[-1] != 3 and mark.ordinal == 1:
                    above = _written(opened[-1], 1)
                    message = f"“{mark.text}”直接用在“{above}”一级之下，越过了中间层次。"
                    right = _written(opened[-1] + 1, mark.ordinal)
                    yield self.finding(
                        prepared, mark.start, mark.end, message, suggestion=f"改用“{right}”一级序数。"
                    )
                opened.append(mark.level)


class HeadingEnd(Rule):
    """A heading alone on its line ends without a mark."""

    code = "HDG004"
    title = "独立成行的标题末尾不加标点"
    why = "单独成行的标题不是句子，末尾加句号与正文混同。"
    source = "GB/T 15834-2011 附录B（标题末尾标点的用法）"
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    confidence = 0.85
    has_fix = True
    examples = (
        Example(
            "一、总体要求。\n坚持以人民为中心，切实做好各项工作。\n二、工作措施。\n压实各方责任，加强督促检查。",
            "一、总体要求\n坚持以人民为中心，切实做好各项工作。\n二、工作措施\n压实各方责任，加强督促检查。",
        ),
    )
    near_misses = (
        "会议决定：\n一、批准预算调整方案。\n二、批准决算报告。",
        "一、总体要求。坚持以人民为中心，切实做好各项工作。\n二、工作措施。压实各方责任，加强督促检查。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for mark in prepared.headings:
            line = prepared.lines[mark.line]
            text = line.text.rstrip()
            heading = text[mark.end - line.start :]
            if mark.level > 2 or not 2 < len(heading) <= _LONGEST_HEADING or not heading.endswith("。"):
                continue
            if any(sign in heading[:-1] for sign in "。；：") or not self._heads(prepared, mark):
                continue
            end = line.start + len(text)
            yield self.finding(prepared, end - 1, end, "独立成行的标题末尾不应加句号。", fix="")

    def _heads(self, prepared: Prepared, mark: HeadingMark) -> bool:
        """Running text or a lower heading follows, so the line is a heading and not an item of a list."""
        lines = prepared.lines
        above = next(
            (line for line in reversed(lines[max(0, mark.line - 3) : mark.line]) if line.text.strip()), None
        )
        if above is not None and above.text.rstrip().endswith(("：", "；", ":", ";")):
            return False
        following = next((line for line in lines[mark.line + 1 : mark.line + 4] if line.text.strip()), None)
        if following is None or following.role not in (Role.BODY, Role.HEADING, Role.ATTACHMENT_BODY):
            return False
        if following.level:
            return following.level > mark.level
        longer = len(following.text.strip()) > len(lines[mark.line].text.strip())
        return longer and "。" in following.text


_PART = re.compile(r"[ \t\u3000]*第[一二三四五六七八九十百零〇\d]{1,7}(?:编|章|节|条|部分)")


def _parts(prepared: Prepared) -> Iterator[list[HeadingMark]]:
    """The marks in groups that number on their own: body, attachments, chapters, articles."""
    marks = {mark.line: mark for mark in prepared.headings}
    part: list[HeadingMark] = []
    for index, line in enumerate(prepared.lines):
        if index in marks:
            part.append(marks[index])
        elif line.role in (Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE) or _PART.match(line.text):
            if part:
                yield part
            part = []
    if part:
        yield part


class PointOrder(Rule):
    """Points counted off as 一是、二是 run on without gap."""

    code = "HDG005"
    title = "“一是……二是……”应连续"
    why = "序次跳号或重复，说明漏写、重写了一点。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.STRUCTURE
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "一是压实责任；二是排查隐患；四是加强宣传。",
            "一是压实责任；二是排查隐患；三是加强宣传。",
        ),
        Example(
            "第一，压实责任。第二，排查隐患。第二，加强宣传。",
            "第一，压实责任。第二，排查隐患。第三，加强宣传。",
        ),
    )
    near_misses = ("一是压实责任，二是排查隐患。会议强调，一是加强领导，二是加强督查。",)

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for run in prepared.point_runs:
            expected = 2
            for point in run[1:]:
                if point.ordinal != expected:
                    word = prepared.text[point.start : point.end]
                    message = f"“{word}”与前文不连续，此处应为第{to_numeral(expected)}点。"
                    suggestion = "确认是否遗漏内容，并改正序次。"
                    yield self.finding(prepared, point.start, point.end, message, suggestion=suggestion)
                    break
                expected += 1


class PointCount(PatternRule):
    """The number of points announced is the number given."""

    code = "HDG006"
    title = "所称项数应与列举的项数一致"
    why = "“三项措施”只列出两项，读者无法判断是漏了一项还是数错。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            "重点抓好三项工作：一是压实责任；二是排查隐患。",
            "重点抓好两项工作：一是压实责任；二是排查隐患。",
        ),
        Example(
            "现提出以下三点要求：\n一、压实责任\n各单位要压实责任。\n二、排查隐患\n各单位要排查隐患。",
            "现提出以下两点要求：\n一、压实责任\n各单位要压实责任。\n二、排查隐患\n各单位要排查隐患。",
        ),
    )
    near_misses = ("抓好两项工作，三个方面协同推进：一是压实责任；二是排查隐患；三是加强宣传。",)
    pattern = re.compile(
        r"(?<![第一二三四五六七八九十百千\d])(?P<count>[两二三四五六七八九十]|(?<![\d.])\d{1,2})(?P<unit>(?:项|点|条|方面|(?:个|大)(?=方面|措施|工作|任务|要求|重点|内容|意见|建议|问题|环节|特点|关键|变化|成效|原因|事项|举措|着力点|：))(?:方面|措施|工作|任务|要求|重点|内容|意见"
        r"|建议|问题|环节|特点|关键|变化|成效|原因|事项|举措|着力点)?|方面)(?:的?(?:工作|措施|要求|问题|意见|建议|任务|内容|下功夫))?"
        r"(?P<tail>[^。；！？\n：:，一二三四五六七八九十第]{0,10})[：:，。](?P<gap>[ \t\u3000\n]{0,4})"
        r"(?=一(?:是|要)|第一，|一、|（一）|1\.)"
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        stated = int(match["count"]) if match["count"].isdigit() else parse_numeral(match["count"])
        given = self._given(prepared, match.end())
        if stated is None or given is None or stated == given:
            return None
        message = f"前文称“{match['count']}{match['unit']}”，其后列出{given}项。"
        start, end = match.start("count"), match.end("unit")
        return self.finding(prepared, start, end, message, suggestion="核对项数，补齐内容或改正数字。")

    def _given(self, prepared: Prepared, at: int) -> int | None:
        """How many points or headings the list that starts at ``at`` has."""
        run = prepared.run_at(at)
        if run is not None:
            in_order = all(point.ordinal == ordinal for ordinal, point in enumerate(run, 1))
            return len(run) if in_order else None
        first = next(iter(prepared.headings_from(at)), None)
        if first is None or first.start - at > 4:
            return None
        siblings = 0
        for mark in prepared.headings_from(at):
            if mark.level < first.level or (mark.level == first.level and mark.ordinal != siblings + 1):
                break
            siblings += mark.level == first.level
        return siblings or None


class SequenceWord(PatternRule):
    """A comma follows 第一 and 首先, nothing follows 一是 (序次语)."""

    code = "HDG007"
    title = "“第一”“首先”后用逗号，“一是”后不加标点"
    why = "序次语后的标点有固定用法，用顿号会与并列成分混淆。"
    source = _SEQUENCE_MARKS
    level = Level.NATIONAL_STANDARD
    category = Category.PUNCTUATION
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example("第一、要提高认识。第二、要压实责任。", "第一，要提高认识。第二，要压实责任。"),
        Example("一是、提高认识；二是、压实责任。", "一是提高认识；二是压实责任。"),
        Example("首先、要提高认识。", "首先，要提高认识。"),
    )
    near_misses = ("第一、第二季度分别检查。", "坚持安全第一、预防为主。", "第一、二章自公布之日起施行。")
    pattern = re.compile(
        r"(?:(?<=[。；：\n\u3000])|^)(?:(?P<word>第[一二三四五六七八九十]|首先|其次|再次|最后)(?P<mark>、)(?![第一二三四五六七八九十])"
        r"|[一二三四五六七八九十]是(?P<extra>[、，])(?!否))",
        re.MULTILINE,
    )

    def judge(self, prepared: Prepared, match: re.Match[str]) -> Finding | None:
        if match["extra"]:
            return self.finding(prepared, *match.span("extra"), "“一是”“二是”后不加标点。", fix="")
        return self.finding(prepared, *match.span("mark"), f"“{match['word']}”后应用逗号。", fix="，")
