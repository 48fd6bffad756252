from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "zhengban.jobs"
    verbose_name = "后台作业"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.jobs.periodic import Periodic, declare

        declare(Periodic("audit", "封存审计记录", "zhengban.jobs.upkeep.close_audit", cron="*/5 * * * *"))
