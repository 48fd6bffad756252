from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "zhengban.jobs"
    verbose_name = "后台作业"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.jobs.periodic import Periodic, declare, ensure_schedules

        declare(Periodic("audit", "封存审计记录", "zhengban.jobs.upkeep.close_audit", cron="*/5 * * * *"))
        # Every installation migrates when it is updated; what is due by the clock can then not be forgotten.
        post_migrate.connect(ensure_schedules, sender=apps.get_app_config("django_q"))
