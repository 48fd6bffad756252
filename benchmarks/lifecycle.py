"""Steps a second through the outgoing life and the incoming life at three recipients, on ever older installations.

    python benchmarks/lifecycle.py [PAPERS] [STOCK,STOCK,…]      (default 20 0,1000,10000)

Uses the database of DATABASE_URL, which must be new and empty, or a new SQLite file in a temporary folder. Prints
what a step costs at each stock, and the ratio to the smallest one in the same run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import uuid
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
from django.db import connection, reset_queries  # noqa: E402

from benchmarks.recipients import Recipient, make_recipients  # noqa: E402
from benchmarks.stock import stock_up  # noqa: E402
from tests.people import Cast, make_cast  # noqa: E402
from zhengban.documents.actions.deliveries import receive, register  # noqa: E402
from zhengban.documents.models import Delivery, Handling, IncomingDocument, OutgoingDocument  # noqa: E402
from zhengban.documents.tests.lives import drafted, notice, open_office, step  # noqa: E402
from zhengban.workflow.actions import complete  # noqa: E402
from zhengban.workflow.models import ProcessInstance, WorkItem  # noqa: E402

RECIPIENTS = 3


def one_life(cast: Cast, recipients: tuple[Recipient, ...]) -> int:
    """A paper out of the city office and in at every recipient, to the archives of all; how many steps that took."""
    document = drafted(cast, notice([one.agency for one in recipients]))
    step(document, cast.drafter, variables={"countersign_units": []})
    step(document, cast.unit_head, variables={"countersign_units": []})
    step(document, cast.reviewer, chosen={"sign": [cast.leader]})
    steps = 4 + finish(document)
    for recipient in recipients:
        delivery = Delivery.objects.get(document=document, agency=recipient.agency)
        receive(delivery, actor=recipient.registrar)
        register(delivery, actor=recipient.registrar, request_key=uuid.uuid4())
        incoming = delivery.incoming
        step(incoming, recipient.registrar)
        plan(incoming, recipient)
        steps += 4 + finish(incoming)
    return steps


def plan(document: IncomingDocument, recipient: Recipient) -> None:
    """Propose one leader and one host unit (拟办)."""
    item = held(document)
    complete(
        item.at_hand,
        actor=item.candidates.get().user,
        opinion="请业务科办理。",
        variables={
            "handling": "FOR_ACTION",
            "leaders": [recipient.leader.pk],
            "host_unit": [recipient.unit.pk],
            "co_units": [],
            "readers": [],
            "due_on": None,
        },
        fields={"handling": Handling.FOR_ACTION, "host_unit": recipient.unit, "co_units": (), "due_on": None},
    )


def held(document: OutgoingDocument | IncomingDocument) -> WorkItem:
    """The one open item on the document."""
    return ProcessInstance.objects.about(document).get().items.get(state="OPEN")


def finish(document: OutgoingDocument | IncomingDocument) -> int:
    """Every step left, each by whoever holds the paper; how many they were."""
    steps = 0
    while ProcessInstance.objects.about(document).running().exists():
        item = held(document)
        opinion = "" if item.activity == "number" else "同意。"
        complete(item.at_hand, actor=item.candidates.get().user, opinion=opinion)
        steps += 1
    return steps


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    stocks = [int(one) for one in (sys.argv[2] if len(sys.argv) > 2 else "0,1000,10000").split(",")]
    call_command("migrate", verbosity=0)
    cast = make_cast()
    open_office(cast)
    recipients = make_recipients(cast, RECIPIENTS)
    one_life(cast, recipients)  # fonts, caches and prepared code are warm from here on
    print(f"{connection.vendor}: {papers} papers at each stock")
    print(f"{'documents':>10} {'steps':>6} {'steps/s':>9} {'ms/step':>9} {'ratio':>7}")
    first = 0.0
    for stock in sorted(stocks):
        stock_up(cast, stock)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        started = perf_counter()
        steps = 0
        for _ in range(papers):
            steps += one_life(cast, recipients)
            reset_queries()
        taken = perf_counter() - started
        cost = taken / steps * 1000
        first = first or cost
        print(f"{stock:>10} {steps:>6} {steps / taken:>9.1f} {cost:>9.1f} {cost / first:>7.2f}")


if __name__ == "__main__":
    main()
