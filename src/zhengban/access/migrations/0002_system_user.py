from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def add(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("access", "User").objects.create(
        username="system",
        name="系统",
        password="!",
        duty="BUSINESS",
        is_active=False,
        must_change_password=False,
    )


def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("access", "User").objects.filter(username="system").delete()


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
