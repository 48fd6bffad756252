"""The text as the rules see it: secrets masked, front matter blanked, facts parsed once and shared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import cast

from gongwen.document import DocumentType, Reading, Role
from gongwen.document.structure import Element, Line
from gongwen.proofread.facts.dates import DateMention, find_dates
from gongwen.proofread.facts.enumerations import Point, find_runs
from gongwen.proofread.facts.headings import HeadingMark, mark_of
from gongwen.proofread.facts.numbers import NumberMention, find_numbers
from gongwen.proofread.facts.quantities import Quantity, find_quantities
from gongwen.proofread.facts.registered import numbers_asked
from gongwen.proofread.facts.relations import Breach, breaches
from gongwen.proofread.facts.sentences import Span, find_sentences
from gongwen.proofread.facts.tables import Table, find_tables
from gongwen.proofread.facts.terms import Occurrence, Searcher, T, Term
from gongwen.proofread.records import RecordedDocument, Records

_BODY_ROLES = frozenset({Role.BODY, Role.HEADING})
_ATTACHMENT_ROLES = frozenset({Role.ATTACHMENT_MARK, Role.ATTACHMENT_TITLE, Role.ATTACHMENT_BODY})
_DATA_ELEMENTS = frozenset({"type", "layout", "date", "print.date", "sealed", "copy_number", "urgency", "secrecy"})
"""Keys of the front matter whose values are data, not wording."""
_DRAFT = re.compile(r"草案|送审|征求意见|讨论稿|代拟|试行稿|初稿")
_ARTICLE = re.compile(r"[ \t\u3000]*第[一二三四五六七八九十百零〇\d]{1,7}条")
_ARTICLES_OF_STATUTE = 3
_FARTHEST = 200
"""How many headings a rule looks ahead, so that a text of headings alone stays linear."""


@dataclass(frozen=True)
class Statement:
    """A sentence with the numbers in it."""

    start: int
    end: int
    quantities: tuple[Quantity, ...]

    def before(self, offset: int, count: int) -> tuple[Quantity, ...]:
        """The last ``count`` numbers that start before ``offset``."""
        at = bisect_left(self.quantities, offset, key=lambda quantity: quantity.start)
        return self.quantities[max(0, at - count) : at]

    def after(self, offset: int, count: int) -> tuple[Quantity, ...]:
        """The first ``count`` numbers that start at or after ``offset``."""
        at = bisect_left(self.quantities, offset, key=lambda quantity: quantity.start)
        return self.quantities[at : at + count]


class Prepared:
    """A reading made ready for the rules.

    ``text`` is as long as the reading's own text, so offsets hold in both. Rules take every word from
    here and never from ``reading.document``, whose strings still hold what the leak rules have masked.
    """

    def __init__(
        self,
        reading: Reading,
        text: str,
        *,
        today: date | None = None,
        records: Records | None = None,
        searcher: Searcher | None = None,
    ) -> None:
        self.text = text
        self.today = today
        self.records = records
        self._reading = reading
        self._searcher = searcher

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines outside the front matter."""
        return tuple(
            line
            if line.text == self.text[line.start : line.end]
            else replace(line, text=self.text[line.start : line.end])
            for line in self._reading.lines
            if line.role is not Role.FRONT_MATTER
        )

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self._reading.lines]

    def line_number(self, offset: int) -> int:
        """The line, counted from 1, that ``offset`` lies in."""
        return max(1, bisect_right(self._line_starts, offset))

    def paragraph_figures(self, offset: int, count: int) -> tuple[Quantity, ...]:
        """The last ``count`` numbers that stand before ``offset`` in the same line."""
        line = max(0, bisect_right(self._line_starts, offset) - 1)
        first = bisect_left(self.quantities, self._line_starts[line], key=lambda quantity: quantity.start)
        last = bisect_left(self.quantities, offset, key=lambda quantity: quantity.start)
        return self.quantities[max(first, last - count) : last]

    def figures_before(self, offset: int, count: int) -> tuple[Quantity, ...]:
        """The last ``count`` numbers of the text that start before ``offset``."""
        at = bisect_left(self.quantities, offset, key=lambda quantity: quantity.start)
        return self.quantities[max(0, at - count) : at]

    def role_at(self, offset: int) -> Role:
        """The role of the line that ``offset`` lies in."""
        index = bisect_right(self._line_starts, offset) - 1
        return self._reading.lines[index].role if index >= 0 else Role.BODY

    def lines_of(self, *roles: Role) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.role in roles)

    @cached_property
    def body_lines(self) -> tuple[Line, ...]:
        """Headings and paragraphs of the body proper, attachments not."""
        return tuple(line for line in self.lines if line.role in _BODY_ROLES)

    def in_attachment(self, offset: int) -> bool:
        return self.role_at(offset) in _ATTACHMENT_ROLES

    @cached_property
    def _elements(self) -> dict[str, tuple[Element, ...]]:
        grouped: dict[str, list[Element]] = {}
        for element in self._reading.elements:
            shown = replace(element, value=self.text[element.start : element.end])
            grouped.setdefault(element.name, []).append(shown)
        return {name: tuple(elements) for name, elements in grouped.items()}

    def elements(self, name: str) -> tuple[Element, ...]:
        """The values of an element (要素) with their places."""
        return self._elements.get(name, ())

    @cached_property
    def title(self) -> Element | None:
        """The title (标题)."""
        return next(iter(self.elements("title")), None)

    @cached_property
    def document_type(self) -> DocumentType | None:
        """The 文种 the title ends with, else the one stated; None for a 讲话, 总结 and the like."""
        document = self._reading.document
        if document.kind and document.document_type is None:
            return None
        if self.title is None:
            return document.document_type
        # 请示报告 is a fault of its own; what its author wants is an answer.
        if self.title.value.rstrip().endswith(("请示报告", "申请报告", "报告请示")):
            return DocumentType.REQUEST
        return DocumentType.from_title(self.title.value) or document.document_type

    @property
    def stated_type(self) -> DocumentType | None:
        """The 文种 the front matter states."""
        return self._reading.document.document_type if self.elements("type") else None

    @property
    def is_working_paper(self) -> bool:
        """Stated to be no 文种 (讲话, 总结, 方案…), so the rules about red heads do not apply."""
        return bool(self.elements("type")) and self.stated_type is None

    @property
    def is_office_paper(self) -> bool:
        """A paper of an office: it has a number, recipients or a date of its own."""
        return bool(self._reading.document.number or self.elements("to") or self.written_on)

    @cached_property
    def is_bare_statute(self) -> bool:
        """A legal text by itself, quoted and not drafted: articles (条), but no element of an office's paper."""
        title = self.title.value if self.title else ""
        if self.is_office_paper or self.elements("issuer") or _DRAFT.search(title):
            return False
        return sum(_ARTICLE.match(line.text) is not None for line in self.body_lines) >= _ARTICLES_OF_STATUTE

    @property
    def written_on(self) -> date | None:
        """The date of the document (成文日期)."""
        return self._reading.document.written_on

    @property
    def printed_on(self) -> date | None:
        """The date of printing (印发日期)."""
        info = self._reading.document.print_info
        return info.date if info else None

    @property
    def reference_date(self) -> date | None:
        """The date the text speaks from: its own, else today where the caller told it."""
        return self.written_on or self.today

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return find_sentences(self.text)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return find_quantities(self.text)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences that hold at least two numbers."""
        statements = []
        at = 0
        for sentence in self.sentences:
            while at < len(self.quantities) and self.quantities[at].start < sentence.start:
                at += 1
            first = at
            while at < len(self.quantities) and self.quantities[at].start < sentence.end:
                at += 1
            if at - first >= 2:
                statements.append(Statement(sentence.start, sentence.end, self.quantities[first:at]))
        return tuple(statements)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        return tuple(find_tables(self.lines))

    def breaches(self, table: Table) -> tuple[Breach, ...]:
        """The rows of a table that break a relation of its columns."""
        return self._breaches[self.tables.index(table)]

    @cached_property
    def _breaches(self) -> tuple[tuple[Breach, ...], ...]:
        return tuple(tuple(breaches(table)) for table in self.tables)

    @cached_property
    def _occurrences(self) -> dict[type[Term], list[Occurrence[Term]]]:
        return self._searcher.find(self.text) if self._searcher is not None else {}

    def occurrences(self, kind: type[T]) -> list[Occurrence[T]]:
        """Where the terms of one kind stand that the rules or the office asked to look up."""
        return cast(list[Occurrence[T]], self._occurrences.get(kind, []))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        return find_dates(self.text)

    @cached_property
    def numbers(self) -> tuple[NumberMention, ...]:
        """Document numbers, own and cited."""
        return find_numbers(self.text)

    @cached_property
    def registered(self) -> Mapping[str, RecordedDocument]:
        """The documents on record (台账) that the text names, by number; empty without records."""
        asked = numbers_asked(self.text) if self.records is not None else frozenset()
        return self.records.documents(asked) if self.records is not None and asked else {}

    @cached_property
    def headings(self) -> tuple[HeadingMark, ...]:
        """Marks at the start of body and attachment lines."""
        marks = (
            mark_of(index, line.start, line.text)
            for index, line in enumerate(self.lines)
            if line.role in _BODY_ROLES or line.role is Role.ATTACHMENT_BODY
        )
        return tuple(mark for mark in marks if mark is not None)

    def headings_from(self, offset: int) -> Sequence[HeadingMark]:
        """The heading marks at or after ``offset``."""
        return self.headings[bisect_left(self.headings, offset, key=lambda mark: mark.start) :][:_FARTHEST]

    @cached_property
    def point_runs(self) -> tuple[tuple[Point, ...], ...]:
        """Points counted off in the text, run by run."""
        return find_runs(self.text)

    def run_at(self, offset: int) -> tuple[Point, ...] | None:
        """The run of points that starts at ``offset``."""
        at = bisect_left(self.point_runs, offset, key=lambda run: run[0].start)
        found = self.point_runs[at] if at < len(self.point_runs) else None
        return found if found is not None and found[0].start == offset else None


def wording(reading: Reading, text: str) -> str:
    """``text`` with the front matter blanked except the values that are words, equally long."""
    ends = [line.end for line in reading.lines if line.role is Role.FRONT_MATTER]
    if not ends:
        return text
    end = ends[-1]
    head = ["\n"] * end
    for element in reading.elements:
        if element.end <= end and element.name not in _DATA_ELEMENTS:
            head[element.start : element.end] = text[element.start : element.end]
    return "".join(head) + text[end:]
