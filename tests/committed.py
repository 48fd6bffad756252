"""Tests whose transactions really commit: several connections at once, workers that die."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.people import Cast, make_cast
from zhengban.access.authority import Authority, acting
from zhengban.access.models import SYSTEM_USERNAME, User


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    """The cast, committed; for tests marked ``django_db(transaction=True)``.

    Such a test ends by emptying all tables, which the trail refuses; and it takes the system user with it.
    """
    _let_tables_be_emptied()
    if not User.objects.filter(username=SYSTEM_USERNAME).exists():
        system = User(username=SYSTEM_USERNAME, name="系统", password="!", must_change_password=False)
        with acting(Authority(system, None, None)):
            system.save()
    return make_cast()


def _let_tables_be_emptied() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE '%\\_no\\_truncate'"
            )
            for table, trigger in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
            return
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_delete' ESCAPE '\\'"
        )
        for (trigger,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {trigger}")
