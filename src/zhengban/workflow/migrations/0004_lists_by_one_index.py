import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from zhengban.core.append_only import append_only

# SQLite changes a table by copying it, and the copy would be without the triggers that keep the trail.
events = append_only("workflow_workflowevent")


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("workflow", "0003_remove_last_number"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(events.reverse_code, events.code),
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_item_done_by",
        ),
        migrations.RemoveIndex(
            model_name="workitem",
            name="work_item_done_by_deputy",
        ),
        migrations.AddField(
            model_name="workitemcandidate",
            name="acted_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="办理时间"),
        ),
        migrations.AlterField(
            model_name="circulation",
            name="reader",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="circulation",
            name="sent_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="processinstance",
            name="subject_type",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AlterField(
            model_name="token",
            name="instance",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tokens",
                to="workflow.processinstance",
            ),
        ),
        migrations.AlterField(
            model_name="workflowevent",
            name="actor",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="workflowevent",
            name="instance",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="workflow.processinstance",
            ),
        ),
        migrations.AlterField(
            model_name="workflowevent",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_items_done",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="instance",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="workflow.processinstance",
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="work_items_done_by_deputy",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="workitemcandidate",
            name="item",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="candidates",
                to="workflow.workitem",
            ),
        ),
        migrations.AddIndex(
            model_name="workitemcandidate",
            index=models.Index(
                condition=models.Q(("acted_at__isnull", False)),
                fields=["user", "-acted_at", "-id"],
                name="work_item_candidate_done",
            ),
        ),
        events,
    ]
