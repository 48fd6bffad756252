from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "zhengban.core"
    verbose_name = "基础"
