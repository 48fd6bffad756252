from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "zhengban.sealing"
    verbose_name = "印章"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.sealing import actions  # noqa: F401 - declares every act
