"""Attachments (附件): the note, the pages bound in, and what the body says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongwen.document import Role
from gongwen.document.structure import Line
from gongwen.proofread.findings import Category, Finding, Level, Severity
from gongwen.proofread.prepared import Prepared
from gongwen.proofread.rule import Example, Rule

_CLAUSE = "GB/T 9704-2012 7.3.4"
_HEAD = "云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请认真做好防汛工作。\n\n"
_SIGN = "\n\n云江市人民政府\n2026年5月8日"
_BOUND = "\n\n附件1\n防汛责任人名单\n\n名单内容。\n\n附件2\n防汛物资清单\n\n清单内容。"


class AttachmentNoteForm(Rule):
    """The attachment note (附件说明): 附件：1.×××, without marks after the names."""

    code = "ATT001"
    title = "附件说明的写法"
    why = "附件说明是核对附件的目录，序号和标点应按标准书写。"
    source = _CLAUSE
    level = Level.NATIONAL_STANDARD
    category = Category.FORMAT
    severity = Severity.MINOR
    has_fix = True
    examples = (
        Example(
            f"{_HEAD}附件：1、防汛责任人名单\n　　　2、防汛物资清单{_SIGN}",
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}",
        ),
        Example(f"{_HEAD}附件：防汛责任人名单。{_SIGN}", f"{_HEAD}附件：防汛责任人名单{_SIGN}"),
        Example(f"{_HEAD}附件:防汛责任人名单{_SIGN}", f"{_HEAD}附件：防汛责任人名单{_SIGN}"),
    )
    _label = re.compile(r"[ \t\u3000]*(附[：:])")
    _colon = re.compile(r"[ \t\u3000]*附[ \u3000]?件[ \u3000]?(:)")
    _ordinal = re.compile(r"(?:附[ \u3000]?件[ \u3000]?[：:])?[ \t\u3000]*(\d{1,2}[、，,])")
    _end = re.compile(r"[。；;，,]+\Z")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for line in prepared.lines_of(Role.ATTACHMENT_NOTE):
            if label := self._label.match(line.text):
                message = f"附件说明应写作“附件：”，不写作“{label[1]}”。"
                yield self._at(prepared, line, label, message, "附件：")
            if colon := self._colon.match(line.text):
                yield self._at(prepared, line, colon, "“附件”后应用全角冒号。", "：")
            if ordinal := self._ordinal.match(line.text):
                message = f"附件顺序号“{ordinal[1]}”后应用下脚点。"
                yield self._at(prepared, line, ordinal, message, f"{ordinal[1][:-1]}.")
            text = line.text.rstrip()
            if end := self._end.search(text):
                start = line.start + end.start()
                yield self.finding(prepared, start, line.start + len(text), "附件名称后不加标点符号。", fix="")

    def _at(self, prepared: Prepared, line: Line, match: re.Match[str], message: str, fix: str) -> Finding:
        return self.finding(prepared, line.start + match.start(1), line.start + match.end(1), message, fix=fix)


class AttachmentsDiffer(Rule):
    """Number and titles of the attachments agree with the note."""

    code = "ATT002"
    title = "附件与附件说明应一致"
    why = "附件的数量、序号和名称与附件说明不符，说明漏装、错装了附件。"
    source = "GB/T 9704-2012 7.3.7"
    level = Level.NATIONAL_STANDARD
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资储备清单{_SIGN}{_BOUND}",
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}{_BOUND}",
        ),
        Example(
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单\n　　　3.防汛值班表{_SIGN}{_BOUND}",
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}{_BOUND}",
        ),
    )
    near_misses = (f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}",)
    _mark = re.compile(r"[ \t\u3000]*附[ \u3000]?件[ \u3000]?(?P<number>\d{1,2})?[ \u3000]?[：:]?[ \u3000]*")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        listed = prepared.elements("attachments")
        bound = list(self._bound(prepared))
        # Attachments that are not bound in stand in files of their own.
        if not listed or not bound:
            return
        if len(bound) != len(listed):
            first = listed[0]
            message = f"附件说明列有{len(listed)}个附件，文后装有{len(bound)}个。"
            suggestion = "补齐附件或改正附件说明。"
            yield self.finding(prepared, first.start, first.end, message, suggestion=suggestion)
            return
        for expected, (_, start, end) in zip(listed, bound, strict=True):
            title = prepared.text[start:end]
            if title and _plain(title) != _plain(expected.value):
                message = f"附件说明中的“{_joined(expected.value)}”与所附“{_joined(title)}”不一致。"
                suggestion = "使附件说明与附件标题一致。"
                yield self.finding(prepared, expected.start, expected.end, message, suggestion=suggestion)

    def _bound(self, prepared: Prepared) -> Iterator[tuple[str | None, int, int]]:
        """The mark of each attachment bound in and the span of its title."""
        lines = prepared.lines
        for index, line in enumerate(lines):
            match = self._mark.match(line.text) if line.role is Role.ATTACHMENT_MARK else None
            if match is None:
                continue
            start, end = line.start + match.end(), line.start + len(line.text.rstrip())
            if start >= end:
                titles = []
                for below in lines[index + 1 : index + 8]:
                    if below.role is Role.ATTACHMENT_TITLE:
                        titles.append(below)
                    elif below.role is not Role.BLANK:
                        break
                if titles:
                    start = titles[0].start + len(titles[0].text) - len(titles[0].text.lstrip())
                    end = titles[-1].start + len(titles[-1].text.rstrip())
            yield match["number"], start, max(start, end)


class AttachmentNumbers(Rule):
    """The numbers in the note and on the attachments run on from 1."""

    code = "ATT004"
    title = "附件序号应连续"
    why = "附件序号跳号、重号，正文“见附件几”便指向不明。"
    source = f"{_CLAUSE}、7.3.7"
    level = Level.NATIONAL_STANDARD
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"{_HEAD}附件：1.防汛责任人名单\n　　　3.防汛物资清单{_SIGN}",
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}",
        ),
        Example(
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}{_BOUND.replace('附件2', '附件3')}",
            f"{_HEAD}附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}{_BOUND}",
        ),
    )
    near_misses = (f"{_HEAD}附件：防汛责任人名单{_SIGN}",)
    _listed = re.compile(
        r"[ \t\u3000]*(?:附[ \u3000]?件[ \u3000]?[：:])?[ \t\u3000]*(?P<number>\d{1,2})[ \u3000]?[.、．，]"
    )
    _bound = re.compile(r"[ \t\u3000]*附[ \u3000]?件[ \u3000]?(?P<number>\d{1,2})(?!\d)")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        for role, form in ((Role.ATTACHMENT_NOTE, self._listed), (Role.ATTACHMENT_MARK, self._bound)):
            wanted = 1
            for line in prepared.lines_of(role):
                match = form.match(line.text)
                if match is None:
                    continue
                number = int(match["number"])
                if number != wanted and not (wanted == 1 and role is Role.ATTACHMENT_MARK):
                    start, end = line.start + match.start("number"), line.start + match.end("number")
                    message = f"附件序号“{number}”不连续，此处应为“{wanted}”。"
                    yield self.finding(prepared, start, end, message, suggestion="核对附件，改正序号。")
                wanted = number + 1


class MissingAttachment(Rule):
    """The body refers only to attachments that exist."""

    code = "ATT003"
    title = "正文提到的附件应在附件说明中列出"
    why = "正文说“见附件3”而没有附件3，受文机关无从执行。"
    source = "公文校对的通行要求"
    level = Level.PRACTICE
    category = Category.CONSISTENCY
    severity = Severity.MAJOR
    confidence = 0.9
    examples = (
        Example(
            f"云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请按职责分工（见附件3）做好防汛工作。\n\n"
            f"附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}",
            f"云江市人民政府关于做好防汛工作的通知\n\n各县（区）人民政府：\n\n请按职责分工（见附件2）做好防汛工作。\n\n"
            f"附件：1.防汛责任人名单\n　　　2.防汛物资清单{_SIGN}",
        ),
    )
    near_misses = (f"{_HEAD}按照《云江市防汛预案》附件5执行。\n\n附件：防汛责任人名单{_SIGN}",)
    _reference = re.compile(r"(?<![》〉号）的])附件[ \u3000]?(?P<number>\d{1,2})(?![\d.])")

    def find(self, prepared: Prepared) -> Iterator[Finding]:
        listed = max(len(prepared.elements("attachments")), len(prepared.lines_of(Role.ATTACHMENT_MARK)))
        if not listed:
            return
        for line in prepared.body_lines:
            for match in self._reference.finditer(line.text):
                if int(match["number"]) > listed:
                    yield self.finding(
                        prepared,
                        line.start + match.start(),
                        line.start + match.end(),
                        f"正文提到附件{match['number']}，附件只有{listed}个。",
                        suggestion="补充该附件，或改正正文中的序号。",
                    )


def _joined(text: str) -> str:
    return "".join(text.split())


def _plain(title: str) -> str:
    """A title for comparison: without blanks, title marks and a mark at its end."""
    return _joined(title).strip("《》“”。；").replace("（", "(").replace("）", ")")
