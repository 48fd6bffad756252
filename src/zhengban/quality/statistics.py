"""Errors per 10,000 characters by unit, kind and the stage they were caught at (差错统计), from the tallies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from gongwen.proofread import Category
from zhengban.organizations.models import Agency
from zhengban.quality.models import ErrorTally, PaperTally, Stage
from zhengban.quality.results import PER


@dataclass(frozen=True)
class Line:
    """One line of the statistics: errors by stage, and their rate per 10,000 characters."""

    name: str
    papers: int
    characters: int
    drafting: int
    review: int
    issued: int

    @property
    def errors(self) -> int:
        return self.drafting + self.review + self.issued

    @property
    def rate(self) -> float:
        """Errors made, per 10,000 characters (每万字差错)."""
        return _rate(self.errors, self.characters)

    @property
    def issued_rate(self) -> float:
        """Errors that went out, per 10,000 characters (印发后每万字差错)."""
        return _rate(self.issued, self.characters)


@dataclass(frozen=True)
class Statistics:
    """The agency's figures in a period of issue."""

    total: Line
    units: tuple[Line, ...]
    kinds: tuple[Line, ...]


def statistics_of(agency: Agency, since: date, until: date) -> Statistics:
    """The statistics of papers issued in the period, both days included; four queries."""
    papers = PaperTally.objects.filter(agency=agency, issued_on__gte=since, issued_on__lte=until).order_by()
    errors = ErrorTally.objects.filter(paper__in=papers).order_by()
    sizes = papers.values("unit__name").annotate(papers=Count("pk"), characters=Sum("characters"))
    by_unit = _by_stage(
        errors.values("paper__unit__name", "stage").annotate(sum=Sum("count")), "paper__unit__name"
    )
    by_kind = _by_stage(errors.values("category", "stage").annotate(sum=Sum("count")), "category")
    units = tuple(
        _line(row["unit__name"], row["papers"], row["characters"], by_unit.get(row["unit__name"], {}))
        for row in sizes.order_by("unit__order", "unit__name")
    )
    count, characters = sum(one.papers for one in units), sum(one.characters for one in units)
    kinds = tuple(_line(Category(kind).label, count, characters, found) for kind, found in by_kind.items())
    total = Line(
        "合计",
        count,
        characters,
        sum(one.drafting for one in units),
        sum(one.review for one in units),
        sum(one.issued for one in units),
    )
    return Statistics(total, units, tuple(sorted(kinds, key=lambda one: (-one.errors, one.name))))


def _by_stage(rows: object, key: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in rows:  # type: ignore[attr-defined]
        found.setdefault(row[key], {})[row["stage"]] = row["sum"]
    return found


def _line(name: str, papers: int, characters: int, found: dict[str, int]) -> Line:
    caught = (found.get(stage, 0) for stage in (Stage.DRAFTING, Stage.REVIEW, Stage.ISSUED))
    return Line(name, papers, characters, *caught)


def _rate(errors: int, characters: int) -> float:
    return round(errors * PER / characters, 2) if characters else 0.0
