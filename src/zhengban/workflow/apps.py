from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "zhengban.workflow"
    verbose_name = "流程"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Actions register with the gate when imported.
        from zhengban.workflow import actions  # noqa: F401
