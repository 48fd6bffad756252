from django.db import migrations

from zhengban.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]

    operations = [append_only("workflow_workflowevent"), append_only("workflow_processdefinition")]
