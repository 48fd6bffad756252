"""The proof of a year's numbers (编号情况): how many were given, how many are void, which are missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from zhengban.numbering.models import IssuerCode, Number, NumberState, Series
from zhengban.organizations.models import Agency


@dataclass(frozen=True)
class SeriesProof:
    """One series: what was given and what is missing, which must be nothing."""

    series: Series
    given: int
    void: int
    gaps: tuple[int, ...]


def find_gaps(series: Series) -> tuple[int, ...]:
    """The ordinals that should have been given and were not; empty in a sound register."""
    due = range(series.first_ordinal, series.next_ordinal)
    given = set(Number.objects.filter(series=series).values_list("ordinal", flat=True))
    return tuple(ordinal for ordinal in due if ordinal not in given)


def prove(agency: Agency, year: int) -> list[SeriesProof]:
    """Every series of the agency in the year with its proof; the ordinals are read only where the count is off."""
    counted = Series.objects.filter(agency=agency, year=year).annotate(
        given=Count("numbers"), void=Count("numbers", filter=Q(numbers__state=NumberState.VOID))
    )
    return [
        SeriesProof(
            series,
            series.given,
            series.void,
            () if series.given == series.next_ordinal - series.first_ordinal else find_gaps(series),
        )
        for series in counted
    ]


def codes_of(agency: Agency) -> list[str]:
    """The codes the agency may number with today, in its order."""
    return list(IssuerCode.objects.filter(agency=agency, retired_on=None).values_list("text", flat=True))
