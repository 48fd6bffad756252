"""The year's plan: which agency writes which paper when, settled so that it can be played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from gongwen.document import OfficialDocument
from zhengban.core.workdays import is_workday
from zhengban.demo.city import CONNECTED, MUNICIPAL, OFFICE, PROVINCIAL
from zhengban.demo.city.shapes import CITY, CityAgency
from zhengban.demo.texts import flawed, generate, mended, slipped
from zhengban.demo.year.desks import fill_desks
from zhengban.demo.year.hours import CHINA, DAY, after
from zhengban.demo.year.planner import SEED, Planner, Year
from zhengban.demo.year.polishing import polished
from zhengban.demo.year.scripts import Act, Edition, IncomingScript, OutgoingScript, Script, Verb

_OFFICE_SHARE, _DEPARTMENT_SHARE, _COUNTY_SHARE = 0.33, 0.115, 0.07
# Of all documents, so many are written in the installation and so many come from outside; the rest are deliveries.
_WRITTEN, _FROM_OUTSIDE = 0.18, 0.1


def plan_year(documents: int, now: datetime) -> Year:
    """Plan about so many documents in the 365 days before now; the same for the same moment."""
    now = now.astimezone(CHINA)
    dice = Random(f"{SEED}|{documents}")  # noqa: S311 - a demo that is the same every time
    year = Year(datetime.combine(now.date() - timedelta(days=365), time(8, 30), CHINA), now)
    planner = Planner(year, dice)
    for begin in _beginnings(year, documents, dice):
        begin(planner)
    fill_desks(planner, dice)
    settle(year, dice)
    return year


def settle(year: Year, dice: Random) -> None:
    """Cut off what lies in the future, give every number in its order, and write the texts."""
    for script in year.scripts:
        script.acts = [act for act in script.acts if act.at < year.now]
    year.scripts = [script for script in year.scripts if script.acts]
    for script in year.scripts:
        script.request_key = UUID(int=dice.getrandbits(128))
    _number(year)
    # A paper that is cited is older than the paper that cites it.
    for script in sorted(year.outgoing, key=lambda one: one.acts[0].at):
        _write(script, dice)


def _beginnings(year: Year, documents: int, dice: Random) -> list[Callable[[Planner], object]]:
    """What begins in the year, in the order of the days."""
    begun: list[tuple[datetime, Callable[[Planner], object]]] = []
    for writer in CONNECTED:
        count = round(documents * _WRITTEN * _share(writer))
        begun += [(moment, _writing(writer, moment)) for moment in _moments(year, count, dice)]
    for moment in _moments(year, round(documents * _FROM_OUTSIDE), dice):
        sender, receiver = _outside_pair(dice)
        begun.append((moment, _arriving(sender, receiver, moment)))
    return [begin for _moment, begin in sorted(begun, key=lambda one: one[0])]


def _writing(writer: CityAgency, moment: datetime) -> Callable[[Planner], object]:
    return lambda planner: planner.outgoing(writer, moment)


def _arriving(sender: CityAgency, receiver: CityAgency, moment: datetime) -> Callable[[Planner], object]:
    return lambda planner: planner.from_outside(sender, receiver, moment)


def _share(writer: CityAgency) -> float:
    if writer is OFFICE:
        return _OFFICE_SHARE
    return _DEPARTMENT_SHARE if writer.level == CITY else _COUNTY_SHARE


def _moments(year: Year, count: int, dice: Random) -> list[datetime]:
    """So many working moments of the year."""
    days = [year.began + timedelta(days=at) for at in range(365)]
    working = [day for day in days if is_workday(day.date())]
    return [after(dice.choice(working), dice.uniform(0, DAY - 1)) for _ in range(count)]


def _outside_pair(dice: Random) -> tuple[CityAgency, CityAgency]:
    """Who writes from outside to whom: the province's bureaus to their like, the city's to the office."""
    if dice.random() < 0.55:
        sender = dice.choice(PROVINCIAL)
        return sender, next((one for one in CONNECTED if one.writer == sender.writer), OFFICE)
    return dice.choice([one for one in MUNICIPAL if one.writer]), OFFICE


def _number(year: Year) -> None:
    """Every number in the order in which it is given; the first year's run begins in the middle."""
    numbering: list[tuple[datetime, Script, tuple[str, int]]] = []
    for script in year.scripts:
        for act in script.acts:
            run = _run_of(script, act)
            if run is not None:
                numbering.append((act.at, script, (run, act.at.astimezone(CHINA).year)))
    ordinals = {key: _first_ordinal(numbering, key, year) for _at, _script, key in numbering}
    year.first_ordinals = {key: first for key, first in ordinals.items() if first > 1}
    for _at, script, key in sorted(numbering, key=lambda one: one[0]):
        if isinstance(script, OutgoingScript):
            script.number = f"{key[0]}〔{key[1]}〕{ordinals[key]}号"
        ordinals[key] += 1


def _run_of(script: Script, act: Act) -> str | None:
    """Which run gives a number at this act: the code of a paper that goes out, the agency of one that comes in."""
    if isinstance(script, IncomingScript):
        return f"收:{script.receiver.key}" if act.verb is Verb.REGISTER else None
    return script.code if act.verb is Verb.COMPLETE and act.activity == "number" else None


def _first_ordinal(
    numbering: list[tuple[datetime, Script, tuple[str, int]]], key: tuple[str, int], year: Year
) -> int:
    """Where the run stands when the installation begins in mid-year: as if it had gone on like that all along."""
    if key[1] != year.began.year:
        return 1
    code, whole = key[0], year.began.timetuple().tm_yday - 1
    in_next_year = sum(1 for _at, _script, other in numbering if other == (code, key[1] + 1))
    days_in_next_year = max(1, year.now.timetuple().tm_yday)
    return in_next_year * whole // days_in_next_year + 1


def _write(script: OutgoingScript, dice: Random) -> None:
    """The texts of the paper, edition by edition; an edition that changes nothing is not made."""
    if script.paper is None:
        asked = script.answers.sent if script.answers is not None else None
        assert asked is not None  # noqa: S101 - only answers are written this late
        assert asked.paper is not None  # noqa: S101 - the older paper was written before
        cited = replace(asked.paper, number=asked.number)
        script.paper = generate(SEED, replace(script.commission, answers=cited))
    sound = script.paper.document
    # Dice of its own, so that a slip changes nothing of the rest of the year.
    own_dice = Random(f"{SEED}|{sound.title}")  # noqa: S311 - as in plan_year
    current = flawed(sound, script.flaw) if script.flaw is not None else slipped(sound, own_dice)
    kept: list[Act] = []
    for act in script.acts:
        if act.edition is not None:
            if script.flaw is None and act.edition is Edition.POLISHED:
                current = mended(current, sound, own_dice)
            text = _edition(act.edition, current, sound, dice)
            if act.verb is Verb.REVISE and text == current:
                continue
            script.texts[act.edition] = current = text
        kept.append(act)
    script.acts = kept


def _edition(
    edition: Edition, current: OfficialDocument, sound: OfficialDocument, dice: Random
) -> OfficialDocument:
    if edition is Edition.FIRST:
        return current
    if edition is Edition.MENDED and current != sound:
        return sound
    return polished(current, dice)
