"""Loading the demo city: founded by the real actions, its year played, the last acts by the real actions too."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhengban.access.loading import loading
from zhengban.access.models import User
from zhengban.demo.absences import ABSENCES, Absence, stand_in
from zhengban.demo.city import ADMINISTRATORS, CONNECTED
from zhengban.demo.clock import at
from zhengban.demo.founding import City, found_city
from zhengban.demo.stages.casting import Casting
from zhengban.demo.stages.memory import MemoryStage
from zhengban.demo.stages.real import RealStage
from zhengban.demo.year import Year, plan_year
from zhengban.demo.year.hours import DAY, before
from zhengban.demo.year.scripts import Cue, cues
from zhengban.documents.actions.reconciling import reconcile_all
from zhengban.documents.models import IncomingDocument, OutgoingDocument
from zhengban.notifications.actions import read_all
from zhengban.notifications.models import Notification
from zhengban.numbering.actions import open_series
from zhengban.numbering.models import SeriesKind
from zhengban.organizations.actions import delegate

REAL_ACTS = 0.6
"""For each document so many of the last acts are done by the real actions; what was before them is written as they
would have written it."""
_NOTICES_READ = 0.7 * DAY
"""Minutes of work ago that everybody last read the own notices."""


@dataclass(frozen=True)
class Loaded:
    """What was loaded."""

    agencies: int
    people: int
    documents: int


def load_city(documents: int, now: datetime) -> Loaded:
    """Found the city and play about so many documents of the year before now."""
    year = plan_year(documents, now)
    city = found_city(year.began)
    open_registers(city, year)
    acts = cues(year.scripts)
    turn = max(0, len(acts) - round(documents * REAL_ACTS))
    casting = Casting(city)
    play_in_memory(casting, acts[:turn])
    play_for_real(casting, acts[turn:], year.now)
    with at(year.now):
        reconcile_all()
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


def play_in_memory(casting: Casting, acts: list[Cue]) -> None:
    """Play the acts without the actions, and write what came of them at once."""
    with loading("演示城市一年的公文"):
        stage = MemoryStage(casting)
        for cue in acts:
            stage.play(cue)
        stage.write()


def play_for_real(casting: Casting, acts: list[Cue], now: datetime) -> None:
    """Play the acts by the actions, and between them what else people do: delegate, read their notices."""
    stage = RealStage(casting, lambda act: stand_in(casting.city, act.who, act.at, now))
    played = [(cue.act.at, order, _playing(stage, cue)) for order, cue in enumerate(acts)]
    besides = [(moment, -1 - order, do) for order, (moment, do) in enumerate(_besides(casting.city, now))]
    for _moment, _order, do in heapq.merge(sorted(besides, key=_when), sorted(played, key=_when), key=_when):
        do()


def _when(entry: tuple[datetime, int, Callable[[], None]]) -> tuple[datetime, int]:
    return entry[:2]


def _playing(stage: RealStage, cue: Cue) -> Callable[[], None]:
    return lambda: stage.play(cue)


def _besides(city: City, now: datetime) -> Iterator[tuple[datetime, Callable[[], None]]]:
    for absence in ABSENCES:
        yield absence.begins(now), _delegating(city, absence, now)
    moment = before(now, _NOTICES_READ)
    yield moment, lambda: _read_notices(city, moment)


def _delegating(city: City, absence: Absence, now: datetime) -> Callable[[], None]:
    def do() -> None:
        with at(absence.begins(now)):
            delegate(
                actor=city.people[absence.principal],
                deputy=city.people[absence.deputy],
                starts_on=absence.begins(now).date(),
                ends_on=absence.ends(now).date(),
                reason=absence.reason,
            )

    return do


def _read_notices(city: City, moment: datetime) -> None:
    told = User.objects.filter(pk__in=Notification.objects.unread().values("user"))
    with at(moment):
        for user in told.order_by("pk"):
            read_all(user, actor=user)
