"""How the columns of a table follow from each other (列间关系), read off the figures themselves.

A relation counts only where most rows keep it, so that the rows that break it are faults and not another reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from gongwen.proofread.facts.tables import Cell, Table

_SUM_HEAD = re.compile(r"合计|小计|总计|总数|总额|总[^，]{0,4}|共计|应[到收交]|计划|问题数|任务数|受理")
_GROWTH_HEAD = re.compile(r"增长|增幅|增速|同比|升降|变化")
_SHARE_HEAD = re.compile(r"率|占比|比重|比例|%|％|进度")
_PRODUCT_HEAD = re.compile(r"金额|小计|合计|总价|经费|补助|资金|工分")
_MOST_COLUMNS = 9
_HUNDRED = Decimal(100)


_Calculation = Callable[[Sequence[Decimal], Sequence[Cell]], tuple[Decimal | None, Decimal]]


@dataclass(frozen=True)
class Relation:
    """A column that follows from others: ``words`` says how (之和, 占比, 增幅, 乘积)."""

    column: int
    sources: tuple[int, ...]
    words: str
    calculate: _Calculation

    def expected(self, row: Sequence[Cell], changed: Mapping[int, Decimal]) -> tuple[Decimal | None, Decimal]:
        """What should stand in the column and how far rounding may move it; None where the row does not say."""
        values = [changed.get(at, row[at].value) for at in self.sources]
        known = [value for value in values if value is not None]
        if len(known) != len(values):
            return None, Decimal(0)
        return self.calculate(known, [row[at] for at in self.sources])

    def is_kept(self, row: Sequence[Cell], changed: Mapping[int, Decimal]) -> bool | None:
        """Whether the row keeps to it, with some of its values changed; None where it does not say."""
        stated = changed.get(self.column, row[self.column].value)
        expected, slack = self.expected(row, changed)
        if stated is None or expected is None:
            return None
        # A share printed without decimals is rounded; a sum printed so is exact.
        is_rounded = self.words in ("占比", "增幅") and "." not in row[self.column].text
        own = Decimal("0.5") if is_rounded else row[self.column].slack
        return abs(expected - stated) <= slack + own


@dataclass(frozen=True)
class Breach:
    """A row that breaks a relation; ``expected`` is what should stand in its column."""

    row: list[Cell]
    relation: Relation
    expected: Decimal

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.relation.column, *self.relation.sources)

    def is_mended(self, column: int, value: Decimal) -> bool:
        """Whether the row would be right with another value in that column."""
        return self.relation.is_kept(self.row, {column: value}) is True


def breaches(table: Table) -> Iterator[Breach]:
    """Every row that breaks a relation which the other rows keep."""
    columns = table.numeric[:_MOST_COLUMNS]
    told: set[tuple[int, int]] = set()
    for relation in _candidates(table, columns):
        judged = [(row, relation.is_kept(row, {})) for row in table.data + table.total_rows]
        kept = sum(verdict is True for _, verdict in judged)
        broken = [row for row, verdict in judged if verdict is False]
        wanted = 2 if _is_named(table.heads[relation.column], relation.words) else 3
        if kept < wanted or not 0 < len(broken) <= kept // 2:
            continue
        for row in broken:
            place = (row[relation.column].start, relation.column)
            expected, _ = relation.expected(row, {})
            if place not in told and expected is not None:
                told.add(place)
                yield Breach(row, relation, expected)


def _is_named(head: str, words: str) -> bool:
    heads = {"之和": _SUM_HEAD, "占比": _SHARE_HEAD, "增幅": _GROWTH_HEAD, "乘积": _PRODUCT_HEAD}
    return heads[words].search(head) is not None if words in heads else False


def _candidates(table: Table, columns: Sequence[int]) -> Iterator[Relation]:
    added = [column for column in columns if table.is_added(column)]
    for column in added:
        others = tuple(other for other in added if other != column)
        if len(others) >= 2 and _SUM_HEAD.search(table.heads[column]):
            yield Relation(column, others, "之和", _sum)
            behind = tuple(other for other in others if other > column)
            if 2 <= len(behind) < len(others):
                yield Relation(column, behind, "之和", _sum)
        for pair in combinations(others, 2):
            if len(others) > 2 or not _SUM_HEAD.search(table.heads[column]):
                yield Relation(column, pair, "之和", _sum)
    for column in columns:
        if table.is_added(column):
            continue
        head = table.heads[column]
        if _GROWTH_HEAD.search(head):
            for pair in permutations(added, 2):
                yield Relation(column, pair, "增幅", _growth)
        elif _SHARE_HEAD.search(head):
            for pair in permutations(added, 2):
                yield Relation(column, pair, "占比", _share)
    factors = [
        column for column in columns if table.is_added(column) or re.search(r"单价|标准", table.heads[column])
    ]
    for column in added:
        for pair in combinations([factor for factor in factors if factor != column], 2):
            yield Relation(column, pair, "乘积", _product)


def _sum(values: Sequence[Decimal], cells: Sequence[Cell]) -> tuple[Decimal | None, Decimal]:
    return sum(values, Decimal(0)), sum((cell.slack for cell in cells), Decimal(0))


def _share(values: Sequence[Decimal], cells: Sequence[Cell]) -> tuple[Decimal | None, Decimal]:
    part, whole = values
    if whole <= 0 or part == whole or part == 0:
        return None, Decimal(0)
    return part / whole * _HUNDRED, (cells[0].slack + cells[1].slack * part / whole) / whole * _HUNDRED


def _growth(values: Sequence[Decimal], cells: Sequence[Cell]) -> tuple[Decimal | None, Decimal]:
    now, base = values
    if base <= 0:
        return None, Decimal(0)
    slack = (cells[0].slack + cells[1].slack * now / base) / base * _HUNDRED
    return (now - base) / base * _HUNDRED, slack


def _product(values: Sequence[Decimal], cells: Sequence[Cell]) -> tuple[Decimal | None, Decimal]:
    first, second = values
    if 0 in values or 1 in values:
        return None, Decimal(0)
    return first * second, cells[0].slack * second + cells[1].slack * first
