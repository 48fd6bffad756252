"""The process engine alone, its proofs, a committed step, and the to-do list over a million finished processes.

    python benchmarks/workflow.py [FINISHED] [OPEN] [PEOPLE]      (default 1000000 100000 2000)

Uses the database of DATABASE_URL, which must be new and empty, or a new SQLite file in a temporary folder. Prints
each measure with its bar, and how many times better or worse it is.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "libs" / "gongwen" / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengban.config.settings")
os.environ.setdefault("ZHENGBAN_STATE", tempfile.mkdtemp())
os.environ.setdefault("GONGWEN_FONTS", str(ROOT / "var" / "fonts"))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402

from tests.people import Cast, make_cast  # noqa: E402
from zhengban.access.models import User  # noqa: E402
from zhengban.documents.models import OutgoingDocument  # noqa: E402
from zhengban.documents.tests.lives import PROCESSES, drafted, item_of, open_office  # noqa: E402
from zhengban.workflow import engine  # noqa: E402
from zhengban.workflow.actions import complete  # noqa: E402
from zhengban.workflow.engine import Group, Value, WhoKind  # noqa: E402
from zhengban.workflow.models import ProcessInstance, WorkItem, WorkItemCandidate  # noqa: E402
from zhengban.workflow.tests.engine.plain import sketch  # noqa: E402

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def tell(what: str, value: float, unit: str, bar: float, *, more_is_better: bool = False) -> None:
    ratio = value / bar if more_is_better else bar / value
    print(
        f"{what:<46} {value:>12,.2f} {unit:<8} bar {bar:>9,.0f}   {ratio:>6.1f} × {'ok' if ratio >= 1 else 'MISSED'}"
    )


# The engine alone


class OnePerson:
    """Every rule names the same person."""

    def groups(self, kind: WhoKind, argument: str, variables: Mapping[str, Value]) -> tuple[Group, ...]:
        return (Group((1,)),)

    def serving(self, people: Iterable[int]) -> frozenset[int]:
        return frozenset(people)


def walk(definition: engine.ProcessDefinition) -> int:
    """One paper from its start to its end; how many moves that took."""
    office = OnePerson()
    marking = engine.apply(definition, engine.Marking(), engine.Start(by=1, at=NOON), office).marking
    moves = 1
    while marking.state is engine.ProcessState.RUNNING:
        item = marking.open_items[0]
        ahead = definition.choices_ahead(item.activity, marking.variables)
        move = engine.Complete(
            by=1, at=NOON, item=item.number, opinion="同意", chosen={one.id: (1,) for one in ahead}
        )
        marking = engine.apply(definition, marking, move, office).marking
        moves += 1
    return moves


def engine_alone(definition: engine.ProcessDefinition) -> None:
    walk(definition)
    started, moves = perf_counter(), 0
    while perf_counter() - started < 3:
        moves += walk(definition)
    tell(
        "engine alone, outgoing process",
        moves / (perf_counter() - started),
        "moves/s",
        20_000,
        more_is_better=True,
    )


# Proofs


def proofs() -> None:
    for name in ("outgoing", "incoming"):
        xml = (PROCESSES / f"{name}.bpmn").read_bytes()
        tell(f"proof of {name}.bpmn", median_ms(lambda xml=xml: engine.examine(xml)), "ms", 50)  # type: ignore[misc]
    line = "s > " + " > ".join(f"T{number}" for number in range(400)) + " > e"
    wide = "s > all p; " + "; ".join(
        f"p > A{b} > one x{b} > B{b} > one y{b} > q; x{b} > C{b} > y{b}" for b in range(12)
    )
    wide = wide.replace("> q;", "> all q;", 1) + "; q > e"
    for what, text in (
        ("400 steps in a line", line),
        ("12 parallel branches", wide),
        ("40 nested levels", nested(40)),
    ):
        tell(f"proof of {what}", median_ms(lambda text=text: engine.examine(sketch(text)), 5), "ms", 2_000)  # type: ignore[misc]


def nested(levels: int) -> str:
    ways, before = [], "s"
    for level in range(levels):
        kind = ("all", "one", "some")[level % 3]
        ways.append(f"{before} > {kind} o{level} > T{level} > {kind} c{level}")
        before = f"o{level}"
    ways.append(f"{before} > inner > c{levels - 1}")
    ways += [f"c{level} > c{level - 1}" for level in range(levels - 1, 0, -1)]
    return "; ".join([*ways, "c0 > e"])


def median_ms(act: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        act()
        taken.append(1000 * (perf_counter() - started))
    return statistics.median(taken)


# A committed step


def committed_steps(cast: Cast, papers: int = 40) -> None:
    """Steps that only move the paper, with trail, notice and search: the acts of business cost what they cost."""
    taken: list[float] = []
    for _ in range(papers):
        document = drafted(cast)
        _step(document, cast.drafter, taken, variables={"countersign_units": []})
        _step(document, cast.unit_head, taken, variables={"countersign_units": []})
        _step(document, cast.reviewer, taken, chosen={"sign": [cast.leader]})
    taken.sort()
    # The first of each three also submits the draft; the median is a step of handling.
    tell("committed step, p50", taken[len(taken) // 2], "ms", 8)
    tell("committed step, p95", taken[int(len(taken) * 0.95)], "ms", 20)


def _step(document: OutgoingDocument, user: User, taken: list[float], **arguments: object) -> None:
    item = item_of(user, document)
    started = perf_counter()
    complete(item.at_hand, actor=user, opinion="同意。", **arguments)
    taken.append(1000 * (perf_counter() - started))


# The to-do list


def to_do_list(cast: Cast, finished: int, opened: int, people: int) -> None:
    document = drafted(cast)
    item = item_of(cast.drafter, document)
    candidate = WorkItemCandidate.objects.get(item=item)
    stock(item, candidate, cast.drafter, finished, opened, people)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    user = User.objects.order_by("-pk")[7]
    waiting = WorkItem.objects.awaiting(user)
    print(
        f"{ProcessInstance.objects.count():,} processes, {waiting.count()} of {opened:,} open items before one person"
    )
    tell("to-do list, a page of 20", median_ms(lambda: list(waiting.all()[:20])), "ms", 60)
    tell("to-do list, count", median_ms(lambda: waiting.all().count()), "ms", 60)


def stock(
    item: WorkItem, candidate: WorkItemCandidate, person: User, finished: int, opened: int, people: int
) -> None:
    """Copies of one process, its item and its candidate by the database itself; the first ``opened`` still open."""
    base = 10_000_000
    total = finished + opened
    is_open = f"n <= {opened}"
    multiply(person, people, {"id": f"{base} + n", "username": "'person' || n", "name": "'干部' || n"})
    multiply(
        item.instance,
        total,
        {
            "id": f"{base} + n",
            "subject_id": f"{base} + n",
            "state": f"CASE WHEN {is_open} THEN 'RUNNING' ELSE 'ENDED' END",
            "ended_at": f"CASE WHEN {is_open} THEN NULL ELSE started_at END",
        },
    )
    multiply(
        item,
        total,
        {
            "id": f"{base} + n",
            "instance_id": f"{base} + n",
            "state": f"CASE WHEN {is_open} THEN 'OPEN' ELSE 'DONE' END",
            "closed_at": f"CASE WHEN {is_open} THEN NULL ELSE opened_at END",
        },
    )
    multiply(
        candidate,
        total,
        {
            "id": f"{base} + n",
            "item_id": f"{base} + n",
            "user_id": f"{base} + 1 + (n %% {people})",
            "is_open": is_open,
            "acted_at": f"CASE WHEN {is_open} THEN NULL ELSE acted_at END",
        },
    )


def multiply(row: models.Model, count: int, instead: Mapping[str, str]) -> None:
    """So many copies of a row, numbered n from 1, some columns computed."""
    names = [field.column for field in row._meta.concrete_fields]
    table = row._meta.db_table
    values = ", ".join(instead.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    counting = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"
    # Every part of the statement is written in this file.
    statement = (
        f"INSERT INTO {table} ({columns}) {counting} SELECT {values} FROM {table}, numbers WHERE {table}.id = %s"  # noqa: S608
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [count, row.pk])


def main() -> None:
    finished, opened, people = (
        [int(one) for one in sys.argv[1:]] + [1_000_000, 100_000, 2_000][len(sys.argv) - 1 :]
    )[:3]
    engine_alone(engine.read((PROCESSES / "outgoing.bpmn").read_bytes()))
    proofs()
    call_command("migrate", verbosity=0)
    cast = make_cast()
    open_office(cast)
    print(connection.vendor)
    committed_steps(cast)
    to_do_list(cast, finished, opened, people)


if __name__ == "__main__":
    main()
