"""Tests whose transactions really commit: several connections at once, workers that die."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.people import Cast, make_cast
from zhengban.access.authority import Authority, acting
from zhengban.access.models import SYSTEM_USERNAME, User

_APPEND_ONLY = ("audit_auditentry", "audit_auditbatch")


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    """The cast, committed; for tests marked ``django_db(transaction=True)``.

    Such a test ends by emptying all tables, which the trail refuses; and it takes the system user with it.
    """
    with connection.cursor() as cursor:
        for table in _APPEND_ONLY:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    if not User.objects.filter(username=SYSTEM_USERNAME).exists():
        system = User(username=SYSTEM_USERNAME, name="系统", password="!", must_change_password=False)
        with acting(Authority(system, None, None)):
            system.save()
    return make_cast()
