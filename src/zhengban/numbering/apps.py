from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "zhengban.numbering"
    verbose_name = "编号"
    default_auto_field = "django.db.models.BigAutoField"
