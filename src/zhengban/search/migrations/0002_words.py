from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_searchentry ADD COLUMN words tsvector")
        editor.execute("CREATE INDEX search_words ON search_searchentry USING gin (words)")
    else:
        editor.execute(
            # Not contentless: deleting from a contentless table needs SQLite 3.43, and Debian 12 has 3.40.
            "CREATE VIRTUAL TABLE search_words USING fts5(words, tokenize='unicode61')"
        )


def remove(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_searchentry DROP COLUMN words")
    else:
        editor.execute("DROP TABLE search_words")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
