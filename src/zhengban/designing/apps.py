from django.apps import AppConfig


class DesigningConfig(AppConfig):
    name = "zhengban.designing"
    verbose_name = "流程设计"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.designing import actions  # noqa: F401 - declares every act
