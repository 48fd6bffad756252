"""The trail as a workbook (导出审计记录)."""

from __future__ import annotations

import io
from collections.abc import Iterable

import xlsxwriter
from django.utils import timezone

from zhengban.access.disclosure import Shown

MOST_EXPORTED = 50_000
_COLUMNS = (
    ("编号", 10),
    ("时间", 20),
    ("操作人", 12),
    ("被代理人", 12),
    ("操作", 18),
    ("操作代码", 26),
    ("结果", 9),
    ("对象类别", 12),
    ("对象", 36),
    ("说明", 36),
    ("变更", 60),
    ("来源地址", 16),
    ("请求编号", 34),
)


def workbook(rows: Iterable[Shown]) -> bytes:
    """The entries as an XLSX workbook; every cell is text, so no cell can run as a formula."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True})
    sheet = book.add_worksheet("审计记录")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEF2F7"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for at, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, head)
    for line, row in enumerate(rows, 1):
        for at, text in enumerate(_cells(row)):
            sheet.write_string(line, at, text, body)
    book.close()
    return output.getvalue()


def _cells(row: Shown) -> tuple[str, ...]:
    entry = row.entry
    changes = "；".join(
        f"{one.field}：{one.before or '（空）'} → {one.after or '（空）'}" for one in row.changes()
    )
    return (
        str(entry.pk),
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
        entry.actor_name,
        entry.on_behalf_of_name,
        entry.label,
        entry.code,
        str(entry.get_outcome_display()),
        row.target_kind,
        row.target,
        row.summary,
        changes,
        entry.address,
        entry.request_id,
    )
