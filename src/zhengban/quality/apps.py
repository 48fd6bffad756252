from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "zhengban.quality"
    verbose_name = "公文质量"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.jobs.periodic import Periodic, declare
        from zhengban.quality import actions  # noqa: F401 - declares every act

        declare(Periodic("quality", "统计公文差错", "zhengban.quality.tallies.tally_due", "*/10 * * * *"))
