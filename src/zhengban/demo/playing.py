"""Loading the demo city: founded by the real actions, its year played, the last acts by the real actions too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from zhengban.access.loading import loading
from zhengban.demo.clock import at
from zhengban.demo.city import ADMINISTRATORS, CONNECTED
from zhengban.demo.founding import City, found_city
from zhengban.demo.stages.casting import Casting
from zhengban.demo.stages.memory import MemoryStage
from zhengban.demo.stages.real import RealStage
from zhengban.demo.year import Year, plan_year
from zhengban.demo.year.scripts import cues
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.numbering.actions import open_series
from zhengban.numbering.models import SeriesKind

REAL_ACTS = 0.6
"""For each document so many of the last acts are done by the real actions; what was before them is written as they
would have written it."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    agencies: int
    people: int
    documents: int


def load_city(documents: int, now: datetime) -> Loaded:
    """Found the city and play about so many documents of the year before now."""
    city = found_city()
    year = plan_year(documents, now)
    open_registers(city, year)
    play(Casting(city), year, round(documents * REAL_ACTS))
    made = OutgoingDocument.objects.count() + IncomingDocument.objects.count()
    return Loaded(len(city.agencies), len(city.people), made)


def open_registers(city: City, year: Year) -> None:
    """Begin each run of numbers where the paper registers stood when the year began (设定起始号)."""
    system = city.people[ADMINISTRATORS[0][0]]
    owners = {code: data for data in CONNECTED for code in (*data.codes, f"收:{data.key}")}
    with at(year.began - timedelta(hours=1)):
        for (code, number_year), first in sorted(year.first_ordinals.items()):
            incoming = code.startswith("收:")
            open_series(
                actor=system,
                agency=city.agencies[owners[code].key],
                kind=SeriesKind.INCOMING if incoming else SeriesKind.OUTGOING,
                code="" if incoming else code,
                year=number_year,
                first_ordinal=first,
            )


def play(casting: Casting, year: Year, real_acts: int) -> None:
    """Play the year: all but the last acts in memory, written at once; the rest on the real stage."""
    acts = cues(year.scripts)
    turn = max(0, len(acts) - real_acts)
    if turn:
        with loading("演示城市一年的公文"):
            memory = MemoryStage(casting)
            for cue in acts[:turn]:
                memory.play(cue)
            memory.write()
    real = RealStage(casting)
    for cue in acts[turn:]:
        real.play(cue)
