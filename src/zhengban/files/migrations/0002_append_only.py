from django.db import migrations

from zhengban.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [append_only("files_storedfile")]
