"""Putting a body together: paragraphs and the numbering 一、（一）1. in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhengban.demo.texts.figures import percent
from zhengban.demo.texts.topics import Point, TableSpec
from zhengban.demo.texts.wording import Wording, numeral


class Body:
    """A body being written; numbers its sections and items by itself."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._section = 0
        self._item = 0
        self._point = 0

    def paragraph(self, text: str) -> None:
        self._lines.append(text)

    def section(self, title: str) -> None:
        """A first-level heading on a line of its own: 一、总体要求."""
        self._section += 1
        self._item = self._point = 0
        self._lines.append(f"{numeral(self._section)}、{title}")

    def clause(self, text: str) -> None:
        """A first-level number with its sentence: the clauses of replies and public notices."""
        self._section += 1
        self._item = self._point = 0
        self._lines.append(f"{numeral(self._section)}、{text}")

    def item(self, heading: str, text: str) -> None:
        """A second-level heading with its sentence run in: （一）压实责任。……"""
        self._item += 1
        self._point = 0
        self._lines.append(f"（{numeral(self._item)}）{heading}。{text}")

    def point(self, text: str) -> None:
        """A third-level number: 1.报送内容。"""
        self._point += 1
        self._lines.append(f"{self._point}.{text}")

    def items(self, points: Iterable[Point], wording: Wording) -> None:
        for point in points:
            self.item(point.heading, wording.fill(point.text))

    def sections(self, points: Iterable[Point], wording: Wording) -> None:
        for point in points:
            self.section(point.heading)
            self.paragraph(wording.fill(point.text))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        head, *rest = rows
        self._lines.append(_row(head))
        self._lines.append("|" + " --- |" * len(head))
        self._lines.extend(_row(row) for row in rest)

    def text(self) -> str:
        return "\n".join(self._lines)


def topic_table(spec: TableSpec, wording: Wording) -> list[list[str]]:
    """The topic's table: a row for every place and the sum."""
    figure = wording.figures[spec.figure]
    kind = wording.topic.figures[spec.figure].kind
    totals, others = sum(row.total for row in figure.rows), sum(row.other for row in figure.rows)
    if kind == "ledger":
        head = [
            "序号",
            wording.places_word,
            wording.fill(spec.item),
            spec.done,
            f"{spec.done.removeprefix('已')}率（%）",
        ]
        rows = [(row.place, row.total, row.other, percent(row.other, row.total)) for row in figure.rows]
        rows.append(("合计", totals, others, percent(others, totals)))
    else:
        head = ["序号", wording.places_word, wording.fill(spec.item), "上年同期", "增减"]
        rows = [(row.place, row.total, row.other, _signed(row.total - row.other)) for row in figure.rows]
        rows.append(("合计", totals, others, _signed(totals - others)))
    return [head] + [
        ["" if place == "合计" else str(at), place, str(total), str(other), last]
        for at, (place, total, other, last) in enumerate(rows, 1)
    ]


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else str(value)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
