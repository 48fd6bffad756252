"""What a round found: the ranking of units, kinds of errors, samples, and how that compares to the round before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from gongwen.proofread import Category, Severity
from zhengban.proofing.policy import rule_of
from zhengban.quality.models import Round, RoundFinding, RoundPaper

PER = 10_000
SAMPLES_OF_A_KIND = 3


@dataclass(frozen=True)
class Figures:
    """How many papers, characters and errors; ``grave`` are those that are more than 一般."""

    papers: int = 0
    characters: int = 0
    errors: int = 0
    grave: int = 0

    @property
    def rate(self) -> float:
        """Errors per 10,000 characters (每万字差错)."""
        return round(self.errors * PER / self.characters, 2) if self.characters else 0.0


@dataclass(frozen=True)
class RankedUnit:
    """A unit in the ranking, the fewest errors first; units of one rate share a place.

    ``before`` is its rate in the round before, if it was in it.
    """

    place: int
    name: str
    figures: Figures
    before: float | None


@dataclass(frozen=True)
class KindOfError:
    """A kind of error with its count, that of the round before, and a few samples."""

    category: Category
    count: int
    before: int | None
    rules: tuple[tuple[str, int], ...]
    samples: tuple[RoundFinding, ...]


@dataclass(frozen=True)
class Results:
    """Everything a round found."""

    total: Figures
    before: Figures | None
    previous: Round | None
    units: tuple[RankedUnit, ...]
    kinds: tuple[KindOfError, ...]


def results_of(round: Round) -> Results:
    """The results so far; a query a kind of error and ten more, however many papers there are."""
    previous = Round.objects.finished().filter(agency=round.agency, pk__lt=round.pk).first()
    now, then = _by_unit(round), _by_unit(previous) if previous else {}
    ranked = sorted(now.items(), key=lambda pair: (pair[1].rate, pair[0]))
    rates = [figures.rate for _name, figures in ranked]
    units = tuple(
        RankedUnit(rates.index(figures.rate) + 1, name, figures, then[name].rate if name in then else None)
        for name, figures in ranked
    )
    return Results(
        total=_sum(now.values()),
        before=_sum(then.values()) if previous else None,
        previous=previous,
        units=units,
        kinds=_kinds(round, previous),
    )


def _by_unit(round: Round) -> dict[str, Figures]:
    """The figures of each unit of the own agency and of each other agency, by name."""
    papers = RoundPaper.objects.filter(round=round, checked_at__isnull=False)
    named = ("unit__name", "agency__name")
    sizes = papers.order_by().values(*named).annotate(papers=Count("pk"), characters=Sum("characters"))
    found = RoundFinding.objects.filter(paper__round=round).order_by()
    counts = found.values("paper__unit__name", "paper__agency__name").annotate(
        errors=Count("pk"), grave=Count("pk", filter=~Q(severity=Severity.MINOR.value))
    )
    errors = {(one["paper__unit__name"], one["paper__agency__name"]): one for one in counts}
    figures = {}
    for size in sizes:
        unit, agency = size["unit__name"], size["agency__name"]
        counted = errors.get((unit, agency), {"errors": 0, "grave": 0})
        figures[unit or agency] = Figures(
            size["papers"], size["characters"] or 0, counted["errors"], counted["grave"]
        )
    return figures


def _kinds(round: Round, previous: Round | None) -> tuple[KindOfError, ...]:
    """Kinds of errors, the most frequent first."""
    counts = _counts(round)
    before = _counts(previous) if previous else {}
    rules = _rules(round)
    return tuple(
        KindOfError(
            Category(category),
            count,
            before.get(category, 0) if previous else None,
            tuple(rules.get(category, ())),
            _samples(round, category),
        )
        for category, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _counts(round: Round) -> dict[str, int]:
    rows = (
        RoundFinding.objects.filter(paper__round=round).order_by().values("category").annotate(count=Count("pk"))
    )
    return {row["category"]: row["count"] for row in rows}


def _rules(round: Round) -> dict[str, list[tuple[str, int]]]:
    """Titles of the rules with their counts, by category, the most frequent first."""
    rows = RoundFinding.objects.filter(paper__round=round).order_by().values("category", "rule")
    found: dict[str, list[tuple[str, int]]] = {}
    for row in rows.annotate(count=Count("pk")).order_by("-count", "rule"):
        rule = rule_of(row["rule"])
        title = rule.title if rule else row["rule"]
        found.setdefault(row["category"], []).append((title, row["count"]))
    return found


def _samples(round: Round, category: str) -> tuple[RoundFinding, ...]:
    rows = RoundFinding.objects.filter(paper__round=round, category=category).exclude(quote="")
    related = rows.select_related("paper__unit", "paper__agency", "paper__document")
    return tuple(related.order_by("pk")[:SAMPLES_OF_A_KIND])


def _sum(figures: Iterable[Figures]) -> Figures:
    rows = list(figures)
    return Figures(
        sum(one.papers for one in rows),
        sum(one.characters for one in rows),
        sum(one.errors for one in rows),
        sum(one.grave for one in rows),
    )
