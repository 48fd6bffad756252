import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Positions now know what they came from. Papers under way before this have no such history and cannot go on:
    # it comes before the first release, so there are none outside of demonstrations.
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("organizations", "0002_ends_and_revocations"),
        ("workflow", "0004_lists_by_one_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="circulation",
            name="circulation_once_unread",
        ),
        migrations.RemoveConstraint(
            model_name="processinstance",
            name="process_instance_runs_once",
        ),
        migrations.RemoveConstraint(
            model_name="processinstance",
            name="process_instance_end_has_time",
        ),
        migrations.RemoveIndex(
            model_name="circulation",
            name="circulation_unread",
        ),
        migrations.RemoveField(
            model_name="token",
            name="lineage",
        ),
        migrations.AddField(
            model_name="circulation",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤销传阅时间"),
        ),
        migrations.AddField(
            model_name="circulation",
            name="reminders",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="催阅次数"),
        ),
        migrations.AddField(
            model_name="processinstance",
            name="suspended_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="挂起时间"),
        ),
        migrations.AddField(
            model_name="processinstance",
            name="suspension_ground",
            field=models.CharField(blank=True, max_length=200, verbose_name="挂起依据"),
        ),
        migrations.AddField(
            model_name="token",
            name="continues",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="token",
            name="fired",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="token",
            name="flow",
            field=models.CharField(default="", max_length=110),
        ),
        migrations.AddField(
            model_name="token",
            name="parents",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="token",
            name="queue",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="token",
            name="units",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="workitem",
            name="expires_on",
            field=models.DateField(blank=True, null=True, verbose_name="到期转出日"),
        ),
        migrations.AddField(
            model_name="workitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("OWN", "办理"),
                    ("DELEGATED", "委派"),
                    ("ADDED_BEFORE", "前加签"),
                    ("ADDED_AFTER", "后加签"),
                ],
                default="OWN",
                max_length=12,
                verbose_name="来由",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="origin",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="brought_in",
                to="workflow.workitem",
            ),
        ),
        migrations.AlterField(
            model_name="processinstance",
            name="state",
            field=models.CharField(
                choices=[
                    ("RUNNING", "办理中"),
                    ("SUSPENDED", "已挂起"),
                    ("ENDED", "已办结"),
                    ("TERMINATED", "已终止"),
                ],
                default="RUNNING",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="token",
            name="node",
            field=models.CharField(max_length=110),
        ),
        migrations.AlterField(
            model_name="token",
            name="state",
            field=models.CharField(
                choices=[
                    ("LIVE", "有效"),
                    ("CONSUMED", "已通过"),
                    ("WITHDRAWN", "已收回"),
                    ("SUPERSEDED", "已被取代"),
                ],
                default="LIVE",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="workitem",
            name="state",
            field=models.CharField(
                choices=[
                    ("OPEN", "待办"),
                    ("DONE", "已办"),
                    ("RETURNED", "已退回"),
                    ("TRANSFERRED", "已转办"),
                    ("WITHDRAWN", "已收回"),
                    ("RELIEVED", "他人已办"),
                    ("DELEGATED", "已委派"),
                    ("ASKED", "已加签"),
                    ("REMOVED", "已减签"),
                    ("JUMPED", "已跳转"),
                    ("EXPIRED", "已到期转出"),
                ],
                default="OPEN",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AddIndex(
            model_name="circulation",
            index=models.Index(
                condition=models.Q(("cancelled_at__isnull", True), ("read_at__isnull", True)),
                fields=["reader"],
                name="circulation_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("expires_on__isnull", False), ("state", "OPEN")),
                fields=["expires_on"],
                name="work_item_open_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="circulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True), ("read_at__isnull", True)),
                fields=("instance", "reader"),
                name="circulation_once_unread",
            ),
        ),
        migrations.AddConstraint(
            model_name="processinstance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("RUNNING", "SUSPENDED"))),
                fields=("subject_type", "subject_id", "key"),
                name="process_instance_runs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="processinstance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state__in", ("RUNNING", "SUSPENDED"))),
                    models.Q(
                        models.Q(("state__in", ("RUNNING", "SUSPENDED")), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="process_instance_end_has_time",
            ),
        ),
    ]
