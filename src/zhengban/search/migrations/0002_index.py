from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_POSTGRESQL = (
    "CREATE TABLE search_index (rank bigint PRIMARY KEY, lexemes tsvector NOT NULL)",
    "CREATE INDEX search_index_lexemes ON search_index USING gin (lexemes)",
    # The planner does not count what it costs to unpack each row's lexemes, and would read them all for a common
    # word; nor does it know how many match a rare one. So the match is settled here, always by the index.
    "CREATE FUNCTION search_matching(wanted tsquery) RETURNS SETOF bigint"
    " LANGUAGE sql STABLE PARALLEL SAFE ROWS 1000 SET enable_seqscan = off"
    " AS 'SELECT rank FROM search_index WHERE lexemes @@ wanted'",
)
# Without content, positions and sizes it holds nothing but which entry has which lexeme. The ascii tokenizer
# cuts at our spaces only; every other one knows some characters of Unicode and not the rest.
_SQLITE = (
    "CREATE VIRTUAL TABLE search_index USING fts5"
    "(lexemes, content='', detail=none, columnsize=0, tokenize='ascii')",
)


def make(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(statement)


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP FUNCTION search_matching(tsquery)")
    editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, remove)]
