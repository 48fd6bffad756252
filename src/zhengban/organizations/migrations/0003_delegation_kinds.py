from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_ends_and_revocations"),
    ]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="kind",
            field=models.CharField(blank=True, max_length=50, verbose_name="委托范围"),
        ),
    ]
