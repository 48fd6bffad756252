"""Bringing many rows in at once: the first accounts, a demo city, an old system's papers; said in the trail."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import transaction

from zhengban.access.authority import Authority, acting
from zhengban.access.models import User
from zhengban.audit.trail import record


@contextlib.contextmanager
def loading(what: str) -> Iterator[User]:
    """Within the block, in one transaction, the system user writes rows directly; the trail says what came in.

    Only management commands may use it; a test keeps it so. What it writes must hold by itself: the database's
    constraints apply as always.
    """
    system = User.objects.system()
    with transaction.atomic(), acting(Authority(system, None, None)):
        yield system
        record("access.load", "批量载入", actor=system, summary=what)
