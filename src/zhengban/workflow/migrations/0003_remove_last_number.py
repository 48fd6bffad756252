from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_append_only")]

    operations = [migrations.RemoveField("processinstance", "last_number")]
