from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "zhengban.access"
    verbose_name = "访问控制"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zhengban.access.signing_in import connect

        connect()
