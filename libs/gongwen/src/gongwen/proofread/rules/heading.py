"""Headings (层次标题) and enumerations: marks, order, ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.proofread.facts.headings import HeadingMark, parts_of
from gongwen.proofread.facts.numerals import to_numeral
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

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
                # A law as it was published, or one line out of a list, is not ours to correct.
                quoted = prepared.is_bare_statute or (len(prepared.headings) == 1 and prepared.title is None)
                severity = Severity.INFO if quoted else None
                yield self.finding(prepared, mark.start, mark.end, message, fix=right, severity=severity)

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
        "一、总体要求\n（一）指导思想\n坚持预防为主。\n（二）工作目标\n不发生事故。\n二、工作措施\n（一）压实责任\n压实各方责任。",
        "二、工作措施\n压实各方责任。\n三、工作要求\n加强督促检查。",
    )

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        expected: dict[int, tuple[int, int]] = {}
        previous_level = 0
        for part in parts_of(prepared.lines, prepared.headings):
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
        # Laws are often quoted with items left out; items doubled are faults wherever they stand.
        severity = Severity.INFO if prepared.is_bare_statute and mark.ordinal > expected else None
        return self.finding(prepared, mark.start, mark.end, message, suggestion=suggestion, severity=severity)


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
        for part in parts_of(prepared.lines, prepared.headings):
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
            if self._run_in(prepared, mark):
                continue
            end = line.start + len(text)
            yield self.finding(prepared, end - 1, end, "独立成行的标题末尾不应加句号。", fix="")

    def _run_in(self, prepared: Prepared, mark: HeadingMark) -> bool:
        """Whether the other headings of this level run into their text, so that all keep their full stop."""
        others = [one for one in prepared.headings if one.level == mark.level and one.line != mark.line][:20]
        texts = [prepared.lines[one.line].text.rstrip() for one in others]
        return any(
            "。" in text[:_LONGEST_HEADING] and text.index("。") != len(text) - 1 for text in texts if "。" in text
        )

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
