from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "zhengban.numbering"
    verbose_name = "编号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Actions register with the gate when imported.
        from zhengban.numbering import actions  # noqa: F401
