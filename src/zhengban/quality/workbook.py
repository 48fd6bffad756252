"""A round as an XLSX workbook: ranking, kinds, every error; text cells are text, so none can run as a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from zhengban.quality.models import Round, RoundFinding
from zhengban.quality.results import Results

MOST_LISTED = 100_000
_RANKING = (
    "位次",
    "单位",
    "公文（件）",
    "字数",
    "差错（处）",
    "其中较严重（处）",
    "每万字差错（处）",
    "上一次每万字差错（处）",
)
_KINDS = ("差错类型", "本次（处）", "上一次（处）")
_ERRORS = ("单位", "发文字号", "标题", "差错类型", "程度", "规则", "原文", "问题")

Cell = str | int | float | None


def workbook_of(round: Round, results: Results) -> bytes:
    """The workbook (查错结果)."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"constant_memory": True, "strings_to_formulas": False})
    _sheet(
        book,
        "各单位情况",
        _RANKING,
        (
            (
                one.place,
                one.name,
                one.figures.papers,
                one.figures.characters,
                one.figures.errors,
                one.figures.grave,
                one.figures.rate,
                one.before,
            )
            for one in results.units
        ),
    )
    _sheet(book, "差错类型", _KINDS, ((one.category.label, one.count, one.before) for one in results.kinds))
    _sheet(book, "差错明细", _ERRORS, _errors(round))
    book.close()
    return output.getvalue()


def _errors(round: Round) -> Iterable[Sequence[Cell]]:
    rows = RoundFinding.objects.filter(paper__round=round).order_by("paper", "pk")
    related = rows.select_related("paper__unit", "paper__agency", "paper__document")
    for row in related[:MOST_LISTED].iterator(chunk_size=1000):
        paper = row.paper
        yield (
            (paper.unit or paper.agency).name,
            paper.document.number_text,
            paper.document.title,
            row.get_category_display(),
            row.get_severity_display(),
            row.rule,
            row.quote,
            row.message,
        )


def _sheet(book: xlsxwriter.Workbook, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#EEF2F7"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 18)
    for at, text in enumerate(heads):
        sheet.write_string(0, at, text, head)
    for line, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, at, cell, body)
            elif cell is not None:
                sheet.write_number(line, at, cell, body)
