"""Tables that only grow: the database itself refuses to change or delete a row."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""
_POSTGRESQL_UNDO = """
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
DROP TRIGGER IF EXISTS {table}_no_truncate ON {table};
DROP FUNCTION IF EXISTS {table}_append_only();
"""
_SQLITE = tuple(
    f"CREATE TRIGGER {{table}}_no_{event} BEFORE {event} ON {{table}} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for event in ("update", "delete")
)
_SQLITE_UNDO = ("DROP TRIGGER IF EXISTS {table}_no_update", "DROP TRIGGER IF EXISTS {table}_no_delete")


def append_only(table: str) -> migrations.RunPython:
    """A migration step after which rows of ``table`` can be added and read, never changed or deleted."""

    def protect(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        scripts = (_POSTGRESQL,) if editor.connection.vendor == "postgresql" else _SQLITE
        for script in scripts:
            editor.execute(script.format(table=table), params=None)

    def release(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        scripts = (_POSTGRESQL_UNDO,) if editor.connection.vendor == "postgresql" else _SQLITE_UNDO
        for script in scripts:
            editor.execute(script.format(table=table), params=None)

    return migrations.RunPython(protect, release)
