"""How quickly the pages of every morning answer over HTTP: to-do list, register, document page.

    python benchmarks/pages.py [STOCK] [REQUESTS]      (default 10000 200)

Uses the database of DATABASE_URL, which must be new and empty, or a new SQLite file in a temporary folder. Serves with
granian, 2 workers, on a free port of this machine, and prints p50 and p95 in milliseconds with 1 and with 16 clients,
beside the sign-in page as the floor.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "libs" / "gongwen" / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengban.config.settings")
os.environ.setdefault("ZHENGBAN_STATE", tempfile.mkdtemp())
os.environ.setdefault("GONGWEN_FONTS", str(ROOT / "var" / "fonts"))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.stock import stock_up  # noqa: E402
from tests.people import Cast, make_cast  # noqa: E402
from zhengban.access.models import User  # noqa: E402
from zhengban.documents.models import OutgoingDocument  # noqa: E402
from zhengban.documents.tests.lives import open_office, reviewed  # noqa: E402

CLIENTS = (1, 16)


def session_of(user: User) -> str:
    """A session as signing in makes it."""
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def times(port: int, path: str, cookie: str, clients: int, requests: int) -> list[float]:
    """Milliseconds of each request, with so many clients asking at the same time."""

    def ask(count: int) -> list[float]:
        server = HTTPConnection("127.0.0.1", port, timeout=60)
        taken = []
        for _ in range(count):
            started = perf_counter()
            server.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
            answer = server.getresponse()
            answer.read()
            taken.append((perf_counter() - started) * 1000)
            assert answer.status == 200, f"{path}: {answer.status}"
        server.close()
        return taken

    each = max(1, requests // clients)
    with ThreadPoolExecutor(clients) as pool:
        return [one for many in pool.map(ask, [each] * clients) for one in many]


def prepared(stock: int) -> tuple[Cast, str]:
    call_command("migrate", verbosity=0)
    cast = make_cast()
    open_office(cast)
    for _ in range(25):
        reviewed(cast)
    stock_up(cast, stock)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return cast, session_of(User.objects.get(pk=cast.leader.pk))


def main() -> None:
    stock = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    requests = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    _cast, cookie = prepared(stock)
    paper = OutgoingDocument.objects.order_by("pk")[0].pk
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    python_path = os.pathsep.join((str(ROOT / "src"), str(ROOT / "libs" / "gongwen" / "src")))
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--workers", "2"]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "error", "zhengban.config.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": python_path})
    try:
        time.sleep(6)
        print(f"{connection.vendor}: {OutgoingDocument.objects.count()} documents, {requests} requests each")
        print(f"{'page':<12}" + "".join(f"{f'p50 of {n}':>12}{f'p95 of {n}':>12}" for n in CLIENTS))
        pages = (
            ("floor", "/sign-in/", ""),
            ("to-do", "/to-do/", cookie),
            ("register", "/documents/out/", cookie),
            ("document", f"/documents/out/{paper}/", cookie),
        )
        for name, path, session in pages:
            times(port, path, session, 4, 16)
            cells = ""
            for clients in CLIENTS:
                taken = sorted(times(port, path, session, clients, requests))
                cells += f"{statistics.median(taken):>12.1f}{taken[int(len(taken) * 0.95) - 1]:>12.1f}"
            print(f"{name:<12}{cells}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
