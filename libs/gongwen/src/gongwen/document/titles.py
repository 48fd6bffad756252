"""What a title (标题) looks like, and which kind of paper it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongwen.document.blocks import heading_marker
from gongwen.document.sheet import Row, join_lines
from gongwen.document.types import DocumentType

# Papers an office writes that are none of the fifteen 文种; longer names first where one ends another.
_OTHER_KINDS = (
    *(
        "述职述廉报告",
        "述职报告",
        "工作报告",
        "调研报告",
        "工作总结",
        "工作要点",
        "工作方案",
        "实施方案",
        "应急预案",
    ),
    *(
        "实施意见",
        "实施细则",
        "管理办法",
        "暂行办法",
        "暂行规定",
        "讲话稿",
        "讲话",
        "发言",
        "致辞",
        "汇报",
        "总结",
    ),
    *(
        "方案",
        "办法",
        "规定",
        "细则",
        "规则",
        "条例",
        "要点",
        "计划",
        "规划",
        "安排",
        "名单",
        "预案",
        "简报",
        "制度",
    ),
    *(
        "章程",
        "倡议书",
        "须知",
        "指南",
        "清单",
        "目录",
        "提纲",
        "建议",
        "说明",
        "情况",
        "一览表",
        "登记表",
        "统计表",
        "汇总表",
        "明细表",
    ),
    *(
        "若干措施",
        "措施",
        "规程",
        "流程",
        "纲要",
        "准则",
        "守则",
        "责任书",
    ),
)
_TAIL = re.compile(r"(?:[（(][^（()）]{1,40}[）)]\s*)+$")
_SENTENCE = re.compile(r"[。；！？]|[，：:、；。！？]$")
_MOST_ROWS = 6
_LONGEST_ROW = 80


def kind_of(title: str) -> str:
    """The kind of paper a title names: a 文种 as written (令 stays 令), another known name, or empty."""
    plain = _TAIL.sub("", title).strip()
    document_type = DocumentType.from_title(plain)
    other = next((kind for kind in _OTHER_KINDS if plain.endswith(kind)), "")
    if document_type is None or len(other) > len(document_type.value):
        return other
    if document_type is DocumentType.ORDER and not plain.endswith("命令"):
        return "令"
    return document_type.value


def could_be_title(text: str) -> bool:
    """Whether a line may belong to a title at all: short, no sentence, no numbered heading, no table."""
    return (
        0 < len(text) <= _LONGEST_ROW
        and _SENTENCE.search(text) is None
        and heading_marker(text) is None
        and not text.startswith(("|", "附件", "抄送"))
    )


def title_rows(rows: Sequence[Row], at: int) -> int:
    """How many of the filled rows from ``at`` on are the title; 0 where none stands there."""
    taken = 0
    joined = ""
    while at + taken < len(rows) and taken < _MOST_ROWS:
        row = rows[at + taken]
        if not could_be_title(row.core):
            break
        longer = join_lines((joined, row.core))
        if taken:
            apart = row.number - rows[at + taken - 1].number > 1
            if kind_of(joined):
                if not _is_tail(row.core):
                    break
            elif apart and not (row.core.startswith("关于") or ("关于" in joined and kind_of(longer))):
                break
        joined = longer
        taken += 1
    if kind_of(joined):
        return taken
    return _without_kind(rows, at, taken)


def _is_tail(text: str) -> bool:
    """A bracketed remark of the title on its own line, such as （试行）, that is not a date of passing."""
    return _TAIL.fullmatch(text) is not None and re.search(r"\d月|\d日|月\d", text) is None


def _without_kind(rows: Sequence[Row], at: int, taken: int) -> int:
    """A title that names no kind: one line, set off or followed by running text."""
    if not taken or len(rows) - at < 2:
        return 0
    first = rows[at]
    if "，" in first.core or len(first.core) > 40:
        return 1 if "关于" in first.core[:32] else 0
    following = rows[at + 1]
    set_off = following.number - first.number > 1
    return 1 if set_off or not could_be_title(following.core) else 0


def joined_title(rows: Sequence[Row]) -> str:
    return join_lines(row.core for row in rows)
