"""Steps a second through the outgoing life and the incoming life at one recipient, on ever older installations.

    python benchmarks/lifecycle.py [PAPERS] [STOCK,STOCK,…]      (default 20 0,1000,10000)

Uses the database of DATABASE_URL, which must be new and empty, or a new SQLite file in a temporary folder. Prints
what a step costs at each stock, and the ratio to the smallest one in the same run.
"""

from __future__ import annotations

import os
import sys
import tempfile
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

from benchmarks.stock import stock_up  # noqa: E402
from tests.people import Cast, make_cast  # noqa: E402
from zhengban.documents.tests.lives import open_office, registered, step  # noqa: E402
from zhengban.workflow.models import WorkItem  # noqa: E402


def one_life(cast: Cast) -> None:
    """A paper out of the city office and in at the finance bureau, up to its plan."""
    incoming = registered(cast)
    step(incoming, cast.finance_registrar)


def main() -> None:
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    stocks = [int(one) for one in (sys.argv[2] if len(sys.argv) > 2 else "0,1000,10000").split(",")]
    call_command("migrate", verbosity=0)
    cast = make_cast()
    open_office(cast)
    one_life(cast)  # fonts, caches and prepared code are warm from here on
    print(f"{connection.vendor}: {papers} papers at each stock")
    print(f"{'documents':>10} {'steps':>6} {'steps/s':>9} {'ms/step':>9} {'ratio':>7}")
    first = 0.0
    for stock in sorted(stocks):
        stock_up(cast, stock)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        before = WorkItem.objects.filter(state="DONE").count()
        started = perf_counter()
        for _ in range(papers):
            one_life(cast)
            reset_queries()
        taken = perf_counter() - started
        steps = WorkItem.objects.filter(state="DONE").count() - before
        cost = taken / steps * 1000
        first = first or cost
        print(f"{stock:>10} {steps:>6} {steps / taken:>9.1f} {cost:>9.1f} {cost / first:>7.2f}")


if __name__ == "__main__":
    main()
