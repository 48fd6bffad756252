from django.apps import AppConfig


class RenderingConfig(AppConfig):
    name = "zhengban.rendering"
    verbose_name = "排版"
    default_auto_field = "django.db.models.BigAutoField"
